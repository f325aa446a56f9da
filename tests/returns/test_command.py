"""`homeward import 903 DIR`, as someone at a terminal sees it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from homeward.partnership.models import Partnership
from homeward.people.models import Child
from homeward.returns.models import ImportReport
from homeward.sharing.models import Involvement
from tests.returns.conftest import ASH, ASH_OPEN


MINE = "Exampleshire and Samplehope"


def said(*arguments, ends_with=0):
    """What the command printed; fails unless it ended with that code."""
    out = StringIO()
    if ends_with == 0:
        call_command("import", "903", *map(str, arguments), stdout=out)
    elif ends_with == 1:
        with pytest.raises(SystemExit) as ended:
            call_command("import", "903", *map(str, arguments), stdout=out)
        assert ended.value.code == 1
    else:
        with pytest.raises(CommandError) as stopped:
            call_command("import", "903", *map(str, arguments), stdout=out)
        assert stopped.value.returncode == ends_with
        return str(stopped.value)
    return out.getvalue()


def test_all_taken_ends_with_0_and_gives_the_address_of_the_report(returns):
    folder = returns.written(header=[ASH], episodes=[ASH_OPEN])

    text = said(folder, "--partnership", MINE, "--year-ending", "31/03/2018")

    report = ImportReport.objects.get()
    assert "2 rows in 2 files" in text
    assert "1 of 1 children" in text
    assert "for the year to 31/03/2018: 2 of 2 rows taken" in text
    assert f"/returns/{report.pk}/" in text
    assert report.year_end == date(2018, 3, 31)


def test_refused_rows_end_with_1_and_twenty_are_shown(returns):
    wrong = [ASH_OPEN.replace("101", str(900 + number)) for number in range(25)]
    folder = returns.written(header=[ASH], episodes=[ASH_OPEN, *wrong])

    text = said(folder, "--partnership", MINE, ends_with=1)

    assert text.count("Add the child to the Header") == 20
    assert "and 5 more, in the report" in text
    assert "episodes.csv, line 3, CHILD “900”" in text
    assert len(ImportReport.objects.get().refusals) == 25


def test_a_file_that_was_not_read_ends_with_1_and_is_named(returns):
    folder = returns.written(header=[ASH], episodes=[ASH_OPEN])
    (folder / "odd.csv").write_text("COLOUR,SHAPE\nred,round\n")
    (folder / "notes.txt").write_text("not a table")

    text = said(folder, "--partnership", MINE, ends_with=1)

    assert "odd.csv: The file was not recognised" in text
    assert "notes.txt: It was not read, because its name does not end in .csv" in text
    assert ImportReport.objects.get().refused == 0


def test_the_named_team_sees_those_in_care(returns, cast):
    folder = returns.written(header=[ASH], episodes=[ASH_OPEN])

    text = said(folder, "--partnership", MINE, "--team", "West team")

    assert Involvement.objects.get().team == cast.west
    assert "West team works with the children of this return" in text


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "there are several partnerships"),
        (["--partnership", "Nowhere"], "no partnership called Nowhere"),
        (["--partnership", MINE, "--team", "North team"], "East team; West team"),
        (["--partnership", MINE, "--year-ending", "March 2018"], "March 2018 is not a date"),
        (
            ["--partnership", MINE, "--year-ending", "01/04/2018"],
            "not the end of a collection year",
        ),
    ],
)
def test_what_must_be_said_otherwise_ends_with_2(returns, arguments, why):
    folder = returns.written(header=[ASH], episodes=[ASH_OPEN])

    assert why in said(folder, *arguments, ends_with=2)
    assert Child.objects.count() == 0


def test_a_folder_that_is_not_there_or_empty_ends_with_2(cast, tmp_path):
    missing = said(tmp_path / "nowhere", "--partnership", MINE, ends_with=2)
    empty = said(tmp_path, "--partnership", MINE, ends_with=2)

    assert "there is no folder" in missing
    assert "holds no CSV files" in empty


@pytest.mark.django_db
def test_without_a_partnership_it_says_how_to_make_one(tmp_path):
    text = said(tmp_path, ends_with=2)

    assert "no partnership yet" in text
    assert "homeward county" in text


@pytest.mark.django_db
def test_the_only_partnership_need_not_be_named(tmp_path):
    Partnership.objects.create(name="Only", duty_phone="01632 960101")
    (tmp_path / "header.csv").write_text("CHILD,SEX,DOB,ETHNIC\n101,M,04/05/2010,WBRI\n")

    said(tmp_path, "--year-ending", "31/03/2018")

    assert Child.objects.get().partnership.name == "Only"
