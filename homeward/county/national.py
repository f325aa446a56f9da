"""What England's children in care are like, in figures: the county's children in care are drawn from these.

Source: Department for Education, Children looked after in England including adoptions, year ending 31 March
2024, national tables (Open Government Licence v3.0). Figures are numbers of children, rounded by the
publisher to the nearest ten; what it suppressed is left out. Coming back into care is in none of its tables:
that is Goldacre and others 2022, British Journal of Social Work 52(8), 51,238 children who went home.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import log


@dataclass(frozen=True)
class Table:
    """One marginal: of whom, in which published table, how many of each kind."""

    of: str
    table: str
    figures: Mapping[str, int]
    year: int = 2024

    @property
    def shares(self) -> dict[str, float]:
        total = sum(self.figures.values())
        return {kind: figure / total for kind, figure in self.figures.items()}


ON_31_MARCH = "CLA on 31 March by characteristics"
STARTED = "CLA who started to be looked after"
CEASED = "Children who ceased to be looked after during the year"

# Ages as the tables group them, in years: from, up to and not including.
AGES = {
    "under 1": (0, 1),
    "1 to 4": (1, 5),
    "5 to 9": (5, 10),
    "10 to 15": (10, 16),
    "16 on": (16, 18),
}
# Those who cease, the table groups otherwise at the end: "18th birthday" is that day.
AGES_CEASED = {
    **{name: AGES[name] for name in ("under 1", "1 to 4", "5 to 9", "10 to 15")},
    "16": (16, 17),
    "17": (17, 18),
    "18th birthday": (18, 18),
}
# How long the last period of care was, in days.
STAYS = {
    "under 2 weeks": (1, 14),
    "2 to 8 weeks": (14, 56),
    "8 weeks to 6 months": (56, 183),
    "6 months to 1 year": (183, 365),
    "1 to 2 years": (365, 730),
    "2 to 3 years": (730, 1096),
    "3 to 5 years": (1096, 1826),
    "5 to 10 years": (1826, 3652),
    "10 years on": (3652, 6575),
}

SEX = Table("in care", ON_31_MARCH, {"M": 47720, "F": 35910})
AGE = Table(
    "in care",
    ON_31_MARCH,
    {"under 1": 3730, "1 to 4": 10820, "5 to 9": 15020, "10 to 15": 31440, "16 on": 22620},
)
# Codes of need (CIN) of the SSDA903.
NEED = Table(
    "in care",
    ON_31_MARCH,
    {
        **{"N1": 55190, "N2": 1930, "N3": 2010, "N4": 6130},
        **{"N5": 10180, "N6": 840, "N7": 80, "N8": 7280},
    },
)
LEGAL_STATUS = Table(
    "in care",
    ON_31_MARCH,
    {
        "care order": 62450,
        "placement order": 4690,
        "section 20": 16240,
        "youth justice": 220,
        "detained for protection": 30,
    },
)
PLACEMENT = Table(
    "in care",
    ON_31_MARCH,
    {
        "relative or friend": 9310 + 4360,
        "other foster carer": 23180 + 19560,
        "placed for adoption": 1910,
        "with parents": 5300,
        "children’s home": 8640,
        "supported accommodation": 6250,
        "other residential": 1260 + 90,
        "other": 3790,
    },
)
ETHNICITY = Table(
    "in care",
    ON_31_MARCH,
    {
        **{"WBRI": 55140, "WIRI": 180, "WIRT": 180, "WROM": 580, "WOTH": 3270},
        **{"MWBC": 2920, "MWBA": 1090, "MWAS": 1770, "MOTH": 3150},
        **{"AIND": 350, "APKN": 1070, "ABAN": 390, "CHNE": 100, "AOTH": 2500},
        **{"BCRB": 1250, "BAFR": 3670, "BOTH": 1310, "OOTH": 3910, "REFU": 130, "NOBT": 680},
    },
)

AGE_STARTED = Table(
    "who ceased, when they started",
    STARTED,
    {"under 1": 5210, "1 to 4": 4830, "5 to 9": 4890, "10 to 15": 8690, "16 on": 9440},
)
SEX_CEASED = Table("who ceased", CEASED, {"M": 20660, "F": 12960})
NEED_CEASED = Table(
    "who ceased",
    CEASED,
    {
        **{"N1": 18300, "N2": 590, "N3": 810, "N4": 2520},
        **{"N5": 3610, "N6": 630, "N7": 40, "N8": 7120},
    },
)
LEGAL_STATUS_CEASED = Table(
    "who ceased",
    CEASED,
    {
        "care order": 14760,
        "placement order": 2890,
        "section 20": 14830,
        "youth justice": 520,
        "detained for protection": 620,
    },
)
AGE_CEASED = Table(
    "who ceased",
    CEASED,
    {
        **{"under 1": 1660, "1 to 4": 6340, "5 to 9": 3690, "10 to 15": 4830},
        **{"16": 2080, "17": 1940, "18th birthday": 13050 + 30},
    },
)
STAY = Table(
    "who ceased",
    CEASED,
    dict(zip(STAYS, (2520, 2400, 4660, 6320, 6990, 2970, 2890, 3090, 1780), strict=True)),
)
# By code of the SSDA903; one code stands for those that the table counts together.
REASON_CEASED = Table(
    "who ceased",
    CEASED,
    {
        **{"E12": 2980, "E2": 60, "E3": 2140, "E4A": 5740, "E4B": 1100, "E5": 4230, "E6": 1100},
        **{"E7": 460, "E8": 2660, "E9": 220, "E13": 1970, "E14": 150, "E15": 380, "E16": 70},
        **{"E17": 5380, "E41": 1150, "E45": 3860},
    },
)

# Of those who went home, the share back in care by then: days, share. Between, along the logarithm of time.
CAME_BACK = ((1, 0.0), (91, 0.12), (365, 0.20), (6 * 365, 0.35))


def back_within(days: float) -> float:
    """The share of those who went home who are back in care within so many days."""
    for (before, low), (after, high) in zip(CAME_BACK, CAME_BACK[1:], strict=False):
        if days <= after:
            return low + (high - low) * log(max(days, 1) / before) / log(after / before)
    return CAME_BACK[-1][1]


Cell = tuple[str, ...]


def together(
    tables: Iterable[Table], plausible: Callable[..., float], rounds: int = 60
) -> list[tuple[Cell, float]]:
    """How often each kind of one table goes with each of the others: the shares of every table hold.

    The tables are published one by one. What goes with what is our judgement, as weights by `plausible`
    (0: never), made to agree with every table by iterative proportional fitting (Deming and Stephan 1940).
    """
    shares = [table.shares for table in tables]
    weights = {cell: plausible(*cell) for cell in product(*shares)}
    weights = {cell: weight for cell, weight in weights.items() if weight}
    for _ in range(rounds):
        for place, wanted in enumerate(shares):
            sums = dict.fromkeys(wanted, 0.0)
            for cell, weight in weights.items():
                sums[cell[place]] += weight
            for cell in weights:
                weights[cell] *= wanted[cell[place]] / sums[cell[place]]
    return list(weights.items())
