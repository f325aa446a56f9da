"""The history of care as the child's page shows it."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from homeward.care import models
from homeward.care.queries import care_history, episodes_of_child, in_care_now


IN, MOVED, OUT = date(2023, 5, 1), date(2023, 9, 1), date(2024, 2, 1)


@pytest.fixture
def child(cast):
    return cast.refer().children.first()


def looked_after(child, *, until=None):
    of = {"partnership_id": child.partnership_id, "child": child, "stated_as_of": date(2024, 3, 31)}
    whole = DateRange(IN, until)
    models.PeriodOfCare.objects.create(
        **of, period=whole, begins_with="S", reason_ceased="E4A" if until else ""
    )
    models.LegalStatus.objects.create(**of, period=whole, code="C2", begins="start")
    models.Need.objects.create(**of, period=whole, code="N1")
    models.Placement.objects.create(
        **of, period=DateRange(IN, MOVED), place="U4", reason_changed="CARPL", begins="start"
    )
    models.Placement.objects.create(
        **of, period=DateRange(MOVED, until), place="K2", begins="change"
    )
    models.CareReview.objects.create(**of, on=date(2023, 6, 1), took_part="PN1")
    models.MissingEpisode.objects.create(**of, kind="M", started_on=MOVED, ended_on=None)


def test_history_says_what_holds_now_in_words(child):
    looked_after(child)

    care = care_history(child)

    assert care.is_looked_after
    assert (care.since, care.begun.meaning) == (IN, "started to be looked after")
    assert (care.legal_status.meaning, care.legal_status.since) == ("full care order", IN)
    assert (care.placement.meaning, care.placement.since) == ("children's home", MOVED)
    assert care.need.meaning == "abuse or neglect"
    assert [spell.start for spell in care.spells] == [MOVED, IN]
    assert [review.took_part for review in care.reviews] == ["attended and spoke"]
    assert [away.kind for away in care.missing] == ["missing"]
    assert care.stated_as_of == date(2024, 3, 31)


def test_history_of_a_child_who_went_home_says_when(child):
    looked_after(child, until=OUT)

    care = care_history(child)

    assert not care.is_looked_after
    assert (care.placement, care.ended_on) == (None, OUT)
    assert care.spells[0].ended_because == "returned home, as planned"
    assert care_history(child, date(2023, 12, 24)).placement.code == "K2"


def test_child_never_looked_after_has_no_history(child):
    care = care_history(child)

    assert not care
    assert (care.ended_on, care.episodes) == (None, ())


def test_history_takes_the_same_queries_however_long_it_is(child, django_assert_num_queries):
    looked_after(child, until=OUT)
    for number in range(1, 20):
        models.CareReview.objects.create(
            partnership_id=child.partnership_id, child=child, on=date(2023, 6, 1 + number)
        )

    with django_assert_num_queries(7):  # of what there is, and these six kinds
        care_history(child)
    with django_assert_num_queries(4):
        episodes_of_child(child)


def test_only_an_open_period_is_in_care_now(child):
    looked_after(child, until=date(2099, 1, 1))

    assert not in_care_now([child.pk], date(2024, 1, 1))
