"""Addresses of drafts."""

from django.urls import path

from homeward.drafts import views


app_name = "drafts"
urlpatterns = [path("save/", views.save, name="save")]
