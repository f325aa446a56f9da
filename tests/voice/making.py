"""Small makers for the tests of the voice: a page that was issued, a link, a signed decision, a fact told once."""

from datetime import datetime, time

from django.urls import reverse
from django.utils.timezone import localdate, make_aware

from homeward.clocks.rules import working_days_after
from homeward.partnership.rules import Role
from homeward.people.models import Adult
from homeward.referrals.actions import ReferredAdult
from homeward.support.models import EpisodeOfHelp
from homeward.voice.actions import contact, plans, retelling
from homeward.voice.rules.plans import Agreed, Checked
from homeward.voice.rules.retelling import Permission
from tests.support.making import write_plan


def address(name: str, *args) -> str:
    return reverse(f"voice:{name}", args=args)


def adult_of(episode: EpisodeOfHelp, name: str = "Dee Sampleton") -> Adult:
    return Adult.objects.filter(relationships__child__in=episode.children.all(), name=name)[0]


def with_two_adults(cast, **changes):
    """Dee, who lives with the children, and Ray, of whom Dee is afraid."""
    adults = [
        ReferredAdult(
            "Dee Sampleton", "mother", phone="01632 960155", safe_contact="Phone before six"
        ),
        ReferredAdult(
            "Ray Sampleton",
            "father",
            phone="01632 960177",
            safe_contact="Only through his sister at the bakery",
        ),
    ]
    return cast.refer(adults=adults, **changes)


def checked(**changes) -> Checked:
    given = {
        "agreed": (Agreed("We eat together on Sundays", "Dee cooks, Ash lays the table."),),
        "if_wrong": "Phone Robin. At night phone the number on this page.",
        "read_through": True,
    }
    return Checked(**{**given, **changes})


def issued_for(cast, episode, person, **changes):
    if not episode.plans.exists():
        write_plan(episode, by=cast.robin)
    children = list(episode.children.all())
    return plans.issue_plan(episode, person, checked(**changes), children=children, by=cast.robin)


def reachable(cast, person):
    return contact.write_safe_way(
        person, how="Text to their own phone", hours="Before six", never="No letters", by=cast.robin
    )


def link_for(cast, episode, person):
    issued_for(cast, episode, person)
    reachable(cast, person)
    return plans.make_link(episode, person, by=cast.robin)


def told_once(cast, child, **changes):
    given = {
        "about": "The night in May",
        "fact": "The door was kicked in while they slept.",
        "teller": "Dee, Ash’s mother",
        "source": "To Robin, at the second visit",
        "told_on": localdate(),
        "team": cast.north,
        "permission": Permission.YES,
        "by": cast.robin,
    }
    return retelling.write_fact(child, **{**given, **changes})


def at_the_door(client, secret: str, code: str):
    """Follow the link and type the code, as a person does."""
    client.get(address("open_link", secret))
    return client.post(address("code"), {"code": code})


def in_hours() -> datetime:
    """A Tuesday, or the next working day after it, at ten: of this week or the next."""
    return make_aware(datetime.combine(working_days_after(localdate(), 1), time(10)))


def at_night() -> datetime:
    return make_aware(datetime.combine(working_days_after(localdate(), 1), time(21)))


def someone_on_duty(cast):
    return cast.join("Bo Nightly", cast.founded.duty, Role.SOCIAL_WORKER, cast.founded.council)
