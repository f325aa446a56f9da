"""What the tests of the pages type into a referral, and short ways to an address and to a signature."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate


CHILD = {
    "given_name": "Ashley",
    "family_name": "Sampleton",
    "preferred_name": "Ash",
    "born_0": "4",
    "born_1": "5",
    "born_2": "2013",
    "sex": "F",
    "says": "I want to stay at mum’s.",
    "not_asked_because": "",
}
ADULT = {
    "name": "Dee Sampleton",
    "kind": "mother",
    "parental_responsibility": "yes",
    "phone": "01632 960155",
    "safe_contact": "Phone before six",
    "interpreter": "",
}
SECTIONS = {
    "why_now": {"reasons": ["rows at home"], "why_now": "The rows are worse since August."},
    "tried": {"tried": "Early help.", "going_well": "Dee comes to everything."},
    "family": {"family_says": "We want help, not a move."},
    "urgency": {"urgency": "standard", "danger": ""},
}


def url(name, *arguments):
    return reverse(f"referrals:{name}", args=arguments)


def in_days(days):
    day = localdate() + timedelta(days=days)
    return {"0": str(day.day), "1": str(day.month), "2": str(day.year)}


def day_of(field, days):
    return {f"{field}_{box}": value for box, value in in_days(days).items()}


def signature(item, code, **more):
    item.decision.refresh_from_db()
    return {
        "version": item.decision.version,
        "outcome": item.decision.options.get(code=code).pk,
        "reasons": "You asked for help and came to everything.",
        "alternative": "",
        "signed_name": "Lee Specimen",
        **more,
    }
