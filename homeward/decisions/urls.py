"""Addresses of decisions."""

from django.urls import path

from homeward.decisions import views


app_name = "decisions"
urlpatterns = [
    path("", views.log, name="log"),
    path("<int:pk>/", views.decision, name="decision"),
    path("<int:pk>/options/add/", views.add_option, name="add_option"),
    path("options/<int:pk>/weigh/", views.weigh_option, name="weigh_option"),
    path("<int:pk>/evidence/add/", views.add_evidence, name="add_evidence"),
    path("<int:pk>/views/add/", views.add_view, name="add_view"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/return/", views.return_, name="return_"),
]
