"""What families of the county live through: each state of a referral or an episode of help as a story.

A story is told in days ago, and ends at the state that it is named for.
"""

from collections.abc import Callable, Iterable

from homeward.clocks.rules import months_after
from homeward.county import (
    asked_family,
    belonging,
    disagreeing,
    going_home,
    measured,
    nights,
    speaking,
    standing,
    went_missing,
    words,
)
from homeward.county.days import next_panel_day, panel_day
from homeward.county.journey import Journey
from homeward.partnership.rules import Function, Role
from homeward.referrals.rules import Outcome, PanelOutcome, Urgency
from homeward.reunification.models import ReturnPlan
from homeward.support.rules import Happened, SafetyOutcome


Story = Callable[[Journey], None]
ADVICE = "Citizens’ advice and the early help team"
# What is to be done when a child comes into care: the tasks of the decision and of the day, as they begin.
AFTER_CARE = ("Find where", "Record the legal status", "See the child")


def waiting(j: Journey) -> None:
    with j.ago(0):
        j.refer()


def waiting_too_long(j: Journey) -> None:
    with j.ago(8):
        j.refer()


def waiting_in_danger(j: Journey) -> None:
    with j.ago(0):
        j.refer(Urgency.DANGER, "A parent left tonight after threats, and may come back.")


def asked_for_more(j: Journey) -> None:
    with j.ago(3):
        j.refer()
    with j.ago(1):
        j.ask()


def answered(j: Journey) -> None:
    with j.ago(6):
        j.refer()
    with j.ago(4):
        j.ask()
    with j.ago(1):
        j.answer()


def screened(outcome: Outcome, reasons: str, redirected_to: str = "") -> Story:
    def story(j: Journey) -> None:
        ago = j.rng.randrange(5, 300)
        with j.ago(ago + 2):
            j.refer()
        with j.ago(ago):
            officer = (
                j.cast.one(j.from_team, Role.TEAM_MANAGER) if outcome == Outcome.TOO_RISKY else None
            )
            j.screen(outcome, reasons, taken_back_by=officer, redirected_to=redirected_to)
        if officer:
            with j.ago(ago - 1):
                j.did(
                    "Take back the family", how="Took the family back; a strategy meeting was held."
                )

    return story


def waits_for_a_place(j: Journey) -> None:
    """On the waiting list for five weeks. Somebody looked again once, and should have again last week."""
    with j.ago(38):
        j.refer()
    with j.ago(36):
        j.put_on_list(review_in=14)
    with j.ago(22):
        j.look_again(review_in=14)


def taken_on(j: Journey, ago: int = 4) -> None:
    with j.ago(ago + 2):
        j.refer()
    with j.ago(ago):
        j.screen(Outcome.TAKE_ON, words.WHY_TAKE_ON)


def on_agenda(j: Journey) -> None:
    taken_on(j)
    with j.ago(1):
        j.to_panel(next_panel_day(j.today))


def with_the_chair(j: Journey) -> None:
    taken_on(j)
    with j.ago(2):
        j.to_panel(j.today)
    with j.ago(1):
        j.send_to_chair()
    with j.ago(0):
        j.sit()
        j.expect()


def decided(
    j: Journey, outcome: PanelOutcome, reasons: str, ago: int, alternative: str = ""
) -> None:
    """Taken on, then decided by the panel so many days ago."""
    held_on = panel_day(j.today, ago)
    ago = (j.today - held_on).days
    taken_on(j, ago + 8)
    with j.ago(ago + 6):
        j.to_panel(held_on)
    with j.ago(ago + 2):
        j.send_to_chair()
    with j.on(held_on):
        j.sign_panel(outcome, reasons, alternative)


def to_allocate(j: Journey) -> None:
    decided(j, PanelOutcome.AGREE, words.WHY_AGREED, 1)


def deferred(j: Journey) -> None:
    decided(j, PanelOutcome.DEFER, "We need to hear the school and both parents first.", 5)


def not_agreed(j: Journey) -> None:
    ago = j.rng.randrange(20, 200)
    decided(
        j,
        PanelOutcome.NOT_AGREED,
        words.WHY_NOT_AGREED,
        ago,
        "Family mediation, booked for next week.",
    )
    with j.ago(ago - 4):
        j.did("Offer the other help", how="Mediation was offered and the family said yes.")


