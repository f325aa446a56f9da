"""Addresses of support."""

from django.urls import path

from homeward.support.views import episodes, follow_ups, happenings, plans, safety, visits


app_name = "support"
urlpatterns = [
    path("start/<int:referral_pk>/", episodes.start, name="start"),
    path("<int:pk>/", episodes.episode, name="episode"),
    path("<int:pk>/allocate/", episodes.allocate, name="allocate"),
    path("<int:pk>/agree/", episodes.agree, name="agree"),
    path("<int:pk>/close/", episodes.close, name="close"),
    path("<int:pk>/plan/", plans.plan, name="plan"),
    path("<int:pk>/visits/new/", visits.write_visit, name="write_visit"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("<int:pk>/happened/", happenings.happened, name="happened"),
    path("children/<int:child_pk>/happened/", happenings.child_happened, name="child_happened"),
    path("happenings/<int:pk>/", happenings.happening, name="happening"),
    path("<int:pk>/decide/", safety.decide, name="decide"),
    path("decisions/<int:pk>/sign/", safety.sign, name="sign"),
    path("follow-ups/<int:pk>/", follow_ups.follow_up, name="follow_up"),
]
