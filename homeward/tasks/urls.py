"""Addresses of tasks."""

from django.urls import path

from homeward.tasks import views


app_name = "tasks"
urlpatterns = [
    path("", views.list_, name="list"),
    path("<int:pk>/finish/", views.finish, name="finish"),
]
