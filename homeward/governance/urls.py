"""Addresses of information governance."""

from django.urls import path

from homeward.governance.views import assessments, boards, breaches


app_name = "governance"
urlpatterns = [
    path("breaches/", breaches.breaches, name="breaches"),
    path("breaches/counts/", boards.breach_counts, name="breach_counts"),
    path("breaches/report/", breaches.report_breach, name="report_breach"),
    path("breaches/<int:pk>/", breaches.breach, name="breach"),
    path("breaches/<int:pk>/contained/", breaches.contain_breach, name="contain_breach"),
    path("breaches/<int:pk>/risk/", breaches.judge_breach, name="judge_breach"),
    path(
        "breaches/<int:pk>/commissioner/", breaches.notify_commissioner, name="notify_commissioner"
    ),
    path("breaches/<int:pk>/people/", breaches.tell_people, name="tell_people"),
    path("breaches/<int:pk>/cause/", breaches.find_cause, name="find_cause"),
    path("breaches/<int:pk>/change/", breaches.change_after_breach, name="change_after_breach"),
    path("breaches/<int:pk>/confirm/", breaches.confirm_breach, name="confirm_breach"),
    path("assessments/", assessments.assessments, name="assessments"),
    path("assessments/begin/", assessments.begin_assessment, name="begin_assessment"),
    path("assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("assessments/<int:pk>/versions/write/", assessments.write_version, name="write_version"),
    path("assessments/<int:pk>/risks/add/", assessments.add_risk, name="add_risk"),
    path("assessments/<int:pk>/views/add/", assessments.add_view, name="add_view"),
    path("assessments/<int:pk>/advise/", assessments.advise, name="advise"),
    path("assessments/<int:pk>/sign-off/", assessments.sign_off, name="sign_off"),
]
