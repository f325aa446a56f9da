"""Which children the figures are about."""

from datetime import date

from homeward.forms import HomewardForm, Select


EVERYONE = "all"


class PeriodForm(HomewardForm):
    referred = Select(label="Children referred in", choices=[], required=False)

    def __init__(self, *args, first: date, last: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        years = range(_year(first), _year(last) + 1)
        self.fields["referred"].choices = [
            (EVERYONE, "All years"),
            *((str(year), f"April {year} to March {year + 1}") for year in years),
        ]
        self.first, self.last = first, last

    def window(self) -> tuple[date, date]:
        """The first and the last day, both included. What cannot be read is everyone."""
        chosen = self.cleaned_data.get("referred") if self.is_valid() else None
        if not chosen or chosen == EVERYONE:
            return self.first, self.last
        return date(int(chosen), 4, 1), date(int(chosen) + 1, 3, 31)


def _year(day: date) -> int:
    """The year in which the financial year of a day began."""
    return day.year - ((day.month, day.day) < (4, 1))
