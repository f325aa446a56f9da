"""The minute of one family at one sitting: a preview until it is signed, frozen from then on."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from homeward.referrals import queries
from homeward.referrals.views.deciding import get_item
from homeward.trail import actions as trail


MEMBERS = ["Member", "Post", "Employer", "Here"]
INTERESTS = ["Member", "Interest", "So"]
CONDITIONS = ["Condition", "Who", "By"]
HERE = {None: "Not written down", True: "Yes", False: "No"}


def minute(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_item(request, pk)
    trail.looked(
        "read the panel's minute",
        by=request.user,
        children=item.referral.child_ids(),
        subject=item,
    )
    frozen = getattr(item, "minute", None)
    held = frozen.held if frozen else queries.minute_of(item)
    context = {"item": item, "frozen": frozen, "minute": held, **_tables(held)}
    return render(request, "referrals/minute.html", context)


def _tables(held: dict[str, Any]) -> dict[str, Any]:
    return {
        "held_on": date.fromisoformat(held["held_on"]),
        "papers_at": datetime.fromisoformat(held["papers_at"]),
        "signed_at": localtime(datetime.fromisoformat(held["signed_at"]))
        if held["signed_at"]
        else None,
        "member_columns": MEMBERS,
        "members": [
            [m["name"], m["post"], m["employer"], HERE[m["present"]]] for m in held["members"]
        ],
        "interest_columns": INTERESTS,
        "interests": [[i["name"], i["interest"] or "None", _then(i)] for i in held["interests"]],
        "condition_columns": CONDITIONS,
        "conditions": [
            [c["what"], c["owner"], f"{date.fromisoformat(c['by_day']):%-d %B %Y}"]
            for c in held["conditions"]
        ],
    }


def _then(declared: dict[str, str]) -> str:
    asked = f" (asked in the room by {declared['asked_by']})" if declared["asked_by"] else ""
    return declared["then"] + asked
