"""The main job, as five people of two organisations: from referral to a safe decision and a close.

Sam (council) refers Ash and Wren; Kit (charity) screens them and prepares the panel; Lee (council) signs
what the panel decided; Robin (charity) works with the family and prepares the decisions; Morgan (council)
signs what only the council may decide. Each page on the way is checked with axe.
"""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.people.models import Child
from homeward.referrals.models import AgendaItem, Referral
from homeward.support.models import EpisodeOfHelp, FollowUp
from homeward.trail.models import Entry


def refer_a_family(sam) -> None:
    sam.open("/referrals/")
    sam.press("Refer a family")
    if "/start/" in sam.path:
        sam.press("Start")
    draft = sam.path
    for number, (first, born, says) in enumerate(
        [
            ("Ash", date(2013, 5, 4), "I want to stay at mum’s."),
            ("Wren", date(2017, 2, 9), "Nobody shouts at Nan’s."),
        ],
        1,
    ):
        sam.open(f"{draft}children/{number}/")
        sam.fill(given_name=first, family_name="Sampleton", says=says)
        sam.date("born", born)
        sam.choose("sex", "U")
        sam.finds_no_barrier()
        sam.send()
    sam.open(f"{draft}adults/1/")
    sam.fill(name="Dee Sampleton", kind="mother", phone="01632 960155", safe_contact="Text first.")
    sam.choose("parental_responsibility", "yes")
    sam.send()
    sam.open(f"{draft}why-now/")
    sam.page.locator("[name='reasons']").first.check()
    sam.fill(why_now="The rows are worse since August.")
    sam.send()
    sam.open(f"{draft}tried/")
    sam.fill(tried="Early help from March to June.", going_well="Dee came to every meeting.")
    sam.send()
    sam.open(f"{draft}family/")
    sam.fill(family_says="We want help, not a move.")
    sam.send()
    sam.open(f"{draft}urgency/")
    sam.choose("urgency", "standard")
    sam.send()
    sam.open(f"{draft}check/")
    sam.finds_no_barrier()
    sam.send()
    assert sam.path == f"/referrals/{Referral.objects.get().pk}/sent/"
    sam.finds_no_barrier()


def screen_and_bring_to_panel(kit, cast) -> None:
    referral = Referral.objects.get()
    kit.open(f"/referrals/{referral.pk}/screen/")
    kit.choose("outcome", "take on")
    kit.fill(reasons="It fits the service.")
    kit.finds_no_barrier()
    kit.send()
    kit.open("/referrals/panel/arrange/")
    kit.date("held_on", localdate())
    kit.page.locator("[name='chair']").select_option(str(cast.lee.pk))
    for member in (cast.kit, cast.alex, cast.robin):
        kit.choose("members", member.pk)
    kit.finds_no_barrier()
    kit.send()
    kit.open(f"/referrals/{referral.pk}/bring/")
    kit.page.locator("[name='sitting']").first.check()
    kit.send()
    item = AgendaItem.objects.get()
    for whose, who in (
        ("child", "Ash"),
        ("council", "Sam Placeholder"),
        ("charity", "Kit Dummerly"),
    ):
        kit.open(f"/referrals/panel/items/{item.pk}/views/add/")
        kit.choose("whose", whose)
        kit.fill(who=who, words="Take the family on.")
        kit.send()
    kit.open(f"/referrals/panel/items/{item.pk}/")
    kit.sees("the panel chair, council, decides")
    kit.finds_no_barrier()
    kit.send()


def decide_at_panel(lee) -> None:
    item = AgendaItem.objects.get()
    lee.open(f"/referrals/panel/{item.sitting_id}/here/")
    for member in item.sitting.members.all():
        lee.choose("members", member.worker_id)
    lee.send()
    lee.sees("Alex Fictional")
    lee.finds_no_barrier()
    lee.open(f"/referrals/panel/items/{item.pk}/declare/")
    lee.choose("then", "none")
    lee.send()
    lee.press("Everyone else here says they have none")
    lee.finds_no_barrier()
    lee.open(f"/referrals/panel/items/{item.pk}/sign/")
    lee.choose("outcome", item.decision.options.get(code="agree").pk)
    lee.fill(reasons="You asked for help and came to everything.", signed_name="Lee Specimen")
    lee.finds_no_barrier()
    lee.send()
    lee.sees("Take the family on")
    lee.follow("The minute, to read or print")
    lee.sees("4 members of both organisations are here and may decide.")
    lee.finds_no_barrier()


def allocate(kit, cast) -> None:
    kit.open(f"/support/start/{Referral.objects.get().pk}/")
    kit.choose("key_worker", cast.robin.pk)
    kit.send()


