"""The app's label: Django's own `django.forms` already has the short name "forms"."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "homeward.forms"
    label = "homeward_forms"
