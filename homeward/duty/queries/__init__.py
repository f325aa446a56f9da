"""Reads of duty: the cards of open children, what was done at night, and the file for an outage."""

from homeward.duty.queries.cards import Card, CardPerson, Hidden, card_of, cards_of, words_in_force
from homeward.duty.queries.files import (
    in_partnership,
    is_late,
    last_file,
    last_taken,
    late_files,
    left_duty,
    may_have,
    passphrase_in_force,
    to_rotate,
)
from homeward.duty.queries.finding import (
    closed_children,
    duty_teams,
    is_open,
    on_duty,
    on_duty_somewhere,
    open_children,
    opened_now,
    sought_cards,
)
from homeward.duty.queries.nights import nights_of, teams_to_tell, told_to
from homeward.duty.queries.reading import is_sealed_to, knows_night, reads_card


__all__ = [
    "Card",
    "CardPerson",
    "Hidden",
    "card_of",
    "cards_of",
    "closed_children",
    "duty_teams",
    "in_partnership",
    "is_late",
    "is_open",
    "is_sealed_to",
    "knows_night",
    "last_file",
    "last_taken",
    "late_files",
    "left_duty",
    "may_have",
    "nights_of",
    "on_duty",
    "on_duty_somewhere",
    "open_children",
    "opened_now",
    "passphrase_in_force",
    "reads_card",
    "sought_cards",
    "teams_to_tell",
    "to_rotate",
    "told_to",
    "words_in_force",
]
