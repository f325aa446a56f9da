"""The county at its default size: every state at least once, and a past that could have been lived.

Made once for all that is asked of it here, in a transaction that is rolled back after the last.
"""

from collections import Counter
from itertools import pairwise

import pytest
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate, localtime, now

from homeward.care.models import PeriodOfCare, Placement
from homeward.clocks.rules import is_working_day
from homeward.county.build import DEFAULT_CHILDREN, build
from homeward.county.sharing import ENDS_IN
from homeward.disagreements.models import Disagreement
from homeward.duty.models import CardOpening, NightCard, NightNote
from homeward.partnership.models import Membership, SharingAgreement, Team, Worker
from homeward.partnership.queries import told_on_their_day
from homeward.partnership.rules import Role, Warned
from homeward.people.models import Child, FamilyTie, Relationship
from homeward.referrals.models import Referral, ReferralDraft, Sitting
from homeward.referrals.rules import Outcome, PanelOutcome
from homeward.sharing.models import BrokenGlass, Involvement, Restriction
from homeward.support.models import (
    EpisodeOfHelp,
    FollowUp,
    GoalScore,
    Happening,
    Intensity,
    ReturnInterview,
    VisitChild,
)
from homeward.support.rules import Happened
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from homeward.web.my_day import my_day


pytestmark = pytest.mark.django_db  # so that there is a database when this file runs alone


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def test_county_has_the_children_asked_for(county):
    assert Child.objects.filter(partnership=county).count() == DEFAULT_CHILDREN


def test_a_family_is_drawn_over_three_generations_with_parents_who_parted(county):
    kinds = set(FamilyTie.objects.values_list("kind", "over"))

    assert kinds == {("parent", ""), ("partners", ""), ("partners", "separated")}


def waiting():
    return Referral.objects.with_latest().filter(latest_outcome=None)


def asked(answered):
    asked = Referral.objects.with_latest().filter(latest_outcome=Outcome.ASK_FOR_MORE)
    return asked.filter(screenings__reply__isnull=not answered)


def on_panel(**decision):
    return Referral.objects.filter(
        **{f"agenda_items__decision__{name}": value for name, value in decision.items()}
    )


def decided(outcome):
    return on_panel(outcome__code=outcome)


def in_help():
    return EpisodeOfHelp.objects.filter(closed_at=None)


def deciding(**decision):
    return in_help().filter(
        **{f"safety_decisions__decision__{name}": value for name, value in decision.items()}
    )


STATES = {
    "draft": lambda: ReferralDraft.objects.all(),
    "waiting in time": lambda: waiting().filter(screen_by__gte=localdate()),
    "waiting too long": lambda: waiting().filter(screen_by__lt=localdate()),
    "danger now": lambda: waiting().filter(urgency="danger now"),
    "asked for more": lambda: asked(answered=False),
    "answered": lambda: asked(answered=True),
    **{
        f"screened: {outcome}": lambda outcome=outcome: Referral.objects.filter(
            screenings__outcome=outcome
        )
        for outcome in Outcome
    },
    "taken on, waiting for panel": lambda: Referral.objects.filter(
        screenings__outcome=Outcome.TAKE_ON, agenda_items=None
    ),
    "on an agenda": lambda: on_panel(sent_at=None),
    "with the chair": lambda: on_panel(sent_at__isnull=False, signed_at=None),
    "agreed, waiting for a key worker": lambda: decided(PanelOutcome.AGREE).filter(episode=None),
    **{f"panel: {outcome}": lambda outcome=outcome: decided(outcome) for outcome in PanelOutcome},
    "just allocated": lambda: in_help().filter(visits=None, plans=None),
    "in support": lambda: in_help().filter(
        visits__isnull=False, plans__isnull=False, agreements__isnull=False
    ),
    "goals scored": lambda: GoalScore.objects.filter(scorer="child"),
    "stepped up": lambda: Intensity.objects.filter(hours_a_week__gte=10),
    "stepping down": lambda: Intensity.objects.filter(phase="stepping down"),
    "about one child only": lambda: VisitChild.objects.exclude(about_only=""),
    "decision prepared": lambda: deciding(sent_at=None),
    "decision sent": lambda: deciding(sent_at__isnull=False, signed_at=None),
    "decision signed": lambda: deciding(signed_at__isnull=False),
    "under discussion": lambda: Disagreement.objects.open(),
    "disagreement overdue": lambda: (
        Disagreement.objects.open().at_level().filter(now_answer="", now_due__lt=localdate())
    ),
    "disagreement settled at once": lambda: Disagreement.objects.filter(
        settlement__isnull=False, levels__level=1
    ).exclude(levels__level=2),
    "disagreement settled at last": lambda: Disagreement.objects.filter(
        settlement__isnull=False, levels__level=3
    ),
    "entered care": lambda: Happening.objects.filter(kind=Happened.ENTERED_CARE),
    "withdrew": lambda: EpisodeOfHelp.objects.filter(
        closed_at__isnull=False, happenings__kind=Happened.FAMILY_WITHDREW
    ),
    "missing now": lambda: Happening.objects.filter(
        ~Exists(
            Happening.objects.filter(
                kind=Happened.FOUND, child=OuterRef("child"), on__gte=OuterRef("on")
            )
        ),
        kind=Happened.WENT_MISSING,
    ),
    "return interview held": lambda: ReturnInterview.objects.filter(held_on__isnull=False),
    "return interview to offer": lambda: Happening.objects.filter(
        kind=Happened.FOUND, offers=None, interviews=None
    ),
    "closed, followed up": lambda: FollowUp.objects.filter(done_at__isnull=False),
    "closed, to follow up": lambda: FollowUp.objects.filter(done_at=None, due__lt=localdate()),
    "left care": lambda: PeriodOfCare.objects.exclude(reason_ceased=""),
    "task overdue": lambda: Task.objects.open().filter(due__lt=localdate()),
    "task due today": lambda: Task.objects.open().filter(due=localdate()),
    "task urgent": lambda: Task.objects.open().filter(urgent=True),
}


