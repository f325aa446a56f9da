"""Of breaches and of impact assessments."""

from datetime import timedelta

from django.utils.timezone import localdate, now

from homeward.governance.actions import assessments, breaches
from homeward.governance.rules.assessments import Part
from homeward.people.models import Child
from tests.samples.arguments import pk
from tests.samples.readers import OF_ASSESSMENTS


def of_governance(cast, child: Child) -> dict[str, dict]:
    today = localdate()
    breach = breaches.report_breach(
        cast.partnership,
        what="A letter went to the flat next door.",
        noticed_at=now(),
        goes_on=False,
        children=[child],
        workers=[cast.robin],
        by=cast.robin,
    )
    assessment = assessments.begin_assessment(
        cast.partnership,
        title="Writing visits up",
        written=assessments.Written(
            what="Key workers write visits up.",
            necessity="Nobody remembers a visit for a year.",
            proportionality="Only who works with the child reads it.",
            review_by=today + timedelta(days=365),
            parts=[Part.SUPPORT],
        ),
        by=cast.jo,
    )
    return {
        **{
            f"governance:{name}": pk(breach)
            for name in (
                "breach",
                "contain_breach",
                "judge_breach",
                "notify_commissioner",
                "tell_people",
                "find_cause",
                "change_after_breach",
                "confirm_breach",
            )
        },
        **{name: pk(assessment) for name in OF_ASSESSMENTS},
    }
