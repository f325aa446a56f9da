"""Children of the county who go home: one whose plan is under way, one who is home, one who came back into care.

Told through the real actions, each on its day. Some hold and one does not, as returns
are; nothing of it is a figure.
"""

from datetime import timedelta

from django.utils.timezone import localdate

from homeward.county import care, words
from homeward.county.journey import Journey
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision
from homeward.partnership.models import Worker
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.reunification import actions as reunification
from homeward.reunification.models import Classification, ReturnPlan, StepHome
from homeward.reunification.rules import Kind, Level, Light, Outcome, StepKind, Went
from homeward.sharing.actions import end_involvement
from homeward.support import actions as support
from homeward.support.rules import Happened


FACTORS = (
    (Kind.RISK, "Rows late in the evening", "Two calls of the neighbours in spring.", "Police"),
    (Kind.PROTECTS, "Grandmother comes every day", "She was there on each visit.", "Key worker"),
    (
        Kind.CHANGE,
        "No rows for ten weeks",
        "School, grandmother and the child all say so.",
        "School",
    ),
)


def council(j: Journey) -> Worker:
    return j.cast.one(j.from_team, Role.TEAM_MANAGER)


def eldest(j: Journey) -> Child:
    return j.episode.children.order_by("born", "pk")[0]


def thought_of(j: Journey, ago: int) -> ReturnPlan:
    """Begun, and worth assessing by the council's decision."""
    with j.ago(ago):
        plan = begun(j)
        _sent(j, plan)
    with j.ago(ago - 4):
        _signed(j, plan, Outcome.ASSESS, council(j))
    return plan


def begun(j: Journey) -> ReturnPlan:
    return reunification.begin_plan(
        eldest(j),
        home_to=f"{j.family.adults[0].name}, in the house where the child grew up",
        why="The child asks for it at every visit, and evenings have become quiet.",
        by=j.key_worker,
    )


def assessed(j: Journey, plan: ReturnPlan, ago: int) -> None:
    with j.ago(ago):
        reunification.write_assessment(
            plan,
            words="I want my own bed, and that nobody shouts.",
            parents_say="It was too much in spring. Now there is somebody to phone.",
            history_tells="Help ended too early the last time, and nobody came at weekends.",
            changed_since="Evenings are quiet; the child stays to supper on Sundays.",
            by=j.key_worker,
        )
        for kind, what, evidence, source in FACTORS:
            reunification.add_factor(
                plan, kind=kind, what=what, evidence=evidence, source=source, by=j.key_worker
            )
    _judged(j, plan, Level.MEDIUM, ago - 2)


def worked_towards(j: Journey, plan: ReturnPlan, ago: int) -> None:
    """Decided, agreed with the family, and two steps home."""
    with j.ago(ago):
        _sent(j, plan)
    with j.ago(ago - 3):
        _signed(j, plan, Outcome.WORK, j.head)
    with j.ago(ago - 5):
        goal = reunification.add_goal(
            plan,
            whose=j.family.adults[0].name,
            words="I go out of the room before I shout.",
            steps="Say it aloud. Go to the kitchen. Come back after ten minutes.",
            support="Key worker on Tuesdays and Fridays; grandmother on Sundays.",
            by_day=localdate() + timedelta(days=60),
            by=j.key_worker,
        )
        reunification.show_light(
            goal,
            light=Light.AMBER,
            on=localdate(),
            because="It worked four times out of seven.",
            by=j.key_worker,
        )
        agreement = reunification.write_agreement(
            plan,
            we_do="We come twice a week, and somebody answers the phone at night.",
            if_not="We meet in the same week, with the child.",
            review_on=localdate() + timedelta(days=60),
            by=j.key_worker,
        )
        for number, adult in enumerate(j.family.adults[:2]):
            reunification.note_signature(
                agreement,
                who=f"{adult.name}, {adult.kind}",
                signs=number == 0,
                words="I mean it." if number == 0 else "I want to see it first.",
                on=localdate(),
                by=j.key_worker,
            )
        step = _planned(j, plan, StepKind.TIME, "Supper at home, the key worker stays.")
        _told(j, step, "They cooked together, and it stayed quiet.")


def got_ready(j: Journey, plan: ReturnPlan, ago: int) -> None:
    """Judged again, decided, with a crisis plan and what is promised."""
    _judged(j, plan, Level.MEDIUM, ago)
    with j.ago(ago - 4):
        _sent(j, plan)
    with j.ago(ago - 6):
        _signed(j, plan, Outcome.RETURN, j.head)
    with j.ago(ago - 7):
        reunification.write_crisis_plan(
            plan,
            signs="The child goes quiet, doors are slammed.",
            first="Phone grandmother, then the key worker; at night, duty.",
            can_have="Grandmother, who has said yes.",
            never="Nobody phones the father at night.",
            by=j.key_worker,
        )
        support.promise_support(
            plan.episode,
            plan.child,
            what="The key worker twice a week, and grandmother's Sundays.",
            until=localdate() + timedelta(days=240),
            by=j.key_worker,
        )


