"""Addresses of going home."""

from django.urls import path

from homeward.reunification.views import after, deciding, judging, plans, words, working


app_name = "reunification"
urlpatterns = [
    path("children/<int:child_pk>/begin/", plans.begin, name="begin"),
    path("families/<int:pk>/", plans.family, name="family"),
    path("<int:pk>/", plans.plan, name="plan"),
    path("<int:pk>/chronology/", plans.chronology, name="chronology"),
    path("<int:pk>/assess/", plans.assess, name="assess"),
    path("<int:pk>/end/", plans.end, name="end"),
    path("<int:pk>/factors/add/", plans.add_factor, name="add_factor"),
    path("factors/<int:pk>/end/", plans.end_factor, name="end_factor"),
    path("<int:pk>/classify/", judging.classify, name="classify"),
    path("classes/<int:pk>/sign-off/", judging.sign_off, name="sign_off"),
    path("classes/<int:pk>/ask-for-override/", judging.ask_override, name="ask_override"),
    path("classes/<int:pk>/override/", judging.override, name="override"),
    path("<int:pk>/ask/", deciding.ask, name="ask"),
    path("decisions/<int:pk>/sign/", deciding.sign, name="sign"),
    path("<int:pk>/goals/add/", working.add_goal, name="add_goal"),
    path("goals/<int:pk>/light/", working.light, name="light"),
    path("goals/<int:pk>/drop/", working.drop_goal, name="drop_goal"),
    path("<int:pk>/agreement/write/", working.write_agreement, name="write_agreement"),
    path("<int:pk>/agreement/", working.agreement, name="agreement"),
    path("agreements/<int:pk>/sign/", working.note_signature, name="note_signature"),
    path("<int:pk>/steps/plan/", working.plan_step, name="plan_step"),
    path("<int:pk>/steps/tell/", working.tell_unplanned, name="tell_unplanned"),
    path("steps/<int:pk>/tell/", working.tell_step, name="tell_step"),
    path("<int:pk>/crisis-plan/", working.write_crisis_plan, name="write_crisis_plan"),
    path("<int:pk>/promise/", after.promise, name="promise"),
    path("promises/<int:pk>/end-sooner/", after.end_sooner, name="end_sooner"),
    path("early-ends/<int:pk>/", after.answer_early_end, name="answer_early_end"),
    path("<int:pk>/checks/<int:months>/", after.check, name="check"),
    path("<int:pk>/look-back/", after.look_back, name="look_back"),
    path("classes/called/", words.class_words, name="class_words"),
    path("classes/call/", words.call_classes, name="call_classes"),
]
