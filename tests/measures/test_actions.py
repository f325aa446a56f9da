"""Writing measures down and putting them right: what is kept, what is refused, and what the trail has."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Overtaken, Refused
from homeward.measures import actions
from homeward.measures.models import Attendance, Sdq, SdqLicence, ToolScore
from homeward.measures.rules import Informant, Scores
from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup, Role
from homeward.trail.actions import contents_of
from homeward.trail.models import Entry
from tests.measures.making import (
    MIXED,
    SHEET,
    ago,
    answered,
    licence,
    school_facts,
    sdq,
    tool_facts,
)
from tests.support.making import in_days


def nothing_written(entries):
    return (
        not any(model.objects.exists() for model in (Sdq, ToolScore, Attendance))
        and Entry.objects.count() == entries
    )


def test_an_sdq_keeps_its_scores_and_their_total_and_is_in_the_trail(cast, ash):
    row = sdq(ash, cast.robin, on=ago(3))

    told = Entry.objects.get(what="wrote down an SDQ")
    assert (row.total, row.scores.of("externalising")) == (22, 11)
    assert (told.worker, told.child_ids, told.on) == (cast.robin, [ash.pk], ago(3))
    assert contents_of([told], ash.pk)[told.pk]["total"] == "22"
    assert "foster" not in told.what + told.because


def test_a_total_alone_is_enough(cast, ash):
    assert sdq(ash, cast.sam, scores=Scores(total=17)).total == 17


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": in_days(1)}, "still to come"),
        ({"on": ago(366 * 40)}, "before the child was born"),
        ({"on": ago(366 * 12)}, "ages 2 to 17"),
        ({"on": ago(366 * 5), "informant": Informant.SELF}, "ages 11 to 17"),
        ({"scores": Scores()}, "no score"),
        ({"scores": Scores(1, 2, 3, 4, total=11)}, "the scales and the total do not agree"),
        ({"scores": Scores(impact=7), "informant": Informant.TEACHER}, "0 to 6"),
    ],
)
def test_what_no_sheet_can_say_writes_nothing(cast, ash, changes, said):
    before = Entry.objects.count()

    with pytest.raises(Refused, match=said):
        sdq(ash, cast.robin, **changes)

    assert nothing_written(before)


@pytest.mark.parametrize("who", ["terry", "stranger", "morgan"])
def test_who_does_not_see_the_child_writes_nothing(cast, ash, who):
    before, by = Entry.objects.count(), getattr(cast, who)

    for act in (
        lambda: sdq(ash, by),
        lambda: actions.record_tool_score(ash, tool_facts(), by=by),
        lambda: actions.record_attendance(ash, school_facts(), by=by),
    ):
        with pytest.raises(Refused):
            act()

    assert nothing_written(before)


def test_who_does_not_see_health_writes_attendance_alone(cast, ash):
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.HEALTH).delete()

    with pytest.raises(Refused, match="does not see this part"):
        sdq(ash, cast.robin)
    with pytest.raises(Refused, match="does not see this part"):
        actions.record_tool_score(ash, tool_facts(), by=cast.robin)
    actions.record_attendance(ash, school_facts(), by=cast.robin)

    assert not Sdq.objects.exists()
    assert Attendance.objects.count() == 1


def test_who_does_not_see_education_writes_no_attendance(cast, ash):
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.EDUCATION).delete()

    with pytest.raises(Refused):
        actions.record_attendance(ash, school_facts(), by=cast.robin)
    sdq(ash, cast.robin)

    assert not Attendance.objects.exists()


# By its answers


def test_answers_are_scored_and_kept_by_number_under_a_licence(cast, ash):
    licence(cast)

    row = actions.record_sdq(ash, answered(impact=[0, 1, 2, 3, None]), by=cast.robin)

    row.refresh_from_db()
    assert (row.total, row.emotional, row.prosocial, row.impact) == (21, 7, 7, None)
    assert row.answers == MIXED
    assert row.impact_answers == [0, 1, 2, 3, None]


@pytest.mark.parametrize(
    "days", [None, {"start": ago(30), "until": localdate()}, {"start": in_days(1)}]
)
def test_without_a_licence_that_holds_today_answers_are_refused(cast, ash, days):
    if days:
        licence(cast, **days)
    before = Entry.objects.count()

    with pytest.raises(Refused, match="no licence"):
        actions.record_sdq(ash, answered(), by=cast.robin)

    assert nothing_written(before)


def test_licence_of_another_partnership_is_none_of_ours(cast, ash):
    SdqLicence.objects.create(
        partnership=cast.elsewhere.partnership,
        holder="Fictionaid",
        reference="YM-2",
        period=(ago(9), None),
        written_by=cast.stranger,
    )

    with pytest.raises(Refused, match="no licence"):
        actions.record_sdq(ash, answered(), by=cast.robin)


def test_too_few_answers_are_refused(cast, ash):
    licence(cast)

    with pytest.raises(Refused, match="too few"):
        actions.record_sdq(ash, answered(answers=[1, 1, *[None] * 23]), by=cast.robin)

    assert not Sdq.objects.exists()


# Other scores and school


def test_another_score_keeps_its_licence_and_nothing_of_its_content(cast, ash):
    row = actions.record_tool_score(ash, tool_facts(), by=cast.robin)

    assert row.in_words == "Sample Star: Home, Ash: 6.5"
    assert (row.licence, row.licence_holder) == ("SS-77", "Exampleshire schools")
    assert Entry.objects.filter(what="wrote down a score", child_ids=[ash.pk]).count() == 1


@pytest.mark.parametrize("on", [in_days(1), ago(366 * 40)])
def test_another_score_on_a_day_that_cannot_be_is_refused(cast, ash, on):
    with pytest.raises(Refused):
        actions.record_tool_score(ash, tool_facts(on=on), by=cast.robin)

    assert not ToolScore.objects.exists()


def test_attendance_is_of_sessions(cast, ash):
    row = actions.record_attendance(ash, school_facts(), by=cast.robin)

    assert (row.share, row.called) == (85.0, "persistent absence")
    assert Entry.objects.get(what="wrote down attendance at school").on == ago(2)


def test_more_sessions_attended_than_possible_are_refused(cast, ash):
    with pytest.raises(Refused, match="of 80 sessions 81"):
        actions.record_attendance(ash, school_facts(attended=81), by=cast.robin)

    assert not Attendance.objects.exists()


# Putting right


def test_a_correction_follows_and_what_was_there_stays(cast, ash):
    wrong = sdq(ash, cast.robin)

    right = actions.correct_sdq(
        wrong,
        actions.SdqFacts(ago(1), Informant.PARENT, Scores(total=12)),
        because="Two sheets were mixed up.",
        by=cast.sam,
    )

    wrong.refresh_from_db()
    told = Entry.objects.get(what="corrected an SDQ")
    assert wrong.scores == SHEET.with_total()
    assert list(Sdq.objects.current()) == [right]
    assert contents_of([told], ash.pk)[told.pk]["reasons"] == "Two sheets were mixed up."


def test_other_measures_are_corrected_alike(cast, ash):
    score = actions.record_tool_score(ash, tool_facts(), by=cast.robin)
    school = actions.record_attendance(ash, school_facts(), by=cast.robin)

    because = {"because": "A slip.", "by": cast.robin}
    actions.correct_tool_score(score, tool_facts(part="School"), **because)
    actions.correct_attendance(school, school_facts(attended=70), **because)

    assert [one.name for one in ToolScore.objects.current()] == ["Sample Star: School"]
    assert [one.attended for one in Attendance.objects.current()] == [70]
    assert (ToolScore.objects.count(), Attendance.objects.count()) == (2, 2)


def test_what_somebody_else_has_put_right_is_not_put_right_again(cast, ash):
    wrong = sdq(ash, cast.robin)
    facts = actions.SdqFacts(localdate(), Informant.PARENT, Scores(total=12))
    actions.correct_sdq(wrong, facts, because="A slip.", by=cast.robin)
    before = Entry.objects.count()

    with pytest.raises(Overtaken):
        actions.correct_sdq(wrong, facts, because="A slip.", by=cast.sam)
    with pytest.raises(Overtaken):
        actions.take_out(wrong, because="Another child’s.", by=cast.sam)

    assert Sdq.objects.count() == 2
    assert Entry.objects.count() == before


def test_what_is_refused_corrects_nothing(cast, ash):
    wrong = sdq(ash, cast.robin)

    with pytest.raises(Refused, match="still to come"):
        actions.correct_sdq(
            wrong,
            actions.SdqFacts(in_days(1), Informant.PARENT, Scores(total=12)),
            because="A slip.",
            by=cast.robin,
        )
    with pytest.raises(Refused):
        actions.take_out(wrong, because="Another child’s.", by=cast.terry)

    assert list(Sdq.objects.current()) == [wrong]


def test_what_is_taken_out_stays_with_who_when_and_why(cast, ash):
    row = actions.record_attendance(ash, school_facts(), by=cast.robin)

    actions.take_out(row, because="Another child’s.", by=cast.kit)

    row.refresh_from_db()
    assert not Attendance.objects.current().exists()
    assert (row.taken_out_by, row.taken_out_because) == (cast.kit, "Another child’s.")
    assert Entry.objects.filter(what="took a measure out of the record").count() == 1


def test_database_lets_no_row_have_two_corrections_or_one_without_a_reason(cast, ash):
    row = sdq(ash, cast.robin)
    facts = actions.SdqFacts(localdate(), Informant.PARENT, Scores(total=12))
    actions.correct_sdq(row, facts, because="A slip.", by=cast.robin)
    given = {"partnership": cast.partnership, "child": ash, "recorded_by": cast.robin}
    given |= {"on": localdate(), "informant": "parent", "total": 3}

    for faulty in (
        {"corrects": row, "corrected_because": "Again."},
        {"corrects": Sdq.objects.last(), "corrected_because": ""},
        {"total": 41},
        {"total": None},
        {"informant": "teacher", "impact": 7},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sdq.objects.create(**{**given, **faulty})


# Licences


def test_head_of_service_writes_a_licence_down_and_ends_it(cast):
    held = licence(cast)

    ended = actions.end_licence(held, on=in_days(5), by=cast.morgan)

    assert (ended.start, ended.end) == (ago(30), in_days(5))
    assert Entry.objects.filter(what__endswith="a licence for the SDQ").count() == 2


def test_others_write_no_licence_down_and_end_none(cast):
    held = licence(cast)
    before = Entry.objects.count()

    for who in (cast.kit, cast.stranger):
        with pytest.raises(Refused, match="head of service"):
            licence(cast, start=in_days(900), by=who)
        with pytest.raises(Refused, match="head of service"):
            actions.end_licence(held, on=in_days(5), by=who)

    assert SdqLicence.objects.get().end is None
    assert Entry.objects.count() == before


def test_two_licences_for_one_day_are_refused(cast):
    licence(cast)

    with pytest.raises(Refused, match="another licence holds"):
        licence(cast, start=localdate())

    assert SdqLicence.objects.count() == 1
