"""What families read is plain: short words and short sentences, for a reading age of about nine to eleven.

The automated readability index (Smith and Senter, 1967) says which school year in the United States reads a text: year
3 is nine years old. Names, numbers and what people wrote themselves are left out.
"""

import re

import pytest
from django.template.loader import render_to_string

from homeward.voice.forms.family import SayForm
from homeward.voice.rules import links
from homeward.voice.rules.plans import Agreed, PlanPage, Who


PLAN = PlanPage(
    ("Ash",), (Who("Robin", "Your key worker"),), (Agreed("We eat."),), "Phone.", ("North",)
)


def words_on(template: str) -> str:
    context = {
        "plan": PLAN,
        "page": {"plan": PLAN, "duty_phone": "1", "help_phone": "2"},
        "duty": "1",
        "help": "2",
        "form": SayForm(),
        "soon": True,
        "named": True,
    }
    html = render_to_string(f"voice/family/{template}.html", context)
    body = html.split("<main")[-1]
    ended = re.sub(r"</(?:h\d|p|li|label|legend|a|button|div)>", ". ", body)
    return re.sub(r"<[^>]*>", "", ended)


def sentences_of(text: str) -> list[str]:
    return [one for one in re.split(r"[.?!:;]", text) if re.search(r"[A-Za-z]{2}", one)]


def index_of(text: str) -> float:
    words = re.findall(r"[A-Za-z’]+", text)
    sentences = sentences_of(text)
    letters = sum(map(len, words))
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43


@pytest.mark.parametrize("template", ["code", "closed", "_plan", "say", "thanks", "_easy"])
def test_family_pages_are_read_at_nine(template):
    text = words_on(template)

    assert index_of(text) <= 3
    assert max(len(one.split()) for one in sentences_of(text)) <= (
        12 if template == "_easy" else 20
    )


@pytest.mark.parametrize("text", [links.NOT_OPEN, links.TOO_MANY, links.ASK])
def test_refusals_are_as_plain(text):
    assert index_of(text) <= 3


def test_index_knows_a_hard_text():
    hard = "The partnership’s information governance arrangements necessitate authorisation."

    assert index_of(hard) > 12
