"""Who may lawfully decide, in the browser: the charity prepares, the council signs, the register changes."""

from django.utils.timezone import localdate

from homeward.partnership.rules import Function, Role
from tests.functional.test_main_job import prepare_decision, sign
from tests.support.making import begun


def test_decision_to_accommodate_goes_to_whom_the_register_names_that_day(cast, someone):
    dana = cast.join("Dana Placebo", cast.leadership, Role.DIRECTOR, cast.founded.council)
    episode = cast.episode()

    with someone(cast.robin) as robin:
        decision = prepare_decision(robin, Function.ACCOMMODATE)
        robin.open(f"/support/decisions/{decision.pk}/sign/")
        assert robin.page.locator("[name='signed_name']").count() == 0
    with someone(cast.morgan) as morgan:
        sign(morgan, decision, "come_into_care")
    again = begun(cast, episode, Function.ACCOMMODATE)
    with someone(cast.morgan, width=320) as morgan:
        morgan.open("/register/")
        morgan.finds_no_barrier()
        morgan.follow("Write a new line")
        morgan.page.locator("[name='function']").select_option(Function.ACCOMMODATE)
        morgan.choose("performed_by", "charity")
        morgan.choose("decides_kind", "council")
        morgan.page.locator("[name='decides_role']").select_option(Role.DIRECTOR)
        morgan.page.locator("[name='supervised_by']").select_option(label="Sam Placeholder")
        morgan.date("from_day", localdate())
        morgan.fill(decided_under="Cabinet, 3 November, minute 7")
        morgan.finds_no_barrier()
        morgan.send()
        morgan.sees("Under Cabinet, 3 November, minute 7")
        morgan.open(f"/decisions/{again.pk}/")
        morgan.sees("the director of children's services, council, decides")
    with someone(cast.robin) as robin:
        robin.open(f"/decisions/{again.pk}/")
        robin.sees("the director of children's services, council, decides")
    with someone(dana) as director:
        director.open(f"/decisions/{again.pk}/")
        director.sees("This is yours to decide")

    decision.refresh_from_db()
    assert decision.signed_by == cast.morgan
    assert decision.under_arrangement.decides_role == Role.HEAD_OF_SERVICE
