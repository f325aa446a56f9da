"""Each kind of a family's way in bulk: what it writes is what the actions write and their rules allow."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from homeward.county import scale, throng
from homeward.county.build import build
from homeward.partnership.models import Team
from homeward.partnership.rules import Role
from homeward.referrals import actions as referrals
from homeward.referrals import queries
from homeward.referrals.models import AgendaItem, Minute, Referral, Sitting, Waiting
from homeward.referrals.rules import MOST_DAYS_UNSEEN, Outcome, PanelOutcome
from homeward.sharing.models import Involvement
from homeward.support.models import (
    EpisodeOfHelp,
    FollowUp,
    Goal,
    GoalScore,
    Happening,
    Intensity,
    SafetyDecision,
    Visit,
)
from homeward.support.rules import AFTER_HAPPENING, Happened, Phase, same_goal
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry


NOT_TAKEN_ON = (
    Outcome.NOT_ELIGIBLE,
    Outcome.TOO_RISKY,
    Outcome.FAMILY_DECLINED,
    Outcome.REDIRECTED,
)

pytestmark = pytest.mark.django_db  # of its own, so that no test writes into what the others read


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """Every kind as often as every other, so that none is missing."""
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(scale, "LIVED", 1)
        patch.setattr(throng, "KINDS", tuple((kind, 1) for kind, _ in throng.KINDS))
        patch.setattr(throng, "CAME_IN_CARE", 0.4)
        yield build(children=240, seed=1, name="Every way")
        transaction.set_rollback(True)


@pytest.fixture
def bulk(county):
    """The blended team that all families in bulk are of."""
    return Team.objects.get(partnership=county, name="Edge of care 1")


def items(bulk):
    return AgendaItem.objects.filter(sitting__team=bulk).select_related(
        "decision__outcome", "sitting__team", "sitting__chair", "referral", "frozen_by", "deputy"
    )


def test_minute_is_what_would_be_made_from_the_record(bulk):
    minutes = Minute.objects.filter(item__in=items(bulk)).in_bulk(field_name="item_id")

    signed = items(bulk).filter(decision__signed_at__isnull=False)
    assert set(minutes) == {item.pk for item in signed} != set()
    for item in signed:
        assert minutes[item.pk].held == queries.minute_of(item)
        assert minutes[item.pk].frozen_by_id == item.sitting.chair_id


def test_papers_are_what_the_action_would_have_frozen(bulk):
    for item in items(bulk):
        assert item.papers == referrals.papers_of(item.referral)


def test_chair_of_every_item_may_sign_by_the_panels_rules(bulk):
    answers = [queries.may_sign_item(item, item.sitting.chair_id) for item in items(bulk)]

    assert len(answers) > 20
    assert all(answers), [answer.reason for answer in answers if not answer][:1]


def test_sitting_has_the_members_that_the_action_would_have_named(bulk):
    written = Sitting.objects.filter(team=bulk).first()
    manager, *others = [
        member.worker
        for member in written.members.exclude(worker=written.chair).select_related("worker")
    ]

    arranged = referrals.arrange_sitting(
        bulk,
        held_on=localdate() + timedelta(days=400),
        chair=written.chair,
        members=[manager, *others],
        by=manager,
    )

    columns = ("worker", "post", "employer")
    assert list(written.members.values_list(*columns)) == list(
        arranged.members.values_list(*columns)
    )
    assert written.attendance_by == written.chair
    assert all(written.members.values_list("present", flat=True))
    told = Entry.objects.filter(
        subject_kind="referrals.sitting", subject_id__in=[written.pk, arranged.pk]
    )
    assert set(told.values_list("what", "because", "subject_id")) == {
        (what, "you manage the team or chair its panel", pk)
        for what, pk in (
            ("arranged a sitting of the panel", written.pk),
            ("arranged a sitting of the panel", arranged.pk),
            ("wrote down who sat on the panel", written.pk),
        )
    }


def test_family_without_a_place_is_on_the_list_until_a_final_outcome(bulk):
    told = Referral.objects.filter(to_team=bulk, screenings__outcome=Outcome.NO_CAPACITY)
    lists = Waiting.objects.filter(referral__to_team=bulk).select_related("referral")

    assert {waiting.referral_id for waiting in lists} == {referral.pk for referral in told}
    waits = {waiting.pk for waiting in lists if waiting.left_at is None}
    assert 0 < len(waits) < len(lists)
    for waiting in lists:
        latest = waiting.referral.outcome_now()
        assert (latest == Outcome.NO_CAPACITY) == (waiting.pk in waits)
        open_ = Task.objects.open().filter(
            doing=Doing.REVIEW_WAITING, subject_id=waiting.referral_id
        )
        assert list(open_.values_list("due", flat=True)) == (
            [waiting.review_on] if waiting.pk in waits else []
        )


def test_nobody_waits_longer_unseen_than_the_rule_lets_them(bulk):
    looked_again = 0
    for waiting in Waiting.objects.filter(referral__to_team=bulk):
        reviews = list(waiting.reviews.order_by("at"))
        seen = [waiting.put_at, *(review.at for review in reviews)]
        last = waiting.left_at.date() if waiting.left_at else localdate()
        days = [*(moment.date() for moment in seen), last]
        assert all(
            (after - before).days <= MOST_DAYS_UNSEEN
            for before, after in zip(days, days[1:], strict=False)
        )
        assert [bool(review.why_moved) for review in reviews] == [
            review.need != review.need_before for review in reviews
        ]
        looked_again += len(reviews)

    assert looked_again > 0


def test_goals_are_scored_while_their_plan_is_in_force(bulk):
    scores = GoalScore.objects.filter(goal__plan__episode__team=bulk).select_related("goal__plan")

    assert set(scores.values_list("scorer", flat=True)) == {"child", "family"}
    for score in scores:
        plan = score.goal.plan
        newer = plan.episode.plans.filter(version=plan.version + 1).first()
        assert plan.starts_on < score.on
        assert newer is None or score.on <= newer.starts_on


def test_what_one_child_scored_is_in_that_childs_file_alone(bulk):
    for score in GoalScore.objects.filter(goal__plan__episode__team=bulk, scorer="child"):
        told = Entry.objects.filter(
            what="scored the goals of the plan",
            subject_id=score.goal.plan.episode_id,
            worker=score.recorded_by,
            at__gte=score.recorded_at,
        ).earliest("at")
        assert told.child_ids == [score.child_id]


def test_goal_that_is_carried_on_knows_its_first(bulk):
    carried_on = 0
    for goal in Goal.objects.filter(plan__episode__team=bulk).select_related("plan"):
        before = Goal.objects.filter(
            plan__episode=goal.plan.episode_id, plan__version=goal.plan.version - 1
        )
        same = [was for was in before if same_goal(was.words, goal.words)]
        assert goal.first_id == (same[0].root_id if same else None)
        carried_on += bool(same)

    assert carried_on > 0


def test_hours_are_agreed_from_the_first_plan_to_the_end_of_help(bulk):
    stepped_down = 0
    for episode in EpisodeOfHelp.objects.filter(team=bulk, plans__isnull=False).distinct():
        steps = list(Intensity.objects.filter(episode=episode).order_by("period"))
        assert steps[0].start == episode.plans.get(version=1).starts_on
        assert [step.end for step in steps] == [
            *(step.start for step in steps[1:]),
            episode.closed_on,
        ]
        assert [step.phase for step in steps] in (
            [Phase.INTENSIVE],
            [Phase.INTENSIVE, Phase.STEPPING_DOWN],
        )
        stepped_down += len(steps) > 1

    assert stepped_down > 0


def test_every_visit_says_how_long_it_was_and_some_what_is_about_one_child_alone(bulk):
    visits = Visit.objects.filter(episode__team=bulk)

    assert visits.exists()
    assert not visits.filter(minutes=None).exists()
    assert 0 < visits.exclude(about__about_only="").count() < visits.count()


def sights(team):
    return Involvement.objects.filter(team=team).select_related("child")


def referred(child):
    """The one referral of a child in bulk, as it stands."""
    return child.referrals.get()


def test_blended_team_sees_until_its_work_has_ended_and_no_longer(bulk):
    ended = 0
    for sight in sights(bulk):
        referral = referred(sight.child)
        episode = EpisodeOfHelp.objects.filter(referral=referral).first()
        over = (
            episode.closed_on is not None and not episode.follow_ups.filter(done_at=None).exists()
            if episode
            else referral.outcome_now() in NOT_TAKEN_ON
            or referral.panel_decided() == PanelOutcome.NOT_AGREED
        )
        assert (sight.end is not None) == over, referral
        ended += over

    assert 0 < ended < sights(bulk).count()


def test_council_works_on_after_the_help_until_its_manager_ends_it(bulk):
    council = Team.objects.get(partnership=bulk.partnership, name="Social work 1")
    manager = council.memberships.get(role=Role.TEAM_MANAGER).worker

    goes_on = works_on = 0
    for sight in sights(council).exclude(child__referrals=None):
        blended = sights(bulk).get(child=sight.child)
        goes_on += sight.end is None
        if sight.end:
            works_on += blended.end is not None and sight.end > blended.end
            told = Entry.objects.get(what="stopped working with the child", subject_id=sight.pk)
            assert told.worker == manager

    assert goes_on > 0
    assert works_on > 0


def test_every_end_of_sight_is_told_on_its_last_day(bulk):
    ended = Involvement.objects.filter(
        partnership=bulk.partnership, period__upper_inf=False, child__referrals__to_team=bulk
    )

    assert ended.exists()
    for sight in ended:
        told = Entry.objects.get(what="stopped working with the child", subject_id=sight.pk)
        assert told.child_ids == [sight.child_id]
        assert localdate(told.at) == sight.end - timedelta(days=1)


def test_nobody_looked_whose_team_did_not_work_with_the_child_that_day(bulk):
    looks = Entry.objects.filter(
        kind=Entry.Kind.READ, worker__memberships__team__name__in=[bulk.name, "Social work 1"]
    )

    assert looks.exists()
    for look in looks:
        day = localdate(look.at)
        seen = Involvement.objects.filter(
            child__in=look.child_ids,
            team__memberships__worker=look.worker_id,
            period__contains=day,
        )
        assert set(seen.values_list("child_id", flat=True)) == set(look.child_ids)


def test_everything_done_is_told_of_who_did_it(bulk):
    follow_ups = FollowUp.objects.filter(episode__team=bulk).exclude(done_at=None)
    tasks = Task.objects.filter(children__referrals__to_team=bulk).exclude(done_at=None)
    soon = timedelta(seconds=5)

    assert follow_ups.exists()
    for done in follow_ups:
        told = Entry.objects.get(subject_kind="support.followup", subject_id=done.pk)
        assert told.what == f"followed up after {done.months} months"
        assert (told.worker, told.child_ids) == (done.done_by, [done.child_id])
        assert done.done_at <= told.at < done.done_at + soon
        assert set(told.digests) == {"living", "in_care", "feels_safe", "how_it_is"}
    assert tasks.exists()
    for done in tasks.distinct():
        told = Entry.objects.get(what="did a task", subject_kind="tasks.task", subject_id=done.pk)
        assert told.worker == done.done_by
        assert done.done_at <= told.at < done.done_at + soon
        assert done.team_id in done.done_by.on(localdate()).team_ids


def test_coming_into_care_is_one_event_and_opens_its_tasks(bulk):
    events = Happening.objects.filter(episode__team=bulk, kind=Happened.ENTERED_CARE)

    assert events.exists()
    for event in events:
        opened = event.tasks.order_by("pk")
        wanted = AFTER_HAPPENING[Happened.ENTERED_CARE]
        assert [(task.what, task.urgent) for task in opened] == [
            (follows.what, follows.urgent) for follows in wanted
        ]
        for task, follows in zip(opened, wanted, strict=True):
            referral = event.episode.referral
            assert task.team == (referral.from_team if follows.for_council else bulk)
            assert set(task.children.all()) == set(event.episode.children.all())
        assert event.root_id == events.filter(episode=event.episode).earliest("pk").pk


def test_who_decides_sees_the_children_until_the_day_of_the_signature(bulk):
    decided = SafetyDecision.objects.filter(
        episode__team=bulk, decision__signed_at__isnull=False
    ).select_related("decision")

    assert decided.exists()
    for one in decided:
        signed_on = localdate(one.decision.signed_at)
        for child in one.decision.children.all():
            seen = child.involvements.get(passing=True)
            assert seen.holds_on(signed_on)
            assert not seen.holds_on(signed_on + timedelta(days=1))
            assert Entry.objects.filter(
                what="stopped working with the child", subject_id=seen.pk, child_ids=[child.pk]
            ).exists()
