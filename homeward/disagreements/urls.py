"""Addresses of disagreements."""

from django.urls import path

from homeward.disagreements.views import acting, lists, raising


app_name = "disagreements"
urlpatterns = [
    path("", lists.list_, name="list"),
    path("themes/", lists.themes, name="themes"),
    path("children/<int:child_pk>/raise/", raising.raise_on_child, name="raise_on_child"),
    path("decisions/<int:decision_pk>/raise/", raising.raise_on_decision, name="raise_on_decision"),
    path("<int:pk>/", acting.disagreement, name="disagreement"),
    path("<int:pk>/answer/", acting.answer, name="answer"),
    path("<int:pk>/side/", acting.add_side, name="add_side"),
    path("<int:pk>/raise-further/", acting.raise_further, name="raise_further"),
    path("<int:pk>/settle/", acting.settle, name="settle"),
    path("<int:pk>/withdraw/", acting.withdraw, name="withdraw"),
]
