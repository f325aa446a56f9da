"""Five yearly returns of an invented council, made by others: all rows counted, all told again."""

from datetime import date
from pathlib import Path

import pytest

from homeward.ssda903 import Outcome, episodes_of, facts_of, overlapping, read_return


RETURNS = Path(__file__).resolve().parents[3] / "shared/data/fake903/cs-demand-model/combined"

pytestmark = pytest.mark.skipif(
    not RETURNS.is_dir(), reason="the five invented returns are not beside this checkout"
)

# Lines under the headings of each file, counted without this library.
TAKEN = {"header": "Header", "episodes": "Episodes", "reviews": "Reviews", "missing": "Missing"}
TAKEN |= {"uasc": "UASC"}
NOT_TAKEN = {"oc2": "OC2", "oc3": "OC3", "previous_permanence": "PrevPerm"}


@pytest.fixture(scope="module", params=range(2017, 2022))
def year_folder(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(str(request.param))
    for path in RETURNS.glob(f"{request.param}-*.csv"):
        name = path.name.removeprefix(f"{request.param}-")
        (folder / name).write_bytes(path.read_bytes())
    return folder


def test_every_row_of_a_return_is_taken_or_refused(year_folder):
    taken = read_return(year_folder)

    reports = {report.file.removesuffix(".csv"): report for report in taken.files}
    assert reports.keys() == TAKEN.keys() | NOT_TAKEN.keys()
    for name, report in reports.items():
        lines = (year_folder / report.file).read_text().splitlines()
        assert report.table == (TAKEN | NOT_TAKEN)[name]
        assert report.rows == len(lines) - 1
        if name in TAKEN:
            assert report.rows == report.typed + report.refused
        else:
            assert report.outcome is Outcome.NOT_TAKEN_YET
    refused = sum(report.refused for report in taken.files)
    assert refused == len(taken.refusals)
    assert sum(report.typed for report in taken.files) == sum(
        len(rows)
        for rows in (taken.headers, taken.episodes, taken.reviews, taken.missing, taken.uasc)
    )


def test_the_year_shows_in_the_starts_of_episodes(year_folder, request):
    first_year = request.node.callspec.params["year_folder"]

    taken = read_return(year_folder)

    assert taken.year_end_by_starts == date(first_year + 1, 3, 31)


def test_the_episodes_of_every_child_come_back_from_their_facts(year_folder):
    by_child = {}
    for row in read_return(year_folder).episodes:
        by_child.setdefault(row.child, []).append(row)

    assert by_child
    for rows in by_child.values():
        refused = [later for later, _ in overlapping(rows)]
        kept = sorted((row for row in rows if row not in refused), key=lambda row: row.decom)
        episodes = tuple(row.episode for row in kept)
        assert episodes_of(facts_of(episodes)) == episodes
