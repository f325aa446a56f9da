"""A planned return from a care order that does not last, in the browser, as people of both organisations.

Ash is in care under an order. Robin, of the charity, begins a return plan and prepares everything; Toni and Morgan, of
the council, sign what only the council may. A return judged too risky is not signed; when it has changed, it is. Ash
comes home, is seen and looked after, and in the fifth month is back in care: Sam records it at once. It is looked at
without blame, in the same episode of help, with the same key worker, and the next plan begins with what was learned.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.decisions.models import Decision
from homeward.people.models import Child
from homeward.reunification import queries
from homeward.reunification.models import Classification, MustChange, ReturnPlan, StepHome
from homeward.reunification.rules import Stage, stage
from homeward.support.models import EpisodeOfHelp, Happening
from homeward.tasks.models import Task
from tests.reunification.making import ash_of, into_care, manager


def ago(days: int):
    """As it was so many days ago, with the clock going on."""
    return travel(now() - timedelta(days=days))


def plan() -> ReturnPlan:
    return ReturnPlan.objects.latest("pk")


def path(name: str = "") -> str:
    return f"/going-home/{plan().pk}/{name}"


def ask(robin) -> Decision:
    """Robin asks the next question and prepares it, with what the child says first."""
    robin.open(path("ask/"))
    robin.date("due", localdate() + timedelta(days=7))
    robin.finds_no_barrier()
    robin.send()
    decision = Decision.objects.latest("pk")
    for whose, who in (("child", "Ash"), ("council", "Sam"), ("charity", "Robin")):
        robin.open(f"/decisions/{decision.pk}/views/add/?whose={whose}")
        robin.choose("whose", whose)
        robin.fill(who=who, words="Home, slowly.")
        robin.send()
    robin.open(f"/decisions/{decision.pk}/send/")
    robin.send()
    return decision


def sign(decider, decision: Decision, code: str) -> None:
    decider.open(f"/decisions/{decision.pk}/")
    decider.choose("outcome", decision.options.get(code=code).pk)
    decider.fill(
        reasons="You asked, and it has changed.",
        look_again_if="A weekend goes wrong.",
        signed_name=decider.name,
    )
    decider.date("look_again_by", localdate() + timedelta(days=28))
    decider.finds_no_barrier()
    decider.send()


def write_down(robin, kind: str, what: str) -> None:
    robin.open(path("factors/add/"))
    robin.choose("kind", kind)
    robin.fill(what=what, evidence="Seen on three visits.", source="Robin")
    robin.send()


def judge(robin, level: str) -> None:
    robin.open(path("classify/"))
    robin.choose("level", level)
    robin.fill(reasons="What we saw since March.")
    robin.finds_no_barrier()
    robin.send()


def sign_off(toni) -> None:
    toni.open("/")
    toni.follow("Sign off how safe a return home is judged to be")
    toni.fill(signed_name=toni.name)
    toni.finds_no_barrier()
    toni.send()
    assert Classification.objects.latest("pk").signed_off_by is not None


def begin_and_assess(robin, child: Child) -> Decision:
    robin.open(f"/children/{child.pk}/")
    robin.follow("Could Ash go home? Begin a return plan")
    robin.fill(home_to="Dee, in the flat", why="Ash asks for it at every visit.")
    robin.finds_no_barrier()
    robin.send()
    robin.sees("Ask whether going home is worth assessing")
    robin.finds_no_barrier()
    return ask(robin)


def assess(robin) -> None:
    robin.open(path("chronology/"))
    robin.sees("Came into care")
    robin.finds_no_barrier()
    robin.open(path("assess/"))
    robin.fill(
        words="I want my own bed.",
        parents_say="It was loud. It is quiet now.",
        history_tells="Nobody came at weekends.",
        changed_since="Dee has not drunk since March.",
    )
    robin.finds_no_barrier()
    robin.send()
    write_down(robin, "risk", "Rows late at night")
    write_down(robin, "protects", "Nan lives next door")
    judge(robin, "high")


def work_towards(robin) -> None:
    robin.open(path("goals/add/"))
    robin.fill(words="I put the phone away at supper", whose="Dee", steps="Supper at six")
    robin.date("by_day", localdate() + timedelta(days=40))
    robin.finds_no_barrier()
    robin.send()
    robin.open(f"/going-home/goals/{MustChange.objects.get().pk}/light/")
    robin.choose("light", "amber")
    robin.fill(because="Four suppers out of seven.")
    robin.finds_no_barrier()
    robin.send()
    robin.open(path("agreement/write/"))
    robin.fill(we_do="Robin comes twice a week.", if_not="We meet the same week.")
    robin.date("review_on", localdate() + timedelta(days=40))
    robin.send()
    robin.open(path("agreement/"))
    robin.finds_no_barrier()
    robin.follow("Write down who signed, and who did not")
    robin.fill(who="Dee, mum", words="I mean it.")
    robin.choose("signs", "yes")
    robin.send()
    robin.sees("Dee, mum signed")
    robin.open(path("steps/plan/"))
    robin.choose("kind", "a night at home")
    robin.date("day", localdate())
    robin.fill(planned="Robin brings Ash at four.")
    robin.finds_no_barrier()
    robin.send()
    robin.open(f"/going-home/steps/{StepHome.objects.get().pk}/tell/")
    robin.choose("went", "well")
    robin.fill(what="They cooked and slept.", words="It was quiet.")
    robin.finds_no_barrier()
    robin.send()


def get_ready(robin) -> None:
    robin.open(path("crisis-plan/"))
    robin.fill(signs="Ash goes quiet.", first="Phone Nan, then duty.", can_have="Nan said yes.")
    robin.finds_no_barrier()
    robin.send()
    robin.open(path("promise/"))
    robin.fill(what="Robin twice a week.")
    robin.finds_no_barrier()
    robin.send()
    robin.open(path("steps/plan/"))
    robin.choose("kind", "going home")
    robin.date("day", localdate())
    robin.fill(planned="All of us, for supper.")
    robin.send()
    robin.open(f"/going-home/steps/{StepHome.objects.latest('pk').pk}/tell/")
    robin.choose("went", "well")
    robin.fill(what="Ash slept at home.", words="My own bed!")
    robin.send()
    robin.sees("At home")
    robin.finds_no_barrier()


@pytest.fixture
def at(someone):
    """`at(worker, days)`: the browser of somebody so many days ago."""

    @contextmanager
    def opened(worker, days: int):
        with ago(days), someone(worker, width=320) as person:
            person.name = worker.name
            yield person

    return opened


def test_planned_return_that_fails_in_the_fifth_month_is_joined_to_the_same_episode(cast, at):
    toni = manager(cast)
    with ago(300):
        episode = cast.episode()
        child = into_care(cast, episode)

    with at(cast.robin, 290) as robin:
        first = begin_and_assess(robin, child)
    with at(toni, 285) as person:
        sign(person, first, "assess_return")
    with at(cast.robin, 280) as robin:
        assess(robin)
    with at(toni, 278) as person:
        sign_off(person)
    with at(cast.robin, 276) as robin:
        second = ask(robin)
    with at(cast.morgan, 275) as morgan:
        sign(morgan, second, "work_to_return")
    with at(cast.robin, 260) as robin:
        work_towards(robin)
        judge(robin, "high")
    with at(toni, 258) as person:
        sign_off(person)
    with at(cast.robin, 256) as robin:
        third = ask(robin)
    with at(cast.morgan, 255) as morgan:
        morgan.tolerates_refusals = True
        sign(morgan, third, "return_home")
        morgan.sees("one of the two highest classes")
    with at(cast.robin, 200) as robin:
        write_down(robin, "change", "Quiet nights for eight weeks")
        judge(robin, "medium")
    with at(toni, 199) as person:
        sign_off(person)
    with at(cast.morgan, 198) as morgan:
        sign(morgan, third, "return_home")
        morgan.sees("Go home, with support")
    with at(cast.robin, 180) as robin:
        get_ready(robin)
    with at(cast.robin, 149) as robin:
        robin.open("/")
        robin.sees("See Ash at home")
        robin.follow("Look how Ash is, 1 month after coming home")
        robin.choose("feels_safe", "yes")
        robin.fill(words="It is good.", living="With Dee", how_it_is="School every day.")
        robin.finds_no_barrier()
        robin.send()
    with at(cast.sam, 30) as sam:
        sam.open(f"/children/{child.pk}/")
        sam.sees("At home")
        sam.follow("Something happened: record it now")
        sam.choose("kind", "entered care")
        sam.date("on", localdate())
        sam.fill(what="Back to the same carers, after a bad weekend.")
        sam.send()
        sam.sees("It is recorded")
    with at(cast.robin, 5) as robin:
        robin.open("/")
        robin.follow("Look back together at the return home")
        robin.fill(
            words="It was good until the rows.",
            family_says="We were alone at weekends.",
            what_helped="Nan on Sundays.",
            what_was_hard="Nobody at weekends.",
            next_time="Somebody at weekends from the first day.",
        )
        robin.finds_no_barrier()
        robin.send()
        robin.sees("Somebody at weekends from the first day.")
        robin.finds_no_barrier()
        robin.open(f"/children/{child.pk}/")
        robin.sees("Back in care")
        robin.follow("Begin a return plan again")
        robin.sees("back in care after")
        robin.fill(home_to="Dee, and Nan at weekends", why="Ash asks again.")
        robin.send()
        robin.follow("The return plan before this one")
        robin.sees("What we learned")

    before, after = ReturnPlan.objects.order_by("pk")
    back = Happening.objects.filter(child=child, kind="entered care").latest("pk")
    assert EpisodeOfHelp.objects.get() == episode == before.episode == after.episode == back.episode
    assert after.after == before
    assert episode.closed_at is None
    assert episode.allocations.get().worker == cast.robin
    assert stage(queries.facts_of_one(before)) == Stage.BACK
    assert ash_of(episode) == child
    assert Task.objects.filter(happenings=back, urgent=True).exists()
