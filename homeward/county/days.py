"""When things happen in the county: past days are working days, in office hours; panels sit on Thursdays."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils.timezone import make_aware

from homeward.clocks.rules import is_working_day


THURSDAY = 3
OPENS, HOURS = 9, 7  # things begin at or after the first of these, and within so many hours of it


def in_office_hours(rng: Random, day: date) -> datetime:
    return make_aware(datetime.combine(day, time(OPENS + rng.randrange(HOURS), rng.randrange(60))))


def working_day_before(today: date, days_ago: int) -> date:
    """So many days ago, or the last working day before that. Today is today, whatever day it is."""
    day = today - timedelta(days=days_ago)
    while days_ago and not is_working_day(day):
        day -= timedelta(days=1)
    return day


def panel_day(today: date, days_ago: int) -> date:
    """The Thursday on or before that day; the working day before when it is a bank holiday."""
    day = today - timedelta(days=days_ago)
    return working_day_before(day, (day.weekday() - THURSDAY) % 7) if days_ago else day


def next_panel_day(today: date) -> date:
    return today + timedelta(days=(THURSDAY - today.weekday() - 1) % 7 + 1)
