"""The service page: counts that agree with a cohort counted by hand, and never care without safety."""

import io
import zipfile
from datetime import date

import pytest
import time_machine
from django.utils.timezone import localdate

from homeward.analysis.cohort import Path, Safety, figures
from homeward.analysis.proportions import Proportion
from homeward.insight import queries
from homeward.insight.tables import HIDDEN
from homeward.referrals import actions as referrals
from homeward.referrals.actions import ReferredChild
from homeward.referrals.rules import Outcome
from homeward.support import actions as support
from homeward.support.rules import Happened


PAGE = "/service/"
EXPORT = "/service/tables/"
ALL = (date(2024, 4, 1), date(2027, 1, 1))


def text_of(client):
    return client.get(PAGE).content.decode()


def test_nothing_to_count_is_said_and_not_shown_as_zero(cast, as_worker):
    assert "nothing to count" in text_of(as_worker(cast.morgan))


def test_two_children_taken_on_are_two(cast, as_worker):
    cast.episode()

    page = text_of(as_worker(cast.morgan))

    assert "And were they safe?" in page
    assert "No comparison group" in page
    for what in Safety:
        assert what in page


def test_a_child_referred_twice_is_counted_once(cast):
    cast.refer()
    cast.refer()

    told = queries.cohort(cast.partnership.pk, *ALL, localdate())

    assert [child.path for child in told] == [Path.WAITING, Path.WAITING]


def test_not_eligible_is_counted_where_it_ended(cast):
    referral = cast.refer()
    referrals.screen_referral(
        referral, outcome=Outcome.NOT_ELIGIBLE, reasons="Too old.", by=cast.kit
    )

    told = queries.cohort(cast.partnership.pk, *ALL, localdate())

    assert {child.path for child in told} == {Path.NOT_ELIGIBLE}


def test_who_entered_care_is_in_care_and_who_withdrew_stays_in_the_base(cast):
    """Taken on in January; Ash enters care in March; the family withdraws in April; Wren is followed up in
    August, at home. Counted by hand: after 3 months 1 of 2, after 6 months 1 of 2."""
    with time_machine.travel("2026-01-12T10:00:00Z", tick=False):
        episode = cast.episode()
        ash, wren = episode.children.order_by("born")
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        support.record_happening(
            ash,
            kind=Happened.ENTERED_CARE,
            on=date(2026, 3, 1),
            what="Placed tonight.",
            episode=episode,
            by=cast.robin,
        )
    with time_machine.travel("2026-04-20T10:00:00Z", tick=False):
        support.record_happening(
            wren,
            kind=Happened.FAMILY_WITHDREW,
            on=date(2026, 4, 20),
            what="No more.",
            episode=episode,
            by=cast.robin,
        )
        support.close_episode(episode, because="They withdrew.", by=cast.robin)
    with time_machine.travel("2026-08-03T10:00:00Z", tick=False):
        follow_up = episode.follow_ups.get(child=wren, months=3)
        support.record_follow_up(
            follow_up, living="At home", in_care=False, how_it_is="Well.", by=cast.robin
        )

    told = queries.cohort(cast.partnership.pk, *ALL, date(2026, 11, 1))

    counted = figures(told, date(2026, 11, 1))
    assert counted.taken_on == Proportion(2, 2)
    assert [(a.base, a.in_care, a.not_known) for a in counted.in_care] == [
        (2, 1, 0),
        (2, 1, 0),
        (0, 0, 0),
    ]


def test_a_child_found_in_care_and_later_at_home_is_not_in_care_from_then_on(cast):
    """Nobody told of the move: after three months in care with an aunt of the family, after six at home."""
    with time_machine.travel("2026-01-12T10:00:00Z", tick=False):
        episode = cast.episode()
    with time_machine.travel("2026-02-02T10:00:00Z", tick=False):
        ash = episode.children.order_by("born").first()
        support.record_happening(
            ash,
            kind=Happened.FAMILY_WITHDREW,
            on=date(2026, 2, 2),
            what="No more.",
            episode=episode,
            by=cast.robin,
        )
        support.close_episode(episode, because="They withdrew.", by=cast.robin)
    for at, months, in_care in (("2026-05-05", 3, True), ("2026-08-05", 6, False)):
        with time_machine.travel(f"{at}T10:00:00Z", tick=False):
            support.record_follow_up(
                episode.follow_ups.get(child=ash, months=months),
                living="As told",
                in_care=in_care,
                how_it_is="Well.",
                by=cast.robin,
            )

    told = queries.cohort(cast.partnership.pk, *ALL, date(2026, 11, 1))

    (found,) = (child for child in told if child.in_care)
    days = (date(2026, 6, 1), date(2026, 8, 5), date(2026, 8, 6))
    assert [found.in_care_on(day) for day in days] == [True, False, None]


