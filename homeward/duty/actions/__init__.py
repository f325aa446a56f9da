"""What is done by duty and for it: cards, what was done at night, and the file for an outage."""

from homeward.duty.actions.cards import Words, open_card, write_card
from homeward.duty.actions.files import (
    Made,
    give_passphrase,
    make_file,
    missed_places,
    set_passphrase,
)
from homeward.duty.actions.nights import take_over, write_night


__all__ = [
    "Made",
    "Words",
    "give_passphrase",
    "make_file",
    "missed_places",
    "open_card",
    "set_passphrase",
    "take_over",
    "write_card",
    "write_night",
]
