"""The bar at the head of every page about a child, so that nobody writes in the wrong record."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from homeward.disagreements.models import Disagreement
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.safeguarding.queries import stands
from homeward.sharing.models import entitled
from homeward.sharing.rules import Entitlement
from homeward.support.queries import missing_of


TABS = (
    ("child", "Overview"),
    ("timeline", "Timeline"),
    ("statuses", "Where they stand"),
    ("measures", "Measures"),
    ("who_looked", "Who looked"),
)


def child_with_bar(
    request: HttpRequest, pk: int, today: date, tab: str
) -> tuple[Child, dict, Entitlement]:
    """The child if this worker may see it (404 to a stranger), the bar, and how much the worker sees."""
    child = get_object_or_404(Child.objects.visible_to(request.worker, today), pk=pk)
    sight = entitled(request.worker, child, today)
    tabs = [
        {"label": label, "url": reverse(f"web:{name}", args=[pk]), "current": name == tab}
        for name, label in TABS
    ]
    bar = bar_of(child, today, sight.may_see().reason, tabs)
    now = stands(child, today, sight.may_see)
    bar["facts"][:0] = [one.line for one in now.holding]
    bar["lead"] = now.lead
    if sight.may_see(DataGroup.SAFETY):
        bar["missing"] = missing_of(child)
    discussed = (
        Disagreement.objects.visible_to(request.worker, today).open().filter(about__child=pk)
    )
    if discussed.exists():
        bar |= {"tag": "Under discussion", "kind": "soon"}
    return child, bar, sight


def bar_of(child: Child, today: date, why: str, tabs: Iterable[dict] = ()) -> dict:
    return {
        "name": child.name,
        "age": " · ".join(filter(None, [str(child.age_on(today)), child.pronouns])),
        "facts": _facts(child),
        "why": why,
        "tabs": list(tabs),
    }


def _facts(child: Child) -> list[str]:
    born = f"Born {child.born:%-d %B %Y}"
    other = child.preferred_name and child.preferred_name != child.given_name
    facts = [f"{born} as {child.given_name} {child.family_name}" if other else born]
    if child.language:
        facts.append(f"Speaks {child.language} at home")
    return facts
