"""Reads about decisions."""

from homeward.decisions import rules
from homeward.decisions.models import Decision


def lacks(decision: Decision) -> list[str]:
    """What the decision still lacks before it can be sent or signed."""
    return rules.missing(
        decision,
        options=decision.options.count(),
        views=list(decision.views.values_list("whose", flat=True)),
    )
