"""People in bulk: children, the adults around them, the words of their names, and which teams see them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet

from homeward.county.copying import Sheets, days
from homeward.county.telling import new_key
from homeward.people.models import Adult, Child, NameWord, Relationship
from homeward.people.rules import folded, sound
from homeward.referrals.actions import ReferredAdult
from homeward.sharing.models import Involvement


@lru_cache(maxsize=50_000)
def _words(names: str) -> tuple[tuple[str, str], ...]:
    return tuple((word[:80], sound(word)[:80]) for word in sorted(set(folded(names).split())))


@lru_cache(maxsize=50_000)
def _folded(names: str) -> str:
    return folded(names)


@dataclass
class Sight:
    """A team works with a child: since when, until when, and the row that says so."""

    pk: int
    row: list[Any]
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Kin:
    """Writes people into one partnership."""

    sheets: Sheets
    partnership_id: int
    keys: dict[int, Fernet]
    sights: dict[int, dict[int, Sight]]  # of each team, child by child

    def child(self, given_name: str, family_name: str, born: date, sex: str, ethnicity: str) -> int:
        names = f"{given_name} {family_name}"
        pk = self.sheets.add(
            Child,
            partnership_id=self.partnership_id,
            given_name=given_name,
            family_name=family_name,
            born=born,
            sex=sex,
            ethnicity=ethnicity,
            folded_name=_folded(names),
        )
        self._index(names, child_id=pk)
        self.keys[pk] = new_key(self.sheets, pk)
        return pk

    def adult(self, adult: ReferredAdult) -> int:
        pk = self.sheets.add(
            Adult,
            partnership_id=self.partnership_id,
            name=adult.name,
            phone=adult.phone,
            safe_contact=adult.safe_contact,
            interpreter=adult.interpreter,
        )
        self._index(adult.name, adult_id=pk)
        return pk

    def _index(self, names: str, **whose: int) -> None:
        for word, heard in _words(names):
            self.sheets.add(
                NameWord, partnership_id=self.partnership_id, word=word, sound=heard, **whose
            )

    def relate(self, child: int, adult: int, kind: str, responsible: bool | None, on: date) -> None:
        self.sheets.add(
            Relationship,
            partnership_id=self.partnership_id,
            child_id=child,
            adult_id=adult,
            kind=kind,
            parental_responsibility=responsible,
            period=days(on),
        )

    def involve(
        self, child: int, team: int, because: str, on: date, *, passing: bool = False
    ) -> int:
        pk = self.sheets.add(
            Involvement,
            partnership_id=self.partnership_id,
            child_id=child,
            team_id=team,
            because=because,
            passing=passing,
            period=days(on),
        )
        row = self.sheets.of(Involvement).rows[-1]
        self.sights.setdefault(team, {})[child] = Sight(pk, row, on, None)
        return pk

    def let_go(self, child: int, team: int, on: date) -> int:
        """The team sees the child until that day is over. Gives the involvement that ends."""
        sight = self.sights[team][child]
        sight.until = on + timedelta(days=1)
        period = days(sight.since, sight.until)
        self.sheets.of(Involvement).change(sight.row, period=period)
        return sight.pk
