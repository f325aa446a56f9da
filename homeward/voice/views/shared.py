"""What the pages here share: whose page it is, if this worker may see them."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from homeward.people.models import Adult, Child
from homeward.support.models import EpisodeOfHelp
from homeward.voice.queries.persons import adults_of


def get_child(request: HttpRequest, pk: int) -> Child:
    return get_object_or_404(Child.objects.visible_to(request.worker, localdate()), pk=pk)


def person_among(
    children: list[Child], adults: list[tuple[Adult, str]], kind: str, pk: int
) -> Child | Adult:
    """Of those who are named: 404 for anybody else, so that no number tells who else there is."""
    people: list[Child | Adult] = (
        list(children) if kind == "child" else [adult for adult, _ in adults]
    )
    found = next((one for one in people if one.pk == pk), None)
    if found is None or kind not in ("child", "adult"):
        raise Http404
    return found


def get_person(request: HttpRequest, episode: EpisodeOfHelp, kind: str, pk: int) -> Child | Adult:
    """One of the family that this help is for."""
    children = list(episode.children.all())
    return person_among(children, adults_of(children, localdate()), kind, pk)


def name_of(person: Child | Adult) -> str:
    return person.first_name if isinstance(person, Child) else person.name
