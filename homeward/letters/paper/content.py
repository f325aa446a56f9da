"""What stands on one letter."""

from dataclasses import dataclass, field
from datetime import date

from homeward.letters.rules import Block, blocks


@dataclass(frozen=True)
class Paper:
    organisation: str
    team: str
    to: str
    on: date
    title: str
    text: str
    address: tuple[str, ...] = field(default=())  # lines; none when it is handed over

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks(self.text)

    @property
    def day(self) -> str:
        return f"{self.on.day} {self.on:%B %Y}"