@pytest.mark.parametrize("state", STATES)
def test_county_has_every_state(county, state):
    assert STATES[state]().filter(partnership=county).exists()


def test_some_children_came_back_into_care(county):
    periods = Counter(
        PeriodOfCare.objects.filter(partnership=county).values_list("child_id", flat=True)
    )

    assert max(periods.values()) == 2


def test_blended_teams_have_half_from_each_employer(county):
    for team in Team.objects.filter(partnership=county, kind=Team.Kind.EDGE_OF_CARE):
        employers = Counter(
            Membership.objects.filter(team=team).values_list("employer__kind", flat=True)
        )

        assert employers["council"] == employers["charity"] > 0


def test_the_demo_people_are_there(county, settings):
    people = Worker.objects.filter(memberships__partnership=county, email__in=settings.DEMO_PEOPLE)

    assert people.count() == len(settings.DEMO_PEOPLE)
    assert not any(worker.has_usable_password() for worker in people)


def test_agreement_ends_some_weeks_ahead_and_each_organisation_has_a_lead(county):
    held = SharingAgreement.objects.filter(partnership=county).order_by("version")
    leads = Membership.objects.filter(partnership=county, role=Role.GOVERNANCE_LEAD)

    assert [version.agreed_for_council for version in held][0] == "the founding of the partnership"
    assert held[0].end == held[1].start < localdate()
    assert held[1].end == localdate() + ENDS_IN
    assert sorted(leads.values_list("employer__kind", flat=True)) == ["charity", "council"]
    for lead in leads:
        (told,) = told_on_their_day(lead.worker.on(localdate()), localdate())
        assert told.ending.warned == Warned.FIRST


def test_broken_glass_waits_for_both_leads(county):
    glass = BrokenGlass.objects.get(partnership=county)

    seal = Restriction.objects.get(child=glass.child)
    assert seal.holds_on(localdate())
    assert (glass.worker.email, glass.reviewed_at) == ("sam@council.demo", None)
    for lead in Worker.objects.filter(email__in=["ira@council.demo", "gale@charity.demo"]):
        items = my_day(lead.on(localdate()), localdate()).items
        assert {item.what for item in items} == {
            "Review a broken glass",
            "A breach: judge the risk",
        }


def test_every_referred_child_has_a_parent(county):
    parents = Relationship.objects.filter(
        kind__in=["mother", "father"], parental_responsibility=True
    )

    alone = Child.objects.filter(partnership=county).exclude(relationships__in=parents)

    assert not alone.filter(referrals__isnull=False).exists()
    assert 0 < alone.count() < 5


def test_families_have_siblings(county):
    sizes = {referral.children.count() for referral in Referral.objects.filter(partnership=county)}

    assert {1, 2, 3} <= sizes <= {1, 2, 3, 4}


def test_nothing_happens_before_it_can(county):
    today = localdate()

    for referral in Referral.objects.filter(partnership=county).prefetch_related("children"):
        sent = referral.sent_at
        assert all(child.born < sent.date() for child in referral.children.all())
        assert all(screening.at > sent for screening in referral.screenings.all())
        for item in referral.agenda_items.select_related("decision", "sitting"):
            assert sent < item.decision.prepared_at
            if item.decision.signed_at:
                assert item.decision.signed_at.date() == item.sitting.held_on
    for episode in EpisodeOfHelp.objects.filter(partnership=county):
        last = episode.closed_on or today
        sent_on = episode.referral.sent_at.date()
        assert sent_on <= episode.started_on <= last <= today
        if not hasattr(episode.referral, "crisis"):
            assert sent_on < episode.started_on  # no panel sits on the day
        assert all(episode.started_on <= visit.on <= last for visit in episode.visits.all())
        assert all(a.start >= episode.started_on for a in episode.allocations.all())