def helped(
    j: Journey, ago: int, visits: tuple[int, ...] = (), outcome: PanelOutcome = PanelOutcome.AGREE
) -> None:
    """In support since so many days ago, with visits (days ago) after the plan was agreed."""
    decided(j, outcome, words.WHY_AGREED, ago + 3)
    with j.ago(ago):
        j.start_help()
    if not visits:
        return
    with j.ago(max(ago - 3, visits[0])):
        j.agree_to_engage()
        j.plan()
    visited(j, visits)


def visited(j: Journey, days_ago: Iterable[int]) -> None:
    for days in days_ago:
        with j.ago(days):
            j.visit()


def just_allocated(j: Journey) -> None:
    helped(j, 1)


def early_help(j: Journey) -> None:
    helped(j, 15, (9, 5), outcome=PanelOutcome.CONDITIONS)
    disagreeing.settled_at_once(j, 4)
    visited(j, (2,))


def in_support(j: Journey) -> None:
    ago = j.rng.randrange(40, 110)
    visits = tuple(range(ago - 5, 3, -14))
    helped(j, ago, visits[:2])
    measured.at_the_beginning(j, visits[1] - 1)
    visited(j, visits[2:])
    measured.again(j, 3)
    nights.write_cards(j, 3)
    nights.phoned_last_night(j)


def review_soon(j: Journey) -> None:
    """In support; next week everyone looks at the plan again."""
    helped(j, 38, (33, 19))
    standing.from_need_to_plan(j, 17)
    visited(j, (5,))


def review_overdue(j: Journey) -> None:
    """In support; there was no visit for three weeks, and the day to look at the plan again went by."""
    helped(j, 54, (49, 35, 21))
    disagreeing.more_help(j, 9)


def decision_prepared(j: Journey) -> None:
    helped(j, 60, (54, 40, 25, 11))
    speaking.for_themselves(j, 9)
    belonging.written_down(j, 8)
    visited(j, (3,))
    with j.ago(2):
        j.step_up()
        j.prepare(Function.STAY_AT_HOME)
    disagreeing.before_it_is_signed(j, 1)


def decision_sent(j: Journey) -> None:
    helped(j, 70, (64, 50, 36, 22, 8))
    with j.ago(4):
        j.prepare(Function.STAY_AT_HOME)
    with j.ago(1):
        j.send_to_head()


def safety(j: Journey, function: Function, outcome: SafetyOutcome, reasons: str, ago: int) -> None:
    with j.ago(ago + 6):
        j.prepare(function)
    with j.ago(ago + 3):
        j.send_to_head()
    with j.ago(ago):
        j.sign(outcome, reasons)
    with j.ago(max(ago - 1, 0)):
        j.did("Tell the family", how="Told them together at home, and left the letter.")


def decided_to_stay(j: Journey) -> None:
    helped(j, 90, (84, 70, 52, 41))
    safety(
        j,
        Function.STAY_AT_HOME,
        SafetyOutcome.STAY_AT_HOME,
        "Home is safer than it was in spring, and you asked to stay.",
        30,
    )
    disagreeing.settled_at_last(j, 27)
    visited(j, (12,))


def came_into_care(j: Journey) -> None:
    """Decided, and then it happened: help goes on, across care, with a visit every three weeks."""
    in_care(j, j.rng.randrange(30, 80))


def in_care(j: Journey, ago: int, until: int = 6) -> None:
    """Since so many days ago; told until so many days ago, for what comes after is another story's."""
    helped(j, ago + 70, (ago + 60, ago + 40, ago + 20))
    safety(
        j,
        Function.ACCOMMODATE,
        SafetyOutcome.COME_INTO_CARE,
        "Nights are not safe, and both parents agree.",
        ago + 1,
    )
    with j.ago(ago):
        j.come_into_care("Moved in with a foster carer known from school, as was agreed.")
    visited(j, (ago - 1,))
    with j.ago(ago - 2):
        j.did(*AFTER_CARE, how="Done on the day, and told to the reviewing officer.")
    visited(j, range(ago - 22, until, -21))


