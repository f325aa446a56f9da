"""Small makers for the tests of going home: a plan and each step of its way."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.care.models import LegalStatus, PeriodOfCare, Placement
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision
from homeward.partnership.rules import Role
from homeward.reunification import actions, queries
from homeward.reunification.models import CrisisPlan
from homeward.reunification.rules import Kind, Level, Outcome, Stage, StepKind, Went, stage
from homeward.support import actions as support
from homeward.support.rules import Happened


def address(name: str, pk: int, **more) -> str:
    return reverse(f"reunification:{name}", kwargs={"pk": pk, **more})


def in_days(days: int) -> date:
    return localdate() + timedelta(days=days)


def ago(days: int):
    """As it was so many days ago."""
    return travel(now() - timedelta(days=days))


def manager(cast):
    """The council's team manager in the West team: signs off, and decides whether to assess."""
    found = cast.west.memberships.filter(role=Role.TEAM_MANAGER).first()
    if found:
        return found.worker
    return cast.join("Toni Managely", cast.west, Role.TEAM_MANAGER, cast.founded.council)


def director(cast):
    found = cast.leadership.memberships.filter(role=Role.DIRECTOR).first()
    if found:
        return found.worker
    return cast.join("Dana Directly", cast.leadership, Role.DIRECTOR, cast.founded.council)


def ash_of(episode):
    return episode.children.get(preferred_name="Ash")


def into_care(cast, episode, *, on=None, code="C2", child=None):
    """Ash comes into care: it is recorded, and the council's own record says under which status."""
    child, on = child or ash_of(episode), on or localdate()
    support.record_happening(
        child, kind=Happened.ENTERED_CARE, on=on, what="To carers.", episode=episode, by=cast.robin
    )
    held = {"partnership": child.partnership, "child": child, "period": DateRange(on, None)}
    PeriodOfCare.objects.create(**held, begins_with="S")
    LegalStatus.objects.create(**held, code=code, begins="start")
    Placement.objects.create(**held, place="U6", begins="start")
    return child


def comes_home(cast, plan_or_child, episode=None, *, on=None, by=None):
    child = getattr(plan_or_child, "child", plan_or_child)
    return support.record_happening(
        child,
        kind=Happened.RETURNED_HOME,
        on=on or localdate(),
        what="Dee fetched Ash.",
        episode=episode or getattr(plan_or_child, "episode", None),
        by=by or cast.robin,
    )


def back_in_care(cast, plan, *, on=None):
    return support.record_happening(
        plan.child,
        kind=Happened.ENTERED_CARE,
        on=on or localdate(),
        what="Back to the same carers.",
        episode=plan.episode,
        by=cast.robin,
    )


def a_plan(cast, *, code="C2", by=None):
    """Ash is in care, and going home is thought of."""
    episode = cast.episode()
    into_care(cast, episode, code=code)
    return begun(cast, ash_of(episode), by=by)


def begun(cast, child, *, by=None):
    return actions.begin_plan(
        child, home_to="Dee, in the flat", why="Ash asks for it.", by=by or cast.robin
    )


def signed(cast, plan, code, *, by, words="You asked, and it is time."):
    """The next question, asked, prepared, sent and signed."""
    decision = sent(cast, plan)
    return sign(decision, code, by=by, words=words)


def sent(cast, plan) -> Decision:
    decision = actions.ask_question(plan, due=in_days(7), by=cast.robin)
    for whose, who in (("child", "Ash"), ("council", "Sam"), ("charity", "Robin")):
        decisions.add_view(decision, whose=whose, who=who, words="Home.", by=cast.robin)
    decision.refresh_from_db()
    return decisions.send_for_signing(decision, version=decision.version, by=cast.robin)


def sign(decision, code, *, by, words="You asked, and it is time."):
    decision.refresh_from_db()
    return actions.sign_return_decision(
        decision,
        outcome=decision.options.get(code=code),
        reasons=words,
        look_again_if="A weekend goes wrong.",
        look_again_by=in_days(28),
        dissent="",
        signed_name=by.name,
        version=decision.version,
        by=by,
    )


def assessed(cast, plan):
    return actions.write_assessment(
        plan,
        words="I want my own bed.",
        parents_say="It was loud. It is quiet now.",
        history_tells="The first return came too fast.",
        changed_since="Dee has stopped drinking since March.",
        by=cast.robin,
    )


def factor(cast, plan, kind=Kind.RISK, what="Rows at night"):
    return actions.add_factor(
        plan,
        kind=kind,
        what=what,
        evidence="The school heard of two.",
        source="School",
        by=cast.robin,
    )


def judged(cast, plan, level=Level.MEDIUM, *, by=None):
    return actions.classify(
        plan, level=level, reasons="What we saw since March.", by=by or cast.robin
    )


def signed_off(cast, plan, level=Level.MEDIUM):
    return actions.sign_off_class(
        judged(cast, plan, level), signed_name="Toni Managely", by=manager(cast)
    )


def to_assess(cast, *, code="C2"):
    """Decision 1 is yes, the assessment is written with its inputs."""
    plan = a_plan(cast, code=code)
    signed(cast, plan, Outcome.ASSESS, by=manager(cast))
    assessed(cast, plan)
    for kind in Kind:
        factor(cast, plan, kind)
    return plan


def to_work(cast, *, code="C2", level=Level.MEDIUM):
    """Decision 2 is yes."""
    plan = to_assess(cast, code=code)
    signed_off(cast, plan, level)
    signed(cast, plan, Outcome.WORK, by=cast.morgan)
    return plan


def to_return(cast, *, code="C2"):
    """Decision 3 is yes, at a class that lets it, with a crisis plan."""
    plan = to_work(cast, code=code)
    signed_off(cast, plan, Level.MEDIUM)
    signed(cast, plan, Outcome.RETURN, by=cast.morgan)
    crisis(cast, plan)
    return plan


def crisis(cast, plan) -> CrisisPlan:
    return actions.write_crisis_plan(
        plan,
        signs="Ash goes quiet.",
        first="Phone Nan, then duty.",
        can_have="Nan, who said yes.",
        never="",
        by=cast.robin,
    )


def goal(cast, plan, words="I put the phone away at supper"):
    return actions.add_goal(
        plan,
        whose="Dee",
        words=words,
        steps="Supper at six.",
        support="Robin comes on Tuesdays.",
        by_day=in_days(30),
        by=cast.robin,
    )


def agreement(cast, plan):
    return actions.write_agreement(
        plan,
        we_do="Robin comes twice.",
        if_not="We meet at once.",
        review_on=in_days(30),
        by=cast.robin,
    )


def told(on=None, went=Went.WELL, what="They cooked.", words="It was quiet."):
    return actions.Told(on or localdate(), went, what, words)


def step(cast, plan, kind=StepKind.TIME, day=None):
    return actions.plan_step(
        plan, kind=kind, day=day or localdate(), planned="Robin brings Ash.", by=cast.robin
    )


def checked(on=None, **changes):
    given = {
        "on": on or localdate(),
        "living": "With Dee",
        "feels_safe": True,
        "words": "It is fine.",
        "how_it_is": "School every day.",
        "worries": "",
    }
    return actions.Checked(**{**given, **changes})


def learned():
    return actions.Learned(
        words="It was good until the rows.",
        family_says="We were alone at weekends.",
        what_helped="Nan came on Sundays.",
        what_was_hard="Nobody at weekends.",
        next_time="Somebody at weekends from the first day.",
    )


def stands(plan) -> Stage:
    plan.refresh_from_db()
    return stage(queries.facts_of_one(plan))
