"""What is on the screen, as a file that no spreadsheet runs. No database."""

import csv
import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.exports import Table, as_csv, as_excel
from homeward.exports.tables import FORMULA


TABLE = Table("Children", ("Name", "Born", "Visits"), (("Ash", date(2013, 5, 4), 3),), "All.")


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_holds_what_the_table_holds():
    assert rows_of(as_csv([TABLE])) == [
        ["Name", "Born", "Visits"],
        ["Ash", "04/05/2013", "3"],
        ["All."],
    ]


def test_several_tables_carry_their_titles():
    assert ["Children"] in rows_of(as_csv([TABLE, TABLE]))


@given(st.text(max_size=40))
def test_no_cell_of_a_csv_can_be_run(words):
    table = Table("T", ("A", "B"), ((words, "x"),))

    cell = rows_of(as_csv([table]))[1][0]

    assert not cell.startswith(FORMULA)


def test_excel_keeps_formulas_as_words():
    table = Table("T", ("A",), (("=HYPERLINK(1)",), ("@x",)))

    with zipfile.ZipFile(io.BytesIO(as_excel([table]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet


@pytest.mark.parametrize("title", ["A" * 60, "a/b:c*d?", "", "'quoted'"])
def test_excel_takes_any_title_even_twice(title):
    table = Table(title, ("A",), ())

    with zipfile.ZipFile(io.BytesIO(as_excel([table, table]))) as book:
        names = [name for name in book.namelist() if "worksheets/sheet" in name]

    assert len(names) == 2


def test_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="cells"):
        Table("T", ("A", "B"), (("only one",),))
