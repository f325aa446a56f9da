"""What a child's background is, asked of whoever says it."""

from homeward.forms import Choices, DateField, HomewardForm, Select, Text, Tick
from homeward.people.rules import DISABILITY, KNOWN_ETHNIC, WHOSE, About, Said


PREFERS_NOT = "prefers not"


NOT_NOW = ("", "Not asked this time")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class EqualityForm(HomewardForm):
    """Nothing has to be answered. What is left empty was not asked, and stays as it is."""

    whose = Choices(
        label="Who says so?",
        choices=[(whose.value, label) for whose, label in WHOSE.items()],
        enter="Choose who says so",
    )
    asked_on = DateField(label="When were they asked?", name="day they were asked", past=True)
    ethnicity = Select(
        label="Ethnic background",
        hint="As they say it themselves. These are the groups that the council’s return knows",
        choices=[
            NOT_NOW,
            *((code, _capital(words)) for code, words in KNOWN_ETHNIC.items()),
            (PREFERS_NOT, "Prefers not to say"),
        ],
        required=False,
    )
    ethnicity_words = Text(
        label="Ethnic background in their own words", required=False, max_length=160
    )
    language = Text(
        label="The language they speak at home", required=False, max_length=60, width=20
    )
    language_not = Tick(label="Prefers not to say which language", required=False)
    disability = Choices(
        label="Are they disabled?",
        hint="A physical or mental impairment with a substantial and long-term effect (Equality Act 2010, section 6)",
        choices=[
            *((code, "Yes" if code == "yes" else "No") for code in DISABILITY),
            (PREFERS_NOT, "Prefers not to say"),
            NOT_NOW,
        ],
        required=False,
    )
    disability_words = Text(
        label="How it is for them, in their own words", required=False, max_length=160
    )
    religion = Text(
        label="Religion or belief",
        hint="In their own words. “None” is an answer",
        required=False,
        max_length=60,
    )
    religion_not = Tick(label="Prefers not to say which religion or belief", required=False)

    def answers(self) -> dict[About, Said]:
        """What was answered, and nothing of what was left empty."""
        typed = self.cleaned_data
        given = {
            About.ETHNICITY: _chosen(typed["ethnicity"], typed["ethnicity_words"]),
            About.LANGUAGE: Said(typed["language"], "", typed["language_not"]),
            About.DISABILITY: _chosen(typed["disability"], typed["disability_words"]),
            About.RELIGION: Said(typed["religion"], "", typed["religion_not"]),
        }
        return {about: one for about, one in given.items() if one != Said()}


def _chosen(code: str, own_words: str) -> Said:
    return Said("", own_words, True) if code == PREFERS_NOT else Said(code, own_words)
