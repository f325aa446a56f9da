"""Addresses of who a child is."""

from django.urls import path

from homeward.people import views


app_name = "people"
urlpatterns = [
    path("<int:pk>/about/", views.about, name="about"),
    path("<int:pk>/background/", views.equality, name="equality"),
]
