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


@pytest.mark.parametrize(("name", "arguments"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_opens_without_signing_in(client, db, name, arguments, method):
    path = reverse(name, kwargs=dict.fromkeys(arguments, 1))

    response = getattr(client, method)(path)

    if name in PUBLIC:
        assert response.status_code in (200, 302)
    elif method == "get":
        assert response.status_code == 302
        assert response.url.startswith("/sign-in/")
    else:
        assert response.status_code == 401


@pytest.mark.parametrize("name", [name for name, _ in WITH_RECORD])
@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_record_opens_for_someone_with_no_part_in_it(
    cast, samples, as_worker, name, who, method
):
    """404, and the page says nothing of the family: that a record exists is itself information."""
    path = reverse(name, kwargs=arguments_of(name, samples))

    response = getattr(as_worker(getattr(cast, who)), method)(path)

    assert response.status_code in (404, 405)
    assert "Sampleton" not in response.content.decode()


@pytest.mark.parametrize("name", [name for name, _ in WITH_RECORD])
def test_every_record_opened_is_in_the_trail(cast, samples, as_worker, name):
    """Every page about a child leaves an entry that names the child (or is not a page that opens)."""
    reader = getattr(cast, READERS.get(name, "robin"))

    response = as_worker(reader).get(reverse(name, kwargs=arguments_of(name, samples)))

    if response.status_code in (302, 405) or name in WITHOUT_CHILDREN:
        return  # nothing of a record was shown
    assert response.status_code == 200, f"{name} answered {response.status_code} to {reader}"
    read = list(Entry.objects.filter(kind="read", worker=reader))
    assert read, f"{name} was read and the trail does not know"
    assert any(entry.child_ids for entry in read), f"{name}: the entry names no child"


# The gallery of components shows the invented Sampletons to everyone who makes pages.
LISTS = [name for name, arguments in ADDRESSES if not arguments and name != "web:components"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_no_list_shows_a_family_to_someone_with_no_part_in_it(cast, samples, as_worker, name, who):
    response = as_worker(getattr(cast, who)).get(reverse(name))

    assert "Sampleton" not in response.content.decode()
