"""The address at which a copy of a child's file is made."""

from django.urls import path

from homeward.copies import views


app_name = "copies"
urlpatterns = [path("children/<int:pk>/copy/", views.make_copy, name="make_copy")]
