"""Of where Ash stands: a child in need, with a plan, and a change to read."""

from homeward.people.models import Child
from tests.safeguarding.making import need, plan
from tests.samples.arguments import pk


def of_safeguarding(cast, child: Child) -> dict[str, dict]:
    about = {"child_pk": child.pk}
    helped, made = pk(need(child, cast.sam)), pk(plan(child, cast.sam))
    return {
        "web:statuses": pk(child),
        "safeguarding:record_need": about,
        "safeguarding:record_plan": about,
        "safeguarding:read_changes": pk(child),
        "safeguarding:end_need": helped,
        "safeguarding:take_out_need": helped,
        "safeguarding:change_category": made,
        "safeguarding:record_review": made,
        "safeguarding:end_plan": made,
        "safeguarding:take_out_plan": made,
    }
