"""Of where Ash stands: a child in need, with a plan, and a change to read."""

from homeward.people.models import Child
from homeward.safeguarding import actions
from homeward.safeguarding.rules import Answered
from tests.safeguarding.making import ago, need, plan
from tests.samples.arguments import pk


def of_safeguarding(cast, child: Child) -> dict[str, dict]:
    about = {"child_pk": child.pk}
    leading = actions.name_lead(
        child, worker=cast.sam, start=ago(20), because="They know each other.", by=cast.kit
    )
    offer = actions.offer_advocate(
        child,
        on=ago(9),
        who="Sam",
        provider="Voicehope",
        answered=Answered.YES,
        words="Yes please.",
        by=cast.sam,
    )
    helped, made = pk(need(child, cast.sam)), pk(plan(child, cast.sam))
    return {
        "web:statuses": pk(child),
        "safeguarding:record_need": about,
        "safeguarding:record_plan": about,
        "safeguarding:name_lead": about,
        "safeguarding:end_lead": pk(leading),
        "safeguarding:offer_advocate": about,
        "safeguarding:begin_advocacy": pk(offer),
        "safeguarding:read_changes": pk(child),
        "safeguarding:end_need": helped,
        "safeguarding:take_out_need": helped,
        "safeguarding:change_category": made,
        "safeguarding:record_review": made,
        "safeguarding:end_plan": made,
        "safeguarding:take_out_plan": made,
    }
