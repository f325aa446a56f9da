"""How a score compares with those of other children: bands as published, and as sure as their source.

A band says how many other children of a survey scored so, and nothing of one child: it is no diagnosis and no
judgement, and software makes none from it. The cuts stand in `bandings.toml` beside this package.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from homeward.clocks.rules import Sure
from homeward.measures.rules.sdq import Informant, Scale


class Bands(StrEnum):
    THREE = "three"
    FOUR = "four"

    @property
    def label(self) -> str:
        return {Bands.THREE: "Three bands (older)", Bands.FOUR: "Four bands (newer)"}[self]


@dataclass(frozen=True)
class Cut:
    """From `least` to `most`, both included."""

    words: str
    least: int
    most: int

    @property
    def said(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


@dataclass(frozen=True)
class Banding:
    bands: Bands
    informant: Informant
    source: str
    sure: Sure
    cuts: Mapping[Scale, tuple[Cut, ...]]

    @property
    def is_checked(self) -> bool:
        return self.sure == Sure.PUBLISHED


def _read(held: dict[str, Any]) -> Banding:
    return Banding(
        bands=Bands(held["bands"]),
        informant=Informant(held["informant"]),
        source=held["source"],
        sure=Sure(held["sure"]),
        cuts={
            Scale(scale): _cuts(
                said, held["prosocial_words" if scale == Scale.PROSOCIAL else "words"]
            )
            for scale, said in held["cuts"].items()
        },
    )


def _cuts(said: str, words: list[str]) -> tuple[Cut, ...]:
    cuts = []
    for word, part in zip(words, said.split(" / "), strict=True):
        least, _, most = part.partition("-")
        cuts.append(Cut(word, int(least), int(most or least)))
    return tuple(cuts)


FILE = Path(__file__).parent.parent / "bandings.toml"
HELD = tomllib.loads(FILE.read_text(encoding="utf-8"))
BANDINGS = tuple(_read(held) for held in HELD["banding"])
AGES = (4, 17)


def banding_of(bands: Bands, informant: Informant) -> Banding:
    return next(one for one in BANDINGS if (one.bands, one.informant) == (bands, informant))


def band_of(
    bands: Bands, informant: Informant, scale: Scale, score: int | None, age: int
) -> str | None:
    """In the words of the publisher; None where no band is known."""
    if score is None or not AGES[0] <= age <= AGES[1]:
        return None
    cuts = banding_of(bands, informant).cuts.get(scale, ())
    return next((cut.words for cut in cuts if cut.least <= score <= cut.most), None)
