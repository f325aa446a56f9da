"""What is asked before a copy of a child's file is made."""

from homeward.copies.rules import ASKERS, Asker
from homeward.forms import Choices, HomewardForm, LongText, Tick


class CopyForm(HomewardForm):
    asker = Choices(
        label="Who asked for it?",
        enter="Choose who asked for it",
        choices=[(asker.value, said[:1].upper() + said[1:]) for asker, said in ASKERS.items()],
    )
    reason = LongText(
        label="What did they ask, and how do you know that it is them?",
        hint="It is kept with the child’s record, and shows who was given what",
        enter="Write what they asked, and how you know that it is them",
        rows=3,
        max_length=2000,
    )
    will_read = Tick(
        label="I read all of it before it is handed over, and cover what would harm somebody or is another’s",
        enter="Say that you read it before it is handed over",
    )

    @property
    def for_whom(self) -> Asker:
        return Asker(self.cleaned_data["asker"])
