"""No number that could point to a child leaves a breakdown.

Counts of 1 to 4 are hidden. Where that would leave one hidden count in a row whose total is shown, the
total less the rest would give it away, so the next smallest is hidden with it. Zero is shown: it names
nobody. Source: the rule of the two boards (DfE and ONS publish with like thresholds).
"""

from collections.abc import Mapping


SMALLEST_SHOWN = 5


def hide_small(counts: Mapping[str, int], *, total_is_shown: bool = True) -> dict[str, int | None]:
    """Each count as it may be shown; None where it is hidden. The order is kept."""
    shown: dict[str, int | None] = {
        name: None if 0 < count < SMALLEST_SHOWN else count for name, count in counts.items()
    }
    hidden = [name for name, count in shown.items() if count is None]
    others = [name for name in counts if shown[name]]
    if total_is_shown and len(hidden) == 1 and others:
        shown[min(others, key=lambda name: counts[name])] = None
    return shown


def hide_share(count: int, base: int) -> tuple[int | None, int | None]:
    """A count of a base as it may be shown: hidden where it, its base or what is left of it is small."""
    if 0 < base < SMALLEST_SHOWN:
        return None, None
    if 0 < count < SMALLEST_SHOWN or 0 < base - count < SMALLEST_SHOWN:
        return None, base
    return count, base
