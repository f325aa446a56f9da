"""A family of the county that was asked first: offered a meeting, met, and made a plan; stepped back from the court."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from homeward.county.journey import Journey
from homeward.family import actions as family
from homeward.family.models import FamilyGroup, PreProceedings, Relative
from homeward.family.queries import Known, known
from homeward.family.rules import Agrees, Came, Comes, Could, Outcome, Said, Viable


def made_a_plan(j: Journey, ago: int) -> None:
    """The letter before proceedings offered a meeting; they met, and the council agreed to their plan."""
    with j.ago(ago):
        group = family.begin_group(list(j.episode.children.order_by("born", "pk")), by=j.referrer)
        grandmother = _grandmother(j, group)
        _decide(j, group, Outcome.LETTER, "The rows go on, and nobody agrees what would help.")
    with j.ago(ago - 2):
        began = family.send_letter(
            group,
            on=localdate(),
            to=_parents(group),
            asks="The children are frightened at night. Come and say with us what has to change, and who helps.",
            offer_in_letter=True,
            by=j.referrer,
        )
        _offered_and_invited(j, group, grandmother)
    with j.ago(ago - 7):
        _met_parents(j, began)
        _assessed(j, grandmother)
    with j.ago(ago - 14):
        _planned(j, group, grandmother)


def stepped_down(j: Journey, ago: int) -> None:
    """The plan carries, and the way leads back from the court."""
    with j.ago(ago):
        group = FamilyGroup.objects.get(about__child__in=j.episode.children.all()[:1])
        plan = group.plans.get()
        family.review_plan(
            plan,
            on=localdate(),
            who="Everybody who made it, and the key worker",
            how="Every Friday was kept but one. Nobody shouted at night for three weeks.",
            came=Came.HOLDS,
            next_on=localdate() + timedelta(days=28),
            by=j.key_worker,
        )
        _decide(j, group, Outcome.STEP_DOWN, "The family carries it. We stay alongside.")


def waits_before_court(j: Journey, ago: int) -> None:
    """In pre-proceedings, with a meeting that was accepted and is still to be held."""
    with j.ago(ago):
        group = family.begin_group(list(j.episode.children.order_by("born", "pk")), by=j.referrer)
        _decide(j, group, Outcome.LETTER, "Two plans did not hold, and school is worried too.")
    with j.ago(ago - 1):
        began = family.send_letter(
            group,
            on=localdate(),
            to=_parents(group),
            asks="Keep to the safe evenings, and let us see the children every week.",
            offer_in_letter=True,
            by=j.referrer,
        )
        _offer(j, group, "We will come, if it is not at the office.")
    with j.ago(ago - 6):
        _met_parents(j, began)


def _grandmother(j: Journey, group: FamilyGroup) -> Relative:
    return family.add_relative(
        group,
        name=f"Grandmother {j.family.children[0].family_name}",
        relation="grandmother",
        children=list(group.children.all()),
        could=[Could.HELP, Could.RESPITE],
        words="They can have the back room whenever it is loud.",
        phone="01632 960988",
        safe_contact="In the morning, on her own phone",
        address="7 Inventory Lane\nSampleford\nZZ9 9ZZ",
        by=j.referrer,
    )


def _offer(j: Journey, group: FamilyGroup, words: str) -> None:
    for one in _parents(group):
        family.offer_meeting(
            group,
            to=one,
            on=localdate(),
            who=j.referrer.name,
            said=Said.ACCEPTS,
            words=words,
            by=j.referrer,
        )


def _parents(group: FamilyGroup) -> list[Relative]:
    return [one.relative for one in _people(group) if one.owed]


def _people(group: FamilyGroup) -> list[Known]:
    return known(group, group.children.all(), localdate())


def _offered_and_invited(j: Journey, group: FamilyGroup, grandmother: Relative) -> None:
    _offer(j, group, "If my mother is there.")
    family.invite(
        grandmother,
        on=localdate(),
        who="Fay Convenor, coordinator",
        way="In the morning, on her own phone",
        comes=Comes.YES,
        by=j.referrer,
    )


def _met_parents(j: Journey, began: PreProceedings) -> None:
    family.hold_pre_meeting(
        began,
        on=localdate(),
        who="Both parents with their lawyers, the social worker, the council’s lawyer",
        advised=True,
        agreed="The family meets first. Safe evenings until then: grandmother is rung before it gets loud.",
        by=j.referrer,
    )


def _assessed(j: Journey, grandmother: Relative) -> None:
    viability = family.assess_viability(
        grandmother,
        on=localdate(),
        what_for=Could.RESPITE,
        outcome=Viable.YES,
        reasons="They know the house, and it is quiet. A second bed is needed.",
        by=j.referrer,
    )
    family.tell_relative(
        viability,
        on=localdate(),
        how=f"By {j.referrer}, at her kitchen table. She was glad.",
        by=j.referrer,
    )
    family.give_help(
        grandmother, on=localdate(), what="A second bed.", who=j.referrer.name, by=j.referrer
    )


def _planned(j: Journey, group: FamilyGroup, grandmother: Relative) -> None:
    came = [one.relative for one in _people(group)]
    meeting = family.hold_meeting(
        group,
        family.Held(
            on=localdate(),
            where="The church hall, which the family chose",
            coordinator="Fay Convenor",
            independent=True,
            came=came,
            others="The key worker, for the first part",
            not_alone_because="",
            children_said="We want everybody to know whom to ring.",
            plan_made=True,
        ),
        by=j.referrer,
    )
    plan = family.write_plan(
        meeting,
        words="When it gets loud, somebody rings Grandmother before anybody shouts. Nobody sleeps on the sofa alone.",
        steps=[
            family.Step("Grandmother", "has the children on Fridays", _every_friday(localdate())),
            family.Step("Both parents", "ring her before it gets loud", "from tonight"),
        ],
        otherwise="Grandmother rings the key worker, and we meet again within a week.",
        review_on=localdate() + timedelta(days=21),
        seen_version=0,
        by=j.referrer,
    )
    family.answer_plan(
        plan,
        agrees=Agrees.ALL,
        agrees_to="Fares to grandmother, and a bed.",
        not_because="",
        by=j.referrer,
    )


def _every_friday(day: date) -> str:
    return f"every Friday from {day + timedelta(days=(4 - day.weekday()) % 7):%-d %B}"


def _decide(j: Journey, group: FamilyGroup, outcome: Outcome, reasons: str) -> None:
    gateway = family.ask_gateway(
        group,
        why="Help alone has not made the evenings safe.",
        due=localdate() + timedelta(days=5),
        by=j.referrer,
    )
    family.decide_gateway(
        gateway,
        outcome=outcome,
        reasons=reasons,
        until=None,
        agreed_with="",
        no_meeting_because="",
        signed_name=j.head.name,
        by=j.head,
    )
