"""Small makers for the tests of families: a family group, somebody in it, a meeting, a plan, a letter."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from homeward.family import actions
from homeward.family.queries import known
from homeward.family.rules import Agrees, Could, Outcome, Said, Viable


ADDRESS = "7 Inventory Lane\nSampleford\nZZ9 9ZZ"
PHONE = "01632 960988"


def address(name: str, pk: int) -> str:
    return reverse(f"family:{name}", args=[pk])


def in_days(days: int) -> date:
    return localdate() + timedelta(days=days)


def begun(cast):
    """Sam asks the family of Ash and Wren, whom Robin helps."""
    return actions.begin_group(list(cast.episode().children.order_by("born")), by=cast.sam)


def dee(group):
    """Their mother, whom the record knows from the referral."""
    return group.relatives.get(adult__name="Dee Sampleton")


def nan(group, by, name="Nan Sampleton", **changes):
    given = {
        "name": name,
        "relation": "grandmother",
        "children": list(group.children.all()),
        "could": [Could.RESPITE, Could.HELP],
        "words": "They can come to me.",
        "phone": PHONE,
        "safe_contact": "In the morning",
        "address": ADDRESS,
        "by": by,
    }
    return actions.add_relative(group, **{**given, **changes})


def offered(group, by, *, said=Said.ACCEPTS, on=None, to=None):
    return actions.offer_meeting(
        group,
        to=to or dee(group),
        on=on or localdate(),
        who=by.name,
        said=said,
        words="If Nan comes.",
        by=by,
    )


def held(group, by, **changes):
    given = {
        "on": localdate(),
        "where": "The church hall",
        "coordinator": "Fay Convenor",
        "independent": True,
        "came": [dee(group)],
        "others": "",
        "not_alone_because": "",
        "children_said": "We want to know whom to ring.",
        "plan_made": True,
    }
    return actions.hold_meeting(group, actions.Held(**{**given, **changes}), by=by)


def planned(meeting, by, **changes):
    given = {
        "words": "When it is loud we ring Nan.",
        "steps": [actions.Step("Nan", "has them on Fridays", "every Friday")],
        "otherwise": "We meet again.",
        "review_on": in_days(21),
        "seen_version": meeting.group.plans.count(),
        "by": by,
    }
    return actions.write_plan(meeting, **{**given, **changes})


def answered(plan, by, agrees=Agrees.ALL, not_because=""):
    return actions.answer_plan(
        plan, agrees=agrees, agrees_to="Fares to Nan.", not_because=not_because, by=by
    )


def assessed(relative, by, on=None):
    return actions.assess_viability(
        relative,
        on=on or localdate(),
        what_for=Could.RESPITE,
        outcome=Viable.YES,
        reasons="It is quiet there.",
        by=by,
    )


def asked(group, by):
    return actions.ask_gateway(group, why="It goes on.", due=in_days(5), by=by)


def decided(gateway, by, outcome=Outcome.LETTER, **changes):
    given = {
        "outcome": outcome,
        "reasons": "It goes on, and nobody agrees.",
        "until": None,
        "agreed_with": "",
        "no_meeting_because": "",
        "signed_name": by.name,
        "by": by,
    }
    return actions.decide_gateway(gateway, **{**given, **changes})


def letter(group, by, on=None, **changes):
    given = {
        "on": on or localdate(),
        "to": [dee(group)],
        "asks": "Keep the evenings safe.",
        "offer_in_letter": True,
        "by": by,
    }
    return actions.send_letter(group, **{**given, **changes})


def issued(group, by, on=None):
    return actions.issue_proceedings(
        group, on=on or localdate(), court_reference="ZZ26C99999", by=by
    )


def met(began, by, on=None):
    return actions.hold_pre_meeting(
        began,
        on=on or localdate(),
        who="Dee and her lawyer",
        advised=True,
        agreed="Dee rings Nan before it is loud.",
        by=by,
    )


def duty_since(cast, day):
    return actions.set_duty(
        cast.partnership, since=day, source="Invented Regulations 2026", by=cast.morgan
    )


def people(group):
    return {one.name: one for one in known(group, group.children.all(), localdate())}
