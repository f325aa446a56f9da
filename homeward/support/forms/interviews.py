"""Offering a child who was missing an interview, and writing down the talk."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime, make_aware

from homeward.forms import (
    ChildsWords,
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    Text,
    TimeField,
    YesNo,
)
from homeward.support.actions import Talk
from homeward.support.forms.episodes import refuse_later
from homeward.support.rules import SAID, WHYS, Said, Why


class OfferForm(HomewardForm):
    on = DateField(label="On which day was it offered?", name="day it was offered", past=True)
    at = TimeField(
        label="At what time?",
        hint="About is enough, for example, 4.30pm: the limit is in hours",
        enter="Enter the time when it was offered, about",
    )
    who = Text(label="Who offered it?", max_length=120)
    said = Choices(
        label="What did the child say?",
        choices=[
            (Said.ACCEPTS.value, SAID[Said.ACCEPTS]),
            (Said.LATER.value, SAID[Said.LATER], "They are asked again within a week"),
            (
                Said.DECLINES.value,
                SAID[Said.DECLINES],
                "Then ask parents and carers what they know, and offer it again when the child may be ready",
            ),
        ],
        coerce=Said,
        enter="Choose what the child said",
    )
    words = ChildsWords(label="In their own words", rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        refuse_later(self, typed, localtime())
        return typed

    @property
    def moment(self) -> datetime:
        return make_aware(datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"]))


class HoldForm(HomewardForm):
    on = DateField(label="On which day was it held?", name="day it was held", past=True)
    who = Text(
        label="Who talked with the child?", hint="Their name, and what they do", max_length=200
    )
    independent = YesNo(
        label="Are they independent of the child’s care?",
        hint="Somebody who is not involved in caring for the child: not their social worker, key worker or "
        "carer, nor staff of where they live. If not, say so: it is held all the same",
        enter="Choose whether they are independent",
    )
    where = Text(label="Where?", hint="Best is a place where the child feels safe", max_length=200)
    words = ChildsWords(
        label="What did the child say?",
        hint="As they said it: why they went, where they were and with whom, what happened",
        rows=6,
        required=False,
    )
    themes = ManyChoices(
        label="What was it about?",
        hint="Choose all that the child told of, or that you saw",
        choices=[(why.value, said) for why, said in WHYS.items()],
        enter="Choose what it was about, or that they did not say",
    )
    follows = LongText(
        label="What has to follow: who does what, by when?",
        hint="If the child may have been harmed, tell the social worker or duty today",
        rows=3,
    )

    def talk(self) -> Talk:
        typed = self.cleaned_data
        return Talk(
            on=typed["on"],
            who=typed["who"],
            independent=typed["independent"],
            where=typed["where"],
            words=typed["words"],
            themes=[Why(code) for code in typed["themes"]],
            follows=typed["follows"],
        )


class NotHeldForm(HomewardForm):
    because = LongText(
        label="Why was it not held?",
        hint="What was tried, what the child said, and what parents or carers told",
        rows=4,
    )
