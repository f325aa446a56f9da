"""Who reads in a return on the page, and who sees what became of it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from homeward.partnership.actions import add_member
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.returns import forms
from homeward.returns.models import ImportReport
from homeward.sharing.models import Involvement
from homeward.trail.models import Entry
from tests.returns.conftest import ASH, ASH_OPEN, HEADINGS


REPORTS = reverse("returns:reports")


def csv_file(name, *rows, called=None):
    content = "\r\n".join([HEADINGS[name], *rows])
    return SimpleUploadedFile(called or f"{name}.csv", content.encode("utf-8-sig"), "text/csv")


def sent(page, *files, **more):
    return page.post(REPORTS, {"csv_files": list(files), **more})


@pytest.fixture
def report(returns):
    """One row taken and 60 refused, one of them for what a spreadsheet would run."""
    wrong = [ASH_OPEN.replace("101", f"9{number:02}") for number in range(59)]
    return returns.read(
        date(2018, 3, 31),
        header=[ASH],
        episodes=[ASH_OPEN, *wrong, ASH_OPEN.replace("101", "=1+1")],
    )


def test_an_analyst_sends_files_and_reads_what_became_of_them(cast, as_worker):
    page = as_worker(cast.jo)

    response = sent(
        page,
        csv_file("header", ASH, called="one.csv"),
        csv_file("episodes", ASH_OPEN, called="TWO.CSV"),
        year_ending="2018-03-31",
        team=str(cast.west.pk),
    )

    report = ImportReport.objects.get()
    assert response.url == reverse("returns:report", args=[report.pk])
    assert (report.imported_by, report.year_end, report.taken) == (cast.jo, date(2018, 3, 31), 2)
    assert Involvement.objects.get().team == cast.west
    text = page.get(response.url).content.decode()
    assert "Every row was taken" in text
    assert (
        "2 rows were read: 2 taken, 0 refused, as the return for the year to 31 March 2018." in text
    )


@pytest.mark.parametrize("who", ["sam", "kit", "terry", "stranger", "morgan"])
def test_others_are_told_who_reads_in_returns(cast, as_worker, who):
    response = as_worker(getattr(cast, who)).get(REPORTS)

    assert response.status_code == 403
    assert "data analysts read in its returns" in response.content.decode()


@pytest.mark.parametrize("who", ["sam", "kit", "terry", "stranger", "morgan"])
@pytest.mark.parametrize("page", ["returns:report", "returns:refusals"])
def test_a_report_is_not_there_for_others(cast, as_worker, report, who, page):
    response = as_worker(getattr(cast, who)).get(reverse(page, args=[report.pk]))

    assert response.status_code == 404


def test_an_analyst_of_the_charity_sees_no_report(cast, as_worker, report):
    add_member(
        cast.analysis,
        cast.robin,
        role=Role.ANALYST,
        employer=cast.founded.charity,
        from_day=date(2024, 4, 1),
        authorised_by="test",
    )

    page = as_worker(cast.robin)

    assert page.get(REPORTS).status_code == 403
    assert page.get(reverse("returns:report", args=[report.pk])).status_code == 404


def test_the_list_of_reports_has_an_empty_state_and_then_a_line(cast, as_worker, returns):
    page = as_worker(cast.jo)
    assert "No return was read in yet" in page.get(REPORTS).content.decode()

    report = returns.read(date(2018, 3, 31), header=[ASH], episodes=[ASH_OPEN])

    text = page.get(REPORTS).content.decode()
    assert reverse("returns:report", args=[report.pk]) in text
    assert "0 of 2" in text


def test_the_list_takes_the_same_queries_however_long(cast, as_worker, returns):
    page = as_worker(cast.jo)
    page.get(REPORTS)  # the first request of a session writes down when it began

    def queries_with_one_more():
        returns.read(date(2018, 3, 31), header=[ASH], episodes=[ASH_OPEN])
        with CaptureQueriesContext(connection) as queries:
            page.get(REPORTS)
        return len(queries)

    assert queries_with_one_more() == queries_with_one_more() == queries_with_one_more()


def test_refused_rows_come_fifty_a_page_and_the_look_is_in_the_trail(cast, as_worker, report):
    page = as_worker(cast.jo)

    first = page.get(reverse("returns:report", args=[report.pk])).content.decode()
    second = page.get(reverse("returns:report", args=[report.pk]) + "?page=2").content.decode()

    assert "60 rows were not taken" in first
    assert (first.count("episodes.csv, line"), second.count("episodes.csv, line")) == (50, 10)
    looks = Entry.objects.filter(kind=Entry.Kind.READ, worker=cast.jo)
    assert {(look.what, look.subject_id) for look in looks} == {
        ("read the report of a return", report.pk)
    }


def test_refused_rows_taken_away_run_nothing_in_a_spreadsheet(cast, as_worker, report):
    response = as_worker(cast.jo).get(reverse("returns:refusals", args=[report.pk]))

    lines = response.content.decode("utf-8-sig").splitlines()
    assert response["Content-Type"].startswith("text/csv")
    assert len(lines) == 1 + 60 + len(report.notices)
    assert any(",'=1+1," in line for line in lines)
    assert not any(",=1+1," in line for line in lines)
    assert Entry.objects.filter(kind=Entry.Kind.READ, what__startswith="took away").count() == 1


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([], "Choose the files of the return"),
        ([csv_file("header", ASH, called="header.xlsx")], "header.xlsx is not a CSV file"),
        (
            [
                csv_file("header", ASH, called="a.csv"),
                csv_file("episodes", ASH_OPEN, called="A.csv"),
            ],
            "Two of the files are called A.csv",
        ),
        (
            [SimpleUploadedFile("odd.csv", b"COLOUR,SHAPE\r\nred,round\r\n")],
            "Nothing could be read",
        ),
        ([SimpleUploadedFile("empty.csv", b"")], "Nothing could be read"),
        ([csv_file("header", ASH)], "do not tell which year"),
    ],
)
def test_files_that_cannot_be_taken_are_told_at_the_form(cast, as_worker, files, why):
    for file in files:
        file.seek(0)

    response = sent(as_worker(cast.jo), *files)

    text = response.content.decode()
    assert response.status_code == 200
    assert why in text
    assert "Choose the files again" in text
    assert Child.objects.count() == ImportReport.objects.count() == 0


def test_too_many_and_too_big_files_are_told_at_the_form(cast, as_worker, monkeypatch):
    page = as_worker(cast.jo)
    many = [csv_file("header", ASH, called=f"{n}.csv") for n in range(forms.MOST_FILES + 1)]
    assert "30 is the most" in sent(page, *many).content.decode()

    monkeypatch.setattr(forms, "MOST_BYTES", 10)

    assert "MB is the most" in sent(page, csv_file("header", ASH)).content.decode()
    assert ImportReport.objects.count() == 0


def test_a_name_that_leads_out_of_the_folder_does_not(cast, as_worker, tmp_path):
    response = sent(
        as_worker(cast.jo),
        csv_file("header", ASH, called="../../header.csv"),
        csv_file("episodes", ASH_OPEN),
    )

    assert response.status_code == 302
    assert [line["file"] for line in ImportReport.objects.get().tables] == [
        "header.csv",
        "episodes.csv",
    ]


def test_an_analyst_of_two_councils_says_which(cast, as_worker):
    other = cast.stranger.memberships.get()
    add_member(
        cast.elsewhere,
        cast.jo,
        role=Role.ANALYST,
        employer=other.employer,
        from_day=date(2024, 4, 1),
        authorised_by="test",
    )
    page = as_worker(cast.jo)
    files = [csv_file("header", ASH), csv_file("episodes", ASH_OPEN)]

    not_said = sent(page, *files)
    for file in files:
        file.seek(0)
    said = sent(page, *files, partnership=str(other.partnership_id), year_ending="2018-03-31")

    assert "Choose an answer: Which partnership is it for?" in not_said.content.decode()
    assert said.status_code == 302
    assert ImportReport.objects.get().partnership_id == other.partnership_id
    assert Child.objects.get().partnership_id == other.partnership_id
