"""The words on the pages are those that children in care asked adults to use.

Source: TACT, Language that Cares (2019), in which children and young people say which words of the system
hurt and what they would say instead. Checked in every template and in every question that a form asks.
"""

import ast
import re
from pathlib import Path

import pytest


HOMEWARD = Path(__file__).parent.parent / "homeward"

INSTEAD = {
    r"\bLAC\b": "child, or the child’s name",
    r"\bcases?\b(?! of the)": "child, family or what it is about",
    r"\bservice users?\b|\bclients?\b": "child, family, people",
    r"\bplacement breakdown\b": "moved, and why",
    r"\brespite\b": "a stay, a break together or apart",
    r"\babscond\w*": "went missing, ran away",
    r"\bchallenging behaviour\b": "what happened, and what the child needed",
    r"\bsiblings?\b": "brothers and sisters",
    r"\bsupervised contact\b|\bcontact (?:visit|session|arrangement)s?\b": "family time",
    r"\bhard to reach\b|\bdifficult to place\b": "we have not found the way yet",
    r"\bfail(?:ed|s|ing)? to engage\b|\bdisengaged?\b|\bnon-engag\w+": "said no, or was not reached",
    r"\bdysfunctional\b|\bbroken (?:home|family)\b": "say what is happening",
    r"\bNEETs?\b": "not in school, training or work",
    r"\bin the system\b": "in care",
    r"\bcare leavers?\b": "young people who have left care",
}


def written() -> list[tuple[str, str]]:
    """(where, words) of everything that a page may show."""
    found = []
    for path in sorted(HOMEWARD.rglob("*.html")):
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(), flags=re.DOTALL)
        found.append((str(path.relative_to(HOMEWARD)), text))
    for path in sorted([*HOMEWARD.rglob("forms.py"), *HOMEWARD.rglob("forms/*.py")]):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant):
                found.append(
                    (f"{path.relative_to(HOMEWARD)}:{node.value.lineno}", str(node.value.value))
                )
    return found


def harmful(words: str) -> list[str]:
    return [
        f"“{match[0]}”: say {instead}"
        for pattern, instead in INSTEAD.items()
        for match in re.finditer(pattern, words, re.IGNORECASE if pattern[2].islower() else 0)
    ]


def test_no_page_uses_a_word_that_children_asked_us_not_to():
    faults = [f"{where}: {fault}" for where, words in written() for fault in harmful(words)]

    assert faults == []


@pytest.mark.parametrize(
    "words", ["Close the case", "his siblings", "He absconded", "LAC review", "failed to engage"]
)
def test_such_words_are_seen(words):
    assert harmful(words)


def test_many_pages_and_questions_are_read():
    places = {where.split(":")[0] for where, _ in written()}

    assert len(places) > 60
