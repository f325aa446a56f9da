"""Code sets of the children looked after return (SSDA903): each code with a short plain meaning.

Source: code lists of the Department for Education's SSDA903 guide as collected for the 2026/27
return, meanings shortened. Codes withdrawn in earlier years stay, because earlier returns are read
too: H1 to H5, P2, Z1, A1 and A2 are named in the 2026/27 list; Q1, Q2 and M1 to M3 come from
guides before 2016. The wording of Z11 to Z14 could not be confirmed.
"""

from collections.abc import Mapping
from types import MappingProxyType


SEX: Mapping[str, str] = MappingProxyType({"M": "male", "F": "female", "U": "not known"})

SEX_BEFORE_2024: Mapping[str, str] = MappingProxyType({"1": "M", "2": "F"})

ETHNIC: Mapping[str, str] = MappingProxyType(
    {
        "WBRI": "White British",
        "WIRI": "White Irish",
        "WOTH": "any other White background",
        "WIRT": "Traveller of Irish heritage",
        "WROM": "Gypsy or Roma",
        "MWBC": "White and Black Caribbean",
        "MWBA": "White and Black African",
        "MWAS": "White and Asian",
        "MOTH": "any other mixed background",
        "AIND": "Indian",
        "APKN": "Pakistani",
        "ABAN": "Bangladeshi",
        "AOTH": "any other Asian background",
        "BCRB": "Caribbean",
        "BAFR": "African",
        "BOTH": "any other Black background",
        "CHNE": "Chinese",
        "OOTH": "any other ethnic group",
        "REFU": "refused to say",
        "NOBT": "not yet known",
    }
)

MOTHER: Mapping[str, str] = MappingProxyType({"0": "is not a mother", "1": "is a mother"})

RNE: Mapping[str, str] = MappingProxyType(
    {
        "S": "started to be looked after",
        "L": "legal status changed, nothing else",
        "P": "placement and carer changed",
        "T": "placement changed, same carer",
        "B": "legal status, placement and carer changed",
        "U": "legal status and placement changed, same carer",
    }
)

LS: Mapping[str, str] = MappingProxyType(
    {
        "C1": "interim care order",
        "C2": "full care order",
        "D1": "freeing order",
        "E1": "placement order",
        "V2": "accommodated under section 20",
        "V3": "series of short breaks, each recorded",
        "V4": "series of short breaks, agreement recorded",
        "L1": "police protection",
        "L2": "emergency protection order",
        "L3": "child assessment order",
        "J1": "remand",
        "J2": "detained under PACE",
        "J3": "youth rehabilitation order with residence or fostering",
    }
)

CIN: Mapping[str, str] = MappingProxyType(
    {
        "N1": "abuse or neglect",
        "N2": "child's disability or illness",
        "N3": "parent's disability or illness",
        "N4": "family in acute stress",
        "N5": "family dysfunction",
        "N6": "socially unacceptable behaviour",
        "N7": "low income",
        "N8": "absent parenting",
    }
)

PLACE: Mapping[str, str] = MappingProxyType(
    {
        "A3": "placed for adoption with consent, current foster carer",
        "A4": "placed for adoption with consent, other carer",
        "A5": "placed for adoption by order, current foster carer",
        "A6": "placed for adoption by order, other carer",
        "K1": "secure children's home",
        "K2": "children's home",
        "K3": "supported accommodation",
        "P1": "with parents or a person with parental responsibility",
        "P3": "residential employment",
        "R1": "residential care home",
        "R2": "hospital or other health establishment",
        "R3": "family centre or mother and baby unit",
        "R5": "young offender institution or prison",
        "S1": "residential school",
        "T0": "temporary move, any kind",
        "T1": "temporarily in hospital",
        "T2": "temporarily on holiday",
        "T3": "temporarily elsewhere, usual foster carer on holiday",
        "T4": "temporarily elsewhere, seven days or less",
        "U1": "foster carer, relative or friend, long term",
        "U2": "foster carer, relative or friend, approved adopter",
        "U3": "foster carer, relative or friend, other",
        "U4": "foster carer, long term",
        "U5": "foster carer, approved adopter",
        "U6": "foster carer, other",
        "Z11": "other placement, first kind",
        "Z12": "other placement, second kind",
        "Z13": "other placement, third kind",
        "Z14": "other placement, fourth kind",
        "A1": "placed for adoption, withdrawn code",
        "A2": "placed for adoption, withdrawn code",
        "H1": "home or hostel, withdrawn code",
        "H2": "home or hostel, withdrawn code",
        "H3": "home or hostel, withdrawn code",
        "H4": "home or hostel, withdrawn code",
        "H5": "semi-independent living",
        "M1": "missing, in a refuge",
        "M2": "missing, whereabouts known",
        "M3": "missing, whereabouts not known",
        "P2": "independent living",
        "Q1": "foster carer, relative or friend",
        "Q2": "foster carer, other",
        "Z1": "other placement",
    }
)