def work_with_the_family(robin) -> None:
    episode = EpisodeOfHelp.objects.get()
    robin.open(f"/support/{episode.pk}/agree/")
    robin.fill(who="Dee, mum", words="Try us.")
    robin.choose("agrees", "yes")
    robin.date("on", localdate())
    robin.send()
    robin.open(f"/support/{episode.pk}/plan/")
    robin.date("starts_on", localdate())
    robin.date("review_on", localdate() + timedelta(days=42))
    robin.fill(
        if_it_goes_wrong="Ash texts “blue” to Nan. Then phone duty.",
        words_1="Less shouting at night",
        whose_1="Ash",
        steps_1="Dee phones Nan first",
    )
    robin.finds_no_barrier()
    robin.send()
    robin.open(f"/support/{episode.pk}/visits/new/")
    robin.date("on", localdate())
    robin.fill(
        who_was_there="Ash, Wren, Dee",
        what_happened="Dee read the plan aloud.",
        what_next="Robin comes on Friday.",
    )
    robin.choose("unsafe_tonight", "no")
    robin.choose("place", "At home")
    robin.choose("minutes", 60)
    for child in episode.children.all():
        robin.choose(f"seen_{child.pk}", "alone")
        robin.fill(**{f"words_{child.pk}": f"{child.first_name} says it is quieter."})
    robin.finds_no_barrier()
    robin.send()


def prepare_decision(robin, function: str) -> Decision:
    episode = EpisodeOfHelp.objects.get()
    robin.open(f"/support/{episode.pk}/decide/")
    robin.choose("function", function)
    robin.date("due", localdate() + timedelta(days=7))
    robin.send()
    decision = Decision.objects.get(function=function)
    for option in decision.options.all():
        robin.open(f"/decisions/options/{option.pk}/weigh/")
        robin.fill(
            could_make_it_safe="Robin three times a week.", could_go_wrong="Col comes back late."
        )
        robin.send()
    robin.open(f"/decisions/{decision.pk}/evidence/add/")
    robin.fill(what="Four weekends at Nan’s, no rows.", source="Nan and Ash")
    robin.choose("points_to", "safer")
    robin.send()
    for whose, who in (
        ("child", "Ash"),
        ("council", "Sam Placeholder"),
        ("charity", "Robin Testerton"),
    ):
        robin.open(f"/decisions/{decision.pk}/views/add/?whose={whose}")
        if robin.page.locator(f"[name='whose'][value='{whose}']").count():
            robin.choose("whose", whose)
        robin.fill(who=who, words="Stay at home, with Nan’s at weekends.")
        robin.send()
    robin.open(f"/decisions/{decision.pk}/")
    robin.sees("the head of service, council, decides")
    robin.finds_no_barrier()
    robin.open(f"/decisions/{decision.pk}/send/")
    robin.send()
    return decision


def sign(morgan, decision: Decision, code: str) -> None:
    morgan.open(f"/support/decisions/{decision.pk}/sign/")
    morgan.choose("outcome", decision.options.get(code=code).pk)
    morgan.fill(
        reasons="You told us where you feel safe and your plan is working.",
        look_again_if="A weekend goes wrong.",
        signed_name="Morgan Specimen",
    )
    morgan.date("look_again_by", localdate() + timedelta(days=28))
    morgan.finds_no_barrier()
    morgan.send()
    decision.refresh_from_db()
    assert decision.signed_by is not None
    assert decision.signed_by.name == "Morgan Specimen"


@pytest.mark.parametrize(("width", "script"), [(320, True), (1280, False)])
def test_five_people_take_a_family_from_referral_to_a_safe_decision(cast, someone, width, script):
    """On a phone, each page on the way checked for barriers; and at a desk without any script."""
    with someone(cast.sam, width=width, script=script) as sam:
        refer_a_family(sam)
    with someone(cast.kit, width=width, script=script) as kit:
        screen_and_bring_to_panel(kit, cast)
    with someone(cast.lee, width=width, script=script) as lee:
        decide_at_panel(lee)
    with someone(cast.kit, width=width, script=script) as kit:
        allocate(kit, cast)
    with someone(cast.robin, width=width, script=script) as robin:
        work_with_the_family(robin)
        stay = prepare_decision(robin, "stay_at_home")
    with someone(cast.morgan, width=width, script=script) as morgan:
        sign(morgan, stay, "stay_at_home")
    with someone(cast.robin, width=width, script=script) as robin:
        end = prepare_decision(robin, "end_support")
    with someone(cast.morgan, width=width, script=script) as morgan:
        sign(morgan, end, "end_support")
    with someone(cast.robin, width=width, script=script) as robin:
        episode = EpisodeOfHelp.objects.get()
        robin.open(f"/support/{episode.pk}/close/")
        robin.fill(because="Nan and Dee keep the plan going.")
        robin.send()
        robin.sees("after 24 months")
        robin.open(f"/children/{Child.objects.get(given_name='Ash').pk}/")
        robin.sees("Ash says it is quieter.")
        robin.finds_no_barrier()

    assert FollowUp.objects.count() == 10
    assert {"referred a family", "ended support"} <= set(
        Entry.objects.values_list("what", flat=True)
    )
