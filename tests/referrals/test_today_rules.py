"""How far a crisis has come, who may ask, and the clock of looking back. No database."""

from datetime import date

import pytest

from homeward.partnership.rules import WorkerOnDay
from homeward.referrals import rules
from homeward.referrals.rules import CrisisFacts, CrisisState, Outcome, PanelOutcome, TodayOutcome


MONDAY, FRIDAY = date(2026, 10, 5), date(2026, 10, 9)
NOBODY = WorkerOnDay(1, "Pat Nobody", ())


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (CrisisFacts(), CrisisState.TEAM),
        (CrisisFacts(can_go=False), CrisisState.CANNOT),
        (CrisisFacts(can_go=True), CrisisState.SIGNATURE),
        (CrisisFacts(True, TodayOutcome.NOT_TODAY), CrisisState.NOT_TODAY),
        (CrisisFacts(True, TodayOutcome.TODAY), CrisisState.HELPED),
        (CrisisFacts(True, TodayOutcome.TODAY, PanelOutcome.DEFER), CrisisState.HELPED),
        (CrisisFacts(True, TodayOutcome.TODAY, PanelOutcome.AGREE), CrisisState.LOOKED_BACK),
        (CrisisFacts(True, TodayOutcome.TODAY, PanelOutcome.NOT_AGREED), CrisisState.LOOKED_BACK),
    ],
)
def test_state_follows_from_what_is_known(facts, state):
    assert rules.crisis_state(facts) == state


@pytest.mark.parametrize(
    ("due", "looked", "today", "said"),
    [
        (None, None, MONDAY, ""),
        (FRIDAY, None, MONDAY, "The panel looks back by 9 October 2026."),
        (FRIDAY, None, FRIDAY, "The panel looks back by 9 October 2026."),
        (MONDAY, None, FRIDAY, "The panel is late in looking back: it was due by 5 October 2026."),
        (FRIDAY, FRIDAY, FRIDAY, "in time: it was due by 9 October 2026."),
        (MONDAY, FRIDAY, FRIDAY, "late: it was due by 5 October 2026."),
    ],
)
def test_clock_of_looking_back_is_one_sentence(due, looked, today, said):
    assert rules.look_back_in_words(due, looked, today).endswith(said)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"latest": Outcome.TOO_RISKY}, "ended without help"),
        ({"latest": Outcome.FAMILY_DECLINED}, "ended without help"),
        ({"decided": PanelOutcome.NOT_AGREED}, "ended without help"),
        ({"decided": PanelOutcome.CONDITIONS}, "can begin today without this"),
        ({"asked": True}, "asked for already"),
        ({"helped": True, "asked": True}, "has begun"),
    ],
)
def test_help_today_is_not_asked_for_what_has_ended_or_begun(facts, reason):
    asking = WorkerOnDay(1, "Pat Nobody", ())
    given = {"latest": None, "decided": None, "asked": False, "helped": False, **facts}

    stranger = rules.may_ask_for_today(asking, 7, **given)
    own = rules.may_ask_for_today(_of_team(7), 7, **given)

    assert "the team that referred" in stranger.reason
    assert not own
    assert reason in own.reason
    assert own.instead


def _of_team(team_id):
    class InTeam:
        team_ids = frozenset({team_id})

    return InTeam()


@pytest.mark.parametrize(
    ("latest", "decided"),
    [
        (None, None),
        (Outcome.ASK_FOR_MORE, None),
        (Outcome.NO_CAPACITY, None),
        (Outcome.TAKE_ON, PanelOutcome.DEFER),
    ],
)
def test_whoever_still_waits_may_ask_for_today(latest, decided):
    answer = rules.may_ask_for_today(
        _of_team(7), 7, latest=latest, decided=decided, asked=False, helped=False
    )

    assert answer


def test_nobody_goes_without_a_name():
    assert "nobody is named" in rules.may_go(None, 7).reason
    assert "not in the team" in rules.may_go(NOBODY, 7).reason


@pytest.mark.parametrize(
    ("outcome", "instead", "may"),
    [
        ("today", "", True),
        ("not today", "Nan", True),
        ("not today", "  ", False),
        ("x", "y", False),
    ],
)
def test_no_says_what_happens_instead(outcome, instead, may):
    assert bool(rules.may_save_today_outcome(outcome, instead, None)) is may


@pytest.mark.parametrize(("outcome", "may"), [("today", False), ("not today", True)])
def test_help_that_began_meanwhile_does_not_begin_again(outcome, may):
    answer = rules.may_save_today_outcome(outcome, "Robin is there.", date(2026, 5, 4))

    assert bool(answer) is may
    assert may or "help began on 4 May 2026" in answer.reason
