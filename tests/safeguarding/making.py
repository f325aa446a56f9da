"""Small makers for the tests of where a child stands."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from homeward.safeguarding import actions
from homeward.safeguarding.rules import Category


def ago(days: int) -> date:
    return localdate() - timedelta(days=days)


def address(name: str, pk: int) -> str:
    return reverse(f"safeguarding:{name}", args=[pk])


def stands(child, day: date | None = None) -> str:
    page = reverse("web:statuses", args=[child.pk])
    return page + (f"?on_0={day.day}&on_1={day.month}&on_2={day.year}" if day else "")


def ash_of(episode):
    return episode.children.get(preferred_name="Ash")


def plan(child, by, *, start=None, **more):
    given = {"start": start or ago(30), "kinds": [Category.NEGLECT]}
    return actions.record_plan(child, **{**given, **more}, by=by)


def need(child, by, *, start=None, **more):
    given = {"start": start or ago(60), "why": "Sleep, and someone to talk to."}
    return actions.record_need(child, **{**given, **more}, by=by)


def boxes(name: str, day: date) -> dict[str, int]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}
