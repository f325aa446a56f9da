"""How long recording takes, and what each form is for. Whoever has a post may see both: nobody is in them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.insight import queries
from homeward.insight.rules import DESCRIBED, FEWEST, LONGEST, Described, FormTimes, in_words
from homeward.insight.tables import recording_table
from homeward.locks import unlocked
from homeward.partnership.choosing import partnership_of


NEVER = FormTimes({})


def recording(request: HttpRequest) -> HttpResponse:
    with unlocked():
        held = queries.recording(partnership_of(request).pk, localdate())
    context = {
        "held": held,
        "table": recording_table(held),
        "groups": _groups(),
        "columns": ("Form", "Owner", "Fields"),
        "not_described": len(queries.not_described()),
        "described": len(DESCRIBED),
        "fewest": FEWEST,
        "longest": LONGEST,
    }
    return render(request, "insight/recording.html", context)


def form(request: HttpRequest, slug: str) -> HttpResponse:
    described = next((each for each in DESCRIBED.values() if each.slug == slug), None)
    if described is None:
        raise Http404
    with unlocked():
        held = queries.recording(partnership_of(request).pk, localdate())
    times = held.times.get(described.path, NEVER)
    context = {
        "form_described": described,
        "owner": described.owner.value,
        "rows": _fields(described),
        "columns": ("Asked", "What for"),
        "times": times,
        "median": in_words(times.median),
        "start": held.start,
        "fewest": FEWEST,
        "longest": LONGEST,
    }
    return render(request, "insight/form.html", context)


def _groups() -> list[tuple[str, list[tuple[object, ...]]]]:
    """The described forms by what they are about, each with its owner and how many fields it asks."""
    groups: dict[str, list[tuple[object, ...]]] = {}
    for each in DESCRIBED.values():
        link = {"text": each.called, "href": reverse("insight:form", args=[each.slug])}
        row = (link, each.owner.value.capitalize(), len(each.all_fields))
        groups.setdefault(each.about, []).append(row)
    return sorted(groups.items())


def _fields(described: Described) -> list[tuple[str, str]]:
    """What is asked, in the order of the form, and what for; then what is asked of each."""
    asked = queries.asked()[described.path].base_fields
    fixed = [
        (str(field.label or name.replace("_", " ").capitalize()), described.fields[name])
        for name, field in asked.items()
        if name in described.fields
    ]
    return [*fixed, *described.each.values()]
