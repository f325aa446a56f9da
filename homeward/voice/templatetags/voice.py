"""What pages of the areas below show of the voice: who was told a decision, and what was already told.

They stand below and know nothing of it, so their templates include it by these tags.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django import template
from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.decisions.queries import sees_all
from homeward.people.models import Child
from homeward.voice.queries import saying as queries
from homeward.voice.queries.retelling import facts_about
from homeward.voice.queries.telling import due_of, hearings


register = template.Library()


@register.inclusion_tag("voice/_told_on.html", takes_context=True)
def told_on(context: dict[str, Any], decision: Decision) -> dict[str, Any]:
    """Of a signed decision, for who sees every child of it today."""
    today = localdate()
    seen = decision.signed_at and sees_all(decision, context["request"].worker, today)
    found = hearings(decision, today) if seen else []
    return {
        "decision": decision,
        "seen": seen,
        "hearings": found,
        "left": [one.name for one in found if not one.lines],
        "due": due_of(decision) if seen else None,
        "today": today,
    }


@register.inclusion_tag("voice/_voices.html")
def latest_words_of(children: Collection[Child]) -> dict[str, Any]:
    """What each said last; `children` are of whom the page may show all."""
    said = queries.latest_words_of(children)
    return {"voices": [(child, said.get(child.pk)) for child in children]}


@register.inclusion_tag("voice/_already_told.html", takes_context=True)
def already_told_about(
    context: dict[str, Any], *children: Child | Iterable[Child]
) -> dict[str, Any]:
    """Before a form asks, it shows what was told. `children` are of whom the page may show all, or lists of them."""
    every = [one for given in children for one in ([given] if isinstance(given, Child) else given)]
    return {"facts": facts_about(every, context["request"].worker)}
