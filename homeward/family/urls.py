"""Addresses of what a family can do, and of the edge of court."""

from django.urls import path

from homeward.family.views import court, groups, meetings


app_name = "family"
urlpatterns = [
    path("", court.edge_of_court, name="edge_of_court"),
    path("duty/", meetings.duty, name="duty"),
    path("children/<int:child_pk>/", groups.start, name="start"),
    path("<int:pk>/", groups.group, name="group"),
    path("<int:pk>/people/new/", groups.add_relative, name="add_relative"),
    path("people/<int:pk>/", groups.relative, name="relative"),
    path("people/<int:pk>/could/", groups.say_could, name="say_could"),
    path("people/<int:pk>/reach/", groups.change_reach, name="change_reach"),
    path("people/<int:pk>/assess/", groups.assess, name="assess"),
    path("people/<int:pk>/help/", groups.give_help, name="give_help"),
    path("assessments/<int:pk>/tell/", groups.tell_relative, name="tell_relative"),
    path("<int:pk>/offer/", meetings.offer_meeting, name="offer_meeting"),
    path("<int:pk>/invite/", meetings.invite, name="invite"),
    path("<int:pk>/hold/", meetings.hold_meeting, name="hold_meeting"),
    path("meetings/<int:pk>/plan/", meetings.write_plan, name="write_plan"),
    path("plans/<int:pk>/answer/", meetings.answer_plan, name="answer_plan"),
    path("plans/<int:pk>/review/", meetings.review_plan, name="review_plan"),
    path("plans/<int:pk>/print/", meetings.plan_print, name="plan_print"),
    path("<int:pk>/court/", court.court, name="court"),
    path("<int:pk>/gateway/", court.ask_gateway, name="ask_gateway"),
    path("gateway/<int:pk>/", court.decide_gateway, name="decide_gateway"),
    path("<int:pk>/letter/", court.send_letter, name="send_letter"),
    path("before/<int:pk>/meet/", court.hold_pre_meeting, name="hold_pre_meeting"),
    path("<int:pk>/issue/", court.issue_proceedings, name="issue_proceedings"),
    path("proceedings/<int:pk>/explain/", court.explain_no_meeting, name="explain_no_meeting"),
    path("proceedings/<int:pk>/time/", court.give_court_time, name="give_court_time"),
    path("proceedings/<int:pk>/end/", court.end_proceedings, name="end_proceedings"),
]
