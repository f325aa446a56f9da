"""Where two children of a county's family stand: both in need, one with a protection plan that was looked at again, who
leads for each, and an advocate for the eldest."""

from datetime import timedelta

from django.utils.timezone import localdate

from homeward.county.journey import Journey
from homeward.people import actions as people
from homeward.people.rules import About, Said, Whose
from homeward.safeguarding import actions
from homeward.safeguarding.rules import Answered, Category


def from_need_to_plan(j: Journey, ago: int) -> None:
    eldest, *others = j.episode.children.order_by("born", "pk")
    with j.ago(ago) as today:
        for child in (eldest, *others):
            actions.record_need(
                child,
                start=max(child.born, today - timedelta(days=60)),
                why="Sleep, school in the mornings, and rows at home.",
                by=j.referrer,
            )
            actions.read_changes(child, by=j.key_worker)
    with j.ago(ago - 2):
        for child in others[:1]:
            actions.name_lead(
                child,
                worker=j.key_worker,
                start=localdate(),
                because="They know the family, and are there every week.",
                by=j.manager,
            )
            actions.read_changes(child, by=j.key_worker)
    with j.ago(ago - 3) as today:
        plan = actions.record_plan(
            eldest,
            start=max(eldest.born, today - timedelta(days=95)),
            kinds=[Category.NEGLECT],
            by=j.referrer,
        )
        actions.name_lead(
            eldest,
            worker=j.referrer,
            start=today,
            because="There is a child protection plan.",
            by=j.manager,
        )
    with j.ago(ago - 4) as today:
        actions.record_review(
            plan,
            held_on=today - timedelta(days=4),
            what="It is calmer at home. The plan goes on, and everybody comes again.",
            by=j.referrer,
        )
        offer = actions.offer_advocate(
            eldest,
            on=today,
            who=f"{j.referrer}, social worker",
            provider="Voicehope",
            answered=Answered.YES,
            words="Someone who is only there for me.",
            by=j.referrer,
        )
        people.record_equality(
            eldest,
            {
                About.ETHNICITY: Said("MWBC"),
                About.LANGUAGE: Said("English"),
                About.DISABILITY: Said("no"),
                About.RELIGION: Said(prefers_not=True),
            },
            whose=Whose.CHILD,
            asked_on=today,
            by=j.key_worker,
        )
    with j.ago(ago - 6) as today:
        actions.begin_advocacy(offer, on=today, advocate="Noa Pretendly", by=j.key_worker)
