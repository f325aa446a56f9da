"""Five yearly returns of an invented council, made by others, read in one after the other."""

from datetime import date
from pathlib import Path

import pytest

from homeward.care.queries import known_care
from homeward.people.models import Identifier
from homeward.returns.actions import import_903
from homeward.ssda903 import read_return


RETURNS = Path(__file__).resolve().parents[3] / "shared/data/fake903/cs-demand-model/combined"

pytestmark = pytest.mark.skipif(
    not RETURNS.is_dir(), reason="the five invented returns are not beside this checkout"
)

# Lines under the headings of each file, and the rows that overlap or are there twice in these files.
FIGURES = {
    2017: {
        "Header": (819, 0),
        "Episodes": (1460, 26),
        "Reviews": (3481, 1),
        "Missing": (3, 0),
        "UASC": (31, 0),
    },
    2018: {
        "Header": (572, 0),
        "Episodes": (974, 18),
        "Reviews": (2769, 0),
        "Missing": (1, 0),
        "UASC": (23, 0),
    },
    2019: {
        "Header": (362, 0),
        "Episodes": (648, 4),
        "Reviews": (2103, 0),
        "Missing": (1, 0),
        "UASC": (16, 0),
    },
    2020: {
        "Header": (226, 0),
        "Episodes": (402, 5),
        "Reviews": (1551, 0),
        "Missing": (1, 0),
        "UASC": (8, 0),
    },
    2021: {
        "Header": (144, 0),
        "Episodes": (253, 3),
        "Reviews": (1134, 0),
        "Missing": (1, 0),
        "UASC": (4, 0),
    },
}


def folder_of(year: int, tmp_path: Path) -> Path:
    folder = tmp_path / str(year)
    folder.mkdir()
    for path in RETURNS.glob(f"{year}-*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def derived_episodes() -> dict[str, dict]:
    """The episodes of every child, derived from the facts: by the child's number, then by DECOM."""
    numbers = dict(Identifier.objects.filter(system="ssda903").values_list("child_id", "value"))
    return {
        numbers[child_id]: {episode.decom: episode for episode in care.episodes}
        for child_id, care in known_care(numbers).items()
    }


def test_five_returns_add_up_and_come_back_exactly(cast, tmp_path, every_row):
    for year, figures in FIGURES.items():
        return_ = read_return(folder_of(year, tmp_path))

        report = import_903(return_, partnership=cast.partnership)

        assert report.year_end == date(year + 1, 3, 31)
        assert {line["table"]: (line["read"], line["refused"]) for line in report.tables} == figures
        for line in report.tables:
            assert line["read"] == line["taken"] + line["refused"]
            told = line["new"] + line["changed"] + line["unchanged"] + line["superseded"]
            assert line["taken"] == told
        refused = {(refusal["file"], refusal["row"]) for refusal in report.refusals}
        derived = derived_episodes()
        taken = [
            row for row in return_.episodes if (row.source.file, row.source.line) not in refused
        ]
        assert len(taken) == figures["Episodes"][0] - figures["Episodes"][1]
        for row in taken:
            assert derived[row.child][row.decom] == row.episode

    before = every_row()
    again = import_903(return_, partnership=cast.partnership)

    assert sum(line["new"] + line["changed"] for line in again.tables) == 0
    assert every_row() == before


def test_first_return_read_in_again_after_the_last_overrides_nothing(cast, tmp_path, every_row):
    returns = [read_return(folder_of(year, tmp_path)) for year in FIGURES]
    for return_ in returns:
        import_903(return_, partnership=cast.partnership)
    before = derived_episodes()

    report = import_903(returns[0], partnership=cast.partnership)

    assert sum(line["changed"] for line in report.tables) == 0
    after = derived_episodes()
    assert all(after[child].items() >= episodes.items() for child, episodes in before.items())
