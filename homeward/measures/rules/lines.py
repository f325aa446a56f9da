"""Where the scores of a line stand in a small picture: worked out here, so that pages need no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Box:
    """What a line is drawn in. Down is more, as in SVG."""

    left: float
    right: float
    top: float
    bottom: float


Point = tuple[float, float]


def placed(box: Box, scored: Sequence[tuple[date, float]], most: float) -> list[Point]:
    """Days across, from the first to the last; 0 at the bottom, `most` at the top."""
    if not scored:
        return []
    first = scored[0][0]
    days = (scored[-1][0] - first).days
    across, down = box.right - box.left, box.bottom - box.top
    return [
        (
            round(box.left + (across * (on - first).days / days if days else 0), 1),
            round(box.bottom - down * score / most, 1),
        )
        for on, score in scored
    ]


WIDTH, HEIGHT = 300, 130
BOX = Box(left=40, right=276, top=14, bottom=96)


@dataclass(frozen=True)
class Line:
    """A line with its numbers beside it. `in_words`: all of it, for who cannot see it."""

    points: tuple[Point, ...]
    most: int
    first: date
    last: date
    ends: tuple[str, str]  # the first score and the last
    in_words: str

    @property
    def path(self) -> str:
        return " ".join(f"{across},{down}" for across, down in self.points)


def drawn(scored: Sequence[tuple[date, float]], most: int, in_words: str) -> Line | None:
    """None where there are not two to be joined."""
    if len(scored) < 2:
        return None
    (first, one), (last, other) = scored[0], scored[-1]
    points = tuple(placed(BOX, scored, most))
    return Line(points, most, first, last, (f"{one:g}", f"{other:g}"), in_words)
