"""Small makers for the tests of information governance: the two leads, and a breach that they follow up."""

from datetime import timedelta

from django.utils.timezone import localdate, now

from homeward.governance.actions import assessments
from homeward.governance.actions import breaches as actions
from homeward.governance.models import Assessment, Breach
from homeward.governance.rules.assessments import Likelihood, Part, Residual, Severity
from homeward.governance.rules.breaches import Choice, Question
from homeward.partnership.models import SharingAgreement
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


def not_notified(breach, by):
    given = {"choice": Choice.NOT_NOTIFIED, "words": "It came back unopened."}
    return actions.write_finding(breach, Question.COMMISSIONER, **given, by=by)


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


def hari(cast):
    """The charity's head of service, who signs for it; Morgan signs for the council."""
    return cast.join("Hari Pretend", cast.north, Role.HEAD_OF_SERVICE, cast.founded.charity)


def agreement(cast) -> SharingAgreement:
    return SharingAgreement.objects.get(partnership=cast.partnership)


def said(**changes) -> assessments.Written:
    given = {
        "what": "Key workers write visits up.",
        "necessity": "Nobody remembers a visit for a year.",
        "proportionality": "Only who works with the child reads it.",
        "review_by": localdate() + timedelta(days=365),
        "parts": [Part.SUPPORT],
    }
    return assessments.Written(**given | changes)


def begun(cast, by, **changes) -> Assessment:
    return assessments.begin_assessment(
        cast.partnership, title="Visits", written=said(**changes), by=by
    )


def with_risk(assessment, by, **changes):
    given = {
        "what": "A page is read over somebody’s shoulder.",
        "to_whom": "children whose address is kept secret",
        "likelihood": Likelihood.POSSIBLE,
        "severity": Severity.SEVERE,
        "measure": "Pages close after some minutes.",
        "owner": by,
        "done_by": localdate(),
        "residual": Residual.LOW,
    }
    return assessments.add_risk(assessment, **given | changes, by=by)


def to_sign(cast, one, other, **changes) -> Assessment:
    """With a risk and the advice of both leads."""
    assessment = begun(cast, one, **changes)
    with_risk(assessment, one)
    for lead in (one, other):
        advised(assessment, lead)
    return assessment


def advised(assessment, by, words="Do it so."):
    return assessments.advise(assessment, words=words, seen=as_seen(assessment), by=by)


def fetched(assessment) -> Assessment:
    return Assessment.objects.whole().get(pk=assessment.pk)


def as_seen(assessment) -> str:
    """What a page shows now."""
    return fetched(assessment).newest.as_seen


def signed(cast, one, other, **changes) -> Assessment:
    assessment = to_sign(cast, one, other, **changes)
    for senior in (cast.morgan, hari(cast)):
        assessments.sign_off(assessment, seen=as_seen(assessment), by=senior)
    return assessment
