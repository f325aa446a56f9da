"""Who sees what of the measures; the pages of the partnership; and which children in care have no SDQ."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.care.models import PeriodOfCare
from homeward.measures import actions
from homeward.measures.models import SdqLicence
from homeward.measures.rules import BANDINGS, Informant, Scores
from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup, Role
from homeward.trail.models import Entry
from tests.measures.making import (
    ago,
    licence,
    page_of,
    school_facts,
    sdq,
    tool_facts,
    words,
)
from tests.support.making import boxes, in_days


def blind_to(group):
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=group).delete()


# Who sees what

NAMES = ["correct_sdq", "take_out_sdq", "correct_score", "take_out_score"]


def of_ash(cast, ash):
    form = sdq(ash, cast.sam)
    score = actions.record_tool_score(ash, tool_facts(), by=cast.sam)
    school = actions.record_attendance(ash, school_facts(), by=cast.sam)
    return form, score, school


def test_who_does_not_see_health_sees_and_opens_nothing_of_it(cast, as_worker, ash):
    form, score, school = of_ash(cast, ash)
    blind_to(DataGroup.HEALTH)
    client = as_worker(cast.robin)

    pages = [page_of(client, f"web:{name}", ash.pk) for name in ("measures", "child", "timeline")]
    rows = (form, form, score, score)
    opened = [
        client.get(reverse(f"measures:{name}", args=[row.pk])).status_code
        for name, row in zip(NAMES, rows, strict=True)
    ]
    asked = page_of(client, "measures:add_sdq", ash.pk)

    for page in pages:
        assert "SDQ, " not in page
        assert "rote down an SDQ" not in page
        assert "Sample Star" not in page
    assert "68 of 80" in pages[0]
    assert "does not see what is about health" in pages[0]
    assert opened == [404, 404, 404, 404]
    assert "does not see this part of the record" in asked
    assert client.get(reverse("measures:correct_attendance", args=[school.pk])).status_code == 200


def test_who_does_not_see_education_sees_no_attendance(cast, as_worker, ash):
    _, _, school = of_ash(cast, ash)
    blind_to(DataGroup.EDUCATION)
    client = as_worker(cast.robin)

    pages = [page_of(client, f"web:{name}", ash.pk) for name in ("measures", "child", "timeline")]
    opened = client.get(reverse("measures:correct_attendance", args=[school.pk]))

    for page in pages:
        assert "sessions" not in page
        assert "rote down attendance" not in page
    assert "Sample Star" in pages[0]
    assert opened.status_code == 404


def test_reading_the_measures_is_in_the_trail(cast, as_worker, ash):
    page_of(as_worker(cast.robin), "web:measures", ash.pk)

    told = Entry.objects.get(kind="read", what="read the child’s measures")
    assert (told.child_ids, told.worker) == ([ash.pk], cast.robin)


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_strangers_find_no_page_of_it(cast, as_worker, ash, who):
    rows = of_ash(cast, ash)
    client = as_worker(getattr(cast, who))

    for name, where in (
        ("web:measures", ash),
        ("measures:add_sdq", ash),
        ("measures:correct_sdq", rows[0]),
        ("measures:take_out_attendance", rows[2]),
    ):
        assert client.get(reverse(name, args=[where.pk])).status_code == 404


@pytest.mark.parametrize("name", ["web:measures", "web:child"])
def test_pages_ask_as_often_for_many_rows_as_for_one(cast, as_worker, ash, name):
    client, address = as_worker(cast.robin), reverse(name, args=[ash.pk])
    of_ash(cast, ash)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for days in range(1, 6):
        wrong = sdq(ash, cast.sam, on=ago(days))
        facts = actions.SdqFacts(ago(days), Informant.PARENT, Scores(total=days))
        actions.correct_sdq(wrong, facts, because="A slip.", by=cast.sam)
        row = actions.record_tool_score(ash, tool_facts(tool=f"Tool {days}"), by=cast.sam)
        actions.take_out(row, because="Another child’s.", by=cast.sam)

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


# Licences, and how it is scored


def test_head_writes_a_licence_down_on_its_page_and_others_read_who_does(cast, as_worker):
    client = as_worker(cast.morgan)
    typed = {
        "holder": "Exampleshire schools",
        "reference": "YM-9",
        **boxes("from_day", localdate()),
    }

    client.post(reverse("measures:write_licence"), typed)
    twice = client.post(reverse("measures:write_licence"), typed)
    client.post(
        reverse("measures:end_licence", args=[SdqLicence.objects.get().pk]), boxes("on", in_days(9))
    )
    read = page_of(as_worker(cast.robin), "measures:licences")

    assert "another licence holds from" in twice.content.decode().lower()
    assert SdqLicence.objects.get().end == in_days(9)
    assert "YM-9" in read
    assert "Write down a licence" not in read
    assert "a head of service or director writes down licences" in read.lower()


def test_licence_of_another_partnership_is_not_found(cast, as_worker):
    held = licence(cast)
    client = as_worker(cast.stranger)

    assert client.get(reverse("measures:end_licence", args=[held.pk])).status_code == 404
    assert "YM-INVENTED-1" not in page_of(client, "measures:licences")


def test_page_says_how_every_band_is_cut_by_whom_and_how_sure(cast, as_worker):
    page = words(page_of(as_worker(cast.robin), "measures:how_scored"))

    for banding in BANDINGS:
        assert banding.source in page
        assert banding.sure.in_words in page
    assert "Of the total of an SDQ: not known" in page
    assert "about 2.45 points" in page


# Who in care has none


def in_care(cast, child, days):
    PeriodOfCare.objects.create(
        partnership=cast.partnership, child=child, period=(ago(days), None), begins_with="S"
    )


def listed(client) -> str:
    return words(page_of(client, "web:without_sdq"))


def test_children_in_care_for_a_year_without_an_sdq_are_listed_until_a_carer_fills_one_in(
    cast, as_worker, ash
):
    in_care(cast, ash, 400)
    client = as_worker(cast.robin)
    sdq(ash, cast.robin, informant=Informant.TEACHER)
    old = sdq(ash, cast.robin, on=ago(380))
    actions.take_out(sdq(ash, cast.robin), because="Another child’s.", by=cast.robin)

    before = listed(client)
    sdq(ash, cast.robin)
    after = listed(client)

    assert "Ash Sampleton" in before
    assert f"{old.on.day} {old.on:%B %Y}" in before
    assert "Ash Sampleton" not in after
    assert "of 1 child of whom the return asks, each has one" in after


@pytest.mark.parametrize("days", [1, 300])
def test_who_came_into_care_within_the_year_is_not_asked_for(cast, as_worker, ash, days):
    in_care(cast, ash, days)

    assert "Of no child whom you see" in listed(as_worker(cast.robin))


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_list_has_nobody_whom_the_reader_does_not_see(cast, as_worker, ash, who):
    in_care(cast, ash, 400)

    assert "Sampleton" not in listed(as_worker(getattr(cast, who)))


def test_list_has_nobody_whose_health_the_reader_does_not_see(cast, as_worker, ash):
    in_care(cast, ash, 400)
    blind_to(DataGroup.HEALTH)

    assert "Sampleton" not in listed(as_worker(cast.robin))


def test_another_score_stays_the_other_childs(cast, as_worker, episode, ash):
    actions.record_tool_score(ash, tool_facts(), by=cast.robin)
    wren = episode.children.get(given_name="Wren")

    assert "Sample Star" not in page_of(as_worker(cast.robin), "web:measures", wren.pk)