def test_teams_work_with_a_family_since_its_referral(county):
    for referral in Referral.objects.filter(partnership=county):
        since = set(
            Involvement.objects.filter(
                child__in=referral.children.all(), team__in=[referral.from_team, referral.to_team]
            ).values_list("period__startswith", flat=True)
        )
        assert {day.lower if hasattr(day, "lower") else day for day in since} == {
            referral.sent_at.date()
        }


def test_trail_tells_each_step_on_its_day(county):
    told = Entry.objects.filter(partnership=county).values_list("what", "subject_id", "at")
    days = {(what, subject): localdate(at) for what, subject, at in told}

    for referral in Referral.objects.filter(partnership=county):
        assert days["referred a family", referral.pk] == localdate(referral.sent_at)
    for episode in EpisodeOfHelp.objects.filter(partnership=county):
        assert days["began an episode of help", episode.pk] == episode.started_on
        assert days.get(("ended support", episode.pk)) == episode.closed_on
        for plan in episode.plans.all():
            written = days[f"wrote version {plan.version} of the plan", episode.pk]
            assert written == plan.starts_on


def test_duty_opened_a_card_in_the_night_and_both_teams_have_it_as_a_task(county):
    note = NightNote.objects.get(partnership=county)

    opening = CardOpening.objects.get(partnership=county)
    waiting = Task.objects.open().filter(doing=Doing.TAKE_OVER, children=note.child)

    assert str(note.written_by) == str(opening.worker) == "Dana Nightshift"
    assert opening.child == note.child
    assert NightCard.objects.filter(child=note.child).exists()
    assert {task.team for task in waiting} == {told.team for told in note.told.all()}
    assert len(waiting) == 2


def test_trail_of_a_child_goes_forward_in_time(county):
    told = Entry.objects.filter(partnership=county).order_by("pk").values_list("child_ids", "at")
    moments = {}
    for children, at in told:
        for child in children:
            moments.setdefault(child, []).append(at)

    assert len(moments) == DEFAULT_CHILDREN
    assert all(before < after for lived in moments.values() for before, after in pairwise(lived))


def test_past_was_lived_in_working_hours_and_nothing_is_still_to_come(county):
    duty = Membership.objects.filter(team__kind=Team.Kind.DUTY)  # who works at night
    entries = Entry.objects.exclude(worker__in=duty.values("worker"))
    lived = [localtime(at) for at in entries.values_list("at", flat=True)]

    past = [moment for moment in lived if moment.date() < localdate()]
    assert max(lived) <= now()
    assert len(past) > len(lived) * 0.9
    outside = Counter(
        (entry.what, str(entry.worker), f"{localtime(entry.at):%a %H}")
        for entry in entries
        if (at := localtime(entry.at)).date() < localdate()
        and not (is_working_day(at.date()) and 9 <= at.hour < 18)
    )
    assert not outside


def test_some_plans_are_looked_at_again_soon_and_few_are_overdue(county):
    episodes = EpisodeOfHelp.objects.filter(
        partnership=county, closed_at=None, plans__isnull=False
    ).distinct()

    days = [(episode.plans.all()[0].review_on - localdate()).days for episode in episodes]

    assert sum(0 <= day <= 14 for day in days) >= 2
    assert 1 <= sum(day < 0 for day in days) <= len(days) // 2


def test_child_in_care_has_a_reviewing_officer_and_no_other_child_has(county):
    reviewing = Team.objects.filter(memberships__role=Role.REVIEWING_OFFICER)
    officer = Membership.objects.get(role=Role.REVIEWING_OFFICER).worker
    today = Involvement.objects.filter(team__in=reviewing, period__contains=localdate())

    reviewed = {involvement.child_id: involvement for involvement in today}

    in_care = PeriodOfCare.objects.filter(partnership=county, period__contains=localdate())
    assert set(reviewed) == set(in_care.values_list("child_id", flat=True)) != set()
    for period in in_care:
        assert reviewed[period.child_id].start >= period.start
        assert officer.name in reviewed[period.child_id].because


def test_children_in_care_have_had_several_placements(county):
    placed = list(Placement.objects.filter(partnership=county).values_list("child_id", flat=True))

    assert len(placed) > len(set(placed))


def test_closed_families_have_nothing_left_to_do_but_look_again(county):
    closed = EpisodeOfHelp.objects.filter(partnership=county, closed_at__isnull=False)

    left = Task.objects.open().filter(children__episodes_of_help__in=closed)

    assert not left.exists()


def test_no_sitting_is_empty(county):
    assert not Sitting.objects.filter(partnership=county, items=None).exists()
