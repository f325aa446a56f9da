"""A same-day crisis that stays home, in the browser, on a phone, through both organisations.

Dee phones. Sam, for the council, asks for help today on one page; Kit, for the charity, says that Robin goes; Lee, whom
the register names, signs, and help begins. Robin writes the safety plan with the family that evening, and tells Nan.
Whether the children stay at home is not Robin's to say, nor Lee's: Sam completes the question, and Morgan signs. The
panel looks back a few days later, and the help goes on without anybody being referred again.
"""

from datetime import date, timedelta

from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.partnership.rules import Function
from homeward.people.models import Child
from homeward.referrals.models import AgendaItem, Crisis, Referral
from homeward.referrals.rules import CrisisState
from homeward.support.models import EpisodeOfHelp, SafetyPlan


def ask(sam) -> None:
    """What is typed and tapped is little enough for two minutes: ten boxes and three taps."""
    sam.open("/referrals/start/")
    sam.follow("It cannot wait for a panel: ask for help today")
    sam.choose("danger", "no")
    sam.fill(
        told_by="Dee, mother",
        what_happened="A fight at tea. Ash has gone up to the roof and come down again.",
        needed="Somebody to sit with them tonight.",
        given_1="Ash",
        family_1="Sampleton",
        says_1="I want it to be quiet.",
        adult="Dee Sampleton",
        adult_kind="mother",
        adult_safe="Yes, until six",
    )
    sam.date("born_1", date(2013, 5, 4))
    sam.choose("night", "home")
    sam.choose("reasons", "rows at home")
    sam.finds_no_barrier()
    sam.send()
    sam.sees("Waits for the team to say who goes")
    sam.finds_no_barrier()


def say_who_goes(kit, cast) -> None:
    kit.open("/")
    kit.follow("Say who goes today, and when")
    kit.sees("I want it to be quiet.")
    kit.choose("can_go", "yes")
    kit.page.locator("[name='who_goes']").select_option(str(cast.robin.pk))
    kit.fill(goes_at="6.30pm", what="Sit with them until ten, and write the safety plan.")
    kit.finds_no_barrier()
    kit.send()
    kit.sees("Waits for a signature")


def sign_help(lee) -> None:
    lee.open("/")
    lee.follow("Should help begin today, before the panel?")
    lee.sees("Whether the children stay at home is decided apart")
    decision = Crisis.objects.get().decision
    lee.choose("outcome", decision.options.get(code="today").pk)
    lee.fill(reasons="It cannot wait until Thursday.", signed_name="Lee Specimen")
    lee.finds_no_barrier()
    lee.send()
    lee.sees("Begin help today")
    lee.open("/referrals/today/")
    lee.sees("The panel looks back by")
    lee.finds_no_barrier()


def keep_safe_tonight(robin) -> None:
    robin.open("/")
    robin.follow("Write the safety plan with the family")
    robin.fill(
        worry="A fight at night.",
        signs="Doors slam.",
        if_this_1="doors slam",
        then_do_1="Ash texts blue to Nan",
        who_1="Ash",
        place_1="Nan Sampleton",
        phone_1="01632 960177",
    )
    robin.date("review_on", localdate() + timedelta(days=7))
    robin.finds_no_barrier()
    robin.send()
    robin.sees("Not told yet: Ash, Nan Sampleton")
    robin.finds_no_barrier()
    robin.follow("Write down who was told")
    robin.fill(who="Nan Sampleton")
    robin.choose("how", "by phone")
    robin.choose("has_copy", "no")
    robin.finds_no_barrier()
    robin.send()
    robin.sees("Not told yet: Ash.")
    robin.follow("One page to print")
    robin.sees("Ash texts blue to Nan")
    robin.finds_no_barrier()
    robin.open(f"/children/{Child.objects.get().pk}/")
    robin.sees("If it is not safe")
    robin.finds_no_barrier()


