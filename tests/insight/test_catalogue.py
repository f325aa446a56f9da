"""Every form that workers are asked has an owner, and every field of it a purpose."""

import inspect
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from homeward.insight.queries import asked, fields_of, not_described
from homeward.insight.rules import DESCRIBED, NOT_ASKED, asked_of_each
from homeward.insight.rules.catalogue import read
from homeward.partnership.rules import Role


# This list can only shrink: a new form comes with its description.
NOT_DESCRIBED: set[str] = set()

HOMEWARD = Path(__file__).resolve().parents[2] / "homeward"
ADDS_FIELDS = re.compile(r"self\.fields\[[^\]]+\] = ")
ASH = SimpleNamespace(pk=1, first_name="Ash")
WREN = SimpleNamespace(pk=2, first_name="Wren")
GOAL = SimpleNamespace(pk=7, words="Mornings", whose="", steps="", whose_goal="")
# How to make the forms that ask something of each child, goal or step.
MADE_WITH = {
    "support.forms.visits.VisitForm": {
        "children": [ASH, WREN],
        "duty_phone": "",
        "places": [],
        "adults": ["Somebody"],
    },
    "support.forms.plans.PlanForm": {},
    "support.forms.plans.ScoreForm": {"goals": [GOAL], "children": [ASH]},
    "support.forms.safety_plans.SafetyPlanForm": {},
    "family.forms.meetings.FamilyPlanForm": {},
    "referrals.forms.today.CrisisForm": {
        "from_teams": [(1, ""), (2, "")],
        "to_teams": [(1, ""), (2, "")],
        "duty_phone": "",
    },
    "referrals.forms.screening.ScreenForm": {
        "officers": [],
        "answer_days": 3,
        "advised": SimpleNamespace(
            asked=[SimpleNamespace(number=1, words="A line", excludes=False)]
        ),
    },
    "measures.forms.SdqForm": {},
    "measures.forms.CorrectSdqForm": {},
    "measures.forms.SdqAnswersForm": {},
    "measures.forms.CorrectSdqAnswersForm": {},
    "voice.forms.plans.IssueForm": {
        "plan": SimpleNamespace(goals=SimpleNamespace(all=lambda: [GOAL]), if_it_goes_wrong=""),
        "person": ASH,
        "children": [ASH, WREN],
    },
}


# Pages with a form that carries no moment, so that it could not be timed: each with the reason.
NO_MOMENT = {
    "decisions/send": "a button",
    "referrals/draft_remove": "a button",
    "referrals/check_draft": "a button",
    "referrals/item": "buttons",
    "referrals/sign_item": "usually one person fills it in",
    "returns/reports": "usually one person fills it in",
    "duty/find_card": "finds a child",
    "duty/file": "a button",
    "family/code": "asked of families",
    "family/say": "asked of families",
    "web/find": "finds a child",
    "web/components": "invented",
    "web/partnership": "chooses a partnership",
}


def adds_fields(form):
    """Whether a class of ours puts fields into the form while it is made."""
    ours = [each for each in form.__mro__ if each.__module__.startswith("homeward.")]
    return any(ADDS_FIELDS.search(inspect.getsource(each)) for each in ours)


def test_every_form_that_workers_are_asked_is_described():
    assert set(not_described()) == NOT_DESCRIBED


def test_nothing_is_described_that_is_not_asked():
    described, kinds = set(DESCRIBED), set(asked())

    assert len(described) > 150
    assert sorted(described - kinds) == []
    assert sorted(described & set(NOT_ASKED)) == []


@pytest.mark.parametrize("described", DESCRIBED.values(), ids=lambda each: each.path)
def test_every_field_has_a_purpose_and_every_purpose_a_field(described):
    base = fields_of(asked()[described.path].base_fields)

    assert set(described.fields) == base - set(described.never)
    assert set(described.never) <= base


def test_forms_that_ask_something_of_each_are_known():
    assert {path for path, form in asked().items() if adds_fields(form)} == set(MADE_WITH)


@pytest.mark.parametrize("path", MADE_WITH)
def test_what_is_asked_of_each_has_a_purpose_too(path, monkeypatch):
    monkeypatch.setattr("homeward.voice.forms.plans.may_be_theirs", lambda goal, person: True)
    kind, described = asked()[path], DESCRIBED[path]

    form = kind(**MADE_WITH[path])

    added = fields_of(form.fields) - set(kind.base_fields)
    assert {asked_of_each(name) for name in added} == set(described.each)


def test_only_forms_that_are_known_to_ask_something_of_each_say_so():
    assert {path for path, each in DESCRIBED.items() if each.each} == set(MADE_WITH)


@pytest.mark.parametrize("described", DESCRIBED.values(), ids=lambda each: each.path)
def test_every_purpose_is_a_sentence(described):
    purposes = [
        *described.fields.values(),
        *(what_for for _asked, what_for in described.each.values()),
    ]

    assert purposes
    assert all(words[0].isupper() and words.endswith(".") for words in purposes)


def test_no_two_forms_have_one_address():
    slugs = [each.slug for each in DESCRIBED.values()]

    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize("role", [Role.PANEL_CHAIR, Role.DIRECTOR])
def test_forms_of_a_role_that_one_person_holds_are_not_timed(role):
    signed = [
        each
        for each in DESCRIBED.values()
        if each.owner == role and {"signed_name", "chair", "deputy"} & each.all_fields
    ]

    assert signed
    assert all(each.one for each in signed)


@pytest.mark.parametrize(
    "wrong",
    [
        'owner = "head of nothing"',
        'owner = "team manager"\npurpose = "A word that there is not."',
    ],
)
def test_description_that_is_misspelt_stops_the_product(wrong):
    told = (
        f'[[form]]\npath = "a.B"\ncalled = "A"\nabout = "B"\n{wrong}\n[form.fields]\non = "Why."\n'
    )

    with pytest.raises((ValueError, TypeError)):
        read([told])


def test_form_is_described_once():
    told = '[[form]]\npath = "a.B"\ncalled = "A"\nabout = "B"\nowner = "director of children\'s services"\n'

    with pytest.raises(ValueError, match="twice"):
        read([f'{told}[form.fields]\non = "Why."\n'] * 2)


def test_every_page_with_a_form_says_when_it_was_shown():
    """What carries no moment is neither timed nor counted, and the minutes recording would be too few."""
    pages = {
        str(file.relative_to(file.parents[1]).with_suffix("")): file.read_text(encoding="utf-8")
        for file in HOMEWARD.glob("*/templates/**/*.html")
        if file.parent.name not in ("components", "access")
    }

    without = {
        name
        for name, text in pages.items()
        if 'method="post"' in text and not re.search(r'name="(sending|shown)"', text)
    }

    assert without - {"templates/base"} == set(NO_MOMENT)
