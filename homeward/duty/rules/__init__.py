"""Duty and the nights: who opens a card, what is told the next morning, and what is read when the system is down."""

from homeward.duty.rules.cards import (
    OPENED_HOURS,
    SHORTEST_REASON,
    WRITES_AFTER,
    may_be_on_duty,
    may_open,
    may_read,
    may_write_card,
    sees_card,
)
from homeward.duty.rules.files import (
    MOST_DAYS,
    OLD_AFTER,
    in_file,
    is_old,
    may_give,
    may_know,
    may_set,
    new_passphrase,
    plain,
    rotate_because,
    tells_of,
)
from homeward.duty.rules.nights import MORNING, may_take_over, may_write_night, next_morning


__all__ = [
    "MORNING",
    "MOST_DAYS",
    "OLD_AFTER",
    "OPENED_HOURS",
    "SHORTEST_REASON",
    "WRITES_AFTER",
    "in_file",
    "is_old",
    "may_be_on_duty",
    "may_give",
    "may_know",
    "may_open",
    "may_read",
    "may_set",
    "may_take_over",
    "may_write_card",
    "may_write_night",
    "new_passphrase",
    "next_morning",
    "plain",
    "rotate_because",
    "sees_card",
    "tells_of",
]
