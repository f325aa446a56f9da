"""Addresses of recording a status. The page that shows where a child stands is `web:statuses`."""

from django.urls import path

from homeward.safeguarding.views import people, statuses


app_name = "safeguarding"
urlpatterns = [
    path("children/<int:child_pk>/need/", statuses.record_need, name="record_need"),
    path("children/<int:child_pk>/plan/", statuses.record_plan, name="record_plan"),
    path("children/<int:child_pk>/lead/", people.name_lead, name="name_lead"),
    path("leads/<int:pk>/end/", people.end_lead, name="end_lead"),
    path("children/<int:child_pk>/advocate/", people.offer_advocate, name="offer_advocate"),
    path("advocates/<int:pk>/begin/", people.begin_advocacy, name="begin_advocacy"),
    path("children/<int:pk>/changes/", statuses.read_changes, name="read_changes"),
    path("needs/<int:pk>/end/", statuses.end_need, name="end_need"),
    path("needs/<int:pk>/take-out/", statuses.take_out_need, name="take_out_need"),
    path("plans/<int:pk>/category/", statuses.change_category, name="change_category"),
    path("plans/<int:pk>/review/", statuses.record_review, name="record_review"),
    path("plans/<int:pk>/end/", statuses.end_plan, name="end_plan"),
    path("plans/<int:pk>/take-out/", statuses.take_out_plan, name="take_out_plan"),
]
