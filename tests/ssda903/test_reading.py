from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from homeward.ssda903.layouts import TABLES
from homeward.ssda903.reading import KEYS, MAKE_ROW, read_return
from homeward.ssda903.rows import Outcome, RowSource


REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\nX1,02/03/2015,09/06/2026,PN1\n"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nX1,1,02/03/2015,WBRI,UN1,1.0,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,"
    "REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
)
EPISODE = "X1,01/05/2026,S,V2,N1,U6,PR1,01/06/2026,X1,CARPL,AA1 1AA,AA2 2AA,1000001\n"
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END\nX1,02/03/2015,M,09/06/2026,09/06/2026\n"
UASC = "CHILD,SEX,DOB,DUC\nX1,M,02/03/2015,02/03/2033\n"


def read(folder, **files):
    """Writes each file (text as UTF-8, bytes as they are) and reads the folder."""
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return read_return(folder)


def test_five_tables_become_typed_rows(tmp_path):
    taken = read(tmp_path, a=HEADER, b=EPISODES + EPISODE, c=REVIEWS, d=MISSING, e=UASC)

    header, episode = taken.headers[0], taken.episodes[0]
    assert taken.refusals == taken.problems == ()
    assert (header.sex, header.dob, header.mother, header.mc_dob) == (
        "M",
        date(2015, 3, 2),
        "1",
        None,
    )
    assert (episode.child, episode.dec, episode.urn) == ("X1", date(2026, 6, 1), "1000001")
    assert episode.source == RowSource("b.csv", 2)
    assert episode.episode.place_provider == "PR1"
    assert taken.reviews[0].review == date(2026, 6, 9)
    assert taken.missing[0].mis_end == date(2026, 6, 9)
    assert taken.uasc[0].duc == date(2033, 3, 2)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(REVIEWS.encode("utf-8-sig"), id="UTF-8 with mark"),
        pytest.param(REVIEWS.encode("utf-16"), id="UTF-16 with mark"),
        pytest.param(b"\xfe\xff" + REVIEWS.encode("utf-16-be"), id="UTF-16 big end first"),
        pytest.param(REVIEWS.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(REVIEWS.replace("\n", "\r").encode(), id="CR"),
        pytest.param(REVIEWS.rstrip("\n").encode(), id="no last line end"),
        pytest.param(REVIEWS.replace(",", ";").encode(), id="semicolons"),
        pytest.param(REVIEWS.replace(",", "\t").encode(), id="tabs"),
        pytest.param(REVIEWS.replace("CHILD", '"child "').encode(), id="quoted heading"),
        pytest.param(REVIEWS.replace("X1", " x1 ").replace("PN", "pn").encode(), id="blanks, case"),
        pytest.param(REVIEWS.encode() + b"\n,,,\n \n", id="empty lines at the end"),
        pytest.param(REVIEWS.replace("PN1", "PN1,, ").encode(), id="empty cells at the end"),
    ],
)
def test_every_way_of_writing_a_file_reads_the_same(tmp_path, content):
    taken = read(tmp_path, anything=content)

    review = taken.reviews[0]
    assert taken.refusals == taken.problems == ()
    assert (review.child, review.dob, review.review, review.review_code) == (
        "X1",
        date(2015, 3, 2),
        date(2026, 6, 9),
        "PN1",
    )


def test_an_old_windows_file_keeps_its_letters(tmp_path):
    taken = read(tmp_path, old=REVIEWS.replace("X1", "Zoë-1").encode("cp1252"))

    assert taken.reviews[0].child == "ZOË-1"


def test_files_are_found_whatever_they_are_called(tmp_path):
    (tmp_path / "Final v2 (copy).CSV").write_text(REVIEWS)
    (tmp_path / "notes.txt").write_text("not part of the return")
    (tmp_path / "below.csv").mkdir()

    taken = read_return(tmp_path)

    assert [report.file for report in taken.files] == ["Final v2 (copy).CSV"]
    assert len(taken.reviews) == 1


def test_extra_and_absent_columns_are_reported(tmp_path):
    content = "TEAM,CHILD,REVIEW,\nBlue,X1,09/06/2026,note\n"

    report = read(tmp_path, reviews=content).files[0]

    assert report.extra_columns == ("TEAM", "column 4, which has no heading")
    assert report.absent_columns == ("DOB", "REVIEW_CODE")
    assert (report.outcome, report.typed) == (Outcome.TAKEN, 1)


