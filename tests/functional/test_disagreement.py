"""Under discussion, in the browser: the charity's key worker disagrees with what the council decided.

Robin raises it on a phone; Kit, who manages Robin's team, does not uphold it; Robin raises it to the heads, of
whom Morgan signed the decision and is passed over; Hari answers when the council has been heard. Until then
the child's page and the decision's say that it is under discussion.
"""

from homeward.disagreements.models import Disagreement
from homeward.people.models import Child
from tests.disagreements.making import charity_head
from tests.support.making import sent, signed


def test_key_worker_disagrees_with_a_decision_of_the_council_until_it_is_settled(cast, someone):
    hari = charity_head(cast)
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")
    child = Child.objects.get(preferred_name="Ash")

    with someone(cast.robin, width=320) as robin:
        robin.open(f"/decisions/{decision.pk}/")
        robin.follow("I see this differently: raise a disagreement")
        robin.finds_no_barrier()
        robin.fill(
            view="Nights are not safe.",
            evidence="Dee phoned twice on Friday.",
            wanted="Somebody comes at weekends.",
            meanwhile="Nan has the spare key.",
        )
        robin.choose("theme", "decision")
        robin.page.locator("[name='with_team']").first.check()
        robin.send()
        robin.sees("saying so is good practice")
        robin.finds_no_barrier()
    disagreement = Disagreement.objects.get()

    with someone(cast.sam) as sam:
        sam.open(f"/children/{child.pk}/")
        sam.sees("Under discussion")
        sam.sees("Nan has the spare key.")
        sam.finds_no_barrier()
        sam.open(f"/decisions/{decision.pk}/")
        sam.sees("Under discussion")
        sam.follow("Read what each says")
        sam.follow("Write down what your side says")
        sam.fill(words="We have nobody at weekends until January.")
        sam.send()
        sam.sees("What the council says")

    with someone(cast.kit) as kit:
        kit.open("/")
        kit.follow("Answer a disagreement: What was decided, or is about to be")
        kit.finds_no_barrier()
        kit.choose("answer", "not upheld")
        kit.fill(words="Two weekends went well.")
        kit.send()
        kit.sees("Answered: not upheld")

    with someone(cast.robin, width=320) as robin:
        robin.open(f"/disagreements/{disagreement.pk}/")
        robin.follow("Raise it to the next level")
        robin.finds_no_barrier()
        robin.fill(because="Friday was the third.")
        robin.send()
        robin.sees("Asked: Hari Pretend")

    with someone(hari) as head:
        head.open("/")
        head.follow("Answer a disagreement: What was decided, or is about to be")
        head.choose("answer", "upheld")
        head.fill(words="West and Samplehope share the weekends from this Saturday.")
        head.send()
        head.sees("It was settled by Hari Pretend")
        head.finds_no_barrier()

    with someone(cast.sam) as sam:
        sam.open(f"/children/{child.pk}/")
        assert "Under discussion" not in sam.page.locator("body").inner_text()
        sam.sees("What was decided, or is about to be: a disagreement")
        sam.open("/disagreements/?where=ended")
        sam.sees("Was settled by Hari Pretend")
        sam.finds_no_barrier()

    decision.refresh_from_db()
    assert decision.signed_by == cast.morgan
    assert disagreement.levels.count() == 2


def test_disagreement_is_raised_with_keys_alone(cast, someone):
    child = cast.episode().children.get(preferred_name="Ash")

    with someone(cast.robin) as robin:
        robin.open(f"/disagreements/children/{child.pk}/raise/")
        keyboard = robin.page.keyboard
        robin.page.get_by_label("What do you see differently?").focus()
        keyboard.type("Nights are not safe.")
        for words in (
            None, "Dee phoned twice on Friday.", "Somebody comes at weekends.", "Nan has the key."
        ):  # fmt: skip
            keyboard.press("Tab")
            keyboard.press("Space") if words is None else keyboard.type(words)
        keyboard.press("Tab")
        keyboard.press("Space")
        keyboard.press("Tab")
        with robin.page.expect_navigation():
            keyboard.press("Enter")
        robin.sees("Under discussion")

    assert Disagreement.objects.get().meanwhile == "Nan has the key."
