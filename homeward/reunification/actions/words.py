"""What a partnership calls the four classes of risk: a line that follows the one before, from a day to come."""

from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from homeward.locks import unlocked
from homeward.partnership.actions.following import follow_on
from homeward.partnership.models import Partnership, Worker
from homeward.reunification import rules
from homeward.reunification.models import ClassWords
from homeward.reunification.rules import Level


@dataclass(frozen=True)
class Called:
    """What the four classes are called."""

    severe: str
    high: str
    medium: str
    low: str

    @property
    def words(self) -> dict[Level, str]:
        return {level: getattr(self, level.value) for level in Level}


@unlocked()
def call_classes(
    partnership: Partnership, called: Called, *, from_day: date, decided_under: str, by: Worker
) -> ClassWords:
    """From that day; what was judged before keeps the words of its day."""
    line = ClassWords(
        partnership=partnership,
        severe=called.severe,
        high=called.high,
        medium=called.medium,
        low=called.low,
        decided_under=decided_under,
        period=DateRange(from_day, None),
        written_by=by,
    )
    return follow_on(
        partnership.pk,
        line,
        ClassWords.objects.filter(partnership=partnership),
        told="agreed what the classes of risk are called",
        changed={**called.words, "from": from_day, "under": decided_under},
        lawful=rules.may_call(called.words),
        by=by,
    )
