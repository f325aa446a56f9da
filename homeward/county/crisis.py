"""Families of the county who needed help today: one whose help began before the panel, which has still to look back,
and one for whom the team has not said yet who goes. And for whom the county's service is."""

from datetime import date, time, timedelta
from random import Random

from django.utils.timezone import localdate
from time_machine import travel

from homeward.county.cast import Cast
from homeward.county.days import in_office_hours, working_day_before
from homeward.county.journey import Journey
from homeward.partnership.rules import Role
from homeward.referrals import actions as referrals
from homeward.referrals.models import Crisis
from homeward.referrals.rules import Criterion, CriterionKind, Night, Urgency
from homeward.support import actions as support
from homeward.support.models import EpisodeOfHelp
from homeward.support.rules import How, Place, PlanStep


AGREED_AGO = 90  # days
NEEDED = "Somebody to sit with them this evening, until both parents have slept on it."


def agree_eligibility(county: Cast, rng: Random, today: date) -> None:
    """Some months ago: who was referred before was screened without it."""
    with travel(in_office_hours(rng, working_day_before(today, AGREED_AGO))):
        _agree(county)


def _agree(county: Cast) -> None:
    referrals.agree_eligibility(
        county.partnership,
        [
            Criterion(CriterionKind.AGE, "A child from 0 to 17", 0, 17),
            Criterion(CriterionKind.LIVING, "At home or with family, or about to go back there"),
            Criterion(CriterionKind.TRIED, "Early help was offered"),
            Criterion(
                CriterionKind.EXCLUDES,
                "A child is being hurt now, and help at home would not stop it",
            ),
        ],
        from_day=localdate(),
        decided_under="joint board, item 6",
        by=county.one("Leadership", Role.HEAD_OF_SERVICE),
    )


def helped_today(j: Journey) -> None:
    """Asked for and begun two days ago; the safety plan is written, and the panel is still to look back."""
    with j.ago(2):
        j.refer(Urgency.SOON)
        crisis = _ask(j, Night.HOME)
        decision = support.say_who_goes(
            crisis,
            who=j.key_worker,
            at=time(18, 30),
            what="Sit with them until ten, and write down what to do if it starts again.",
            by=j.manager,
        )
        support.sign_crisis(
            decision,
            outcome=decision.options.get(code="today"),
            reasons="They asked for help, and it cannot wait until Thursday.",
            instead="",
            signed_name=j.chair.name,
            version=decision.version,
            by=j.chair,
        )
        j.episode = EpisodeOfHelp.objects.get(referral=j.referral)
        j.did("See the family today", how="Sat with them until ten. Everybody is asleep.")
        _write_safety_plan(j)
    with j.ago(1):
        plan = j.episode.safety_plans.get()
        support.tell_of_safety_plan(
            plan,
            who=j.family.adults[0].name,
            how=How.IN_PERSON,
            on=localdate(),
            has_copy=True,
            by=j.key_worker,
        )


def asked_today(j: Journey) -> None:
    with j.ago(0):
        j.refer(Urgency.DANGER, "A fight at tea, and one parent has been drinking.")
        _ask(j, Night.NOT_KNOWN)


def _ask(j: Journey, night: Night) -> Crisis:
    needed = referrals.NeededToday(f"{j.family.adults[0].name}, by phone", NEEDED, night)
    return referrals.ask_for_today(j.referral, needed, by=j.referrer)


def _write_safety_plan(j: Journey) -> None:
    adult, eldest = j.family.adults[0].name, j.family.children[0].given_name
    support.write_safety_plan(
        j.episode,
        worry="A fight at night when somebody has been drinking.",
        signs="Doors slam, and the television goes up.",
        steps=[
            PlanStep(
                "doors slam", f"{eldest} texts “blue” to grandmother and goes upstairs", eldest
            ),
            PlanStep("grandmother gets the text", "She comes, or phones duty", "Grandmother"),
            PlanStep("somebody is hurt", "Ring 999", adult),
        ],
        places=[Place("Grandmother", "01632 960166", "All of them, any night; she has the key")],
        review_on=localdate() + timedelta(days=14),
        seen_version=0,
        by=j.key_worker,
    )