def came_into_care_tonight(j: Journey) -> None:
    helped(j, 45, (39, 30, 21, 10))
    with j.ago(0):
        j.come_into_care("A foster carer took them in this evening, with mother’s agreement.")


def to_return_home(j: Journey) -> None:
    """Worked towards for months; the decision to return waits for its signature."""
    in_care(j, 200, until=120)
    plan = going_home.thought_of(j, 120)
    going_home.assessed(j, plan, 110)
    going_home.worked_towards(j, plan, 100)
    going_home.waits_for_the_return(j, plan, 12)


def at_home(j: Journey) -> None:
    """Home since eleven weeks, seen every week or two, and looked after."""
    in_care(j, 230, until=190)
    plan = _home_again(j, 190, 80)
    visited(j, (76, 70, 63))
    going_home.checked(j, plan, 1, 48)
    visited(j, (40, 25, 11))


def back_in_care(j: Journey) -> None:
    """Home for five months, then back in care: looked back at, and begun again."""
    in_care(j, 330, until=300)
    plan = _home_again(j, 300, 190)
    going_home.checked(j, plan, 1, 158)
    visited(j, (140, 120, 110))
    going_home.checked(j, plan, 3, 98)
    visited(j, (80, 60, 45))
    going_home.back_in_care(j, plan, 30)
    with j.ago(6):
        going_home.begun(j)


def _home_again(j: Journey, begun: int, home: int) -> ReturnPlan:
    plan = going_home.thought_of(j, begun)
    going_home.assessed(j, plan, begun - 8)
    going_home.worked_towards(j, plan, begun - 18)
    visited(j, range(begun - 40, home + 20, -21))
    going_home.got_ready(j, plan, home + 15)
    going_home.came_home(j, plan, home)
    return plan


def was_missing(j: Journey) -> None:
    helped(j, 45, (39, 30))
    went_missing.one_night(j, 20)
    visited(j, (12, 5))


def found_yesterday(j: Journey) -> None:
    helped(j, 50, (44, 33, 21, 9))
    went_missing.came_back_yesterday(j)


def is_missing(j: Journey) -> None:
    """Since last night, and not for the first time."""
    helped(j, 40, (34,))
    went_missing.one_night(j, 20)
    visited(j, (12, 6))
    went_missing.out_since_last_night(j)


def asked_the_family(j: Journey) -> None:
    """Offered a family group meeting in the letter before proceedings, met, made a plan, and stepped down."""
    helped(j, 70, (64, 57))
    asked_family.made_a_plan(j, 50)
    visited(j, (30, 16, 6))
    asked_family.stepped_down(j, 3)


def before_court(j: Journey) -> None:
    helped(j, 60, (54, 45))
    asked_family.waits_before_court(j, 30)
    visited(j, (20, 8))


def withdrew(j: Journey) -> None:
    ago = j.rng.randrange(10, 250)
    helped(j, ago + 40, (ago + 33, ago + 20))
    with j.ago(ago):
        j.happened(
            Happened.FAMILY_WITHDREW, "They do not want visits now. They know how to come back."
        )
    with j.ago(ago - 2):
        j.did(how="Talked with the council: the children are safe, school keeps watch.")
        j.close("The family withdrew, and the council agreed that the children are safe.")


def closed(j: Journey, ago: int) -> None:
    """Support ended by decision so many days ago. Of the follow-ups due since, the latest is still to do."""
    helped(j, ago + 150, tuple(range(ago + 140, ago + 20, -30)))
    safety(
        j,
        Function.END_SUPPORT,
        SafetyOutcome.END_SUPPORT,
        "The goals are met and grandmother is near.",
        ago + 2,
    )
    with j.ago(ago):
        j.did(how="Done before support ended.")
        j.close("The goals are met.")
    ended = j.episode.closed_on or j.today
    due = [months for months in (1, 3, 6, 12, 24) if months_after(ended, months) < j.today]
    for months in due[:-1]:
        with j.ago((j.today - months_after(ended, months)).days):
            j.follow_up(months)


def closed_lately(j: Journey) -> None:
    closed(j, j.rng.randrange(3, 25))


def closed_this_year(j: Journey) -> None:
    closed(j, j.rng.randrange(200, 330))


def closed_long_ago(j: Journey) -> None:
    j.expects = True
    closed(j, j.rng.randrange(760, 800))
