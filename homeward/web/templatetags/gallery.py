"""Invented content for the page that shows every component. Everybody named here is made up."""

from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Paginator

from homeward.drafts.lists import Narrowing
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


register = template.Library()


class GalleryForm(HomewardForm):
    where = Text(label="Where was it?", hint="At home, at school, on a walk", width=20)
    when = DateField(label="When was the visit?", name="date of the visit", hint="13 10 2026")
    at = TimeField(label="What time?", hint="4.30pm", required=False)
    ash = Choices(
        label="Ash",
        choices=[("alone", "Seen alone"), ("seen", "Seen, not alone"), ("not", "Not seen")],
        inline=True,
        enter="Choose whether Ash was seen",
    )
    outcome = Choices(
        label="What has the panel decided?",
        choices=[
            ("yes", "Take Jude on"),
            ("other", "Offer other help", "You will say what, from whom, and by when."),
        ],
    )
    about = ManyChoices(
        label="Who is this part about?", choices=[("ash", "Ash"), ("wren", "Wren"), ("dee", "Dee")]
    )
    happened = LongText(label="What happened", hint="Write it so that Ash could read it one day.")
    words = ChildsWords(label="Ash said", required=False)
    team = Select(label="Team", choices=[("north", "North"), ("south", "South")])
    safe = YesNo(label="Is everyone safe tonight?")
    hours = WholeNumber(label="How many hours a week?", least=1, most=40)
    read_back = Tick(label="I read it back and Ash said it was right", required=False)


class GalleryFilter(HomewardForm):
    name = Text(label="Name", required=False, width=10)
    team = Select(label="Team", choices=[("north", "North"), ("south", "South")])


@register.simple_tag
def gallery() -> dict[str, Any]:
    """All that the page of components needs."""
    wrong = {"when_0": "13", "when_1": "", "when_2": "2026", "hours": "50", "where": "At home"}
    tabs = [("Overview", True), ("Plan", False), ("Visits", False), ("Timeline", False)]
    return {
        "form": GalleryForm(initial={"when": date(2026, 10, 13), "safe": True}),
        "wrong": GalleryForm(wrong, auto_id="wrong_%s"),
        "filter": GalleryFilter(auto_id="filter_%s"),
        "narrowing": Narrowing(
            GalleryFilter({"team": "north"}, auto_id="narrowing_%s"), {"team": "north"}
        ),
        "page": Paginator(range(1, 121), 50).page(2),
        "saved_at": datetime(2026, 10, 13, 16, 38),
        "facts": ["Edge of care since 22 June 2026", "Born 4 May 2013"],
        "tabs": [{"label": label, "url": "#main-content", "current": now} for label, now in tabs],
        "allowed": {"allowed": True, "reason": "you are Ash’s key worker"},
        "refused": {
            "allowed": False,
            "reason": "only the head of service, council, signs this decision",
        },
        "rows": [
            {"key": "When", "value": "Today, 3.35pm to 4.20pm", "href": "#main-content"},
            {"key": "Where", "value": "At home, 14 Placeholder Row"},
            {"key": "Who was there", "value": "Ash, Wren, Dee", "note": "From Dee’s family list"},
        ],
        "tasks": [
            {
                "label": "Write up Thursday’s visit",
                "href": "#main-content",
                "hint": "Ash and Wren Sampleton. Visit 8 October; agreed rule: 2 working days.",
                "status": "1 working day late",
                "kind": "late",
            },
            {
                "label": "Visit Ash at home, 3.30pm",
                "href": "#main-content",
                "status": "Today",
                "kind": "soon",
            },
            {"label": "Send your paper on Jude", "href": "#main-content", "status": "Tomorrow"},
        ],
        "events": [
            {
                "title": "Suspended from school for two days",
                "when": datetime(2026, 10, 13, 8, 55),
                "by": "from Mockfield Academy",
                "text": "Back on Friday.",
            },
            {
                "title": "Safety plan, version 3",
                "when": date(2026, 10, 9),
                "by": "with Ash, Dee and Pat",
                "href": "#main-content",
                "tag": "In force",
                "kind": "good",
            },
            {"title": "First weekend at Nan’s", "when": "Late September", "text": "No rows."},
        ],
        "columns": ["Member", "Interest", "So", "Papers"],
        "cells": [
            ["Lee Specimen, chair", "None", "Votes", {"text": "3", "num": True}],
            [
                "Alex Fictional, school",
                "Taught Jude to July 2025",
                "Does not vote",
                {"tag": "Not opened", "kind": "soon"},
            ],
        ],
        "people": [
            {
                "email": "robin@charity.demo",
                "name": "Robin Testerton",
                "role": "Key worker",
                "employer": "Samplehope Children’s Charity",
                "may": "Plan, visit, prepare decisions",
            }
        ],
        "sentences": ["The page you are on", "When you opened it"],
    }
