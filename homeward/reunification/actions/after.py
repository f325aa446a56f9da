"""After coming home: the checks, and looking back when a child is back in care."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.reunification import queries, rules
from homeward.reunification.actions.shared import record, telling
from homeward.reunification.models import LookBack, ReturnCheck, ReturnPlan
from homeward.support.actions.shared import council_task


@dataclass(frozen=True)
class Checked:
    """How the child was found on a day."""

    on: date
    living: str
    feels_safe: bool | None
    words: str
    how_it_is: str
    worries: str


@unlocked()
def record_check(plan: ReturnPlan, months: int, found: Checked, *, by: Worker) -> ReturnCheck:
    plan, reason = telling(plan, by, found.on)
    facts = queries.facts_of_one(plan)
    home_on = facts.home.home_on if facts.home and facts.is_home else None
    require(rules.may_check(months, home_on, facts.checks, found.on, localdate()))
    check = ReturnCheck.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        home_on=home_on,
        months=months,
        on=found.on,
        living=found.living,
        feels_safe=found.feels_safe,
        words=found.words,
        how_it_is=found.how_it_is,
        worries=found.worries,
        checked_by=by,
    )
    record(
        f"looked how the child is, {months} month{'' if months == 1 else 's'} after coming home",
        check,
        plan,
        by,
        reason,
        on=found.on,
        words=found.words,
        what_happened=found.how_it_is,
        living=found.living,
        feels_safe=found.feels_safe,
        worries=found.worries,
    )
    if found.feels_safe is False:
        council_task(
            plan.episode,
            [plan.child],
            "Talk with the child, who does not feel safe at home",
            f"{by} asked at the check after {months} month{'' if months == 1 else 's'}",
            localdate(),
            urgent=True,
            by=by,
        )
    return check


@dataclass(frozen=True)
class Learned:
    words: str
    family_says: str
    what_helped: str
    what_was_hard: str
    next_time: str


@unlocked()
def look_back(plan: ReturnPlan, learned: Learned, *, by: Worker) -> LookBack:
    """What was learned of this return, for the family and for both organisations. It joins the same plan."""
    plan, _ = telling(plan, by)
    home = queries.facts_of_one(plan).home
    done = home and LookBack.objects.filter(plan=plan, home_on=home.home_on).exists()
    answer = require(
        rules.may_look_back(back=home is not None and home.back_on is not None, done=bool(done))
    )
    assert home is not None
    written = LookBack.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        home_on=home.home_on,
        back_on=home.back_on,
        words=learned.words,
        family_says=learned.family_says,
        what_helped=learned.what_helped,
        what_was_hard=learned.what_was_hard,
        next_time=learned.next_time,
        written_by=by,
    )
    record(
        "looked back at a return home",
        written,
        plan,
        by,
        answer.reason,
        words=learned.words,
        family_says=learned.family_says,
        what_helped=learned.what_helped,
        what_was_hard=learned.what_was_hard,
        next_time=learned.next_time,
    )
    return written
