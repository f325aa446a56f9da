"""The tables of duty: what a card says, who opened it, what was done at night, the file for an outage."""

from homeward.duty.models.cards import CardOpening, NightCard
from homeward.duty.models.files import DutyFile, Given, Passphrase
from homeward.duty.models.nights import NightNote, NightTold


__all__ = [
    "CardOpening",
    "DutyFile",
    "Given",
    "NightCard",
    "NightNote",
    "NightTold",
    "Passphrase",
]
