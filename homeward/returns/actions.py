"""Bringing a council's SSDA903 return into the record: one transaction, a report that adds up.

Importing the same files again changes no fact and no child; only the new report and its line in the
trail are added. Source of the duty to make the return: Children Act 1989, section 83.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from django.utils.timezone import localdate

from homeward import ssda903
from homeward.access.guard import require
from homeward.care.actions import CareChanges, write_care
from homeward.care.queries import in_care_now
from homeward.locks import unlocked
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Partnership, Team, Worker
from homeward.returns import rules
from homeward.returns.children import Children, take_headers
from homeward.returns.models import ImportReport
from homeward.returns.taking import RowsOfChild, take_care
from homeward.returns.tally import Tally, where
from homeward.sharing.actions import involve_team_with_many
from homeward.ssda903 import Outcome, Return
from homeward.trail import actions as trail


# Children taken at a time: bounds the memory, and how long nothing is heard of a big import.
CHUNK = 500
LOOKED_AFTER = "looked after: SSDA903 return"
Told = Callable[[int, int], None]


class CannotImport(ValueError):
    """Nothing was imported. The message says what happened, why, and what to do."""


@unlocked()
def import_903(
    return_: Return,
    *,
    partnership: Partnership,
    by: Worker | None = None,
    year_end: date | None = None,
    team: Team | None = None,
    ignored: Sequence[str] = (),
    told: Told | None = None,
) -> ImportReport:
    """Take a return into the record, all or nothing. `by` is None when the operator imports.

    `team` is the social work team that looks after the children now in care, if they are to be seen by
    one; `ignored` names files beside the return that were not read; `told` hears how far it is.
    """
    today = localdate()
    if by is not None:
        require(rules.may_import(by.on(today), [partnership.pk]))
    # Two imports into one partnership wait for each other; nobody else is held up.
    partnership = lock_partnership(partnership.pk)
    _check_readable(return_)
    _check_team(team, partnership)
    as_of = _year_end(return_, year_end, today)

    tally = Tally(return_, tuple(ignored))
    _note_days_after(return_, as_of, tally)
    rows = _by_child(return_)
    headers = {row.child: row for row in return_.headers}
    numbers = sorted({*rows, *headers})
    child_ids: set[int] = set()
    for done, chunk in _chunks(numbers):
        children = take_headers(
            [headers[number] for number in chunk if number in headers],
            set(chunk),
            partnership_id=partnership.pk,
            as_of=as_of,
            tally=tally,
        )
        _take_chunk({number: rows[number] for number in chunk if number in rows}, children, headers)
        trail.record_many(
            "read from a return",
            ((changed.child, pk, changed.told) for pk, changed in children.changed.items()),
            by=by,
        )
        child_ids |= {child.pk for child in children.by_number.values()}
        if told:
            told(done, len(numbers))

    if team is not None:
        in_care = in_care_now(child_ids, today)
        new = involve_team_with_many(in_care, team, because=LOOKED_AFTER, by=by, on=today)
        tally.notice_of_file(
            "",
            f"{team.name} works with the children of this return who are looked after today:"
            f" {len(in_care)}, of whom {len(new)} since today. Its members now see their records.",
        )
    report = ImportReport.objects.create(
        partnership=partnership, imported_by=by, year_end=as_of, **tally.counted()
    )
    trail.record("imported a return", report, by=by)
    return report


def _check_readable(return_: Return) -> None:
    if any(report.outcome is Outcome.TAKEN for report in return_.files):
        return
    problems = " ".join(
        f"{problem.file}: {problem.what} {problem.why} {problem.mend}"
        for problem in return_.problems
    )
    if not problems:
        problems = (
            "The files are tables that Homeward does not take yet."
            " Add the Header and the Episodes and import again."
        )
    raise CannotImport(f"Nothing could be read, so nothing was imported. {problems}")


def _check_team(team: Team | None, partnership: Partnership) -> None:
    if team is not None and (
        team.partnership_id != partnership.pk or team.kind != Team.Kind.SOCIAL_WORK
    ):
        raise CannotImport(
            f"Nothing was imported, because {team.name} is not a social work team of {partnership.name},"
            " and only such a team looks after children in care. Name one that is."
        )


def _year_end(return_: Return, given: date | None, today: date) -> date | None:
    if given is not None and (given.day, given.month) != (31, 3):
        raise CannotImport(
            f"Nothing was imported, because {given:%d/%m/%Y} is not the end of a collection year."
            " Collection years end on 31 March: give that day, like 31/03/2018."
        )
    year_end = given or rules.year_told(return_)
    typed = sum(report.typed for report in return_.files)
    if year_end is None and typed:
        raise CannotImport(
            "Nothing was imported, because the files do not tell which year they are of: there are no"
            " episodes in them. Say when the collection year ends, like 31/03/2018."
        )
    if year_end is not None and year_end > rules.year_end_after(today):
        raise CannotImport(
            f"Nothing was imported, because the collection year would end on {year_end:%d/%m/%Y}, which is"
            " too far ahead: no later return could then correct this one. Check the dates of the episodes,"
            " or say when the collection year ends."
        )
    return year_end


def _note_days_after(return_: Return, as_of: date | None, tally: Tally) -> None:
    if as_of is None:
        return
    days: Iterable[tuple[ssda903.rows.Row, str, date | None]] = chain(
        ((row, "DECOM", row.decom) for row in return_.episodes),
        ((row, "DEC", row.dec) for row in return_.episodes),
        ((row, "REVIEW", row.review) for row in return_.reviews),
        ((row, "MIS_START", row.mis_start) for row in return_.missing),
        ((row, "MIS_END", row.mis_end) for row in return_.missing),
    )
    for row, column, day in days:
        if day is not None and day > as_of:
            tally.notice(
                row,
                f"{column} is after the end of the collection year, {as_of:%d/%m/%Y}; it was taken as it"
                " stands. Check it, and the year.",
            )


def _by_child(return_: Return) -> dict[str, RowsOfChild]:
    rows: dict[str, RowsOfChild] = defaultdict(RowsOfChild)
    for episode in return_.episodes:
        rows[episode.child].episodes.append(episode)
    for review in return_.reviews:
        rows[review.child].reviews.append(review)
    for missing in return_.missing:
        rows[missing.child].missing.append(missing)
    for uasc in return_.uasc:
        rows[uasc.child].uasc.append(uasc)
    return rows


def _chunks(numbers: list[str]) -> Iterator[tuple[int, list[str]]]:
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        yield start + len(chunk), chunk


def _take_chunk(
    rows: dict[str, RowsOfChild], children: Children, headers: dict[str, ssda903.HeaderRow]
) -> None:
    changes = CareChanges()
    for number, of_child in rows.items():
        child = children.by_number.get(number)
        if child is None:
            _refuse_unknown(of_child, children.tally)
            continue
        _note_differences(of_child, children, headers.get(number))
        take_care(child, of_child, children, changes)
    write_care(changes, as_of=children.as_of)


def _refuse_unknown(rows: RowsOfChild, tally: Tally) -> None:
    unknown: list[ssda903.rows.Row] = [*rows.episodes, *rows.reviews, *rows.missing, *rows.uasc]
    for row in unknown:
        tally.refuse(
            row,
            "CHILD",
            row.child,
            "The child is neither in a Header row that was taken nor in the record.",
            "Add the child to the Header, or correct the child’s Header row if it was refused,"
            " and import again.",
        )


def _note_differences(
    rows: RowsOfChild, children: Children, header: ssda903.HeaderRow | None
) -> None:
    """Another date of birth or sex than the Header's: the row is taken, and both are named."""
    with_birth: list[ssda903.ReviewRow | ssda903.MissingRow | ssda903.UascRow]
    with_birth = [*rows.reviews, *rows.missing, *rows.uasc]
    for row in with_birth:
        child = children.by_number[row.child]
        stands = f"{where(row.source, header.source)} (the Header)" if header else "the record"
        if row.dob and row.dob != child.born:
            children.tally.notice(
                row,
                f"the date of birth is {row.dob:%d/%m/%Y}, and {child.born:%d/%m/%Y} in {stands}."
                " The row was taken and the date of birth in the record stands. Correct the wrong one.",
            )
    for uasc in rows.uasc:
        child = children.by_number[uasc.child]
        if uasc.sex and uasc.sex != child.sex:
            stands = f"{where(uasc.source, header.source)} (the Header)" if header else "the record"
            children.tally.notice(
                uasc,
                f"the sex is {uasc.sex}, and {child.sex} in {stands}. The row was taken and the sex in"
                " the record stands. Correct the wrong one.",
            )