@pytest.mark.parametrize(
    ("content", "column", "value", "why"),
    [
        (REVIEWS.replace("09/06/2026", "31/06/2026"), "REVIEW", "31/06/2026", "not a date"),
        (REVIEWS.replace("09/06/2026", "2026-06-09"), "REVIEW", "2026-06-09", "not a date"),
        (REVIEWS.replace("09/06/2026", "9/6/26"), "REVIEW", "9/6/26", "not a date"),
        (REVIEWS.replace("09/06/2026", "09/06/0226"), "REVIEW", "09/06/0226", "not in a year"),
        (REVIEWS.replace("09/06/2026", "01/04/9999"), "REVIEW", "01/04/9999", "not in a year"),
        (REVIEWS.replace("09/06/2026", ""), "REVIEW", "", "has no value"),
        (REVIEWS.replace("X1", " "), "CHILD", "", "has no value"),
        (REVIEWS.replace("X1", "x" * 61), "CHILD", "x" * 61, "longer than 60"),
        (REVIEWS.replace("PN1", "pn9"), "REVIEW_CODE", "pn9", "not a code"),
        (REVIEWS.replace("PN1", "PN1,spoke"), "REVIEW_CODE", "", "too many"),
        (REVIEWS.replace(",PN1", ""), "REVIEW_CODE", "", "too few"),
        (HEADER.replace(",1,", ",3,"), "SEX", "3", "not a code"),
        (HEADER.replace("02/03/2015", ""), "DOB", "", "has no value"),
        (MISSING.replace("09/06/2026\n", "08/06/2026\n"), "MIS_END", "08/06/2026", "before going"),
        (EPISODES + EPISODE.replace("01/06/2026", "01/05/2026"), "DEC", "01/05/2026", "one night"),
        (EPISODES + EPISODE.replace("01/06/2026", "30/04/2026"), "DEC", "30/04/2026", "before it"),
        (EPISODES + EPISODE.replace("U6", "XX"), "PLACE", "XX", "not a code"),
    ],
)
def test_a_row_that_cannot_be_taken_says_where_and_why(tmp_path, content, column, value, why):
    taken = read(tmp_path, table=content)

    (refusal,) = taken.refusals
    assert (refusal.file, refusal.row) == ("table.csv", 2)
    assert (refusal.column, refusal.value) == (column, value)
    assert why in refusal.why
    assert refusal.mend
    assert (taken.files[0].rows, taken.files[0].typed, taken.files[0].refused) == (1, 0, 1)


@pytest.mark.parametrize("name", MAKE_ROW)
def test_every_value_a_table_needs_is_asked_for(tmp_path, name):
    needed = [column.name for column in TABLES[name].columns if column.must_fill]
    content = ",".join([*TABLES[name].names, "NOTE"]) + "\n" + "," * len(TABLES[name].names) + "x\n"

    (refusal,) = read(tmp_path, table=content).refusals

    assert [refusal.column, *(fault.column for fault in refusal.others)] == needed


def test_all_faults_of_a_row_are_told_at_once(tmp_path):
    taken = read(tmp_path, e=EPISODES + EPISODE.replace("U6", "XX").replace("N1", "N0"))

    (refusal,) = taken.refusals
    assert refusal.column == "CIN"
    assert [fault.column for fault in refusal.others] == ["PLACE"]


def test_a_line_is_numbered_as_a_spreadsheet_shows_it(tmp_path):
    content = "\n" + REVIEWS.replace("X1", '"X\n1"') + "\n\nX2,,31/06/2026,PN1\n"

    taken = read(tmp_path, reviews=content)

    assert taken.reviews[0].source.line == 3
    assert [refusal.row for refusal in taken.refusals] == [6]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (HEADER, "X1,1,02/03/2015,WBRI,UN1,1,\n", "same row is already at line 2"),
        (HEADER, "X1,2,02/03/2015,WBRI,UN1,1,\n", "child is already at line 2, with other"),
        (EPISODES + EPISODE, EPISODE, "same row is already at line 2"),
        (EPISODES + EPISODE, EPISODE.replace("U6", "U5"), "CHILD and DECOM"),
        (REVIEWS, "x1,02/03/2015,09/06/2026,PN1\n", "same row is already at line 2"),
        (MISSING, "X1,02/03/2015,M,09/06/2026,09/06/2026\n", "same row is already at line 2"),
        (UASC, "X1,M,02/03/2015,\n", "child is already at line 2, with other"),
    ],
)
def test_a_row_given_twice_is_taken_once(tmp_path, first, second, why):
    taken = read(tmp_path, table=first + second)

    (refusal,) = taken.refusals
    assert refusal.row == 3
    assert why in refusal.why
    assert taken.files[0].typed == 1


@pytest.mark.parametrize(
    "content", [REVIEWS + "X1,,10/06/2026,PN1\n", MISSING + "X1,,M,20/06/2026,\n"]
)
def test_a_child_may_have_several_reviews_and_missing_times(tmp_path, content):
    assert read(tmp_path, table=content).files[0].typed == 2


def test_two_files_of_one_table_are_both_read(tmp_path):
    taken = read(tmp_path, a=REVIEWS, b=REVIEWS + "X2,,10/06/2026,PN1\n")

    (refusal,) = taken.refusals
    assert [review.child for review in taken.reviews] == ["X1", "X2"]
    assert "at line 2 of a.csv" in refusal.why


def test_a_refused_row_does_not_stand_in_the_way_of_a_good_one(tmp_path):
    taken = read(tmp_path, h=HEADER.replace("WBRI", "XXXX") + "X1,1,02/03/2015,WBRI,,,\n")

    assert [header.source.line for header in taken.headers] == [3]


