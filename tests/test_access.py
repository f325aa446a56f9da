"""Sweeps over every address: a new page joins them by existing, and fails until it has a sample.

Each address that takes an argument has a sample record in `samples`; a name without one fails the build.
"""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from homeward.trail.models import Entry
from tests.samples import READERS, WITHOUT_CHILDREN, samples_for


def addresses(resolver=None, namespace=""):
    """Every (name, argument names) of the product."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or ""), tuple(pattern.pattern.converters)


ADDRESSES = sorted(addresses())
WITH_RECORD = [(name, arguments) for name, arguments in ADDRESSES if arguments]

PUBLIC = {
    "access:sign_in": "where one signs in",
    "web:accessibility": "the accessibility statement",
}


@pytest.fixture
def samples(cast):
    """One record of each kind, all about Ash and Wren, with which Terry and Val have nothing to do."""
    return samples_for(cast)


def arguments_of(name: str, samples: dict) -> dict:
    assert name in samples, f"{name} has no sample record: add one in tests/samples.py"
    return samples[name]


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_opens_without_signing_in(client, db, method):
    faults = []
    for name, arguments in ADDRESSES:
        response = getattr(client, method)(reverse(name, kwargs=dict.fromkeys(arguments, 1)))
        asked = response.status_code == 401 or response.headers.get("Location", "").startswith(
            "/sign-in/"
        )
        if name not in PUBLIC and not asked:
            faults.append(f"{name} answered {response.status_code}")

    assert faults == []


# The sweeps below go through every address in one test: making the records takes longer than the looks.


@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_record_opens_for_someone_with_no_part_in_it(cast, samples, as_worker, who, method):
    """404, and the page says nothing of the family: that a record exists is itself information."""
    client = as_worker(getattr(cast, who))

    faults = []
    for name, _ in WITH_RECORD:
        response = getattr(client, method)(reverse(name, kwargs=arguments_of(name, samples)))
        if response.status_code not in (404, 405):
            faults.append(f"{name} answered {response.status_code}")
        if "Sampleton" in response.content.decode():
            faults.append(f"{name} names the family")

    assert faults == []


def test_every_record_opened_is_in_the_trail(cast, samples, client):
    """Every page about a child leaves an entry that names the child (or is not a page that opens)."""
    faults = []
    for name, _ in WITH_RECORD:
        reader = getattr(cast, READERS.get(name, "robin"))
        client.force_login(reader)
        last = Entry.objects.last().pk
        response = client.get(reverse(name, kwargs=arguments_of(name, samples)))
        if response.status_code in (302, 405) or name in WITHOUT_CHILDREN:
            continue  # nothing of a record was shown
        if response.status_code != 200:
            faults.append(f"{name} answered {response.status_code} to {reader}")
        elif not Entry.objects.filter(
            pk__gt=last, kind="read", worker=reader, child_ids__len__gt=0
        ).exists():
            faults.append(f"{name} was read and the trail does not know of which child")

    assert faults == []


# The gallery of components shows the invented Sampletons to everyone who makes pages.
LISTS = [name for name, arguments in ADDRESSES if not arguments and name != "web:components"]


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_no_list_shows_a_family_to_someone_with_no_part_in_it(cast, samples, as_worker, who):
    client = as_worker(getattr(cast, who))

    showing = [name for name in LISTS if "Sampleton" in client.get(reverse(name)).content.decode()]

    assert showing == []
