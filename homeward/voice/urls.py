"""Addresses of the voice of children and families. Those under `page/` open without an account."""

from django.urls import path

from homeward.voice.views import family, feedback, persons, retelling, saying, telling


app_name = "voice"
urlpatterns = [
    path("page/", family.code, name="code"),
    path("page/open/<str:secret>/", family.open_link, name="open_link"),
    path("page/read/", family.family, name="family"),
    path("page/easy/", family.easy, name="easy"),
    path("page/say/", family.say, name="say"),
    path("page/thanks/", family.thanks, name="thanks"),
    path("page/leave/", family.leave, name="leave"),
    path("voice/children/<int:pk>/", saying.says, name="says"),
    path("voice/children/<int:pk>/write/", saying.write_down, name="write_down"),
    path("voice/says/<int:pk>/drawing/", saying.drawing, name="drawing"),
    path("voice/says/<int:pk>/take-out/", saying.take_out, name="take_out"),
    path("voice/decisions/<int:pk>/told/", telling.told, name="told"),
    path(
        "voice/decisions/<int:pk>/told/<slug:kind>/<int:person_pk>/",
        telling.tell,
        name="tell",
    ),
    path(
        "voice/decisions/<int:pk>/not-told/<slug:kind>/<int:person_pk>/",
        telling.leave_untold,
        name="leave_untold",
    ),
    path("voice/children/<int:pk>/told/", retelling.already_told, name="already_told"),
    path("voice/children/<int:pk>/told/write/", retelling.write_fact, name="write_fact"),
    path("voice/told/<int:pk>/allowed/", retelling.change_permission, name="change_permission"),
    path("voice/told/<int:pk>/ask-again/", retelling.ask_again, name="ask_again"),
    path("voice/families/<int:pk>/", persons.people, name="people"),
    path(
        "voice/families/<int:pk>/<slug:kind>/<int:person_pk>/safe-way/",
        persons.safe_way,
        name="safe_way",
    ),
    path(
        "voice/families/<int:pk>/<slug:kind>/<int:person_pk>/plan/",
        persons.issue_plan,
        name="issue_plan",
    ),
    path(
        "voice/families/<int:pk>/<slug:kind>/<int:person_pk>/link/",
        persons.make_link,
        name="make_link",
    ),
    path("voice/plans/<int:pk>/", persons.issued, name="issued"),
    path("voice/plans/<int:pk>/withdraw/", persons.withdraw_plan, name="withdraw_plan"),
    path("voice/links/<int:pk>/withdraw/", persons.withdraw_link, name="withdraw_link"),
    path("voice/feedback/", feedback.feedback, name="feedback"),
    path("voice/families/<int:pk>/feedback/", feedback.write_feedback, name="write_feedback"),
    path("voice/feedback/<int:pk>/", feedback.answer_feedback, name="answer_feedback"),
    path("voice/feedback/counts/", feedback.counts, name="counts"),
]
