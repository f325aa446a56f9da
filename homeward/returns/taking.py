"""Episodes, reviews, missing and UASC of one child laid over what the record knows.

Nothing is written here: `changes` gathers what `care.actions.write_care` writes for many children.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from homeward import ssda903
from homeward.care.actions import CareChanges
from homeward.care.models import (
    CareFact,
    CareReview,
    LegalStatus,
    MissingEpisode,
    Need,
    OfChild,
    PeriodOfCare,
    Placement,
    Unaccompanied,
)
from homeward.care.queries import KnownCare
from homeward.care.rules import (
    Lasting,
    StatedEpisode,
    Verdict,
    day_of_fact,
    is_later,
    latest,
    lay_over,
    verdict,
)
from homeward.people.models import Child
from homeward.returns.children import Children
from homeward.returns.tally import where


@dataclass
class RowsOfChild:
    """What a return says of one child, beside the Header."""

    episodes: list[ssda903.EpisodeRow] = field(default_factory=list)
    reviews: list[ssda903.ReviewRow] = field(default_factory=list)
    missing: list[ssda903.MissingRow] = field(default_factory=list)
    uasc: list[ssda903.UascRow] = field(default_factory=list)


def take_care(child: Child, rows: RowsOfChild, chunk: Children, changes: CareChanges) -> None:
    known = chunk.care[child.pk]
    taking = _Taking(child, known, chunk, changes)
    if rows.episodes:
        _take_episodes(rows.episodes, taking)
    _take_reviews(rows.reviews, taking)
    _take_missing(rows.missing, taking)
    _take_uasc(rows.uasc, taking)


@dataclass
class _Taking:
    child: Child
    known: KnownCare
    chunk: Children
    changes: CareChanges

    @property
    def as_of(self) -> date | None:
        return self.chunk.as_of

    def create(self, fact: OfChild) -> None:
        fact.child, fact.partnership_id = self.child, self.chunk.partnership_id
        self.changes.create.append(fact)
        self._tell("new", fact)

    def delete(self, fact: OfChild) -> None:
        self.changes.delete.append(fact)
        self._tell("no longer", fact)

    def update(self, fact: OfChild, **values: object) -> None:
        self._tell("no longer", fact)
        for name, value in values.items():
            setattr(fact, name, value)
        fact.stated_as_of = latest([fact.stated_as_of, self.as_of])
        self.changes.update.append(fact)
        self._tell("new", fact)

    def restate(self, fact: OfChild) -> None:
        if is_later(self.as_of, fact.stated_as_of):
            self.changes.restated.append(fact)

    def _tell(self, what: str, fact: OfChild) -> None:
        name = f"{what}: {fact._meta.verbose_name}"
        changed = self.chunk.changed.get(self.child.pk)
        before = changed.told.get(name) if changed else None
        self.chunk.tell(self.child, name, f"{before}; {_said(fact)}" if before else _said(fact))


def _said(fact: OfChild) -> str:
    """A fact as one line of the trail, so that what went can be read there."""
    parts = []
    for held in fact._meta.concrete_fields:
        value = getattr(fact, held.attname)
        if held.name in ("id", "partnership", "child", "stated_as_of") or not value:
            continue
        parts.append(
            f"{value.lower} to {value.upper or 'now'}" if held.name == "period" else str(value)
        )
    return ", ".join(parts) or "yes"


def _take_episodes(rows: list[ssda903.EpisodeRow], taking: _Taking) -> None:
    tally = taking.chunk.tally
    fitting = [row for row in rows if _fits(row, taking)]
    laid = lay_over(taking.known.stated_episodes, fitting, taking.as_of)
    for row, what in laid.verdicts:
        tally.took(row, what)
    for clash in laid.clashes:
        other = clash.other
        at = (
            f"at {where(clash.row.source, clash.other_row.source)}"
            if clash.other_row
            else "in the record"
        )
        until = f"ends on {other.dec:%d/%m/%Y}" if other.dec else "has no end"
        tally.refuse(
            clash.row,
            "DECOM",
            f"{clash.row.decom:%d/%m/%Y}",
            f"The episode overlaps another of this child, {at}, which begins on {other.decom:%d/%m/%Y}"
            f" and {until}. A child has one episode at a time.",
            "Correct DECOM or DEC so that one ends before the other begins. If the other is wrong, put it"
            " in the return as well, with the same DECOM and the right end.",
        )
    if any(what is not Verdict.SUPERSEDED for _, what in laid.verdicts):
        _lay_facts(laid.episodes, taking)


LONGEST = {"urn": ("URN", 7), "home_post": ("HOME_POST", 8), "pl_post": ("PL_POST", 8)}


def _fits(row: ssda903.EpisodeRow, taking: _Taking) -> bool:
    for name, (column, longest) in LONGEST.items():
        value = getattr(row, name)
        if len(value) > longest:
            taking.chunk.tally.refuse(
                row,
                column,
                value,
                f"{column} is longer than {longest} characters, which no value of it is.",
                f"Correct {column}, or leave it empty if it is not known.",
            )
            return False
    return True


def _lay_facts(episodes: Sequence[StatedEpisode], taking: _Taking) -> None:
    """The difference between the facts of these episodes and the record's; the rest keeps its ids."""
    facts = ssda903.facts_of(stated.episode for stated in episodes)
    known = taking.known
    _differ(known.periods, facts.periods, PeriodOfCare, episodes, taking)
    _differ(known.legal_statuses, facts.legal_statuses, LegalStatus, episodes, taking)
    _differ(known.placements, facts.placements, Placement, episodes, taking)
    _differ(known.needs, facts.needs, Need, episodes, taking)


