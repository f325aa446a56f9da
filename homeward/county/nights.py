"""What duty reads about the county's children at night; and one night on which duty was phoned about one of them."""

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime, make_aware
from time_machine import travel

from homeward.county.journey import Journey
from homeward.duty import actions as duty
from homeward.duty.models import NightNote
from homeward.partnership.rules import Role


STREETS = ("Mock Street", "Sample Row", "Placeholder Lane", "Specimen Close")


def write_cards(j: Journey, ago: int) -> None:
    """The key worker writes for each child what the record does not know by itself."""
    at = f"{3 + j.number % 40} {STREETS[j.number % len(STREETS)]}"
    with j.ago(ago):
        for child in j.episode.children.order_by("born", "pk"):
            duty.write_card(
                child,
                duty.Words(
                    where=f"{at}, second floor. The bell does not work: ring before you come.",
                    tonight="Grandmother, 01632 960177. She has said yes, any night. Then the aunt, 01632 960178: ask.",
                    risks="Rows get loud after ten. There is a large dog. The child has asthma; the inhaler is blue.",
                    keep_away=(),
                    do_not_contact="Mother’s former partner: the court has told him to stay away.",
                ),
                seen_version=0,
                by=j.key_worker,
            )


def phoned_last_night(j: Journey) -> None:
    """Once in the county: duty opened the card of the eldest, and wrote down what was done. Both teams have it."""
    if NightNote.objects.filter(partnership=j.cast.partnership).exists():
        return
    child = j.episode.children.order_by("born", "pk")[0]
    on_duty = j.cast.people["Duty", Role.SOCIAL_WORKER][-1]
    night = make_aware(
        datetime.combine(localtime(j.began).date() - timedelta(days=1), time(23, 10))
    )
    with travel(night):
        duty.open_card(
            child, reason="A neighbour rang: shouting since ten, and a door was kicked.", by=on_duty
        )
    with travel(night + timedelta(minutes=50)):
        duty.write_night(
            child,
            happened="A neighbour rang at 11pm. There was a row about the telephone, and a door is broken.",
            done="Rang the mother the safe way. The eldest went to grandmother for the night; she came by car.",
            waits="Somebody asks the eldest how the night was, and whether they want to go home today.",
            by=on_duty,
        )
    j.last = night + timedelta(minutes=50)
