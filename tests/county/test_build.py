"""The county: the same from the same seed, and whole at its default size."""

from collections import Counter

import pytest
from django.utils.timezone import localdate

from homeward.care.models import PeriodOfCare, Placement
from homeward.county.build import DEFAULT_CHILDREN, build
from homeward.partnership.models import Membership, Team, Worker
from homeward.people.models import Child, Relationship
from homeward.referrals.models import Referral, ReferralDraft, Sitting
from homeward.referrals.rules import Outcome, PanelOutcome
from homeward.sharing.models import Involvement
from homeward.support.models import EpisodeOfHelp, FollowUp, Happening
from homeward.support.rules import Happened
from homeward.tasks.models import Task


def digest(partnership):
    """Names, dates and states, without the ids and references that the database and chance give."""
    children = Child.objects.filter(partnership=partnership)
    referrals = Referral.objects.filter(partnership=partnership).with_latest()
    return {
        "workers": sorted(
            Worker.objects.filter(memberships__partnership=partnership).values_list("name")
        ),
        "children": sorted(children.values_list("given_name", "family_name", "born", "sex")),
        "adults": sorted(
            Relationship.objects.filter(partnership=partnership).values_list(
                "child__given_name", "child__family_name", "adult__name", "kind", "period"
            ),
            key=str,
        ),
        "referrals": sorted(
            (
                str(r.from_team),
                r.sent_at.date(),
                r.screen_by,
                str(r.latest_outcome),
                r.panel_decided() or "",
            )
            for r in referrals
        ),
        "help": sorted(
            EpisodeOfHelp.objects.filter(partnership=partnership).values_list(
                "started_on", "closed_on", "visits__on", "visits__what_happened"
            ),
            key=str,
        ),
        "care": sorted(
            Placement.objects.filter(partnership=partnership).values_list(
                "child__born", "period", "place"
            ),
            key=str,
        ),
    }


def test_same_seed_makes_the_same_county(db):
    one = build(children=18, seed=7, name="One")

    other = build(children=18, seed=7, name="Other")

    assert digest(one) == digest(other)


def test_another_seed_makes_another_county(db):
    one = digest(build(children=8, seed=7, name="One"))

    other = digest(build(children=8, seed=8, name="Other"))

    assert all(one[part] != other[part] for part in ("children", "adults", "workers"))


def test_county_has_the_children_asked_for(county):
    assert Child.objects.filter(partnership=county).count() == DEFAULT_CHILDREN


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
    "decision prepared": lambda: deciding(sent_at=None),
    "decision sent": lambda: deciding(sent_at__isnull=False, signed_at=None),
    "decision signed": lambda: deciding(signed_at__isnull=False),
    "entered care": lambda: Happening.objects.filter(kind=Happened.ENTERED_CARE),
    "withdrew": lambda: EpisodeOfHelp.objects.filter(
        closed_at__isnull=False, happenings__kind=Happened.FAMILY_WITHDREW
    ),
    "closed, followed up": lambda: FollowUp.objects.filter(done_at__isnull=False),
    "closed, to follow up": lambda: FollowUp.objects.filter(done_at=None, due__lt=localdate()),
    "left care": lambda: PeriodOfCare.objects.exclude(reason_ceased=""),
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
        assert episode.referral.sent_at.date() < episode.started_on <= last <= today
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


def test_closed_families_have_nothing_left_to_do_but_look_again(county):
    closed = EpisodeOfHelp.objects.filter(partnership=county, closed_at__isnull=False)

    left = Task.objects.open().filter(child__episodes_of_help__in=closed)

    assert not left.exists()


def test_no_sitting_is_empty(county):
    assert not Sitting.objects.filter(partnership=county, items=None).exists()
