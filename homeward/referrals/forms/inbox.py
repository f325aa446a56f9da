"""Narrowing the inbox: where a referral is, a team at either end, and what is late."""

from collections.abc import Sequence
from typing import Any

from homeward.decisions.forms import offer
from homeward.forms import HomewardForm, Select
from homeward.referrals.rules import Stage


class InboxForm(HomewardForm):
    stage = Select(
        label="Where it is",
        choices=[("", "Anywhere"), *((stage.value, stage.words) for stage in Stage)],
        required=False,
    )
    team = Select(label="Team", choices=[], required=False)
    late = Select(label="Due", choices=[("", "Any"), ("late", "Late")], required=False)

    def __init__(self, *args: Any, teams: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", [("", "Any, at either end"), *teams])
