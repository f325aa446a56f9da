"""Agreeing new numbers: a line that follows the one in force, from a day to come. The past is never changed."""

from datetime import date
from typing import TypeVar

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.actions.proposing import lock_partnership
from homeward.partnership.models import Partnership, Team, Worker
from homeward.partnership.rules.numbers import may_agree_numbers, may_follow_on
from homeward.referrals.models import PanelTerms, ScreeningStandard
from homeward.referrals.models.standards import Agreed
from homeward.referrals.rules import QuorumTerms, ScreeningTerms
from homeward.trail import actions as trail


Line = TypeVar("Line", bound=Agreed)


def standard_for(team: Team, day: date) -> ScreeningStandard:
    """The line in force. The first referral of a partnership that has agreed nothing yet writes down what
    a partnership begins with, so that every referral keeps what held when it was sent."""
    standard = ScreeningStandard.objects.in_force(team, day)
    if standard.pk is None:
        lock_partnership(team.partnership_id)  # two first referrals at once write it down once
        standard = ScreeningStandard.objects.in_force(team, day)
        standard.save()
    return standard


@unlocked()
def set_screening_standard(
    partnership: Partnership,
    terms: ScreeningTerms,
    *,
    team: Team | None,
    from_day: date,
    decided_under: str,
    by: Worker,
) -> ScreeningStandard:
    """For one team, or without a team for all that have no line of their own."""
    line = ScreeningStandard(
        partnership=partnership,
        team=team,
        period=DateRange(from_day, None),
        decided_under=decided_under,
        days=terms.days,
        cut_off=terms.cut_off,
        asking_stops=terms.asking_stops,
        answer_days=terms.answer_days,
    )
    return _follow_on(line, terms.in_words, by=by)


@unlocked()
def set_panel_terms(
    partnership: Partnership,
    terms: QuorumTerms,
    *,
    team: Team | None,
    from_day: date,
    decided_under: str,
    by: Worker,
) -> PanelTerms:
    """For one team's panel, or without a team for all that have no line of their own."""
    line = PanelTerms(
        partnership=partnership,
        team=team,
        period=DateRange(from_day, None),
        decided_under=decided_under,
        members=terms.members,
        of_each=terms.of_each,
    )
    return _follow_on(line, terms.in_words, by=by)


def _follow_on(line: Line, in_words: str, *, by: Worker) -> Line:
    """Save the line and end the one before it. The partnership is locked, so that two do not both follow."""
    lock_partnership(line.partnership_id)
    today = localdate()
    answer = require(may_agree_numbers(by.on(today), line.partnership_id))
    lines = type(line).objects.filter(partnership_id=line.partnership_id, team=line.team)
    before = lines.order_by("period").last()
    require(may_follow_on(line.start, before.start if before else None, today))
    if before:
        before.end_on(line.start)
    line.save()
    trail.record(
        "agreed new numbers",
        line,
        by=by,
        because=answer.reason,
        changed={"what": in_words, "from": line.start},
    )
    return line
