"""What the pages of the areas below show of disagreements: those on a decision, and how one is raised.

A decision stands below disagreements and knows nothing of them, so its page includes them by this tag.
"""

from typing import Any

from django import template
from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.decisions.queries import sees_all
from homeward.disagreements import queries


register = template.Library()


@register.inclusion_tag("disagreements/_on_decision.html", takes_context=True)
def disagreements_on(context: dict[str, Any], decision: Decision) -> dict[str, Any]:
    """Those that the reader may see. Raising one is offered to who sees every child today."""
    worker, today = context["request"].worker, localdate()
    return {
        "decision": decision,
        "disagreements": queries.of_decision(decision, worker, today),
        "may_raise": sees_all(decision, worker, today),
    }
