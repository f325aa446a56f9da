"""Whose SDQ the council's return asks for: children looked after for a year, aged 4 to 16, by a carer, once a year.

Source: SSDA903 guide, OC2. LG Inform says 5 to 16: this asks from 4, so that nobody is left out.
"""

from datetime import date

from homeward.clocks.rules import age_on, months_after


AGES = (4, 16)
MONTHS = 12


def is_asked_for(born: date, in_care_since: date, last: date | None, today: date) -> bool:
    """`last`: when a carer last filled one in that has a total."""
    if not AGES[0] <= age_on(today, born) <= AGES[1]:
        return False
    if months_after(in_care_since, MONTHS) > today:
        return False
    return last is None or months_after(last, MONTHS) <= today
