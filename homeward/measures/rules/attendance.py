"""Attendance at school: of the sessions that were possible, how many were attended.

Less than 90 per cent is called persistent absence and less than 50 severe (Department for Education, pupil absence
statistics; recalled, not read there again).
"""

PERSISTENT, SEVERE = 90, 50


def share(attended: int, possible: int) -> float:
    """In per cent, to one decimal."""
    return round(100 * attended / possible, 1)


def called(attended: int, possible: int) -> str:
    """What the department's statistics call it; empty where they have no word. From the sessions themselves,
    not from what was rounded."""
    if 100 * attended < SEVERE * possible:
        return "severe absence"
    if 100 * attended < PERSISTENT * possible:
        return "persistent absence"
    return ""
