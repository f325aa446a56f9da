"""Sweeps over every address: a new page joins them by existing, and fails until it has a sample.

Each address that takes an argument has a sample record in `samples`; a name without one fails the build.
"""

import re

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from homeward.people.models import Child
from homeward.trail.models import Entry
from tests.samples import OF_NO_RECORD, OF_PARTNERSHIP, READERS, WITHOUT_CHILDREN, samples_for


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
    "access:back_from_provider": "where one comes back to from an organisation's own sign-in",
    "web:accessibility": "the accessibility statement",
    "voice:open_link": "a family's link: every one looks the same until the code is typed",
    "voice:code": "where a family types the code",
    "voice:family": "one person's page, with the session that a link and a code opened",
    "voice:easy": "the same in easy read",
    "voice:say": "they tell us how it is",
    "voice:thanks": "they told us",
    "voice:leave": "the way out of these pages",
}


@pytest.fixture
def samples(cast):
    """One record of each kind, all about Ash and Wren, with which Terry and Val have nothing to do."""
    return samples_for(cast)


def arguments_of(name: str, samples: dict) -> dict:
    assert name in samples, f"{name} has no sample record: add one in tests/samples/"
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
        theirs = name in OF_PARTNERSHIP and (who != "stranger" or name in OF_NO_RECORD)
        if response.status_code not in (404, 405) and not theirs:
            faults.append(f"{name} answered {response.status_code}")
        if "Sampleton" in response.content.decode():
            faults.append(f"{name} names the family")

    assert faults == []


# The gallery of components shows the invented Sampletons to everyone who makes pages.
LISTS = [name for name, arguments in ADDRESSES if not arguments and name != "web:components"]
STAFF = ["robin", "kit", "sam", "lee", "morgan", "jo"]


def every_page(cast, samples, client):
    """(name, who reads, what they read) for each record with its reader, and each list with all staff."""
    asked = [(name, READERS.get(name, "robin")) for name, _ in WITH_RECORD]
    for name, who in [*asked, *((name, who) for name in LISTS for who in STAFF)]:
        client.force_login(getattr(cast, who))
        yield name, who, lambda name=name: client.get(reverse(name, kwargs=samples.get(name)))


def words_of(response) -> str:
    """What a person reads on the page, without the addresses behind it."""
    return re.sub(r"<[^>]*>", " ", response.content.decode(errors="replace"))  # a photo is no text


def test_every_child_shown_is_in_the_trail(cast, samples, client):
    """A page that opens and names a child leaves an entry that says so: of that child, by that reader."""
    children = {child.first_name: child.pk for child in Child.objects.all()}

    faults = []
    for name, who, read in every_page(cast, samples, client):
        last = Entry.objects.last().pk
        response = read()
        refused = response.status_code == 403 and name in LISTS
        if refused or response.status_code in (302, 405) or name in WITHOUT_CHILDREN:
            continue  # nothing of a record was shown
        entries = Entry.objects.filter(pk__gt=last, kind="read", worker=getattr(cast, who))
        told = {pk for entry in entries for pk in entry.child_ids}
        named = {first for first in children if re.search(rf"\b{first}\b", words_of(response))}
        if response.status_code != 200:
            faults.append(f"{name} answered {response.status_code} to {who}")
        if name not in LISTS and not told:
            faults.append(f"{name} was read by {who} and the trail does not know of which child")
        for first in sorted(named):
            if children[first] not in told:
                faults.append(f"{name} showed {first} to {who} and the trail does not know it")

    assert faults == []


# What reading may write: the trail, and when the session was last used.
WRITTEN_BY_READING = {"trail_entry", "django_session"}


def test_reading_changes_nothing(cast, samples, client):
    faults = []
    for name, _who, read in every_page(cast, samples, client):
        reset_queries()  # Django keeps a few thousand, and all pages ask more
        with CaptureQueriesContext(connection) as asked:
            read()
        for query in asked.captured_queries:
            wrote = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', query["sql"])
            if wrote and wrote[1] not in WRITTEN_BY_READING:
                faults.append(f"{name} wrote to {wrote[1]} when it was only read")

    assert faults == []


def test_every_button_and_link_has_words(cast, samples, client):
    """Somebody who hears the page is told what each one does. Labels and colours are axe's to check. Of what is sent
    by a script the answer can be read by it."""
    faults = []
    for name, _who, read in every_page(cast, samples, client):
        page = read().content.decode(errors="replace")
        for tag, about, inside in re.findall(r"<(a|button)\b([^>]*)>(.*?)</\1>", page, re.DOTALL):
            if not re.sub(r"<[^>]*>", "", inside).strip() and "aria-label" not in about:
                faults.append(f"{name} has a <{tag}{about}> without words")
            if 'href=""' in about:
                faults.append(f"{name} has a link, “{inside}”, that leads nowhere")
        view = resolve(reverse(name, kwargs=samples.get(name))).func
        if re.search(r"<form[^>]* data-send", page) and not hasattr(view, "answers_script"):
            faults.append(f"{name} is sent by its script, which could not read where to go")

    assert faults == []


def families_in(response) -> list[str]:
    """What a list gives away: the family's names, and links to anybody's record."""
    page = response.content.decode()
    found = re.findall(r"\b(?:Sampleton|Ash|Wren)\b", words_of(response))
    for link in re.findall(r'href="(/[^"?#]*)', page):
        try:
            led_to = resolve(link)
            record = led_to.kwargs and led_to.view_name not in OF_PARTNERSHIP
            found += [link] if record else []
        except Resolver404:
            continue  # a style or a picture
    return found


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_no_list_shows_a_family_to_someone_with_no_part_in_it(cast, samples, as_worker, who):
    """Nor that there is one: no name, and no link to a record. Those who work with it do find it there."""
    client = as_worker(getattr(cast, who))
    showing = {name: families_in(client.get(reverse(name))) for name in LISTS}
    client = as_worker(cast.kit)
    at_work = {name for name in LISTS if families_in(client.get(reverse(name)))}

    assert {name: found for name, found in showing.items() if found} == {}
    assert at_work >= {
        "decisions:log",
        "referrals:inbox",
        "referrals:panel",
        "tasks:list",
        "web:children",
    }
