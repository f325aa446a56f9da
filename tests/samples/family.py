"""Of what a family can do, and of the edge of court: of Ash and Wren."""

from datetime import date

from homeward.family.actions import begin_group
from homeward.people.models import Child
from homeward.referrals.actions import ReferredChild
from tests.family import making
from tests.samples.arguments import pk


def of_family(cast, child: Child) -> dict[str, dict]:
    """Asked at the gateway, then the court was quicker: so that there is one of each."""
    group = begin_group(list(child.episodes_of_help.first().children.all()), by=cast.sam)
    nan = making.nan(group, cast.sam)
    viability = making.assessed(nan, cast.sam)
    meeting = making.held(group, cast.sam)
    plan = making.planned(meeting, cast.sam)
    waiting = making.asked(group, cast.sam)
    began = making.letter(group, cast.sam)
    proceedings = making.issued(group, cast.sam)
    lou = ReferredChild("Lou", "Sampleton", date(2016, 1, 6), not_asked_because="Lou was out")
    without = cast.refer(children=[lou]).children.get()
    return {
        "family:start": {"child_pk": without.pk},
        **{
            f"family:{name}": pk(group)
            for name in (
                "group",
                "add_relative",
                "offer_meeting",
                "invite",
                "hold_meeting",
                "court",
                "ask_gateway",
                "send_letter",
                "issue_proceedings",
            )
        },
        **{
            f"family:{name}": pk(nan)
            for name in ("relative", "say_could", "change_reach", "assess", "give_help")
        },
        "family:tell_relative": pk(viability),
        "family:write_plan": pk(meeting),
        **{f"family:{name}": pk(plan) for name in ("answer_plan", "review_plan", "plan_print")},
        "family:decide_gateway": pk(waiting),
        "family:hold_pre_meeting": pk(began),
        **{
            f"family:{name}": pk(proceedings)
            for name in ("explain_no_meeting", "give_court_time", "end_proceedings")
        },
    }