def complete_whether_they_stay_home(sam) -> Decision:
    """Prepared when help began; Robin could not sign it, nor could Lee."""
    decision = Decision.objects.get(function=Function.STAY_AT_HOME)
    sam.open("/")
    sam.follow("Complete the question whether the children stay at home, and send it for signing")
    sam.sees("the head of service, council, decides")
    for whose, who in (("child", "Ash"), ("council", "Sam"), ("charity", "Robin")):
        sam.open(f"/decisions/{decision.pk}/views/add/?whose={whose}")
        if sam.page.locator(f"[name='whose'][value='{whose}']").count():
            sam.choose("whose", whose)
        sam.fill(who=who, words="At home, with Nan’s when it is loud.")
        sam.send()
    sam.open(f"/decisions/{decision.pk}/send/")
    sam.send()
    return decision


def sign_home(morgan, decision: Decision) -> None:
    morgan.open("/")
    morgan.follow(decision.question)
    morgan.choose("outcome", decision.options.get(code="stay_at_home").pk)
    morgan.fill(
        reasons="You told us what helps, and Nan is close.",
        look_again_if="A night goes wrong.",
        signed_name="Morgan Specimen",
    )
    morgan.date("look_again_by", localdate() + timedelta(days=14))
    morgan.finds_no_barrier()
    morgan.send()


def bring_back_to_panel(kit, cast) -> AgendaItem:
    cast.sitting()
    referral = Referral.objects.get()
    kit.open("/")
    kit.open(f"/referrals/{referral.pk}/")
    kit.sees("Help began on")
    kit.page.get_by_role("button", name="Bring it to the panel").click()
    kit.page.locator("[name='sitting']").first.check()
    kit.send()
    item = AgendaItem.objects.get()
    for whose, who in (("child", "Ash"), ("council", "Sam"), ("charity", "Kit")):
        kit.open(f"/referrals/panel/items/{item.pk}/views/add/")
        kit.choose("whose", whose)
        kit.fill(who=who, words="It was right.")
        kit.send()
    kit.open(f"/referrals/panel/items/{item.pk}/")
    kit.sees("Help that began before this panel")
    kit.finds_no_barrier()
    kit.press("Send it for signing")
    return item


def look_back(lee, item: AgendaItem) -> None:
    lee.open(f"/referrals/panel/items/{item.pk}/declare/")
    lee.choose("then", "none")
    lee.send()
    lee.press("Everyone else here says they have none")
    lee.open(f"/referrals/panel/items/{item.pk}/sign/")
    lee.choose("outcome", item.decision.options.get(code="agree").pk)
    lee.fill(reasons="It was right to go that evening.", signed_name="Lee Specimen")
    lee.finds_no_barrier()
    lee.send()
    lee.open("/referrals/today/")
    lee.sees("The panel looked back on")


def test_crisis_today_stays_home_with_every_gate_in_place(cast, someone):
    with someone(cast.sam, width=320) as sam:
        ask(sam)
    with someone(cast.kit, width=320) as kit:
        say_who_goes(kit, cast)
    with someone(cast.robin, width=320) as robin:
        robin.tolerates_refusals = True
        robin.open(f"/support/decisions/{Crisis.objects.get().decision_id}/sign-today/")
        robin.sees("the panel chair, council, decides")
    with someone(cast.lee, width=320) as lee:
        sign_help(lee)
    with someone(cast.robin, width=320) as robin:
        keep_safe_tonight(robin)
    with someone(cast.sam, width=320) as sam:
        stay = complete_whether_they_stay_home(sam)
    with someone(cast.morgan, width=320) as morgan:
        sign_home(morgan, stay)
    with someone(cast.kit, width=320) as kit:
        item = bring_back_to_panel(kit, cast)
    with someone(cast.lee, width=320) as lee:
        look_back(lee, item)

    stay.refresh_from_db()
    assert stay.signed_by == cast.morgan
    assert stay.outcome.code == "stay_at_home"
    episode = EpisodeOfHelp.objects.get()
    assert (episode.referral, episode.closed_at) == (Referral.objects.get(), None)
    assert SafetyPlan.objects.get().told.count() == 1
    assert Crisis.objects.get().state() == CrisisState.LOOKED_BACK
