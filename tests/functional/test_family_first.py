"""The family first, in the browser, on a phone: asked, offered a meeting, held, a plan agreed, and back from the court.

Sam, for the council, asks the family of Ash and Wren and offers Dee a meeting; Morgan decides on a letter before
proceedings. The family meets. Robin, for the charity, writes their plan down; Sam says what the council agrees to.
It carries, so Morgan decides to step down, and sees the children no longer.
"""

from datetime import timedelta

from django.utils.timezone import localdate

from homeward.family.models import FamilyGroup, FamilyPlan, PreProceedings
from homeward.people.models import Child


WIDTH = 320


def test_family_is_asked_first_and_its_plan_leads_back_from_the_court(cast, someone):
    cast.episode()
    child = Child.objects.get(preferred_name="Ash")
    today = localdate()

    with someone(cast.sam, width=WIDTH) as sam:
        sam.open(f"/children/{child.pk}/")
        sam.sees("Nobody has asked yet what the family itself can do.")
        sam.follow("Ask the family")
        sam.choose_labelled("Wren Sampleton")
        sam.finds_no_barrier()
        sam.send()
        sam.sees("Dee Sampleton")
        sam.follow("Write down somebody else")
        sam.fill(
            name="Nan Sampleton",
            relation="grandmother",
            words="They can come to me.",
            phone="01632 960988",
            safe_contact="In the morning",
            address="7 Inventory Lane",
        )
        sam.choose("could", "respite")
        sam.finds_no_barrier()
        sam.send()
        sam.sees("Have them for a night or a weekend")
        group = FamilyGroup.objects.get()
        sam.follow("It was offered")
        sam.choose_labelled("Dee Sampleton")
        sam.choose("said", "accepts")
        sam.fill(words="If Nan comes.")
        sam.finds_no_barrier()
        sam.send()
        sam.sees("Offered to Dee Sampleton")
        sam.open(f"/family/{group.pk}/court/")
        sam.finds_no_barrier()
        sam.page.get_by_role("button", name="Ask for a decision at the legal gateway").click()
        sam.fill(why="The nights are not safe, and nobody agrees what would help.")
        sam.date("due", today + timedelta(days=3))
        sam.send()
        sam.sees("Waits for a decision at the legal gateway.")

    with someone(cast.morgan, width=WIDTH) as morgan:
        morgan.open("/")
        morgan.follow("Decide at the legal gateway")
        morgan.choose("outcome", "letter")
        morgan.fill(reasons="Say with us what has to change.", signed_name="Morgan Specimen")
        morgan.finds_no_barrier()
        morgan.send()
        morgan.sees("Send a letter before proceedings")

    with someone(cast.sam, width=WIDTH) as sam:
        sam.open("/tasks/")
        sam.follow(
            "Send the letter before proceedings, with the offer of a family group meeting in it"
        )
        sam.choose_labelled("Dee Sampleton")
        sam.fill(asks="Keep the evenings safe. Nan would help.")
        sam.choose("offer_in_letter", "yes")
        sam.send()
        sam.sees("In pre-proceedings since")
        sam.finds_no_barrier()
        sam.open("/family/")
        sam.sees("Meet the parents")
        sam.finds_no_barrier()
        sam.open("/tasks/")
        sam.follow("Hold the family group meeting")
        sam.fill(where="The church hall", coordinator="Fay Convenor")
        sam.choose("independent", "yes")
        sam.choose_labelled("Dee Sampleton")
        sam.choose_labelled("Nan Sampleton")
        sam.choose("alone", "yes")
        sam.choose("plan_made", "yes")
        sam.finds_no_barrier()
        sam.send()
        sam.sees("Write down the plan that the family made")

    with someone(cast.robin, width=WIDTH) as robin:
        robin.open(f"/family/{group.pk}/")
        robin.follow("Write down the plan that the family made")
        robin.fill(
            words="When it is loud we go to 7 Inventory Lane.",
            who_1="Nan",
            what_1="has them on Fridays",
            by_when_1="every Friday",
            otherwise="We meet again within a week.",
        )
        robin.date("review_on", today + timedelta(days=21))
        robin.finds_no_barrier()
        robin.tolerates_refusals = True
        robin.page.get_by_role("button", name="Save the family’s plan").click()
        robin.sees("Take the address or number of Nan Sampleton out.")
        robin.fill(words="When it is loud we go to Nan.")
        robin.send()
        robin.sees("When it is loud we go to Nan.")
        robin.sees("An officer of the council says what the council agrees to.")
        robin.finds_no_barrier()

    with someone(cast.sam, width=WIDTH) as sam:
        sam.open("/tasks/")
        sam.follow("Say what the council agrees to of the family’s plan, and why")
        sam.choose("agrees", "all")
        sam.fill(agrees_to="Fares to Nan, and a bed.")
        sam.finds_no_barrier()
        sam.send()
        sam.sees("The council agrees to the whole plan.")
        sam.page.get_by_role("button", name="Print the family plan").click()
        sam.sees("Fares to Nan, and a bed.")
        assert "960988" not in sam.page.locator("body").inner_text()
        sam.finds_no_barrier()
        sam.open(f"/family/{group.pk}/gateway/")
        sam.fill(why="The plan carries.")
        sam.date("due", today + timedelta(days=3))
        sam.send()

    with someone(cast.morgan, width=WIDTH) as morgan:
        morgan.open("/")
        morgan.follow("Decide at the legal gateway")
        morgan.sees("When it is loud we go to Nan.")
        morgan.choose("outcome", "step down")
        morgan.fill(reasons="The family carries it.", signed_name="Morgan Specimen")
        morgan.finds_no_barrier()
        morgan.send()
        morgan.sees("stepped down")

    with someone(cast.robin, width=WIDTH) as robin:
        robin.open(f"/children/{child.pk}/")
        robin.sees("The family’s plan, version 1.")
        robin.finds_no_barrier()
        assert "In pre-proceedings" not in robin.page.locator("body").inner_text()

    assert PreProceedings.objects.get().ended_on == today
    assert FamilyPlan.objects.get().answered_by == cast.sam
