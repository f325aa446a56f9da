"""Whom the help reaches, by what children said of their background: counts alone, small numbers hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.access.rules import Answer, refuse
from homeward.analysis.disclosure import hide_small, hide_total
from homeward.insight.rules.children import ETHNIC_GROUPS, ethnic_group
from homeward.partnership.rules import WorkerOnDay
from homeward.partnership.rules.boards import FOR_BOARDS, may_read_for_boards
from homeward.people.rules import ABOUT, DISABILITY, About, Said


PREFERS_NOT, NOT_ASKED, SAID = "Prefers not to say", "Not asked", "Said"
ENGLISH, ANOTHER = "English", "Another language"
# The lines of each breakdown. No return has codes for a religion: counted is only whether it was said.
LINES = {
    About.ETHNICITY: [
        *dict.fromkeys(group for letter, group in ETHNIC_GROUPS.items() if letter not in "RN")
    ],
    About.LANGUAGE: [ENGLISH, ANOTHER],
    About.DISABILITY: [*DISABILITY.values()],
    About.RELIGION: [SAID],
}


def may_read_equality_counts(worker: WorkerOnDay, partnership_id: int) -> Answer:
    return may_read_for_boards(
        worker,
        partnership_id,
        FOR_BOARDS,
        otherwise=refuse(
            "heads of service, directors and analysts read whom the service reaches",
            "What one child said stands on their page, under About.",
        ),
    )


def line_of(about: About, said: Said | None) -> str:
    """In which line a child is counted."""
    if said is None:
        return NOT_ASKED
    if said.prefers_not:
        return PREFERS_NOT
    match about:
        case About.ETHNICITY:
            return ethnic_group(said.said)
        case About.LANGUAGE:
            return ENGLISH if said.said.strip().casefold() == "english" else ANOTHER
        case About.DISABILITY:
            return DISABILITY[said.said]
    return SAID


@dataclass(frozen=True)
class EqualityQuarter:
    """What is told of one quarter. A count is None where it is hidden."""

    total: int | None
    lines: dict[About, dict[str, int | None]]


def equality_counted(children: Sequence[Mapping[About, Said | None]]) -> EqualityQuarter:
    """`children`: what was said of each."""
    total = hide_total(len(children))
    told: dict[About, dict[str, int | None]] = {}
    for about in ABOUT:
        counts = dict.fromkeys([*LINES[about], PREFERS_NOT, NOT_ASKED], 0)
        for one in children:
            counts[line_of(about, one.get(about))] += 1
        told[about] = dict.fromkeys(counts) if total is None else {**hide_small(counts)}
    return EqualityQuarter(total, told)
