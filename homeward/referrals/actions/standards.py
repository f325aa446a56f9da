"""Agreeing new numbers: a line that follows the one in force, from a day to come. The past is never changed."""

from datetime import date
from typing import TypeVar

from django.db.backends.postgresql.psycopg_any import DateRange

from homeward.locks import unlocked
from homeward.partnership.actions.following import follow_on
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Partnership, Team, Worker
from homeward.referrals.models import PanelTerms, ScreeningStandard
from homeward.referrals.models.standards import Agreed
from homeward.referrals.rules import QuorumTerms, ScreeningTerms


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
    return follow_on(
        line.partnership_id,
        line,
        type(line).objects.filter(partnership_id=line.partnership_id, team=line.team),
        told="agreed new numbers",
        changed={"what": in_words, "from": line.start},
        by=by,
    )
