"""The pages of measures: what is written down there, what is drawn, and what is said when something cannot be."""

import re

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.measures import actions
from homeward.measures.models import Attendance, Sdq
from homeward.measures.rules import Informant, Scores
from homeward.support.actions import NewScore, score_goals
from homeward.support.rules import Scorer
from tests.measures.making import (
    ago,
    answered,
    licence,
    page_of,
    sdq,
    tool_facts,
    typed_answers,
    typed_school,
    typed_score,
    typed_sdq,
    words,
)
from tests.support.making import boxes, in_days, write_plan


def test_an_sdq_is_written_down_and_stands_on_both_pages_of_the_child(cast, as_worker, ash):
    client = as_worker(cast.robin)

    client.post(reverse("measures:add_sdq", args=[ash.pk]), typed_sdq())
    page, overview = (page_of(client, name, ash.pk) for name in ("web:measures", "web:child"))

    assert "Total difficulties 22 of 40: very high" in page
    assert "Bo, foster carer" in page
    assert "total 22 of 40, very high" in words(overview)


def test_two_forms_of_one_kind_of_informant_are_a_line_with_its_table(cast, as_worker, ash):
    sdq(ash, cast.robin, on=ago(200), scores=Scores(total=24))
    sdq(ash, cast.robin, on=ago(20), scores=Scores(total=15))
    sdq(ash, cast.robin, on=ago(10), scores=Scores(total=9), informant=Informant.TEACHER)
    client = as_worker(cast.robin)

    page, overview = (page_of(client, name, ash.pk) for name in ("web:measures", "web:child"))

    assert page.count("<polyline") == overview.count("<polyline") == 1
    assert "From 24 of 40 on" in page
    assert "9 less. Whether that is more than chance is not known." in page
    assert page.count('data-label="Total difficulties">') == 3


def test_band_that_was_not_read_where_it_is_published_says_so(cast, as_worker, ash):
    sdq(ash, cast.robin, informant=Informant.SELF)

    assert "were not read where they are published" in page_of(
        as_worker(cast.robin), "web:measures", ash.pk
    )


def test_goals_are_drawn_by_who_scored_them_and_never_those_of_a_brother_or_sister(
    cast, as_worker, episode, ash
):
    goal = write_plan(episode, by=cast.robin).goals.get()
    wren = episode.children.get(given_name="Wren")
    for child, scores in ((ash, (2, 7)), (wren, (5, 5))):
        for score in scores:
            score_goals(
                episode,
                scorer=Scorer.CHILD,
                child=child,
                on=localdate(),
                scores=[NewScore(goal, score, "")],
                by=cast.robin,
            )

    page = words(page_of(as_worker(cast.robin), "web:measures", ash.pk))

    assert "Goals: Ash" in page
    assert "Goals: Wren" not in page
    assert "5 more. That is more than chance by the usual measure (2.45 points" in page


def test_without_an_answer_or_a_day_that_can_be_nothing_typed_is_lost(cast, as_worker, ash):
    client, address = as_worker(cast.robin), reverse("measures:add_sdq", args=[ash.pk])

    future = client.post(address, typed_sdq(**boxes("on", in_days(2))))
    unborn = client.post(address, typed_sdq(**boxes("on", ago(366 * 40))))
    unequal = client.post(
        address, typed_sdq(emotional="1", conduct="2", hyperactivity="3", peer="4")
    )

    assert "must be today or in the past" in future.content.decode()
    assert unborn.status_code == 403
    assert "before the child was born" in unborn.content.decode()
    assert "the scales add up to 10, and the total says 22" in unequal.content.decode().lower()
    assert 'value="22"' in unequal.content.decode()
    assert not Sdq.objects.exists()


def test_form_sent_twice_is_taken_once(cast, as_worker, ash):
    client, address = as_worker(cast.robin), reverse("measures:add_sdq", args=[ash.pk])
    sending = re.search(r'name="sending" value="([^"]+)"', client.get(address).content.decode())[1]

    for _ in range(2):
        client.post(address, typed_sdq(sending=sending))

    assert Sdq.objects.count() == 1


# By its answers


def test_answers_are_asked_for_under_a_licence_alone(cast, as_worker, ash):
    client, address = as_worker(cast.robin), reverse("measures:add_answers", args=[ash.pk])

    without = client.get(address).content.decode()
    refused = client.post(address, typed_answers())
    licence(cast)
    within = client.get(address).content.decode()
    client.post(address, typed_answers())

    assert "no licence to enter the answers" in without
    assert reverse("measures:add_sdq", args=[ash.pk]) in without
    assert refused.status_code == 403
    assert within.count("<legend") >= 27
    assert "YM-INVENTED-1" in within
    assert Sdq.objects.get().total == 21


