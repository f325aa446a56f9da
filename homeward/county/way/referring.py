"""Referral and screening, and the waiting list of those for whom there was no room."""

from datetime import timedelta
from typing import Any

from homeward.access.guard import require
from homeward.county import words
from homeward.county.way.pen import CHILD, REFERRAL, Row, Way, due_after, working_day
from homeward.referrals.models import (
    Referral,
    ReferralAdult,
    ReferralChild,
    Screening,
    Waiting,
    WaitingReview,
)
from homeward.referrals.rules import Need, Outcome, Waits, may_follow, may_move, may_wait
from homeward.tasks.rules import Doing


REVIEW_EVERY = 21  # days in which somebody looks again at a family that waits


def refer(way: Way, days_ago: int) -> None:
    way.referred_on = day = way.on(days_ago)
    unit, family = way.unit, way.family
    way.sent_at = way.at
    way.referral = way.add(
        Referral,
        reference=way.reference,
        from_team_id=unit.west,
        to_team_id=unit.north,
        referred_by_id=way.social_worker[0],
        sent_at=way.at,
        standard_id=unit.standard,
        screen_by=due_after(day, 2),
        reasons=list(family.reasons),
        why_now=family.why_now,
        tried=family.tried,
        going_well=family.going_well,
        family_says=family.says,
        urgency=family.urgency.value,
    )
    for child in family.children:
        pk = way.kin.child(child.given_name, child.family_name, child.born, child.sex, "")
        way.children.append(pk)
        way.tell(
            "entered the child", CHILD, pk, way.social_worker, children=[pk],
            given_name=child.given_name, family_name=child.family_name, born=child.born,
        )  # fmt: skip
        way.add(
            ReferralChild,
            referral_id=way.referral,
            child_id=pk,
            says=child.says,
            not_asked_because=child.not_asked_because,
        )
        for team in (unit.west, unit.north):
            way.see(pk, team, f"referral {way.shown}", day)
    for adult in family.adults:
        pk = way.kin.adult(adult)
        way.add(
            ReferralAdult,
            referral_id=way.referral,
            adult_id=pk,
            kind=adult.kind,
            parental_responsibility=adult.parental_responsibility,
        )
        for child_id in way.children:
            way.kin.relate(child_id, pk, adult.kind, adult.parental_responsibility, day)
    way.tell(
        "referred a family", REFERRAL, way.referral, way.social_worker,
        "you work in the team that refers", reasons=family.reasons, why_now=family.why_now,
        tried=family.tried, family_says=family.says,
    )  # fmt: skip


def screen(
    way: Way, days_ago: int, outcome: Outcome, reasons: str, redirected_to: str = ""
) -> None:
    way.on(days_ago)
    before = way.screened[-1]["outcome"] if way.screened else None
    require(may_follow(before, outcome))
    waits = _waits(way, Need.CAN_WAIT) if outcome == Outcome.NO_CAPACITY else None
    way.add(
        Screening,
        referral_id=way.referral,
        outcome=outcome.value,
        reasons=reasons,
        by_id=way.manager[0],
        at=way.at,
        taken_back_by_id=way.social_worker[0] if outcome == Outcome.TOO_RISKY else None,
        redirected_to=redirected_to,
    )
    way.screened.append(
        {"outcome": outcome.value, "reasons": reasons, "by": way.manager[1], "reply": ""}
    )
    helped_by = {"interim": waits.interim_what, "review_on": waits.review_on} if waits else {}
    way.tell(
        f"screened a referral: {outcome.value}", REFERRAL, way.referral, way.manager,
        "your team received it", reasons=reasons, redirected_to=redirected_to, **helped_by,
    )  # fmt: skip
    if waits:
        _begin_waiting(way, waits)
    elif way.waiting:
        _leave_list(way, outcome)
    if outcome == Outcome.ASK_FOR_MORE:
        way.task(
            way.unit.west, f"Answer what was asked about referral {way.shown}",
            f"{way.manager[1]} asked for more", due_after(way.at.date(), 2), way.manager,
            doing=Doing.ANSWER, subject=way.referral,
        )  # fmt: skip


# The waiting list


def _waits(way: Way, need: Need) -> Waits:
    """Somebody looks again in three weeks, or on the working day before: as far as the rule lets them wait."""
    today = way.at.date()
    review_on = working_day(today + timedelta(days=REVIEW_EVERY + 1), 1)
    waits = Waits(need, review_on, words.HELP_MEANWHILE, words.HELPS_MEANWHILE, today)
    require(may_wait(waits, today))
    return waits


def _begin_waiting(way: Way, waits: Waits) -> None:
    way.add(
        Waiting,
        referral_id=way.referral,
        since=way.at.date(),
        put_by_id=way.manager[0],
        put_at=way.at,
        **_held(waits),
    )
    way.waiting = way.last(Waiting), _look_again_on(way, waits)


def look_again(way: Way, days_ago: int) -> None:
    """Spoken with the family: the first time they are moved up the list, and it is said why."""
    assert way.waiting is not None  # they were put on the list
    row, task = way.waiting
    way.on(days_ago)
    before = Need(way.held(Waiting, row, "need"))
    waits = _waits(way, Need.SOON)
    why = words.WHY_MOVED if before != waits.need else ""
    require(may_move(before, waits.need, why))
    way.change(Waiting, row, **_held(waits))
    way.add(
        WaitingReview,
        waiting_id=way.held(Waiting, row, "id"),
        words=words.LOOKED_AGAIN,
        need_before=before.value,
        need=waits.need.value,
        why_moved=why,
        by_id=way.manager[0],
        at=way.at,
    )
    way.tell(
        "looked again at a family on the waiting list", REFERRAL, way.referral, way.manager,
        "the family waits on your team's list", words=words.LOOKED_AGAIN, need=waits.need.words,
        why_moved=why, interim=waits.interim_what, review_on=waits.review_on,
    )  # fmt: skip
    way.finish(task, "Somebody looked again", way.manager)
    way.waiting = row, _look_again_on(way, waits)


def _leave_list(way: Way, outcome: Outcome) -> None:
    assert way.waiting is not None  # asked by the caller
    row, task = way.waiting
    way.change(Waiting, row, left_at=way.at, left_by_id=way.manager[0])
    way.finish(task, f"Left the waiting list: {outcome.value}", way.manager)
    way.waiting = None


def _look_again_on(way: Way, waits: Waits) -> Row:
    return way.task(
        way.unit.north,
        f"Look again at a family on the waiting list: referral {way.shown}",
        "Nobody waits without being looked at again",
        waits.review_on,
        way.manager,
        doing=Doing.REVIEW_WAITING,
        subject=way.referral,
    )


def _held(waits: Waits) -> dict[str, Any]:
    return {
        "need": waits.need.value,
        "review_on": waits.review_on,
        "interim_what": waits.interim_what,
        "interim_who": waits.interim_who,
        "interim_since": waits.interim_since,
    }
