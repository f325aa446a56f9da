"""Closing a record and opening it again by those to whom it is closed themselves: leads and relatives."""

import pytest
from django.urls import reverse

from homeward.access.guard import Refused
from homeward.partnership.rules import Role
from homeward.sharing.actions import break_glass, close_record, open_record, review_glass
from homeward.sharing.models import Restriction
from homeward.sharing.rules import RestrictionKind
from homeward.trail.models import Entry
from tests.support.making import boxes, in_days


NOTHING_OPENS = [kind for kind in RestrictionKind if not kind.opens_in_emergency]


@pytest.fixture
def ash(cast):
    return cast.episode().children.get(preferred_name="Ash")


@pytest.fixture
def gale(cast):
    """The charity's information governance lead: works with no child."""
    return cast.join("Gale Leadsome", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.charity)


def shut_out(cast, child, worker, kind) -> Restriction:
    """Closed to this worker: as a relative's by being named, otherwise by not being named."""
    named = [worker] if kind == RestrictionKind.RELATIVE else [cast.kit]
    return close_record(
        child, kind=kind, because="Gale is an aunt.", named=named, until=in_days(30), by=cast.kit
    )


def typed(cast) -> dict:
    return {
        "kind": "sealed",
        "because": "A threat was made.",
        "named": [cast.kit.pk],
        **boxes("until", in_days(30)),
    }


@pytest.mark.parametrize("kind", NOTHING_OPENS)
def test_lead_who_is_shut_out_is_not_told_that_there_is_a_record(cast, as_worker, ash, gale, kind):
    restriction = shut_out(cast, ash, gale, kind)
    client = as_worker(gale)

    opening = reverse("web:open_record", args=[restriction.pk])
    closing = reverse("web:close_record", args=[ash.pk])

    assert client.get(opening).status_code == client.get(closing).status_code == 404
    assert client.post(opening, {"because": "I may."}).status_code == 404
    assert client.post(closing, typed(cast)).status_code == 404


@pytest.mark.parametrize("kind", NOTHING_OPENS)
def test_lead_who_is_shut_out_neither_opens_nor_closes(cast, ash, gale, kind):
    restriction = shut_out(cast, ash, gale, kind)
    told = Entry.objects.count()

    with pytest.raises(Refused):
        open_record(restriction, because="I may.", by=gale)
    with pytest.raises(Refused):
        close_record(
            ash,
            kind=RestrictionKind.SEALED,
            because="I may.",
            named=[gale],
            until=in_days(30),
            by=gale,
        )

    restriction.refresh_from_db()
    assert restriction.end == in_days(30)
    assert Restriction.objects.count() == 1
    assert Entry.objects.count() == told


def test_manager_who_is_a_relative_does_not_end_what_closes_the_record_to_them(cast, ash, gale):
    restriction = close_record(
        ash,
        kind=RestrictionKind.RELATIVE,
        because="Kit is an uncle.",
        named=[cast.kit],
        until=in_days(30),
        by=gale,
    )

    with pytest.raises(Refused):
        open_record(restriction, because="It is over.", by=cast.kit)

    restriction.refresh_from_db()
    assert restriction.end == in_days(30)


def test_lead_opens_a_record_that_is_only_sealed_to_them(cast, as_worker, ash, gale):
    restriction = shut_out(cast, ash, gale, RestrictionKind.SEALED)

    as_worker(gale).post(
        reverse("web:open_record", args=[restriction.pk]), {"because": "It is over."}
    )

    restriction.refresh_from_db()
    assert restriction.end == in_days(1)


def test_why_a_record_is_closed_to_a_colleague_is_told_only_to_who_may_open_it(
    cast, as_worker, ash, gale
):
    restriction = shut_out(cast, ash, gale, RestrictionKind.RELATIVE)
    address = reverse("web:open_record", args=[restriction.pk])

    told = as_worker(cast.kit).get(address)
    not_told = as_worker(cast.robin).get(address)  # who sees Ash and is no manager

    assert "Gale is an aunt." in told.content.decode()
    assert not_told.status_code == 404


@pytest.mark.parametrize("kind", NOTHING_OPENS)
def test_lead_who_is_shut_out_reviews_no_glass_of_that_child(cast, as_worker, ash, gale, kind):
    glass = break_glass(ash, reason="Ash phoned from the street.", by=cast.terry)
    shut_out(cast, ash, gale, kind)
    address = reverse("web:review_glass", args=[glass.pk])
    client = as_worker(gale)

    pages = [client.get(reverse(name)).content.decode() for name in ("web:home", "web:glasses")]

    assert not any(address in page for page in pages)
    assert client.get(address).status_code == 404
    with pytest.raises(Refused):
        review_glass(glass, finding="All well.", by=gale)
    glass.refresh_from_db()
    assert glass.reviewed_at is None


def test_other_lead_reviews_it(cast, as_worker, ash, gale):
    other = cast.join("Ira Apartly", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.council)
    glass = break_glass(ash, reason="Ash phoned from the street.", by=cast.terry)
    shut_out(cast, ash, gale, RestrictionKind.RELATIVE)
    address = reverse("web:review_glass", args=[glass.pk])

    assert address in as_worker(other).get(reverse("web:home")).content.decode()
    as_worker(other).post(address, {"finding": "It was right."})

    glass.refresh_from_db()
    assert glass.reviewed_by == other
