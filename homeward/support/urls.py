"""Addresses of support."""

from django.urls import path

from homeward.support.views import (
    episodes,
    follow_ups,
    happenings,
    missing,
    plans,
    progress,
    safety,
    safety_plans,
    teams,
    today,
    visits,
)


app_name = "support"
urlpatterns = [
    path("team/", teams.team, name="team"),
    path("start/<int:referral_pk>/", episodes.start, name="start"),
    path("<int:pk>/", episodes.episode, name="episode"),
    path("<int:pk>/allocate/", episodes.allocate, name="allocate"),
    path("<int:pk>/agree/", episodes.agree, name="agree"),
    path("<int:pk>/close/", episodes.close, name="close"),
    path("<int:pk>/plan/", plans.plan, name="plan"),
    path("<int:pk>/plan/print/", progress.plan_print, name="plan_print"),
    path("<int:pk>/plan/score/", progress.score_goals, name="score_goals"),
    path("<int:pk>/progress/", progress.progress, name="progress"),
    path("<int:pk>/hours/", progress.set_intensity, name="set_intensity"),
    path("<int:pk>/visits/new/", visits.write_visit, name="write_visit"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("visits/<int:pk>/photos/add/", visits.add_photo, name="add_photo"),
    path("photos/<int:pk>/", visits.photo, name="photo"),
    path("photos/<int:pk>/about/", visits.tag_photo, name="tag_photo"),
    path("photos/<int:pk>/remove/", visits.remove_photo, name="remove_photo"),
    path("<int:pk>/happened/", happenings.happened, name="happened"),
    path("children/<int:child_pk>/happened/", happenings.child_happened, name="child_happened"),
    path("happenings/<int:pk>/", happenings.happening, name="happening"),
    path("happenings/<int:pk>/interview/", missing.interview, name="interview"),
    path("happenings/<int:pk>/interview/offer/", missing.offer_interview, name="offer_interview"),
    path("happenings/<int:pk>/interview/hold/", missing.hold_interview, name="hold_interview"),
    path(
        "happenings/<int:pk>/interview/not-held/",
        missing.interview_not_held,
        name="interview_not_held",
    ),
    path("missing/", missing.missing, name="missing"),
    path("missing/counts/", missing.missing_counts, name="missing_counts"),
    path("<int:pk>/decide/", safety.decide, name="decide"),
    path("decisions/<int:pk>/sign/", safety.sign, name="sign"),
    path("<int:pk>/safety-plan/", safety_plans.safety_plan, name="safety_plan"),
    path("<int:pk>/safety-plan/write/", safety_plans.write_safety_plan, name="write_safety_plan"),
    path("safety-plans/<int:pk>/", safety_plans.safety_plan_version, name="safety_plan_version"),
    path("safety-plans/<int:pk>/print/", safety_plans.safety_plan_print, name="safety_plan_print"),
    path("safety-plans/<int:pk>/tell/", safety_plans.tell_safety_plan, name="tell_safety_plan"),
    path(
        "safety-plans/<int:pk>/review/", safety_plans.review_safety_plan, name="review_safety_plan"
    ),
    path("today/<int:pk>/", today.answer_crisis, name="answer_crisis"),
    path("decisions/<int:pk>/sign-today/", today.sign_crisis, name="sign_crisis"),
    path("follow-ups/<int:pk>/", follow_ups.follow_up, name="follow_up"),
]
