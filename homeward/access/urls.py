"""Addresses of signing in and out, and of how one signs in."""

from django.urls import path

from homeward.access.views import passwords, providers, second_steps, signing_in


app_name = "access"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/back/<int:pk>/", providers.back_from_provider, name="back_from_provider"),
    path("sign-in/second-step/", second_steps.second_step, name="second_step"),
    path("sign-in/set-up/", second_steps.set_up, name="set_up"),
    path("sign-in/set-up/app/", second_steps.set_up_app, name="set_up_app"),
    path("sign-in/set-up/passkey/", second_steps.set_up_passkey, name="set_up_passkey"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("password/", passwords.change_password, name="change_password"),
    path("password/confirm/", passwords.confirm, name="confirm"),
    path("password/second-steps/", second_steps.second_steps, name="second_steps"),
    path("stay/", signing_in.stay, name="stay"),
]
