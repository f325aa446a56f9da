"""Children of the county who were missing: one who came back and talked about it, one whose interview waits, and one
who is missing now."""

from datetime import time, timedelta

from django.utils.timezone import localdate, localtime

from homeward.county.journey import Journey
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.support import actions as support
from homeward.support.models import Happening
from homeward.support.rules import Happened, Said, Why


def one_night(j: Journey, ago: int) -> None:
    """Out one night, found the next morning, and talked about it the day after, with an advocate."""
    eldest = _eldest(j)
    found = _gone_and_found(j, eldest, ago)
    with j.ago(ago - 1):
        support.offer_interview(
            found,
            at=localtime(),
            who=j.referrer.name,
            said=Said.ACCEPTS,
            words="If it is not at home.",
            by=j.referrer,
        )
    with j.ago(ago - 2):
        support.hold_interview(
            found,
            support.Talk(
                on=localdate(),
                who="Bell Talkwell, advocate",
                independent=True,
                where="The skate park café, which they chose",
                words="It was loud at home, so I went to my cousin’s. I had no credit to ring.",
                themes=[Why.ROWS, Why.PEOPLE],
                follows=f"{j.key_worker} agrees with both parents whom they may stay with on loud nights, by Friday.",
            ),
            by=j.referrer,
        )


def came_back_yesterday(j: Journey) -> None:
    """Found, and nobody has offered an interview yet."""
    _gone_and_found(j, _eldest(j), 1)


def out_since_last_night(j: Journey) -> None:
    """Missing now."""
    eldest = _eldest(j)
    with j.ago(0):
        support.record_happening(
            eldest,
            kind=Happened.WENT_MISSING,
            on=localdate() - timedelta(days=1),
            at=time(21, 30),
            what="Did not come back from a friend’s. The phone is off. Mother has rung the police.",
            episode=j.episode,
            by=j.cast.one(j.to_team, Role.TEAM_MANAGER),
        )


def _gone_and_found(j: Journey, child: Child, ago: int) -> Happening:
    with j.ago(ago):
        support.record_happening(
            child,
            kind=Happened.WENT_MISSING,
            on=localdate() - timedelta(days=1),
            at=time(22, 15),
            what="Left after a row, without a coat. Not at grandmother’s.",
            episode=j.episode,
            by=j.key_worker,
        )
        found = support.record_happening(
            child,
            kind=Happened.FOUND,
            on=localdate(),
            at=time(7, 40),
            what="Came back by bus by themselves. The police have seen them.",
            episode=j.episode,
            by=j.key_worker,
        )
        j.did(
            "Make sure that police",
            how="Police and duty knew that night, and that the child is back.",
        )
    return found


def _eldest(j: Journey) -> Child:
    return j.episode.children.order_by("born", "pk")[0]
