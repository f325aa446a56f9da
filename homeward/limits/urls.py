"""Addresses of time limits."""

from django.urls import path

from homeward.limits import views


app_name = "limits"
urlpatterns = [
    path("", views.limits, name="limits"),
    path("<slug:duty>/", views.agree_limit, name="agree_limit"),
]
