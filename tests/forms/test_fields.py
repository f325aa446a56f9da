"""What the fields accept, and the words they use when something has to be mended."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from homeward.forms import (
    ChildsWords,
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    Select,
    Text,
    Tick,
    TimeField,
    WholeNumber,
    YesNo,
)


def form_with(data: dict, **fields) -> HomewardForm:
    return type("AForm", (HomewardForm,), fields)(data)


def boxes(day: str, month: str, year: str) -> dict:
    return {"when_0": day, "when_1": month, "when_2": year}


def mended(field, data: dict) -> list[str]:
    """The messages about the field called `when`."""
    return form_with(data, when=field).errors.get("when", [])


@pytest.mark.parametrize("month", ["3", "03", "Mar", "mar.", "March", "MARCH"])
def test_a_month_may_be_typed_as_a_number_or_a_word(month):
    form = form_with(boxes("9", month, "2026"), when=DateField(label="When?"))

    valid = form.is_valid()

    assert valid
    assert form.cleaned_data["when"] == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("", "", ""), "Enter the date of the visit"),
        (("13", "", "2026"), "The date of the visit must include a month"),
        (("", "", "2026"), "The date of the visit must include a day and a month"),
        (("13", "ma", "2026"), "The date of the visit must have a month from 1 to 12, or its name, like March"),
        (("13", "13", "2026"), "The date of the visit must have a month from 1 to 12, or its name, like March"),
        (("13", "10", "26"), "The date of the visit must have a year with 4 numbers, like 2026"),
        (("31", "11", "2026"), "The date of the visit must have a day from 1 to 30: November has 30"),
        (("29", "2", "2027"), "The date of the visit must have a day from 1 to 28: February has 28"),
        (("٣", "3", "2026"), "The date of the visit must have a day from 1 to 31: March has 31"),
    ],
)  # fmt: skip
def test_a_date_says_what_to_mend(typed, message):
    field = DateField(label="When was the visit?", name="date of the visit")

    messages = mended(field, boxes(*typed))

    assert messages == [message]


@pytest.mark.parametrize(
    ("limits", "days", "message"),
    [
        ({"past": True}, 0, None),
        ({"past": True}, 1, "The date must be today or in the past"),
        ({"future": True}, 0, None),
        ({"future": True}, -1, "The date must be today or later"),
    ],
)
def test_a_date_may_be_kept_to_the_past_or_the_future(limits, days, message):
    when = timezone.localdate() + timedelta(days=days)

    messages = mended(DateField(**limits), boxes(str(when.day), str(when.month), str(when.year)))

    assert messages == ([message] if message else [])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("31", "5", "2026"), "The date must be 1 June 2026 or later"),
        (("1", "6", "2026"), None),
        (("30", "6", "2026"), None),
        (("1", "7", "2026"), "The date must be 30 June 2026 or earlier"),
    ],
)
def test_the_first_and_the_last_day_allowed_are_allowed(typed, message):
    field = DateField(earliest=date(2026, 6, 1), latest=lambda: date(2026, 6, 30))

    messages = mended(field, boxes(*typed))

    assert messages == ([message] if message else [])


def test_a_date_that_may_be_left_out_gives_nothing():
    form = form_with(boxes("", " ", ""), when=DateField(required=False))

    valid = form.is_valid()

    assert valid
    assert form.cleaned_data["when"] is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("4.30pm", time(16, 30)),
        ("4:30 PM", time(16, 30)),
        ("16:30", time(16, 30)),
        ("9am", time(9)),
        ("12am", time(0)),
        ("12.15pm", time(12, 15)),
        ("midday", time(12)),
    ],
)
def test_a_time_may_be_typed_as_people_write_it(typed, said):
    form = form_with({"at": typed}, at=TimeField())

    valid = form.is_valid()

    assert valid
    assert form.cleaned_data["at"] == said


@pytest.mark.parametrize("typed", ["4", "25:00", "13pm", "4.75pm", "soon"])
def test_a_time_that_could_mean_two_things_is_asked_again(typed):
    messages = mended(TimeField(), {"when": typed})

    assert messages == ["Enter a time like 4.30pm or 16:30"]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (Text(label="Full name"), "Enter full name"),
        (Text(label="UPN of the child"), "Enter UPN of the child"),
        (LongText(label="What happened?"), "Enter an answer: What happened?"),
        (LongText(label="Why", enter="Enter why Wren was not seen"), "Enter why Wren was not seen"),
        (Choices(label="Who decided?", choices=[("a", "A")]), "Choose an answer: Who decided?"),
        (ManyChoices(label="People", choices=[("a", "A")]), "Choose people"),
        (Select(label="Team", choices=[("a", "A")]), "Choose team"),
        (YesNo(label="Is everyone safe?"), "Choose an answer: Is everyone safe?"),
        (Tick(label="I read it back"), "Tick the box to go on: I read it back"),
    ],
)
def test_an_empty_answer_is_met_with_what_to_do(field, message):
    messages = mended(field, {})

    assert messages == [message]


def test_a_label_set_by_the_page_is_the_one_in_the_message():
    form = form_with({}, words=ChildsWords(label="The child’s words"))
    form.fields["words"].label = "What did Ash say?"

    messages = form.errors["words"]

    assert messages == ["Enter an answer: What did Ash say?"]


@pytest.mark.parametrize(("said", "kept"), [("yes", True), ("no", False), ("", None)])
def test_yes_and_no_are_true_and_false_and_silence_is_neither(said, kept):
    form = form_with({"safe": said}, safe=YesNo(required=False))

    valid = form.is_valid()

    assert valid
    assert form.cleaned_data["safe"] is kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("0", "Enter a number that is 1 or more"),
        ("41", "Enter a number that is 40 or less"),
        ("some", "Enter a whole number, like 3"),
    ],
)
def test_a_number_says_its_limits(typed, message):
    messages = mended(WholeNumber(least=1, most=40), {"when": typed})

    assert messages == [message]


def test_text_that_is_too_long_says_by_how_much():
    messages = mended(LongText(max_length=10), {"when": "twelve chars"})

    assert messages == ["Use 10 characters or fewer: you have 12"]


def test_an_answer_that_was_not_offered_is_refused_without_repeating_it():
    messages = mended(Choices(choices=[("a", "A")]), {"when": "Ash Sampleton"})

    assert messages == ["Choose from the answers on the page"]


def test_several_answers_that_were_not_offered_are_refused_too():
    messages = mended(ManyChoices(choices=[("a", "A")]), {"when": ["b"]})

    assert messages == ["Choose from the answers on the page"]


def test_a_label_and_its_hint_and_its_error_are_read_out_with_the_input():
    form = form_with(
        {}, name=Text(label="Your name", hint="As on your pass", enter="Enter your name")
    )

    html = form["name"].as_field_group()

    assert '<label class="govuk-label govuk-label--s" for="id_name">Your name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext">As on your pass<' in html
    assert 'id="id_name_error"' in html
    assert "Enter your name" in html


def test_only_the_box_to_mend_is_marked_in_a_date():
    form = form_with(boxes("13", "", "2026"), when=DateField(label="When?"))

    html = form["when"].as_field_group()

    assert html.count("govuk-input--error") == 1
    assert 'id="id_when_1" name="when_1" type="text" value="" aria-invalid="true"' in html
    assert 'value="13"' in html
    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">When?' in html


def test_a_date_already_known_stands_in_its_boxes():
    form = type("AForm", (HomewardForm,), {"when": DateField()})(
        initial={"when": date(2026, 10, 9)}
    )

    html = form["when"].as_field_group()

    assert [f'value="{part}"' in html for part in ("9", "10", "2026")] == [True, True, True]


def test_a_hint_under_an_answer_is_read_out_with_it():
    choices = [("yes", "Take Jude on"), ("no", "Other help", "You will say what.")]
    form = form_with({"out": "no"}, out=Choices(label="What now?", choices=choices))

    html = form["out"].as_field_group()

    assert 'id="id_out_1" value="no" checked aria-describedby="id_out_1_hint"' in html
    assert 'id="id_out_1_hint">You will say what.<' in html
    assert "<script" not in html
    assert "style=" not in html


def test_the_childs_words_have_their_own_colour_and_no_other_box_has():
    form = form_with({}, words=ChildsWords(label="Ash said"), notes=LongText(label="Notes"))

    words, notes = form["words"].as_field_group(), form["notes"].as_field_group()

    assert "hw-voice-input" in words
    assert "hw-voice-input" not in notes
