"""Addresses of signing in and out, and of one's password."""

from django.urls import path

from homeward.access import views


app_name = "access"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/", views.change_password, name="change_password"),
    path("stay/", views.stay, name="stay"),
]
