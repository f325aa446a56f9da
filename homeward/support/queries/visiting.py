"""Reads for writing up a visit: what is surely this family's, to be tapped instead of typed."""

from datetime import date

from homeward.people.models import Relationship
from homeward.support import rules
from homeward.support.models import EpisodeOfHelp


LOOKED_BACK = 12  # visits


def latest_places(episode: EpisodeOfHelp) -> list[str]:
    return rules.places(episode.visits.values_list("where", flat=True)[:LOOKED_BACK])


def adults_around(episode: EpisodeOfHelp, today: date) -> list[str]:
    """The adults of the family, each once, with how they belong: Dee Sampleton (mother)."""
    related = (
        Relationship.objects.filter(child__in=episode.children.all(), period__contains=today)
        .select_related("adult")
        .order_by("adult_id", "pk")
        .distinct("adult_id")
    )
    return [f"{one.adult.name} ({one.kind})" for one in related]
