"""Actions of disagreements: raising, answering, asking, ending."""

from homeward.disagreements.actions.answering import (
    add_side,
    answer_disagreement,
    settle_disagreement,
)
from homeward.disagreements.actions.asking import ask_again
from homeward.disagreements.actions.raising import (
    raise_disagreement,
    raise_further,
    withdraw_disagreement,
)


__all__ = [
    "add_side",
    "answer_disagreement",
    "ask_again",
    "raise_disagreement",
    "raise_further",
    "settle_disagreement",
    "withdraw_disagreement",
]
