"""No number that could point to a child leaves a breakdown.

Counts of 1 to 4 are hidden. The totals of a breakdown stand elsewhere on the page, so what is hidden is
hidden together with so many other rows that the total less the rest tells no small number either. Zero is
shown: it names nobody. Source: the rule of the two boards (DfE and ONS publish with like thresholds).
"""

from collections.abc import Mapping, Sequence


SMALLEST_SHOWN = 5
HIDDEN = f"fewer than {SMALLEST_SHOWN}, or would tell"
NOTE = f"Counts below {SMALLEST_SHOWN} are hidden, and others with them where the total would tell."


def hidden_rows(rows: Mapping[str, Sequence[int]]) -> frozenset[str]:
    """Which rows are hidden of a table whose totals are known. A row is the parts into which its children
    fall, each of which tells: for a share, those of whom it is true and those of whom it is not."""
    hidden = {name for name, parts in rows.items() if any(map(_is_small, parts))}
    cover = sorted(set(rows) - hidden, key=lambda name: (sum(rows[name]), name))
    for name in cover:
        if not _told_by_total([rows[name] for name in hidden]):
            break
        if sum(rows[name]):
            hidden.add(name)
    return frozenset(hidden)


def hide_small(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Each count as it may be shown beside the total; None where it is hidden. The order is kept."""
    hidden = hidden_rows({name: (count,) for name, count in counts.items()})
    return {name: None if name in hidden else count for name, count in counts.items()}


def hide_total(count: int) -> int | None:
    """A total as it may be shown, beside a breakdown or alone; None where it is hidden."""
    return None if _is_small(count) else count


def in_cell(count: int | None) -> int | str:
    """What a table says of a count that may be hidden."""
    return HIDDEN if count is None else count


def _is_small(count: int) -> bool:
    return 0 < count < SMALLEST_SHOWN


def _told_by_total(hidden: Sequence[Sequence[int]]) -> bool:
    """Whether the totals less what is shown give a row away, or say that its children are few."""
    return len(hidden) == 1 or any(_is_small(sum(column)) for column in zip(*hidden, strict=True))