PLACE_WITHDRAWN: frozenset[str] = frozenset(
    {"A1", "A2", "H1", "H2", "H3", "H4", "H5", "M1", "M2", "M3", "P2", "Q1", "Q2", "Z1"}
)

PLACE_PROVIDER: Mapping[str, str] = MappingProxyType(
    {
        "PR0": "parents or a person with parental responsibility",
        "PR1": "own council",
        "PR2": "another council",
        "PR3": "other public body",
        "PR4": "private",
        "PR5": "voluntary or third sector",
    }
)

REC: Mapping[str, str] = MappingProxyType(
    {
        "X1": "a new episode begins the same day",
        "E2": "died",
        "E3": "care taken over by another council in the United Kingdom",
        "E4A": "returned home, as planned",
        "E4B": "returned home, not planned",
        "E5": "independent living with formal support",
        "E6": "independent living without formal support",
        "E7": "moved to adult residential care",
        "E8": "ceased for any other reason",
        "E9": "sentenced to custody",
        "E11": "adopted, not opposed",
        "E12": "adopted, consent dispensed with",
        "E13": "left to live with people without parental responsibility",
        "E14": "accommodation on remand ended",
        "E15": "assessed as 18 or over",
        "E16": "moved abroad",
        "E17": "18 or over and stayed with carers",
        "E41": "child arrangements order",
        "E45": "special guardianship, former foster carer, relative or friend",
        "E46": "special guardianship, former foster carer, not a relative or friend",
        "E47": "special guardianship, relative or friend who did not foster",
        "E48": "special guardianship, other carer",
    }
)

REASON_PLACE_CHANGE: Mapping[str, str] = MappingProxyType(
    {
        "CARPL": "care plan changed or carried out",
        "CLOSE": "provision closed",
        "ALLEG": "allegation",
        "STAND": "concern about standards",
        "APPRR": "approval removed",
        "CREQB": "carer asked, child's behaviour",
        "CREQO": "carer asked, other reason",
        "CHILD": "child asked",
        "LAREQ": "council asked",
        "PLACE": "only the status of the placement changed",
        "CUSTOD": "custody",
        "OTHER": "other",
    }
)

REVIEW_CODE: Mapping[str, str] = MappingProxyType(
    {
        "PN0": "under 4 at the review",
        "PN1": "attended and spoke",
        "PN2": "attended, an advocate spoke",
        "PN3": "attended, gave views without speech",
        "PN4": "attended, gave no views",
        "PN5": "did not attend, an advocate was briefed",
        "PN6": "did not attend, sent views another way",
        "PN7": "did not attend, gave no views",
    }
)

MISSING: Mapping[str, str] = MappingProxyType(
    {"M": "missing", "A": "away from placement without authorisation"}
)

# The key is the heading of the column that holds the code.
CODE_SETS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "SEX": SEX,
        "ETHNIC": ETHNIC,
        "MOTHER": MOTHER,
        "RNE": RNE,
        "LS": LS,
        "CIN": CIN,
        "PLACE": PLACE,
        "PLACE_PROVIDER": PLACE_PROVIDER,
        "REC": REC,
        "REASON_PLACE_CHANGE": REASON_PLACE_CHANGE,
        "REVIEW_CODE": REVIEW_CODE,
        "MISSING": MISSING,
    }
)


def normal_sex(code: str) -> str:
    """The code used since 2024/25 for a code of any year; an unknown code comes back as it is."""
    return SEX_BEFORE_2024.get(code, code)


def normal_code(column: str, code: str) -> str:
    """The code as this year writes it; the cell is already trimmed and upper-cased."""
    if column in ("SEX", "MOTHER"):
        # A spreadsheet column with empty cells is often saved as decimals: 1.0 for 1.
        code = code.removesuffix(".0")
    return normal_sex(code) if column == "SEX" else code
