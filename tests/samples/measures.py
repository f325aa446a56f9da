"""Of what was measured of Ash."""

from homeward.measures import actions
from homeward.people.models import Child
from tests.measures.making import licence, school_facts, sdq, tool_facts
from tests.samples.arguments import pk


def of_measures(cast, child: Child) -> dict[str, dict]:
    about = {"child_pk": child.pk}
    form = pk(sdq(child, cast.robin))
    score = pk(actions.record_tool_score(child, tool_facts(), by=cast.robin))
    school = pk(actions.record_attendance(child, school_facts(), by=cast.robin))
    return {
        "web:measures": pk(child),
        "measures:add_sdq": about,
        "measures:add_answers": about,
        "measures:add_score": about,
        "measures:add_attendance": about,
        "measures:correct_sdq": form,
        "measures:take_out_sdq": form,
        "measures:correct_score": score,
        "measures:take_out_score": score,
        "measures:correct_attendance": school,
        "measures:take_out_attendance": school,
        "measures:end_licence": pk(licence(cast)),
    }
