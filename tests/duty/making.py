"""Small makers for the tests of duty: who is on duty, a card, a night, a file."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from homeward.duty import actions
from homeward.partnership.models import Worker
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.support import actions as support
from homeward.support.rules import Place, PlanStep


WHY = "A neighbour rang: shouting since ten."
HELD = {
    "where": "3 Mock Street",
    "tonight": "Nan, 01632 960177: she said yes.",
    "risks": "A large dog.",
    "do_not_contact": "The lodger: a threat in May.",
}


def on_duty(cast, name: str = "Uma Nightly") -> Worker:
    """A social worker of the council in its duty team, who works with no family."""
    return cast.join(name, cast.founded.duty, Role.SOCIAL_WORKER, cast.founded.council)


def pip(cast) -> Child:
    """A child of another family, whom Kit's and Sam's teams know."""
    from homeward.referrals.actions import ReferredChild

    referred = ReferredChild("Pip", "Fakerley", date(2015, 1, 6), not_asked_because="Pip was out")
    return cast.refer(children=[referred], adults=[]).children.get()


def words(*, keep_away=(), **changes) -> actions.Words:
    return actions.Words(**{**HELD, **changes}, keep_away=keep_away)


def write(child: Child, *, by: Worker, seen_version: int = 0, **changes):
    return actions.write_card(child, words(**changes), seen_version=seen_version, by=by)


def night(child: Child, *, by: Worker):
    return actions.write_night(
        child, happened="A row.", done="Rang Dee.", waits="Ask Ash about tonight.", by=by
    )


def address(name: str, *pk: int) -> str:
    return reverse(f"duty:{name}", args=pk)


def closed_to(cast, child: Child, kind: RestrictionKind = RestrictionKind.SEALED):
    """To everybody but Kit and Robin."""
    return sharing.close_record(
        child,
        kind=kind,
        because="A threat.",
        named=[cast.kit, cast.robin],
        until=localdate() + timedelta(days=9),
        by=cast.kit,
    )


def safety_plan(episode, *, by: Worker):
    return support.write_safety_plan(
        episode,
        worry="A fight when dad comes.",
        signs="He texts first.",
        steps=[PlanStep("they shout", "Ash texts blue to Nan", "Ash")],
        places=[Place("Nan Sampleton", "01632 960177", "Both, any night")],
        review_on=localdate() + timedelta(days=7),
        seen_version=0,
        by=by,
    )