def test_children_without_a_header_row_are_taken(tmp_path):
    taken = read(tmp_path, e=EPISODES + EPISODE, r=REVIEWS)

    assert (len(taken.episodes), len(taken.reviews), taken.refusals) == (1, 1, ())


@pytest.mark.parametrize("name", [name for name in TABLES if not TABLES[name].taken])
def test_other_tables_are_recognised_and_said_not_to_be_taken(tmp_path, name):
    taken = read(tmp_path, other=",".join(TABLES[name].names) + "\nX1\n")

    (report,) = taken.files
    assert (report.table, report.outcome) == (name, Outcome.NOT_TAKEN_YET)
    assert (report.rows, report.typed, report.refused) == (1, 0, 0)


@pytest.mark.parametrize(
    ("content", "outcome", "words"),
    [
        ("COLOUR,SIZE\nred,9\n", Outcome.NOT_RECOGNISED, "None of its headings"),
        ("CHILD,MISSING,MIS_START\nX1,M,\n", Outcome.NOT_RECOGNISED, "no column MIS_END"),
        ("", Outcome.UNREADABLE, "is empty"),
        (" \n,,\n", Outcome.UNREADABLE, "is empty"),
        (b"PK\x03\x04\0\0\x81\x8d", Outcome.UNREADABLE, "not a text file"),
        (b"\xff\xfea", Outcome.UNREADABLE, "not a text file"),
        (b"CHILD,REVIEW\n\x81,\n", Outcome.UNREADABLE, "not a text file"),
        (REVIEWS + 'X2,"02/03/2015,09/06/2026,PN1\n', Outcome.UNREADABLE, "quotation mark"),
        ("CHILD,REVIEW,review\nX1,,\n", Outcome.UNREADABLE, "REVIEW more than once"),
        ("CHILD,REVIEW\n", Outcome.TAKEN, "no rows"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, content, outcome, words):
    taken = read(tmp_path, puzzle=content)

    (problem,) = taken.problems
    assert problem.file == "puzzle.csv"
    assert words in f"{problem.what} {problem.why}"
    assert problem.mend
    assert taken.files[0].outcome is outcome


def test_a_file_that_will_not_open_says_so(tmp_path, monkeypatch):
    (tmp_path / "locked.csv").write_text(REVIEWS)

    def refuse(path):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    taken = read_return(tmp_path)

    assert taken.problems[0].what == "The file could not be opened."


@pytest.mark.parametrize("folder", ["", "no such folder"])
def test_a_folder_without_files_says_so(tmp_path, folder):
    taken = read_return(tmp_path / folder)

    assert [problem.what for problem in taken.problems] == ["There was nothing to read."]
    assert taken.files == ()


@pytest.mark.parametrize(
    ("files", "end"),
    [
        ({"r": REVIEWS}, date(2027, 3, 31)),
        ({"r": REVIEWS.replace("09/06/2026", "31/03/2026")}, date(2026, 3, 31)),
        ({"r": REVIEWS.replace("09/06/2026", "01/04/2026")}, date(2027, 3, 31)),
        ({"r": REVIEWS, "m": MISSING.replace("09/06/2026", "02/05/2027")}, date(2028, 3, 31)),
        ({"e": EPISODES + EPISODE.replace("01/06/2026", "")}, date(2027, 3, 31)),
        ({"h": HEADER, "u": UASC}, None),
    ],
)
def test_the_year_is_that_of_the_latest_event(tmp_path, files, end):
    assert read(tmp_path, **files).collection_year_end == end


def test_a_review_planned_for_later_does_not_move_the_year_of_the_episodes(tmp_path):
    planned = REVIEWS.replace("09/06/2026", "09/06/2027")

    taken = read(tmp_path, e=EPISODES + EPISODE, r=planned)

    assert taken.collection_year_end == date(2028, 3, 31)
    assert taken.year_end_by_starts == date(2027, 3, 31)


def test_every_table_taken_has_a_row_and_a_key():
    taken = {name for name, table in TABLES.items() if table.taken}

    assert taken == MAKE_ROW.keys() == KEYS.keys()


CELLS = st.sampled_from(["", "X1", "01/05/2026", "S", "V2", "N1", "U6", '"', "\r", "9", "é"])
TEXTS = st.lists(st.lists(CELLS, max_size=14).map(",".join), max_size=6).map("\n".join)
CONTENTS = st.one_of(
    st.binary(max_size=200),
    st.tuples(st.sampled_from([HEADER, EPISODES, REVIEWS, MISSING, UASC]), TEXTS)
    .map("".join)
    .map(str.encode),
)
FOLDERS = count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example(b"CHILD,REVIEW\n" + b"x" * 200_000)
@given(CONTENTS)
def test_no_content_whatever_raises_and_no_row_is_lost(tmp_path, content):
    folder = tmp_path / str(next(FOLDERS))
    folder.mkdir()

    taken = read(folder, any=content)

    (report,) = taken.files
    if report.outcome is Outcome.TAKEN:
        assert report.rows == report.typed + report.refused
        assert report.refused == len(taken.refusals)
