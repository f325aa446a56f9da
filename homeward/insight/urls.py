"""Addresses of how the service is going."""

from django.urls import path

from homeward.insight import views


app_name = "insight"
urlpatterns = [
    path("", views.service, name="service"),
    path("equality/", views.equality_counts, name="equality_counts"),
    path("tables/", views.export, name="export"),
    path("recording/", views.recording, name="recording"),
    path("recording/<slug:slug>/", views.form, name="form"),
]
