"""The tables of the service page: what is shown is what is exported, and neither has care without safety."""

from collections.abc import Sequence
from datetime import date

from homeward.analysis.cohort import (
    MONTHS,
    SAFETY_MONTHS,
    CohortChild,
    InCareAfter,
    ServiceFigures,
    by_group,
    in_care_after,
)
from homeward.analysis.disclosure import (
    HIDDEN,
    SMALLEST_SHOWN,
    hidden_rows,
    hide_small,
    in_cell,
)
from homeward.analysis.proportions import Proportion
from homeward.exports import Table
from homeward.insight.queries import Recording
from homeward.insight.rules import DESCRIBED, FEWEST, LONGEST, in_words


GROUPS = {
    "age": "By age when referred",
    "need": "By the first reason for referral",
    "ethnicity": "By ethnic group",
    "disability": "By disability",
}


def per_cent(proportion: Proportion) -> str:
    return "none yet" if proportion.share is None else f"{proportion.share:.0%}"


def interval(proportion: Proportion) -> str:
    found = proportion.interval
    return "" if found is None else f"{found[0]:.0%} to {found[1]:.0%}"


def main_tables(figures: ServiceFigures) -> tuple[Table, ...]:
    """Takes whole figures only: `ServiceFigures` cannot be made without its safety measures."""
    return (_how_far(figures), _in_care(figures), _safety(figures))


def _how_far(figures: ServiceFigures) -> Table:
    rows = [("Referred", figures.referred, "", "")]
    rows += [
        (path.capitalize(), count, per_cent(share), interval(share))
        for path, count in figures.paths.items()
        if (share := Proportion(count, figures.referred))
    ]
    rows += [
        (f"Of those taken on: {ending}", count, per_cent(share), interval(share))
        for ending, count in figures.endings.items()
        if (share := Proportion(count, figures.taken_on.count))
    ]
    return Table(
        "Children who came to the service",
        ("How far they came", "Children", "Per cent", "Interval (95%)"),
        tuple(rows),
        "Every child is counted once, by the first referral that was taken on, or else the last.",
    )


def _in_care(figures: ServiceFigures) -> Table:
    return Table(
        "In care, of all children taken on",
        (
            "After being taken on",
            "Taken on long enough ago",
            "In care then",
            "Not known",
            "Per cent of those known",
            "Interval (95%)",
            "If all not known were at home, or all in care",
        ),
        tuple(_care_row(after) for after in figures.in_care),
        "Base: all children taken on, finished or not. Nobody is dropped for leaving early.",
    )


def _care_row(after: InCareAfter) -> tuple[str | int, ...]:
    return (
        f"{after.months} months",
        after.base,
        after.in_care,
        after.not_known,
        per_cent(after.of_known),
        interval(after.of_known),
        f"{per_cent(after.at_least)} to {per_cent(after.at_most)}" if after.base else "",
    )


def _safety(figures: ServiceFigures) -> Table:
    return Table(
        f"And were they safe? Within {SAFETY_MONTHS} months",
        ("Measure", "Children", "Per cent", "Interval (95%)"),
        tuple(
            (
                measure.what,
                f"{measure.found.count} of {measure.found.base}",
                per_cent(measure.found),
                interval(measure.found),
            )
            if measure.found
            else (measure.what, f"Not known: {measure.not_known_because}", "", "")
            for measure in figures.safety
        ),
        "As workers of both organisations recorded it: hospitals and the police send nothing to this record. "
        "Always shown with the care figures; neither can be exported alone.",
    )


def group_tables(children: Sequence[CohortChild], today: date) -> tuple[Table, ...]:
    """By age, need, ethnic group and disability, with small numbers hidden.

    `children` are all who were ever referred: of two tables, one of a year and one of all years, the
    difference would tell what each hides.
    """
    present = {group for child in children for group in child.groups}
    return tuple(
        _group_table(title, by_group(children, group), today)
        for group, title in GROUPS.items()
        if group in present and not nobody_knows(children, group)
    )


def nobody_knows(children: Sequence[CohortChild], group: str) -> bool:
    """A table of one line that says not known is a sentence instead."""
    return all(child.groups.get(group, "").casefold() == "not known" for child in children)


def unknown_groups(children: Sequence[CohortChild]) -> list[str]:
    return [group for group in GROUPS if children and nobody_knows(children, group)]


def _group_table(title: str, groups: dict[str, tuple[CohortChild, ...]], today: date) -> Table:
    months = MONTHS[1]
    referred = hide_small({name: len(held) for name, held in groups.items()})
    taken = {name: sum(c.taken_on is not None for c in held) for name, held in groups.items()}
    taken_hidden = hidden_rows({name: (n, len(groups[name]) - n) for name, n in taken.items()})
    shares = {
        name: in_care_after([c for c in held if c.taken_on], months, today).of_known
        for name, held in groups.items()
    }
    shares_hidden = hidden_rows({name: (s.count, s.base - s.count) for name, s in shares.items()})
    rows = []
    for name, share in shares.items():
        shown = name not in shares_hidden
        rows.append(
            (
                name.capitalize(),
                in_cell(referred[name]),
                in_cell(None if name in taken_hidden else taken[name]),
                f"{share.count} of {share.base}" if shown else HIDDEN,
                per_cent(share) if shown else "",
                interval(share) if shown else "",
            )
        )
    return Table(
        title,
        (
            "Group",
            "Referred",
            "Taken on",
            f"In care after {months} months, of those known",
            "Per cent",
            "Interval (95%)",
        ),
        tuple(rows),
        "All years together, whatever is chosen above: a single year would give small numbers away. "
        f"Counts under {SMALLEST_SHOWN}, and what would tell them, are hidden. Zero is shown.",
    )


def recording_table(held: Recording) -> Table:
    """Every described form that was taken, those taken most first."""
    known = [(DESCRIBED[path], times) for path, times in held.times.items() if path in DESCRIBED]
    known.sort(key=lambda each: (-each[1].completions, each[0].called))
    return Table(
        "Forms, and how long they take",
        ("Form", "Taken", "Median time", "Lay open, not timed", "Left and resumed, not timed"),
        tuple(
            (
                each.called,
                times.completions,
                in_words(times.median),
                times.left_open,
                times.sittings,
            )
            for each, times in known
        ),
        f"From opening the form until it was taken. A form that lay open for {LONGEST} minutes or more, or was left "
        f"and come back to, is counted and not timed. Under {FEWEST} timed, no time is shown.",
    )
