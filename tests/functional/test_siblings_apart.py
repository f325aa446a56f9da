"""A brother and a sister with different outcomes and different visibility, whose printed files hold no line of the
other's: in the browser, as people of both organisations.

Robin, of the charity, visits Ash and Wren and writes it up once. Wren comes into care; Sam, of the council, records it.
Whether the family stays together is Morgan's to sign, for the council, and not Kit's, for the charity: Ash stays. Toni,
for the council, signs that Wren's way home is worth assessing. Then Wren's record is sealed. Kit makes a copy of Ash's
file and cannot see Wren's; Toni makes one of each.
"""

from datetime import timedelta
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.care.models import LegalStatus, PeriodOfCare, Placement
from homeward.decisions.models import Decision
from homeward.partnership.rules import Function
from homeward.reunification.models import ReturnPlan
from homeward.trail.models import Entry
from tests.copies.reading import words_in
from tests.reunification.making import manager


SAID_TOGETHER = "I want to stay at mum’s."  # by Ash, in a referral that is about both
ASH_SAID = "The dog sleeps on my bed."
ABOUT_ASH = "Ash and Robin mended the bike."
ASHS = (ASH_SAID, ABOUT_ASH)
WREN_SAID = "So nobody shouts at me."
ABOUT_WREN = "The visit to the dentist frightened them."
TO_CARERS = "To carers in the next town."
WHY_HOME = "Wren asks for Dee at bedtime."
WRENS = ("You were looked after by the council", WREN_SAID, ABOUT_WREN, TO_CARERS, WHY_HOME)


def visit(robin, episode, ash, wren) -> None:
    robin.open(f"/support/{episode.pk}/visits/new/")
    robin.choose("place", "At home")
    robin.choose("minutes", "60")
    robin.choose(f"seen_{ash.pk}", "alone")
    robin.choose(f"seen_{wren.pk}", "alone")
    robin.fill(
        **{
            "what_happened": "Dee cooked. Wren broke a plate. Ash sat with Wren.",
            f"only_{ash.pk}": ABOUT_ASH,
            f"only_{wren.pk}": ABOUT_WREN,
            f"words_{ash.pk}": ASH_SAID,
            f"words_{wren.pk}": WREN_SAID,
            "what_next": "Robin comes on Friday.",
        }
    )
    robin.choose("unsafe_tonight", "no")
    robin.send()


def comes_into_care(sam, wren) -> None:
    sam.open(f"/children/{wren.pk}/")
    sam.follow("Something happened: record it now")
    sam.choose("kind", "entered care")
    sam.date("on", localdate())
    sam.fill(what=TO_CARERS)
    sam.send()
    sam.sees("It is recorded")


def council_states(wren) -> None:
    """As its return to the government has it, from the same day."""
    held = {"partnership": wren.partnership, "child": wren, "period": DateRange(localdate(), None)}
    PeriodOfCare.objects.create(**held, begins_with="S")
    LegalStatus.objects.create(**held, code="V2", begins="start")
    Placement.objects.create(**held, place="U6", begins="start")


def prepare(robin, decision) -> None:
    for whose, who in (("child", "Ash"), ("council", "Sam"), ("charity", "Robin")):
        robin.open(f"/decisions/{decision.pk}/views/add/?whose={whose}")
        robin.choose("whose", whose)
        robin.fill(who=who, words="With Dee, and Nan close by.")
        robin.send()
    robin.open(f"/decisions/{decision.pk}/send/")
    robin.send()


def ask_whether_they_stay(robin, episode) -> Decision:
    robin.open(f"/support/{episode.pk}/decide/")
    robin.choose("function", Function.STAY_AT_HOME)
    robin.date("due", localdate() + timedelta(days=5))
    robin.send()
    decision = Decision.objects.get(function=Function.STAY_AT_HOME)
    prepare(robin, decision)
    return decision


def sign(decider, decision: Decision, code: str, reasons: str) -> None:
    decider.open(f"/decisions/{decision.pk}/")
    decider.choose("outcome", decision.options.get(code=code).pk)
    decider.fill(reasons=reasons, look_again_if="A night goes wrong.", signed_name=decider.name)
    decider.date("look_again_by", localdate() + timedelta(days=28))
    decider.send()