def waits_for_the_return(j: Journey, plan: ReturnPlan, ago: int) -> None:
    """Judged again; the question is with the head of service."""
    _judged(j, plan, Level.MEDIUM, ago)
    with j.ago(ago - 6):
        _sent(j, plan)


def came_home(j: Journey, plan: ReturnPlan, ago: int) -> None:
    with j.ago(ago):
        step = _planned(j, plan, StepKind.HOME, "In the afternoon, with everyone who helped.")
        _told(j, step, "Came home in the afternoon, and slept in their own bed.")
        care.ended_at_home(plan.child, localdate())
        end_involvement(
            plan.child, j.cast.teams["Reviewing"], by=council(j), on=localdate() - timedelta(days=1)
        )
    with j.ago(ago - 1):
        j.did("Check that the child is safe", "See the child", how="Seen at home, and all is well.")


def checked(j: Journey, plan: ReturnPlan, months: int, ago: int) -> None:
    with j.ago(ago):
        reunification.record_check(
            plan,
            months,
            reunification.Checked(
                on=localdate(),
                living=f"At home with {j.family.adults[0].name}",
                feels_safe=True,
                words="It is good. Sundays are best.",
                how_it_is=j.rng.choice(words.GOING_WELL),
                worries="",
            ),
            by=j.key_worker,
        )


def back_in_care(j: Journey, plan: ReturnPlan, ago: int) -> None:
    """It did not hold; nobody is blamed, and somebody looks at it."""
    with j.ago(ago):
        support.record_event(
            [plan.child],
            kind=Happened.ENTERED_CARE,
            on=localdate(),
            what="After a bad weekend, back with the foster carer whom the child knows.",
            episode=j.episode,
            by=j.referrer,
        )
        history = care.entered_on(j.rng, plan.child.born, localdate(), j.today)
        care.write(plan.child, history)
        care.appoint_reviewing_officer(j.cast, plan.child, j.number, by=j.referrer)
    with j.ago(ago - 1):
        j.did("Record the legal", "See the child", how="Done, and the reviewing officer knows.")
    with j.ago(ago - 14):
        reunification.look_back(
            plan,
            reunification.Learned(
                words="It was good until grandmother was in hospital.",
                family_says="We were alone at weekends then.",
                what_helped="Sundays, and somebody on the phone at night.",
                what_was_hard="Nobody stood in when grandmother was ill.",
                next_time="Two people who can stand in, from the first day.",
            ),
            by=j.key_worker,
        )


def _sent(j: Journey, plan: ReturnPlan) -> None:
    decision = reunification.ask_question(
        plan, due=localdate() + timedelta(days=7), by=j.key_worker
    )
    for whose, who, said in (
        ("child", plan.child.first_name, "Home, but slowly."),
        ("council", j.referrer.name, "It has changed, and we should see how far it holds."),
        ("charity", j.key_worker.name, "With somebody at weekends, yes."),
    ):
        decisions.add_view(decision, whose=whose, who=who, words=said, by=j.key_worker)
    decision.refresh_from_db()
    decisions.send_for_signing(decision, version=decision.version, by=j.key_worker)


def _signed(j: Journey, plan: ReturnPlan, outcome: Outcome, by: Worker) -> None:
    decision = Decision.objects.get(going_home__plan=plan, signed_at=None)
    reunification.sign_return_decision(
        decision,
        outcome=decision.options.get(code=outcome),
        reasons="The child asks for it, and what made it unsafe has changed.",
        look_again_if="A weekend goes wrong.",
        look_again_by=localdate() + timedelta(days=84),
        dissent="",
        signed_name=by.name,
        version=decision.version,
        by=by,
    )
    j.did("Tell the family", how="Told them together, the child first.")


def _judged(j: Journey, plan: ReturnPlan, level: Level, ago: int) -> None:
    with j.ago(ago):
        judged = reunification.classify(
            plan,
            level=level,
            reasons="Rows can come back; grandmother is there, and ten weeks were quiet.",
            by=j.key_worker,
        )
    with j.ago(ago - 1):
        _sign_off(judged, council(j))


def _sign_off(judged: Classification, by: Worker) -> None:
    reunification.sign_off_class(judged, signed_name=by.name, by=by)


def _planned(j: Journey, plan: ReturnPlan, kind: StepKind, planned: str) -> StepHome:
    return reunification.plan_step(
        plan, kind=kind, day=localdate(), planned=planned, by=j.key_worker
    )


def _told(j: Journey, step: StepHome, what: str) -> None:
    told = reunification.Told(localdate(), Went.WELL, what, "It was good.")
    reunification.tell_step(step, told, by=j.key_worker)
