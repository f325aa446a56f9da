import pytest

from homeward.ssda903.layouts import TABLES, Kind, recognise


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_known_by_its_full_headings(name):
    match = recognise(TABLES[name].names)

    assert match.table is TABLES[name]
    assert match.extra == match.absent == ()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_known_by_the_headings_it_cannot_do_without(name):
    match = recognise(TABLES[name].known_by)

    assert match.table is TABLES[name]
    assert set(match.absent) == set(TABLES[name].names) - set(TABLES[name].known_by)


def test_order_case_and_blanks_of_headings_do_not_matter():
    match = recognise(["  Review_Code", "review ", "Dob", "child", ""])

    assert match.table is TABLES["Reviews"]
    assert match.extra == ()


def test_headings_of_no_table_name_what_the_nearest_lacks():
    match = recognise(["CHILD", "DOB", "MISSING", "MIS_START"])

    assert match.table is None
    assert match.nearest is TABLES["Missing"]
    assert match.absent == ("MIS_END",)


def test_headings_with_nothing_of_the_return_have_no_nearest_table():
    match = recognise(["COLOUR", "SIZE"])

    assert match.table is None
    assert match.nearest is None


@pytest.mark.parametrize(("name", "other"), [("Header", "DUC"), ("UASC", "REVIEW")])
def test_headings_of_two_tables_in_one_file_go_to_the_fuller_one(name, other):
    match = recognise([*TABLES[name].names, other])

    assert match.table is TABLES[name]
    assert match.extra == (other,)


def test_of_two_tables_as_near_the_one_with_more_in_common_is_named():
    match = recognise(["CHILD", "SDQ_REASON", "CONVICTED"])

    assert match.nearest is TABLES["OC2"]


def test_five_tables_are_taken_and_all_their_codes_are_known():
    taken = [table for table in TABLES.values() if table.taken]

    without_codes = [
        column.name
        for table in taken
        for column in table.columns
        if column.kind is Kind.CODE and not column.codes
    ]

    assert [table.name for table in taken] == ["Header", "Episodes", "Reviews", "Missing", "UASC"]
    assert without_codes == []