def begin_way_home(robin, wren) -> Decision:
    robin.open(f"/children/{wren.pk}/")
    robin.follow("Could Wren go home? Begin a return plan")
    robin.fill(home_to="Dee, when the nights are quiet", why=WHY_HOME)
    robin.send()
    robin.open(f"/going-home/{ReturnPlan.objects.get().pk}/ask/")
    robin.date("due", localdate() + timedelta(days=7))
    robin.send()
    decision = Decision.objects.latest("pk")
    prepare(robin, decision)
    return decision


def seal(toni, wren, sam) -> None:
    toni.open(f"/children/{wren.pk}/close/")
    toni.choose("kind", "sealed")
    toni.fill(because="A threat was made about where Wren lives.")
    for worker_id in (toni.worker_id, sam.pk):
        toni.choose("named", worker_id)
    toni.date("until", localdate() + timedelta(days=30))
    toni.send()


def printed(person, child) -> str:
    """Asked for on the page, and read as whoever is handed it."""
    person.open(f"/children/{child.pk}/")
    person.follow(f"A copy of the whole file, for {child.first_name}")
    person.finds_no_barrier()
    person.choose("asker", "child")
    person.fill(reason=f"{child.first_name} wrote to us; their carer brought the letter.")
    person.page.locator("[name='will_read']").check()
    with person.page.expect_download() as download:
        person.page.get_by_role("button", name="Make the copy").click()
    words = words_in(Path(download.value.path()).read_bytes())
    assert f"The file of {child.name}" in words
    return words


def holds(words: str, lines, others) -> None:
    assert [line for line in lines if line not in words] == []
    assert [line for line in others if line in words] == []


def test_printed_files_of_siblings_hold_no_line_of_the_others(cast, someone):
    episode = cast.episode()
    toni_manages = manager(cast)
    ash, wren = episode.children.order_by("born")

    with someone(cast.robin, width=320) as robin:
        visit(robin, episode, ash, wren)
    with someone(cast.sam, width=320) as sam:
        comes_into_care(sam, wren)
    council_states(wren)
    with someone(cast.robin, width=320) as robin:
        stay = ask_whether_they_stay(robin, episode)
    with someone(cast.kit, width=320) as kit:
        kit.tolerates_refusals = True
        kit.open(f"/support/decisions/{stay.pk}/sign/")
        kit.sees("the head of service, council, decides")
    with someone(cast.morgan, width=320) as morgan:
        morgan.name = cast.morgan.name
        sign(
            morgan, stay, "stay_at_home", "Ash stays with Dee and Nan. Wren stays with the carers."
        )
    with someone(cast.robin, width=320) as robin:
        way = begin_way_home(robin, wren)
        robin.open(f"/children/{ash.pk}/copy/")
        robin.sees("managers of a team that works with the child")
        robin.finds_no_barrier()
    with someone(toni_manages, width=320) as toni:
        toni.name, toni.worker_id = toni_manages.name, toni_manages.pk
        sign(toni, way, "assess_return", "It is worth looking at.")
        seal(toni, wren, cast.sam)
    with someone(cast.kit, width=320) as kit:
        ash_from_kit = printed(kit, ash)
        kit.tolerates_refusals = True
        kit.open(f"/children/{wren.pk}/copy/")
        kit.sees("not found")
    with someone(toni_manages, width=320) as toni:
        ash_from_toni, wren_from_toni = printed(toni, ash), printed(toni, wren)

    holds(ash_from_kit, ASHS, WRENS)
    holds(
        ash_from_toni,
        [*ASHS, SAID_TOGETHER, "Ash stays with Dee and Nan."],
        [*WRENS, "stays with the carers"],
    )
    holds(
        wren_from_toni,
        [*WRENS, "Wren stays with the carers.", "Wren broke a plate."],
        [*ASHS, SAID_TOGETHER],
    )
    for words in (ash_from_kit, ash_from_toni):
        assert "Dee cooked." in words
        assert "Wren" not in words
        assert "Ash sat with [a brother or sister]." in words
        assert "It is worth looking at." not in words
    assert "Ash stays" not in wren_from_toni
    for line in ("Ash stays", SAID_TOGETHER):  # of both, and Kit may not read Wren's
        assert line not in ash_from_kit
    made = Entry.objects.filter(what="made a copy of the child’s file").order_by("pk")
    assert [(entry.worker, entry.child_ids) for entry in made] == [
        (cast.kit, [ash.pk]),
        (toni_manages, [ash.pk]),
        (toni_manages, [wren.pk]),
    ]
