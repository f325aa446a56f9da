"""What a return says that cannot be taken, and what is taken with a word to the analyst."""

from datetime import date

import pytest

from homeward.care.models import Placement
from homeward.care.queries import episodes_of_child
from homeward.people.models import Child, Identifier
from homeward.returns.actions import CannotImport, import_903
from homeward.returns.models import ImportReport
from homeward.ssda903 import read_return
from tests.returns.conftest import ASH, ASH_CLOSED, ASH_MOVED, ASH_OPEN


TO_2018, TO_2019 = date(2018, 3, 31), date(2019, 3, 31)


def ash() -> Child:
    return Identifier.objects.get(system="ssda903", value="101").child


def test_an_episode_that_overlaps_the_record_is_refused_with_the_other_named(returns, counts):
    returns.read(TO_2018, header=[ASH], episodes=[ASH_OPEN])

    report = returns.read(TO_2019, header=[ASH], episodes=[ASH_MOVED])

    assert counts(report, "Episodes")["refused"] == 1
    (refusal,) = report.refusals
    assert (refusal["file"], refusal["row"], refusal["column"]) == ("episodes.csv", 2, "DECOM")
    assert "in the record, which begins on 10/05/2017 and has no end" in refusal["why"]
    assert [episode.decom for episode in episodes_of_child(ash())] == [date(2017, 5, 10)]


def test_rows_of_a_child_that_nobody_knows_are_refused(returns, counts):
    report = returns.read(
        TO_2018,
        header=[ASH],
        episodes=[ASH_OPEN, ASH_OPEN.replace("101", "999")],
        reviews=["999,04/05/2010,05/06/2017,PN1"],
    )

    assert (counts(report, "Episodes")["refused"], counts(report, "Reviews")["refused"]) == (1, 1)
    assert {refusal["value"] for refusal in report.refusals} == {"999"}
    assert Child.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (ASH_OPEN.replace("SC12345", "SC1234567"), "URN"),
        (ASH_OPEN.replace("EX1 1AA", "EX1 1AA or so"), "HOME_POST"),
    ],
)
def test_a_value_too_long_to_keep_is_refused_and_not_cut(returns, row, column):
    report = returns.read(TO_2018, header=[ASH], episodes=[row])

    assert [refusal["column"] for refusal in report.refusals] == [column]
    assert Placement.objects.count() == 0


def test_a_child_number_too_long_to_keep_is_refused_with_all_its_rows(returns):
    number = "1" * 41

    report = returns.read(
        TO_2018, header=[ASH.replace("101", number)], episodes=[ASH_OPEN.replace("101", number)]
    )

    assert (report.read, report.refused) == (2, 2)
    assert Child.objects.count() == 0


def test_a_time_missing_told_twice_with_two_ends_is_taken_once(returns, counts):
    report = returns.read(
        TO_2018,
        header=[ASH],
        episodes=[ASH_OPEN],
        missing=[
            "101,04/05/2010,M,01/07/2017,02/07/2017",
            "101,04/05/2010,M,01/07/2017,05/07/2017",
        ],
    )

    assert (counts(report, "Missing")["new"], counts(report, "Missing")["refused"]) == (1, 1)
    assert "already at line 2" in report.refusals[0]["why"]


def test_another_date_of_birth_is_taken_with_both_named(returns):
    report = returns.read(
        TO_2018,
        header=[ASH],
        episodes=[ASH_OPEN],
        reviews=["101,09/09/2009,05/06/2017,PN1"],
        uasc=["101,F,04/05/2010,"],
    )

    assert report.refused == 0
    told = " ".join(notice["message"] for notice in report.notices)
    assert "Line 2: the date of birth is 09/09/2009, and 04/05/2010 in line 2 of header.csv" in told
    assert "the sex is F, and M in line 2 of header.csv" in told
    assert ash().born == date(2010, 5, 4)


def test_a_pupil_number_of_another_child_is_not_kept_for_two(returns):
    report = returns.read(TO_2018, header=[ASH, ASH.replace("101", "102")], episodes=[ASH_OPEN])

    assert report.taken == 3
    assert Identifier.objects.filter(system="upn").count() == 1
    assert "already belongs to another child" in " ".join(n["message"] for n in report.notices)


def test_the_year_is_told_by_most_episodes_and_not_by_one_slip(returns, cast):
    slip = "102,10/05/2017,S,C2,N1,U4,PR1,20/09/2071,E4A,,,,"
    closed = [ASH_CLOSED.replace("101", str(n)).replace("2018", "2017") for n in (101, 103)]
    numbers = ("101", "102", "103")
    header = [ASH.replace("101", n).replace("A123456789012", "") for n in numbers]

    report = returns.read(header=header, episodes=[slip, *closed])

    assert report.year_end == TO_2018
    assert "DEC is after the end of the collection year" in " ".join(
        n["message"] for n in report.notices
    )


@pytest.mark.parametrize(
    ("year_end", "tables", "why"),
    [
        (date(2018, 4, 1), {"episodes": [ASH_OPEN]}, "not the end of a collection year"),
        (date(2099, 3, 31), {"episodes": [ASH_OPEN]}, "too far ahead"),
        (None, {"episodes": []}, "do not tell which year"),
    ],
)
def test_a_year_that_cannot_be_is_asked_for_again(returns, year_end, tables, why):
    with pytest.raises(CannotImport, match=why):
        returns.read(year_end, header=[ASH], **tables)

    assert Child.objects.count() == 0


def test_a_folder_with_nothing_to_read_imports_nothing(returns, tmp_path):
    with pytest.raises(CannotImport, match="Nothing could be read"):
        import_903(read_return(tmp_path), partnership=returns.partnership)

    assert ImportReport.objects.count() == 0