def test_what_children_answer_at_visits_is_counted_with_follow_ups(cast):
    with time_machine.travel("2026-01-12T10:00:00Z", tick=False):
        episode = cast.episode()
    ash, wren = episode.children.order_by("born")
    for at, answered in (("2026-02-02", True), ("2026-03-02", False)):
        with time_machine.travel(f"{at}T10:00:00Z", tick=False):
            support.write_up_visit(
                episode,
                on=date.fromisoformat(at),
                where="At home",
                who_was_there="Ash, Wren",
                what_happened="We talked.",
                what_next="Friday.",
                unsafe_tonight=False,
                children=[
                    support.ChildSeen(ash, seen="alone", feels_safe=answered),
                    support.ChildSeen(wren, seen="alone"),
                ],
                by=cast.robin,
            )

    told = queries.cohort(cast.partnership.pk, *ALL, date(2026, 11, 1))

    (asked,) = (child.feels_safe for child in told if child.feels_safe)
    assert asked == ((date(2026, 2, 2), True), (date(2026, 3, 2), False))
    safety = {one.what: one.found for one in figures(told, date(2026, 11, 1)).safety}
    assert safety[Safety.FEELS_SAFE] == Proportion(0, 1)


def test_breakdown_is_the_same_whatever_year_is_chosen(cast, as_worker):
    """The difference of two breakdowns would tell what each of them hides."""
    with time_machine.travel("2025-02-03T10:00:00Z", tick=False):
        cast.refer()
    with time_machine.travel("2026-02-02T10:00:00Z", tick=False):
        cast.refer(children=[ReferredChild("Lark", "Mockford", date(2014, 1, 1), says="No.")])
        client = as_worker(cast.morgan)

        pages = [client.get(PAGE, {"referred": chosen}) for chosen in ("all", "2024", "2025")]

    assert len({page.context["figures"].referred for page in pages}) == 3
    assert pages[0].context["groups"] == pages[1].context["groups"] == pages[2].context["groups"]


def test_harm_that_was_recorded_is_counted_beside_care(cast):
    with time_machine.travel("2026-01-12T10:00:00Z", tick=False):
        episode = cast.episode()
        ash, wren = episode.children.order_by("born")
    with time_machine.travel("2026-02-02T10:00:00Z", tick=False):
        for child, kind in ((ash, Happened.HURT), (wren, Happened.PROTECTION_PLAN)):
            support.record_happening(
                child, kind=kind, on=date(2026, 2, 1), what="As told by school.", by=cast.robin
            )

    counted = figures(
        queries.cohort(cast.partnership.pk, *ALL, date(2026, 11, 1)), date(2026, 11, 1)
    )

    found = {measure.what: measure.found for measure in counted.safety}
    assert found[Safety.HURT] == Proportion(1, 2)
    assert found[Safety.PROTECTION_PLAN] == Proportion(1, 2)


def test_small_numbers_are_hidden_in_every_breakdown(cast, as_worker):
    cast.episode()

    page = text_of(as_worker(cast.morgan))

    assert HIDDEN in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_has_safety_whenever_it_has_care(cast, as_worker, kind):
    cast.episode()

    response = as_worker(cast.morgan).get(EXPORT, {"as": kind})

    body = response.content
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = book.read("xl/sharedStrings.xml")
    for words in ("In care then", *Safety):
        assert words.encode() in body
    assert response["Content-Disposition"].startswith("attachment")


def test_unknown_kind_of_file_is_not_there(cast, as_worker):
    cast.episode()

    assert as_worker(cast.morgan).get(EXPORT, {"as": "exe"}).status_code == 404


def test_other_partnerships_children_are_not_counted(cast, as_worker):
    cast.episode()

    assert "nothing to count" in text_of(as_worker(cast.stranger))


def test_page_takes_the_same_number_of_queries_for_more_children(
    cast, as_worker, django_assert_max_num_queries
):
    cast.episode()
    cast.refer()
    client = as_worker(cast.morgan)

    with django_assert_max_num_queries(24):
        client.get(PAGE)
