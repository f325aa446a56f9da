"""What a card says, and writing it."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime
from time_machine import travel

from homeward.access.guard import Overtaken, Refused
from homeward.care.models import PeriodOfCare, Placement
from homeward.duty import actions, queries
from homeward.duty.models import NightCard
from homeward.people.models import Child
from homeward.reunification.models import CrisisPlan
from homeward.support.rules import Happened
from homeward.trail.models import Entry
from homeward.voice.models import SafeWay
from tests.duty.making import HELD, WHY, address, closed_to, on_duty, pip, safety_plan, words, write
from tests.reunification.making import crisis, to_assess
from tests.support.making import happen, write_plan


@pytest.fixture
def episode(cast):
    return cast.episode()


@pytest.fixture
def ash(episode):
    return episode.children.get(preferred_name="Ash")


@pytest.fixture
def uma(cast):
    return on_duty(cast)


# What it says


def card_of(child):
    return queries.card_of(child, localtime(), lambda ids: ())


def test_what_is_not_known_says_so(as_worker, cast, ash):
    page = as_worker(cast.robin).get(address("card", ash.pk)).content.decode()

    assert page.count("Not known: nobody has written it down.") == 3
    assert "Not known: no plan says what to do." in page
    assert "The address is not written here." in page


def test_card_says_what_the_record_holds_and_what_was_written_for_the_night(
    cast, as_worker, episode, ash
):
    write_plan(episode, by=cast.robin)
    write(ash, by=cast.robin)
    for model, more in (
        (PeriodOfCare, {"begins_with": "S"}),
        (Placement, {"place": "U6", "begins": "S"}),
    ):
        model.objects.create(
            partnership=cast.partnership, child=ash, period=(localdate(), None), **more
        )
    happen(episode, Happened.WENT_MISSING, cast.robin, child=ash)

    page = as_worker(cast.sam).get(address("card", ash.pk)).content.decode()

    for said in (
        *HELD.values(),
        "Phone Nan.",
        "Dee Sampleton",
        "Phone before six",
        "Robin Testerton",
        "01632 960101",
    ):
        assert said in page
    assert "In care: " in page
    assert "Missing since" in page


def test_who_must_not_be_contacted_stands_first_and_without_a_telephone(cast, as_worker, ash):
    dee = ash.relationships.get().adult
    write(ash, by=cast.robin, keep_away=[dee])

    page = as_worker(cast.sam).get(address("card", ash.pk)).content.decode()

    assert "Dee Sampleton, mother: never." in page
    assert dee.phone not in page
    assert page.index("Do not contact") < page.index("Who is who")


def test_card_joins_the_safety_plan_and_the_crisis_plan_of_a_return(cast, as_worker):
    plan = to_assess(cast)
    safety_plan(plan.episode, by=cast.robin)
    crisis(cast, plan)

    page = as_worker(cast.robin).get(address("card", plan.child_id)).content.decode()

    for said in (
        "If they shout: Ash texts blue to Nan (Ash)",
        "He texts first.",
        "Both, any night",
        "Valid until",
        "Phone Nan, then duty.",
        "Nan, who said yes.",
    ):
        assert said in page
    assert "no plan says what to do" not in page


def test_whom_a_crisis_plan_forbids_to_contact_stands_first(cast, as_worker):
    plan = to_assess(cast)
    CrisisPlan.objects.create(
        partnership=cast.partnership,
        plan=plan,
        signs="Ash goes quiet.",
        first="Phone Nan.",
        can_have="Nan.",
        never="Never ring the lodger.",
        written_by=cast.robin,
    )

    page = as_worker(cast.robin).get(address("card", plan.child_id)).content.decode()

    assert page.index("Never ring the lodger.") < page.index("Who can have")
    assert "Nobody is named" not in page
    assert "Do not contact" in page


def test_card_says_that_the_child_moved_after_it_was_written(cast, as_worker, ash):
    write(ash, by=cast.robin)
    moves = localdate() + timedelta(days=1)
    for model, more in (
        (PeriodOfCare, {"begins_with": "S"}),
        (Placement, {"place": "U6", "begins": "S"}),
    ):
        model.objects.create(partnership=cast.partnership, child=ash, period=(moves, None), **more)
    with travel(localtime() + timedelta(days=2)):
        before = as_worker(cast.robin).get(address("card", ash.pk)).content.decode()
        write(ash, by=cast.robin, seen_version=1)

        after = as_worker(cast.robin).get(address("card", ash.pk)).content.decode()

    moved = "after the words for the night were written"
    assert moved in before
    assert moved not in after


def test_safe_way_to_the_child_stands_on_the_card(cast, as_worker, ash):
    SafeWay.objects.create(
        partnership=cast.partnership,
        child=ash,
        how="A text",
        never="At home",
        recorded_by=cast.robin,
    )

    assert "A text" in as_worker(cast.robin).get(address("card", ash.pk)).content.decode()


def test_plan_that_is_about_a_closed_record_too_is_not_shown(cast, as_worker, uma, episode, ash):
    write_plan(episode, by=cast.robin)
    safety_plan(episode, by=cast.robin)
    closed_to(cast, episode.children.get(given_name="Wren"))
    actions.open_card(ash, reason=WHY, by=uma)

    page = as_worker(uma).get(address("card", ash.pk)).content.decode()

    assert "Phone Nan." not in page
    assert "Ash texts blue to Nan" not in page
    assert "It is about somebody else too, whose record is closed" in page


def test_cards_of_many_take_as_many_queries_as_of_one(cast, episode, django_assert_max_num_queries):
    for child in (*episode.children.all(), pip(cast)):
        write(child, by=cast.kit)
    write_plan(episode, by=cast.robin)
    children = list(Child.objects.order_by("pk"))

    with django_assert_max_num_queries(16):
        one = queries.cards_of(children[:1], localtime(), lambda ids: ())
    with django_assert_max_num_queries(16):
        many = queries.cards_of(children, localtime(), lambda ids: ())

    assert (len(one), len(many)) == (1, 3)


# Writing it


def test_card_is_written_in_versions_and_what_it_says_is_kept_enciphered(cast, as_worker, ash):
    typed = {**HELD, "keep_away": [str(ash.relationships.get().adult_id)], "version": "0"}

    as_worker(cast.robin).post(address("write_card", ash.pk), typed)
    write(ash, by=cast.sam, seen_version=1, risks="None now.")

    entry = Entry.objects.filter(what="wrote what duty reads at night").first()
    assert [card.version for card in NightCard.objects.all()] == [2, 1]
    assert NightCard.objects.last().keep_away.get().name == "Dee Sampleton"
    assert card_of(ash).words.risks == "None now."
    assert set(entry.digests) == {*HELD, "keep_away"}
    assert "Mock Street" not in f"{entry.what}{entry.because}"


def test_second_of_two_who_write_a_card_is_told_and_loses_nothing(cast, as_worker, ash):
    write(ash, by=cast.sam, risks="Sam wrote this.")

    page = as_worker(cast.robin).post(
        address("write_card", ash.pk), {**HELD, "risks": "Robin’s words.", "version": "0"}
    )

    assert page.status_code == 409
    assert "Robin’s words." in page.content.decode()
    assert "Sam wrote this." in page.content.decode()
    assert NightCard.objects.count() == 1


def test_duty_writes_no_card_but_what_was_done(cast, as_worker, uma, ash):
    actions.open_card(ash, reason=WHY, by=uma)

    with pytest.raises(Refused):
        actions.write_card(ash, words(), seen_version=0, by=uma)

    assert as_worker(uma).get(address("write_card", ash.pk)).status_code == 404
    assert not NightCard.objects.exists()


def test_version_that_was_not_seen_writes_nothing(cast, ash):
    with pytest.raises(Overtaken):
        write(ash, by=cast.robin, seen_version=3)

    assert not NightCard.objects.exists()
