"""What was measured of one child, as pages show it: a constant number of queries, whatever the number of rows."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Model

from homeward.measures import rules
from homeward.measures.models import TYPED, Attendance, Measure, Sdq, SdqLicence, ToolScore
from homeward.measures.rules import Bands, Informant, Line, Measured, Scale
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.people.queries import kept_of
from homeward.sharing.rules import Entitlement


SHOWN = 50  # rows of each kind
TOTAL = 40
LATEST = (Scale.TOTAL, *TYPED[1:], Scale.EXTERNALISING, Scale.INTERNALISING)
COLUMNS = TYPED


@dataclass(frozen=True)
class ScaleRow:
    """One scale of the last form, beside both bandings. Empty where no band is known."""

    label: str
    score: int
    most: int
    four: str
    three: str


@dataclass(frozen=True)
class SdqRow:
    sdq: Sdq
    band: str  # of the total, of four

    @property
    def cells(self) -> list[tuple[str, int | None]]:
        return [(scale.label, self.sdq.scores.of(scale)) for scale in COLUMNS]


@dataclass(frozen=True)
class SdqLine:
    """The forms of one kind of informant, the newest first: those of different informants are never one line."""

    informant: Informant
    rows: list[SdqRow]
    scales: list[ScaleRow]  # of the newest
    change: str
    line: Line | None
    checked: bool  # whether the four bands were read where they are published

    @property
    def last(self) -> Sdq:
        return self.rows[0].sdq

    @property
    def band(self) -> str:
        return self.rows[0].band


@dataclass(frozen=True)
class ToolLine:
    name: str
    scores: list[ToolScore]

    @property
    def last(self) -> ToolScore:
        return self.scores[0]


@dataclass(frozen=True)
class MeasuresOfChild:
    """What this worker sees of it. `sees_*`: whether they see the group of data at all."""

    sees_health: bool
    sees_education: bool
    sdqs: list[SdqLine] = field(default_factory=list)
    tools: list[ToolLine] = field(default_factory=list)
    attendance: list[Attendance] = field(default_factory=list)
    attendance_line: Line | None = None
    mended: list[Measure] = field(default_factory=list)
    cut: bool = False  # there are more than are shown

    def __bool__(self) -> bool:
        return bool(self.sdqs or self.tools or self.attendance)


TABLES: tuple[type[Measure], ...] = (Sdq, ToolScore, Attendance)


def measures_of(
    child: Child, sight: Entitlement, kept: Collection[type[Model]] | None = None
) -> MeasuresOfChild:
    """Four queries at most; one where nothing was measured, none where `kept` says so already."""
    health, education = (
        bool(sight.may_see(group)) for group in (DataGroup.HEALTH, DataGroup.EDUCATION)
    )
    if kept is None:
        kept = kept_of([child.pk], TABLES)
    sdqs = _rows(Sdq, child) if health and Sdq in kept else []
    tools = _rows(ToolScore, child) if health and ToolScore in kept else []
    attendance = _rows(Attendance, child) if education and Attendance in kept else []
    everything: list[Measure] = [*sdqs, *tools, *attendance]
    current = [one for one in attendance if one.is_current]
    return MeasuresOfChild(
        sees_health=health,
        sees_education=education,
        sdqs=_sdq_lines([one for one in sdqs if one.is_current], child),
        tools=_tool_lines([one for one in tools if one.is_current]),
        attendance=current,
        attendance_line=_attendance_line(current[::-1]),
        mended=[one for one in everything if not one.is_current],
        cut=any(len(rows) == SHOWN for rows in (sdqs, tools, attendance)),
    )


def _rows(model: type, child: Child) -> list:
    """The newest first, those that were corrected or taken out among them."""
    order = "-last_day" if model is Attendance else "-on"
    rows = model.objects.filter(child=child).select_related(  # type: ignore[attr-defined]
        "recorded_by", "taken_out_by", "corrected_by__recorded_by"
    )
    held = list(rows.order_by(order, "-pk")[:SHOWN])
    for row in held:
        row.child = child
    return held


def _sdq_lines(sdqs: Sequence[Sdq], child: Child) -> list[SdqLine]:
    by_informant: dict[Informant, list[Sdq]] = defaultdict(list)
    for sdq in sdqs:
        by_informant[Informant(sdq.informant)].append(sdq)
    return [
        _sdq_line(informant, by_informant[informant])
        for informant in Informant
        if by_informant[informant]
    ]


def _sdq_line(informant: Informant, sdqs: list[Sdq]) -> SdqLine:
    totals = [(sdq.on, float(sdq.total)) for sdq in sdqs[::-1] if sdq.total is not None]
    change = rules.change_told(totals, Measured.SDQ_TOTAL, TOTAL) if totals else ""
    last = sdqs[0]
    return SdqLine(
        informant=informant,
        rows=[SdqRow(sdq, _band(Bands.FOUR, sdq, Scale.TOTAL)) for sdq in sdqs],
        scales=[
            ScaleRow(
                scale.label,
                score,
                rules.most(scale, informant),
                _band(Bands.FOUR, last, scale),
                _band(Bands.THREE, last, scale),
            )
            for scale in LATEST
            if (score := last.scores.of(scale)) is not None
        ],
        change=change,
        line=rules.drawn(totals, TOTAL, f"Total difficulties: {change}"),
        checked=rules.banding_of(Bands.FOUR, informant).is_checked,
    )


def _band(bands: Bands, sdq: Sdq, scale: Scale) -> str:
    informant = Informant(sdq.informant)
    return rules.band_of(bands, informant, scale, sdq.scores.of(scale), sdq.age) or ""


def _tool_lines(scores: Sequence[ToolScore]) -> list[ToolLine]:
    """Of each tool, and each of its parts, one list."""
    inside = sorted(scores, key=lambda one: one.name.casefold())
    return [
        ToolLine(held[0].name, held)
        for _, rows in groupby(inside, key=lambda one: one.name.casefold())
        if (held := list(rows))
    ]


def _attendance_line(rows: Sequence[Attendance]) -> Line | None:
    """By the last day of each period, the oldest first."""
    shares = [(one.last_day, one.share) for one in rows]
    words = "; ".join(f"{one.share:g} per cent until {_day(one.last_day)}" for one in rows)
    return rules.drawn(shares, 100, f"Attendance: {words}")


def licence_on(partnership_id: int, day: date) -> SdqLicence | None:
    held = SdqLicence.objects.filter(partnership_id=partnership_id, period__contains=day)
    return held.first()


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
