"""Small makers for the tests of information governance: the two leads, and a breach that they follow up."""

from datetime import timedelta

from django.utils.timezone import now

from homeward.governance.actions import breaches as actions
from homeward.governance.models import Breach
from homeward.governance.rules.breaches import Choice, Question
from homeward.partnership.rules import Role


WHAT = "A letter went to the flat next door."


def ira(cast):
    """The council's information governance lead, who works with no child."""
    return cast.join("Ira Placebo", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.council)


def gale(cast):
    """The charity's."""
    return cast.join("Gale Pretend", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.charity)


def reported(cast, *, by=None, ago=timedelta(hours=1), **more) -> Breach:
    """Robin, of the charity, reports what they noticed an hour ago."""
    given = {"what": WHAT, "noticed_at": now() - ago, "goes_on": False, "by": by or cast.robin}
    return actions.report_breach(cast.partnership, **given | more)


def judged(breach, by, choice=Choice.UNLIKELY):
    return actions.write_finding(
        breach, Question.RISK, choice=choice, words="They gave it back unopened.", by=by
    )


def notified(breach, by, **more):
    given = {"choice": Choice.NOTIFIED, "happened_at": now(), "reference": "IC-1"}
    return actions.write_finding(breach, Question.COMMISSIONER, **given | more, by=by)


def answered(breach, by):
    """Everything, with a risk that is unlikely."""
    judged(breach, by)
    for question, choice in (
        (Question.CONTAINED, None),
        (Question.COMMISSIONER, Choice.NOT_NOTIFIED),
        (Question.PEOPLE, Choice.NOT_HIGH),
        (Question.CAUSE, None),
        (Question.CHANGE, None),
    ):
        last = actions.write_finding(
            breach, question, choice=choice, words="It is written down.", by=by
        )
    return last
