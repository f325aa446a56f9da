"""Addresses of the partnership: what is shared, its teams, posts and workers, and who knows what."""

from django.urls import path

from homeward.partnership.views import (
    agreement,
    collaboration,
    expertise,
    policies,
    posts,
    settling,
    teams,
    workers,
)


app_name = "partnership"
urlpatterns = [
    path("teams/", teams.teams, name="teams"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/management/", teams.change_management, name="change_management"),
    path("teams/<int:pk>/close/", teams.close_team, name="close_team"),
    path("teams/<int:pk>/posts/new/", posts.fill_post, name="fill_post"),
    path("posts/<int:pk>/change/", posts.change_post, name="change_post"),
    path("workers/", workers.workers, name="workers"),
    path("workers/<int:pk>/", workers.worker, name="worker"),
    path("workers/<int:pk>/answers-to/", workers.set_relation, name="set_relation"),
    path("workers/<int:pk>/contact/", workers.change_contact, name="change_contact"),
    path("workers/<int:pk>/expertise/new/", expertise.enter_expertise, name="enter_expertise"),
    path("workers/<int:pk>/registration/", expertise.registration, name="registration"),
    path("expertise/", expertise.expertise, name="expertise"),
    path("expertise/<int:pk>/", expertise.topic, name="topic"),
    path("expertise/lines/<int:pk>/end/", expertise.end_expertise, name="end_expertise"),
    path("collaboration/", collaboration.collaboration, name="collaboration"),
    path(
        "collaboration/changes/", collaboration.collaboration_changes, name="collaboration_changes"
    ),
    path(
        "collaboration/versions/new/",
        collaboration.propose_collaboration,
        name="propose_collaboration",
    ),
    path(
        "collaboration/versions/<int:pk>/",
        collaboration.collaboration_version,
        name="collaboration_version",
    ),
    path(
        "collaboration/versions/<int:pk>/agree/",
        collaboration.agree_collaboration,
        name="agree_collaboration",
    ),
    path(
        "collaboration/versions/<int:pk>/take-back/",
        collaboration.take_back_collaboration,
        name="take_back_collaboration",
    ),
    path("collaboration/steps/new/", collaboration.record_step, name="record_step"),
    path("collaboration/reviews/<int:pk>/", collaboration.record_review, name="record_review"),
    path("sharing/", agreement.agreement, name="agreement"),
    path("sharing/versions/<int:pk>/", agreement.version, name="version"),
    path(
        "sharing/versions/<int:pk>/extend/", agreement.propose_extension, name="propose_extension"
    ),
    path("sharing/versions/<int:pk>/follow/", agreement.propose_version, name="propose_version"),
    path("sharing/proposals/<int:pk>/", agreement.proposal, name="proposal"),
    path(
        "sharing/proposals/<int:pk>/take-back/",
        agreement.take_back_proposal,
        name="take_back_proposal",
    ),
    path("policies/", policies.policies, name="policies"),
    path("policies/new/", policies.add_policy, name="add_policy"),
    path("policies/subjects/", policies.policy_subjects, name="policy_subjects"),
    path("policies/unread/", policies.unread_policies, name="unread_policies"),
    path("policies/<int:pk>/", policies.policy, name="policy"),
    path("policies/<int:pk>/replace/", policies.replace_policy, name="replace_policy"),
    path("policies/<int:pk>/end/", policies.end_policy, name="end_policy"),
    path("policies/versions/<int:pk>/", policies.read_policy, name="read_policy"),
    path("policies/versions/<int:pk>/settle/<int:other_pk>/", settling.settle, name="settle"),
    path("policies/settlements/<int:pk>/", policies.read_settlement, name="read_settlement"),
    path(
        "policies/settlements/<int:pk>/agree/", settling.agree_settlement, name="agree_settlement"
    ),
    path(
        "policies/settlements/<int:pk>/take-back/",
        settling.take_back_settlement,
        name="take_back_settlement",
    ),
]
