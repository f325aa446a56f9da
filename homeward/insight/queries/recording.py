"""Minutes of recording against minutes with families, over the same days."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, Sum

from homeward.insight.models import FormTime
from homeward.insight.rules import FormTimes, Spent, measured_from, month_after, spent
from homeward.support.models import Visit


@dataclass(frozen=True)
class Recording:
    """From `start` until today. `start` is None while no whole month was measured."""

    first: date | None  # the month in which measuring began
    start: date | None
    times: Mapping[str, FormTimes]
    spent: Spent
    visits: int
    visits_without_minutes: int
    with_families: int  # minutes

    @property
    def begins(self) -> date | None:
        """From when it will be counted, while no whole month was measured."""
        return month_after(self.first, 1) if self.first and not self.start else None

    @property
    def for_an_hour(self) -> str:
        """Minutes of recording for each hour with families; empty while one of the two is not known."""
        if not self.with_families or not self.spent.most:
            return ""
        return self._from_to(60 / self.with_families)

    @property
    def hours_recording(self) -> str:
        return self._from_to(1 / 60)

    @property
    def hours_with_families(self) -> int:
        return round(self.with_families / 60)

    def _from_to(self, times: float) -> str:
        least, most = round(self.spent.least * times), round(self.spent.most * times)
        return f"{least} to {most}" if least < most else f"{most}"


def recording(partnership_id: int, today: date) -> Recording:
    """Three queries, however many forms there are. Asked unlocked: only sums leave."""
    kept = FormTime.objects.filter(partnership_id=partnership_id)
    first = kept.aggregate(first=Min("month"))["first"]
    start = measured_from(first, today)
    if start is None:
        return Recording(first, None, {}, Spent(0, 0, 0), 0, 0, 0)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for form, step, number in (
        kept.filter(month__gte=start)
        .values("form", "step")
        .annotate(number=Sum("count"))
        .order_by("form", "step")
        .values_list("form", "step", "number")
    ):
        counts[form][step] = number
    times = {form: FormTimes(held) for form, held in counts.items()}
    visits = Visit.objects.filter(
        partnership_id=partnership_id, on__gte=start, on__lte=today
    ).aggregate(all=Count("pk"), unsaid=Count("pk", filter=Q(minutes=None)), minutes=Sum("minutes"))
    return Recording(
        first,
        start,
        times,
        spent(times.values()),
        visits["all"],
        visits["unsaid"],
        visits["minutes"] or 0,
    )
