"""Addresses of returns."""

from django.urls import path

from homeward.returns import views


app_name = "returns"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/refusals/", views.refusals, name="refusals"),
]
