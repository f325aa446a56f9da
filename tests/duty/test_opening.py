"""Finding a child on duty and opening the card: who, with what reason, for how long."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from time_machine import travel

from homeward.access.guard import Refused
from homeward.duty import actions
from homeward.duty.models import CardOpening
from homeward.partnership.models import Grant, Membership
from homeward.partnership.rules import DataGroup, Role
from homeward.sharing import actions as sharing
from homeward.sharing.models import BrokenGlass
from homeward.sharing.rules import RestrictionKind
from homeward.support.rules import Happened
from homeward.trail.models import Entry
from tests.duty.making import WHY, address, closed_to, on_duty
from tests.support.making import happen


@pytest.fixture
def episode(cast):
    return cast.episode()


@pytest.fixture
def ash(episode):
    return episode.children.get(preferred_name="Ash")


@pytest.fixture
def uma(cast):
    return on_duty(cast)


def found_by(client, name: str) -> str:
    return client.post(address("find_card"), {"words": name}).content.decode()


# Finding


def test_duty_finds_any_open_child_by_a_name_and_it_is_in_the_trail(cast, as_worker, uma, ash):
    page = found_by(as_worker(uma), "sampleton")

    looked = Entry.objects.filter(kind="read", worker=uma).last()
    assert "Ash Sampleton" in page
    assert "Wren Sampleton" in page
    assert address("open_card", ash.pk) in page
    assert set(looked.child_ids) == set(
        ash.episodes_of_help.get().children.values_list("pk", flat=True)
    )


def test_duty_finds_a_child_by_an_adult_around_them(as_worker, uma, ash):
    assert "Ash Sampleton" in found_by(as_worker(uma), "Dee")


def test_child_with_whom_nobody_works_is_not_found(cast, as_worker, uma, ash):
    for team in (cast.north, cast.west):
        sharing.end_involvement(ash, team, by=cast.kit, on=localdate() - timedelta(days=1))

    page = found_by(as_worker(uma), "Ash")

    assert "Ash Sampleton" not in page
    assert "No child with whom a team works answers to that." in page


def test_child_who_died_has_no_card(cast, as_worker, uma, episode, ash):
    happen(episode, Happened.DIED, cast.robin, child=ash)

    assert "Ash Sampleton" not in found_by(as_worker(uma), "Ash")


@pytest.mark.parametrize("who", ["robin", "sam", "terry", "morgan", "stranger"])
def test_only_those_on_duty_look_for_cards(cast, as_worker, episode, who):
    response = as_worker(getattr(cast, who)).post(address("find_card"), {"words": "Ash"})

    assert response.status_code == 403
    assert "Ash Sampleton" not in response.content.decode()


def test_duty_of_another_partnership_finds_nobody_here(cast, as_worker, episode, ash):
    from homeward.partnership.models import Organisation, Team

    there = Team.objects.get(kind=Team.Kind.DUTY, partnership=cast.elsewhere.partnership)
    council = Organisation.objects.get(partnership=there.partnership, kind="council")
    val = cast.join("Vic Otherside", there, Role.SOCIAL_WORKER, council)
    client = as_worker(val)

    assert "Ash Sampleton" not in found_by(client, "Ash")
    for name in ("card", "open_card", "write_night"):
        assert client.get(address(name, ash.pk)).status_code == 404


@pytest.mark.parametrize("kind", [RestrictionKind.ADOPTION, RestrictionKind.PROTECTION])
def test_of_a_record_that_nothing_opens_duty_is_told_nothing(cast, as_worker, uma, ash, kind):
    closed_to(cast, ash, kind)
    client = as_worker(uma)

    page = found_by(client, "Ash")

    assert "Ash Sampleton" not in page
    assert "sealed" not in page
    assert client.get(address("open_card", ash.pk)).status_code == 404


def test_sealed_record_is_found_without_a_name_and_opened_by_breaking_the_glass(
    cast, as_worker, uma, ash
):
    closed_to(cast, ash)
    client = as_worker(uma)

    page = found_by(client, "Ash")
    asked = client.get(address("open_card", ash.pk)).content.decode()
    client.post(address("open_card", ash.pk), {"reason": WHY})

    assert "A sealed record" in page
    assert "Ash Sampleton" not in page + asked
    assert BrokenGlass.objects.get().worker == uma
    assert not CardOpening.objects.exists()
    assert "Ash Sampleton" in client.get(address("card", ash.pk)).content.decode()


# Opening


def test_card_is_opened_with_a_reason_for_a_night_and_each_read_is_in_the_trail(
    as_worker, uma, ash
):
    client = as_worker(uma)
    before = client.get(address("card", ash.pk))

    after = client.post(address("open_card", ash.pk), {"reason": WHY}, follow=True)

    opening = CardOpening.objects.get()
    entries = Entry.objects.filter(worker=uma, child_ids=[ash.pk])
    assert before.status_code == 302
    assert (
        "What keeps Ash safe" in after.content.decode()
        or "keeps Ash safe tonight" in after.content.decode()
    )
    assert (opening.until - opening.opened_at) == timedelta(hours=12)
    assert entries.filter(kind="change", what="opened the card for the night").count() == 1
    assert (
        "on duty, and opened the card"
        in entries.filter(what="read the card for the night").get().because
    )
    assert "neighbour" not in "".join(e.because + e.what for e in entries)


def test_card_closes_again_after_the_night(as_worker, uma, ash):
    actions.open_card(ash, reason=WHY, by=uma)

    with travel(localtime() + timedelta(hours=12, minutes=1)):
        response = as_worker(uma).get(address("card", ash.pk))

    assert response.status_code == 302


def test_card_closes_at_once_when_the_record_is_closed(cast, as_worker, uma, ash):
    actions.open_card(ash, reason=WHY, by=uma)
    closed_to(cast, ash, RestrictionKind.ADOPTION)
    client = as_worker(uma)

    assert client.get(address("card", ash.pk)).status_code == 404
    assert "Ash Sampleton" not in client.get(address("find_card")).content.decode()


def test_card_closes_at_once_to_somebody_who_is_on_duty_no_more(cast, as_worker, uma, ash):
    actions.open_card(ash, reason=WHY, by=uma)
    Membership.objects.filter(worker=uma).update(team=cast.terry.memberships.get().team)

    assert as_worker(uma).get(address("card", ash.pk)).status_code == 404


def test_who_works_with_the_child_and_sees_less_opens_it_on_duty_as_everybody(cast, as_worker, ash):
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.SAFETY).delete()
    Membership.objects.create(
        partnership=cast.partnership,
        worker=cast.robin,
        team=cast.founded.duty,
        role=Role.SOCIAL_WORKER,
        employer=cast.founded.council,
        period=(localdate(), None),
    )
    client = as_worker(cast.robin)

    shown = client.post(address("open_card", ash.pk), {"reason": WHY}, follow=True)

    assert shown.redirect_chain == [(address("card", ash.pk), 302)]
    assert "keeps Ash safe tonight" in shown.content.decode()


def test_who_works_with_the_child_has_each_opening_on_their_day(cast, as_worker, uma, ash):
    actions.open_card(ash, reason=WHY, by=uma)

    for who in (cast.robin, cast.sam):
        assert "opened the card for the night" in as_worker(who).get("/").content.decode().lower()


def test_who_works_with_the_child_reads_who_opened_it_and_why(cast, as_worker, uma, ash):
    actions.open_card(ash, reason=WHY, by=uma)

    seen = as_worker(cast.sam).get(reverse("web:timeline", args=[ash.pk])).content.decode()
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.SAFETY).delete()
    less = as_worker(cast.robin).get(reverse("web:timeline", args=[ash.pk])).content.decode()

    assert "Opened the card for the night" in seen
    assert WHY in seen
    assert WHY not in less


def test_opening_a_card_opens_no_other_page_of_the_record(as_worker, uma, ash):
    actions.open_card(ash, reason=WHY, by=uma)
    client = as_worker(uma)

    for name in ("web:child", "web:timeline", "web:who_looked", "people:about"):
        assert client.get(reverse(name, args=[ash.pk])).status_code == 404


@pytest.mark.parametrize("reason", ["", "asked", "   " * 30])
def test_without_a_reason_no_card_opens_and_nothing_is_written(uma, ash, reason):
    told = Entry.objects.count()

    with pytest.raises(Refused):
        actions.open_card(ash, reason=reason, by=uma)

    assert not CardOpening.objects.exists()
    assert Entry.objects.count() == told


@pytest.mark.parametrize("who", ["terry", "morgan", "stranger"])
def test_nobody_off_duty_opens_a_card(cast, ash, who):
    with pytest.raises(Refused):
        actions.open_card(ash, reason=WHY, by=getattr(cast, who))

    assert not CardOpening.objects.exists()


def test_who_works_with_the_child_reads_the_card_in_one_step(cast, as_worker, ash):
    response = as_worker(cast.sam).get(address("open_card", ash.pk), follow=True)

    assert response.redirect_chain == [(address("card", ash.pk), 302)]
    assert not CardOpening.objects.exists()


def test_who_does_not_see_what_keeps_a_child_safe_does_not_read_the_card(cast, as_worker, ash):
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.SAFETY).delete()

    assert as_worker(cast.robin).get(address("card", ash.pk)).status_code == 404