def _differ(
    held: Iterable[CareFact],
    stated: Iterable[Lasting],
    model: type[CareFact],
    episodes: Sequence[StatedEpisode],
    taking: _Taking,
) -> None:
    remaining = {fact.as_fact(): fact for fact in held}
    for fact in stated:
        day = day_of_fact(fact, episodes)
        if (same := remaining.pop(fact, None)) is not None:
            if is_later(day, same.stated_as_of):
                taking.restate(same)
        else:
            taking.create(model.of_fact(fact, stated_as_of=day))
    for gone in remaining.values():
        taking.delete(gone)


def _take_reviews(rows: list[ssda903.ReviewRow], taking: _Taking) -> None:
    """A review is the same when day and code are; another code on a day is a correction of it."""
    known: dict[date, dict[str, CareReview]] = defaultdict(dict)
    for review in taking.known.reviews:
        known[review.on][review.took_part] = review
    stated: dict[date, list[ssda903.ReviewRow]] = defaultdict(list)
    for row in rows:
        stated[row.review].append(row)
    for on, of_day in stated.items():
        _take_reviews_of_day(on, of_day, known[on], taking)


def _take_reviews_of_day(
    on: date, rows: list[ssda903.ReviewRow], known: dict[str, CareReview], taking: _Taking
) -> None:
    codes = {row.review_code for row in rows}
    spare = [review for code, review in known.items() if code not in codes]
    seen: set[str] = set()
    for row in rows:
        code = row.review_code
        # Without a code the row says only that there was a review.
        same = code in known or code in seen or (not code and bool(known))
        other = None if same else next(iter(spare), None)
        what = verdict(
            known=same or other is not None,
            same=same,
            known_as_of=other.stated_as_of if other else None,
            as_of=taking.as_of,
        )
        if what is Verdict.NEW:
            taking.create(CareReview(on=on, took_part=code, stated_as_of=taking.as_of))
        elif what is Verdict.CHANGED and other is not None:
            spare.remove(other)
            taking.update(other, took_part=code)
        elif what is Verdict.UNCHANGED and code in known and code not in seen:
            taking.restate(known[code])
        seen.add(code)
        taking.chunk.tally.took(row, what)


def _take_missing(rows: list[ssda903.MissingRow], taking: _Taking) -> None:
    known = {(away.kind, away.started_on): away for away in taking.known.missing}
    seen: dict[tuple[str, date], ssda903.MissingRow] = {}
    for row in rows:
        key = row.missing, row.mis_start
        first = seen.setdefault(key, row)
        if first.mis_end != row.mis_end:
            _refuse_second(row, "MIS_START", f"{row.mis_start:%d/%m/%Y}", first.source, taking)
            continue
        before = known.get(key)
        what = verdict(
            known=before is not None or first is not row,
            same=first is not row or (before is not None and before.ended_on == row.mis_end),
            known_as_of=before.stated_as_of if before else None,
            as_of=taking.as_of,
        )
        taking.chunk.tally.took(row, what)
        if what is Verdict.NEW:
            away = MissingEpisode(
                kind=row.missing,
                started_on=row.mis_start,
                ended_on=row.mis_end,
                stated_as_of=taking.as_of,
            )
            taking.create(away)
        elif before is not None and first is row:
            _keep_or_change(before, what, taking, ended_on=row.mis_end)


def _refuse_second(
    row: ssda903.MissingRow, column: str, value: str, first: ssda903.RowSource, taking: _Taking
) -> None:
    taking.chunk.tally.refuse(
        row,
        column,
        value,
        f"This time missing is already at {where(row.source, first)}, with another end.",
        "Keep the row that is right and take out the other.",
    )


def _take_uasc(rows: list[ssda903.UascRow], taking: _Taking) -> None:
    for row in rows:  # one at most: CHILD is the key of the table
        before = next(iter(taking.known.unaccompanied), None)
        what = verdict(
            known=before is not None,
            same=before is not None and before.ceases_on == row.duc,
            known_as_of=before.stated_as_of if before else None,
            as_of=taking.as_of,
        )
        taking.chunk.tally.took(row, what)
        if before is None:
            taking.create(Unaccompanied(ceases_on=row.duc, stated_as_of=taking.as_of))
        else:
            _keep_or_change(before, what, taking, ceases_on=row.duc)


def _keep_or_change(before: OfChild, what: Verdict, taking: _Taking, **values: object) -> None:
    if what is Verdict.CHANGED:
        taking.update(before, **values)
    elif what is Verdict.UNCHANGED:
        taking.restate(before)
