"""What is asked about a child's nights: whom it is about, why the card is opened, and what was done."""

from typing import Any

from homeward.forms import HomewardForm, LongText, ManyChoices, SeenForm, Select, Text
from homeward.people.models import Relationship


class FindCardForm(HomewardForm):
    words = Text(
        label="Which child is it about?",
        hint="A name as you heard it, of the child or of an adult around them, or a date of birth",
        enter="Enter a name or a date of birth",
        max_length=120,
    )


class OpenCardForm(HomewardForm):
    reason = LongText(
        label="Who asks, and what is happening?",
        hint="A sentence is enough. It is kept, and those who work with the child can read it",
        rows=2,
        max_length=500,
    )


class CardForm(SeenForm):
    keep_away = ManyChoices(
        label="Who must not be contacted, nor told where the child is?", required=False
    )
    do_not_contact = LongText(
        label="Anybody else, and why",
        hint="A name for each, and why: a court order, a threat, what the child asked",
        rows=2,
        max_length=1000,
        required=False,
    )
    where = LongText(
        label="Where is the child living, and how does one get in?",
        hint="The address, and what somebody needs to know who comes at night",
        rows=2,
        max_length=600,
        required=False,
    )
    tonight = LongText(
        label="Who can have the child tonight, if it comes to that?",
        hint="Name, telephone, and whether they have said yes. Whom to ask first comes first",
        rows=3,
        max_length=1000,
        required=False,
    )
    risks = LongText(
        label="What are the risks?",
        hint="To the child, from whom or what, and to whoever goes there. Allergies and medicine too",
        rows=3,
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, people: list[Relationship], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.adult_id): one.adult for one in people}
        self.fields["keep_away"].choices = [
            (str(one.adult_id), f"{one.adult}, {one.kind}") for one in people
        ]
        if not people:
            del self.fields["keep_away"]

    @property
    def away(self) -> list:
        return [self.people[pk] for pk in self.cleaned_data.get("keep_away", ())]


class NightForm(HomewardForm):
    happened = LongText(label="What happened?", rows=3, max_length=2000)
    done = LongText(
        label="What was done?", hint="Who did what, and who was told", rows=3, max_length=2000
    )
    waits = LongText(
        label="What waits?",
        hint="What has to be done, and by when. If nothing does, say so",
        rows=3,
        max_length=2000,
    )


class TakeOverForm(HomewardForm):
    how = LongText(
        label="What does your team do now?",
        hint="Who does what, by when; or that nothing is needed, and why",
        rows=3,
        max_length=2000,
    )


class GiveForm(HomewardForm):
    worker = Select(label="Who has it from you?", hint="Those on duty who do not have it yet")

    def __init__(self, *args: Any, workers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [("", "Choose one"), *workers]
