"""The panel's pages: its sittings, one family's papers, and the chair's signature."""

import pytest
from django.utils.timezone import localdate

from homeward.referrals import actions
from homeward.referrals.models import Interest, Referral, Sitting
from homeward.referrals.rules import PanelOutcome
from tests.referrals.samples import day_of, signature, url


@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize(
    "name", ["item", "declare", "add_condition", "add_panel_view", "sign_item"]
)
def test_panel_of_others_is_not_there(cast, as_worker, who, name):
    item = cast.on_panel()

    response = as_worker(getattr(cast, who)).get(url(name, item.pk))

    assert response.status_code == 404


@pytest.mark.parametrize("who", ["sam", "terry", "stranger"])
def test_agenda_is_for_the_team_of_the_panel(cast, as_worker, who):
    item = cast.on_panel()

    response = as_worker(getattr(cast, who)).get(url("sitting", item.sitting_id))

    assert response.status_code == 404


def test_papers_are_shown_as_they_were(cast, as_worker):
    item = cast.on_panel()
    Referral.objects.filter(pk=item.referral_id).update(why_now="Changed later.")

    page = as_worker(cast.kit).get(url("item", item.pk)).content.decode()

    assert "As they were on" in page
    assert "The rows are worse since August." in page
    assert "Changed later." not in page


def test_charity_reads_who_decides_in_place_of_the_button(cast, as_worker):
    item = cast.on_panel()
    kit = as_worker(cast.kit)

    page = kit.get(url("item", item.pk)).content.decode()
    form = kit.get(url("sign_item", item.pk)).content.decode()
    posted = kit.post(url("sign_item", item.pk), signature(item, PanelOutcome.AGREE))

    assert "the panel chair, council, decides" in page
    assert "Decide and sign" not in page
    assert "Sign this decision" not in form
    assert "Children Act 1989, section 17" in form
    assert posted.status_code == 403


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"signed_name": "Somebody Else"}, "Type your name as it is here: Lee Specimen"),
        ({"signed_name": ""}, '<a href="#id_signed_name">Type your full name to sign</a>'),
        ({"reasons": ""}, "Write why, in words that the family will read"),
    ],
)
def test_signature_that_is_not_whole_is_not_taken(cast, as_worker, changed, message):
    item = cast.on_panel()

    response = as_worker(cast.lee).post(
        url("sign_item", item.pk), signature(item, PanelOutcome.AGREE, **changed)
    )

    item.decision.refresh_from_db()
    assert message in response.content.decode()
    assert item.decision.signed_at is None


def test_not_agreed_asks_for_the_other_help(cast, as_worker):
    item = cast.on_panel()

    page = (
        as_worker(cast.lee)
        .post(url("sign_item", item.pk), signature(item, PanelOutcome.NOT_AGREED))
        .content.decode()
    )

    assert "Say what other help is offered, from whom, and by when" in page
    assert "You asked for help and came to everything." in page


def test_chair_who_was_overtaken_is_told_and_can_sign_what_is_there_now(cast, as_worker):
    item = cast.on_panel()
    lee = as_worker(cast.lee)
    seen = signature(item, PanelOutcome.CONDITIONS)
    actions.add_condition(
        item, what="Ask school", owner=cast.robin, by_day=localdate(), by=cast.kit
    )

    overtaken = lee.post(url("sign_item", item.pk), seen)
    page = overtaken.content.decode()
    item.decision.refresh_from_db()
    current = item.decision.version
    lee.post(url("sign_item", item.pk), {**seen, "version": current})

    assert overtaken.status_code == 409
    assert "You asked for help and came to everything." in page
    assert "Ask school" in page
    assert f'name="version" value="{current}"' in page
    item.decision.refresh_from_db()
    assert item.decision.signed_by == cast.lee


def test_dissent_is_kept_word_for_word(cast, as_worker):
    item = cast.on_panel()
    words = "Two police visits are too many.\nI would meet the police first."

    as_worker(cast.alex).post(url("dissent", item.pk), {"words": words})
    lee = as_worker(cast.lee)
    page = lee.post(
        url("sign_item", item.pk), signature(item, PanelOutcome.AGREE), follow=True
    ).content.decode()
    minute = lee.get(url("minute", item.pk)).content.decode()

    assert "Two police visits are too many.<br>I would meet the police first." in page
    assert "<strong>Alex Fictional:</strong>" in minute
    assert "Signed Today" in page


def test_interest_is_in_the_minute(cast, as_worker):
    item = cast.on_panel()

    page = (
        as_worker(cast.robin)
        .post(
            url("declare", item.pk),
            {"interest": "I taught Ash", "then": Interest.Then.NO_VOTE},
            follow=True,
        )
        .content.decode()
    )

    assert "I taught Ash" in page
    assert "Stays for questions, does not vote" in page


def test_key_worker_is_told_who_arranges_a_sitting(cast, as_worker):
    robin = as_worker(cast.robin)

    page = robin.get(url("panel")).content.decode()
    posted = robin.post(url("arrange_sitting"), {"chair": cast.lee.pk, **day_of("held_on", 3)})

    assert "The team manager or the panel chair arranges a sitting." in page
    assert posted.status_code == 403
    assert not Sitting.objects.exists()


def test_incomplete_decision_is_not_sent_and_says_what_lacks(cast, as_worker):
    sitting = actions.arrange_sitting(cast.north, held_on=localdate(), chair=cast.lee, by=cast.kit)
    item = actions.bring_to_panel(cast.taken_on(), sitting, by=cast.kit)

    response = as_worker(cast.kit).post(
        url("send_item", item.pk), {"version": item.decision.version}
    )

    assert response.status_code == 403
    assert "add what the child says" in response.content.decode()
    item.decision.refresh_from_db()
    assert item.decision.sent_at is None


def test_members_who_have_not_declared_are_named(cast, as_worker):
    item = cast.on_panel()
    item.interests.exclude(worker=cast.lee).delete()

    page = as_worker(cast.kit).get(url("item", item.pk)).content.decode()

    assert "Not declared yet: Alex Fictional, Kit Dummerly, Robin Testerton." in page


def test_nobody_is_named_when_all_have_declared_or_it_is_decided(cast, as_worker):
    declared, decided = cast.on_panel(), cast.agreed().agenda_items.get()
    for member in (cast.alex, cast.kit, cast.robin):
        actions.declare_interest(declared, interest="", then=Interest.Then.NONE, by=member)
    kit = as_worker(cast.kit)

    pages = [kit.get(url("item", item.pk)).content.decode() for item in (declared, decided)]

    assert not any("Not declared yet" in page for page in pages)


def test_chair_who_has_not_declared_is_led_there_and_signs_nothing(cast, as_worker):
    item = cast.on_panel()
    item.interests.all().delete()
    lee = as_worker(cast.lee)

    page = lee.get(url("item", item.pk)).content.decode()
    form = lee.get(url("sign_item", item.pk)).content.decode()
    posted = lee.post(url("sign_item", item.pk), signature(item, PanelOutcome.AGREE))

    assert "you have not declared yet whether you have an interest" in page
    assert "Decide and sign" not in page
    assert url("declare", item.pk) in form
    assert "Sign this decision" not in form
    assert posted.status_code == 403
    assert "Declare your interest, or that you have none, then sign." in posted.content.decode()
    item.decision.refresh_from_db()
    assert item.decision.signed_at is None