def test_a_skipped_question_is_named_and_none_is_an_answer(cast, as_worker, ash):
    licence(cast)
    client, address = as_worker(cast.robin), reverse("measures:add_answers", args=[ash.pk])

    skipped = client.post(address, typed_answers(answer_7=""))
    half = client.post(address, typed_answers(impact_page="difficulties", impact_1="3"))
    client.post(address, typed_answers([None, *[1] * 24]))

    assert "Choose the box of question 7, or None" in skipped.content.decode()
    assert "question 2 of the second page" in half.content.decode()
    assert "question 1 of the second page" not in half.content.decode()
    assert Sdq.objects.get().answers[0] is None


@pytest.mark.parametrize(
    ("typed", "impact"),
    [
        ({"impact_page": "none"}, None),
        ({"impact_page": "no difficulties"}, 0),
        (
            {"impact_page": "difficulties", **{f"impact_{n}": "3" for n in range(1, 6)}},
            10,
        ),
    ],
)
def test_second_page_counts_as_it_is_filled_in(cast, as_worker, ash, typed, impact):
    licence(cast)

    as_worker(cast.robin).post(
        reverse("measures:add_answers", args=[ash.pk]), typed_answers(**typed)
    )

    assert Sdq.objects.get().impact == impact


def test_an_sdq_by_its_answers_is_corrected_by_them(cast, as_worker, ash):
    licence(cast)
    row = actions.record_sdq(ash, answered(impact=[]), by=cast.robin)
    client, address = as_worker(cast.robin), reverse("measures:correct_sdq", args=[row.pk])

    asked = client.get(address)
    typed = {
        name: value
        for name, value in asked.context["form"].initial.items()
        if name.startswith(("answer_", "impact_page"))
    }
    client.post(
        address, {**typed_answers(), **typed, "answer_3": "2", "because": "The 3rd was read wrong."}
    )

    assert list(Sdq.objects.current().values_list("total", "emotional", "impact")) == [(22, 8, 0)]


def test_when_the_licence_is_over_it_is_corrected_by_its_scores(cast, as_worker, ash):
    held = licence(cast)
    row = actions.record_sdq(ash, answered(), by=cast.robin)
    actions.end_licence(held, on=localdate(), by=cast.morgan)
    client, address = as_worker(cast.robin), reverse("measures:correct_sdq", args=[row.pk])

    asked = client.get(address).context["form"]
    client.post(address, typed_sdq(total="20", because="A slip"))

    assert (asked.initial["total"], "answer_1" in asked.fields) == (21, False)
    assert [(one.total, one.answers) for one in Sdq.objects.current()] == [(20, None)]


# The rest


def test_another_score_and_attendance_are_written_down(cast, as_worker, ash):
    client = as_worker(cast.robin)

    client.post(reverse("measures:add_score", args=[ash.pk]), typed_score())
    client.post(reverse("measures:add_attendance", args=[ash.pk]), typed_school())
    page = words(page_of(client, "web:measures", ash.pk))

    assert "Sample Star" in page
    assert "SS-77 Exampleshire schools" in page
    assert "68 of 80 sessions 85 Persistent absence" in page


def test_more_attended_than_possible_is_told_on_the_page(cast, as_worker, ash):
    address = reverse("measures:add_attendance", args=[ash.pk])

    page = as_worker(cast.robin).post(address, typed_school(attended="81"))

    assert "of 80 sessions 81 cannot have been attended" in page.content.decode().lower()
    assert not Attendance.objects.exists()


def test_a_correction_and_what_was_taken_out_are_read_with_who_and_why(cast, as_worker, ash):
    client = as_worker(cast.robin)
    wrong = sdq(ash, cast.robin, scores=Scores(total=31))
    score = actions.record_tool_score(ash, tool_facts(), by=cast.kit)

    client.post(
        reverse("measures:correct_sdq", args=[wrong.pk]),
        typed_sdq(total="13", because="I typed it the wrong way round"),
    )
    client.post(
        reverse("measures:take_out_score", args=[score.pk]), {"because": "It is another child’s"}
    )
    page = words(page_of(client, "web:measures", ash.pk))

    assert "Total difficulties 13 of 40" in page
    assert "total difficulties 31" in page
    assert "Corrected by Robin Testerton" in page
    assert "I typed it the wrong way round." in page
    assert "Taken out by Robin Testerton" in page
    assert "It is another child’s." in page


def test_what_was_corrected_since_says_so_in_place_of_the_form(cast, as_worker, ash):
    wrong = sdq(ash, cast.robin)
    client, address = as_worker(cast.robin), reverse("measures:correct_sdq", args=[wrong.pk])
    client.post(address, typed_sdq(because="A slip"))

    again = client.get(address).content.decode()
    sent = client.post(address, typed_sdq(total="3", because="A slip"))

    assert "somebody has corrected it or taken it out since" in again.lower()
    assert sent.status_code == 409
