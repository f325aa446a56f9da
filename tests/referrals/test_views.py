"""The pages of referrals and the panel, from the first page of a referral to the chair's signature."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.drafts.models import Draft
from homeward.referrals import actions
from homeward.referrals.models import AgendaItem, Interest, Referral, ReferralDraft, Sitting
from homeward.referrals.rules import Outcome, PanelOutcome, Urgency
from homeward.trail.models import Entry


CHILD = {
    "given_name": "Ashley",
    "family_name": "Sampleton",
    "preferred_name": "Ash",
    "born_0": "4",
    "born_1": "5",
    "born_2": "2013",
    "says": "I want to stay at mum’s.",
    "not_asked_because": "",
}
ADULT = {
    "name": "Dee Sampleton",
    "kind": "mother",
    "parental_responsibility": "yes",
    "phone": "01632 960155",
    "safe_contact": "Phone before six",
    "interpreter": "",
}
SECTIONS = {
    "why_now": {"reasons": ["rows at home"], "why_now": "The rows are worse since August."},
    "tried": {"tried": "Early help.", "going_well": "Dee comes to everything."},
    "family": {"family_says": "We want help, not a move."},
    "urgency": {"urgency": "standard", "danger": ""},
}


def url(name, *arguments):
    return reverse(f"referrals:{name}", args=arguments)


def in_days(days):
    day = localdate() + timedelta(days=days)
    return {"0": str(day.day), "1": str(day.month), "2": str(day.year)}


def day_of(field, days):
    return {f"{field}_{box}": value for box, value in in_days(days).items()}


@pytest.fixture
def draft(cast):
    return actions.start_draft(from_team=cast.west, to_team=cast.north, by=cast.sam)


@pytest.fixture
def written(cast, draft, as_worker):
    """A draft with every section written, through its pages."""
    sam = as_worker(cast.sam)
    sam.post(url("draft_child", draft.pk, 1), CHILD)
    sam.post(url("draft_adult", draft.pk, 1), ADULT)
    for section, held in SECTIONS.items():
        sam.post(url(f"draft_{section}", draft.pk), held)
    return draft


def test_family_is_referred_screened_and_decided(cast, as_worker):
    sam = as_worker(cast.sam)
    sam.post(url("start"))
    draft = ReferralDraft.objects.get()
    sam.post(url("draft_child", draft.pk, 1), CHILD)
    sam.post(url("draft_adult", draft.pk, 1), ADULT)
    for section, held in SECTIONS.items():
        sam.post(url(f"draft_{section}", draft.pk), held)
    sam.post(url("send", draft.pk))
    referral = Referral.objects.get()

    kit = as_worker(cast.kit)
    kit.post(
        url("screen", referral.pk), {"outcome": "ask for more", "reasons": "What does school say?"}
    )
    as_worker(cast.sam).post(url("answer", referral.pk), {"words": "School is worried too."})
    kit = as_worker(cast.kit)
    kit.post(url("screen", referral.pk), {"outcome": "take on", "reasons": "It fits."})
    kit.post(url("arrange_sitting"), {"chair": cast.lee.pk, **day_of("held_on", 3)})
    kit.post(url("bring", referral.pk), {"sitting": Sitting.objects.get().pk})
    item = AgendaItem.objects.get()
    for whose, who in (("child", "Ash"), ("council", "Sam"), ("charity", "Kit")):
        kit.post(
            url("add_panel_view", item.pk), {"whose": whose, "who": who, "words": "Take them on."}
        )
    condition = {"what": "Ask school", "owner": cast.robin.pk, **day_of("by_day", 5)}
    kit.post(url("add_condition", item.pk), condition)
    item.decision.refresh_from_db()
    kit.post(url("send_item", item.pk), {"version": item.decision.version})
    lee = as_worker(cast.lee)
    lee.post(url("declare", item.pk), {"interest": "", "then": "none"})
    item.decision.refresh_from_db()
    response = lee.post(
        url("sign_item", item.pk), signature(item, PanelOutcome.CONDITIONS), follow=True
    )

    item.decision.refresh_from_db()
    assert item.decision.signed_by == cast.lee
    assert "Take the family on, with conditions" in response.content.decode()
    assert not Draft.objects.exists()


def signature(item, code, **more):
    item.decision.refresh_from_db()
    return {
        "version": item.decision.version,
        "outcome": item.decision.options.get(code=code).pk,
        "reasons": "You asked for help and came to everything.",
        "alternative": "",
        "dissent": "",
        "signed_name": "Lee Specimen",
        **more,
    }


def test_sent_referral_says_its_reference_and_what_happens_next(cast, written, as_worker):
    response = as_worker(cast.sam).post(url("send", written.pk), follow=True)

    referral = Referral.objects.get()
    page = response.content.decode()
    assert f"{referral.reference[:2]} {referral.reference[2:4]} {referral.reference[4:]}" in page
    assert f"{referral.screen_by:%A}" in page
    assert not ReferralDraft.objects.exists()


def test_check_page_leads_to_what_is_missing(cast, draft, as_worker):
    page = as_worker(cast.sam).get(url("check_draft", draft.pk)).content.decode()

    assert "Add at least one child" in page
    assert url("draft_urgency", draft.pk) in page
    assert "Send the referral" not in page


def test_referral_that_is_not_whole_is_not_sent(cast, draft, as_worker):
    response = as_worker(cast.sam).post(url("send", draft.pk))

    assert response.status_code == 403
    assert "not complete" in response.content.decode()
    assert not Referral.objects.exists()


def test_danger_now_shows_dutys_phone_and_still_sends(cast, written, as_worker):
    sam = as_worker(cast.sam)
    danger = {"urgency": Urgency.DANGER, "danger": "Dad is outside the house."}

    page = sam.post(url("draft_urgency", written.pk), danger, follow=True).content.decode()
    sam.post(url("send", written.pk))

    assert "Phone duty now" in page
    assert "01632 960101" in page
    assert Referral.objects.get().urgency == Urgency.DANGER


def test_danger_without_words_is_asked_for(cast, draft, as_worker):
    response = as_worker(cast.sam).post(url("draft_urgency", draft.pk), {"urgency": Urgency.DANGER})

    assert "Say what the danger is" in response.content.decode()
    assert "urgency" not in ReferralDraft.objects.get().answers


@pytest.mark.parametrize("who", ["kit", "terry", "stranger"])
@pytest.mark.parametrize(
    "name", ["draft", "draft_children", "draft_why_now", "check_draft", "send"]
)
def test_draft_is_its_writers_alone(cast, draft, as_worker, who, name):
    response = as_worker(getattr(cast, who)).get(url(name, draft.pk))

    assert response.status_code == 404


def test_child_who_was_not_asked_needs_a_reason_and_nothing_typed_is_lost(cast, draft, as_worker):
    sam = as_worker(cast.sam)

    refused = sam.post(url("draft_child", draft.pk, 1), {**CHILD, "says": ""}).content.decode()
    again = sam.get(url("draft_child", draft.pk, 1)).content.decode()

    assert "Write what the child says, or say below why they were not asked" in refused
    assert 'value="Ashley"' in refused
    assert 'value="Ashley"' in again
    assert 'value="2013"' in again


def test_grown_up_is_not_a_child(cast, draft, as_worker):
    response = as_worker(cast.sam).post(
        url("draft_child", draft.pk, 1), {**CHILD, "born_2": "1990"}
    )

    assert "18 or older" in response.content.decode()


def test_what_was_saved_as_one_typed_is_there_after_a_closed_laptop(cast, draft, as_worker):
    sam = as_worker(cast.sam)
    path = url("draft_why_now", draft.pk)

    sam.post(f"{reverse('drafts:save')}?form={path}", {"why_now": "Dad came back on"})

    assert "Dad came back on" in sam.get(path).content.decode()


def test_removed_child_is_gone_and_the_number_is_not_used_again(cast, draft, as_worker):
    sam = as_worker(cast.sam)
    sam.post(url("draft_child", draft.pk, 1), CHILD)

    sam.post(url("remove_child", draft.pk, 1))
    page = sam.get(url("draft_children", draft.pk)).content.decode()

    assert ReferralDraft.objects.get().answers["children"] == []
    assert url("draft_child", draft.pk, 2) in page


def test_throwing_away_leaves_nothing_behind(cast, draft, as_worker):
    sam = as_worker(cast.sam)
    sam.post(f"{reverse('drafts:save')}?form={url('draft_tried', draft.pk)}", {"tried": "Secret"})

    sam.post(url("throw_away", draft.pk))

    assert not ReferralDraft.objects.exists()
    assert not Draft.objects.exists()


def test_charity_is_told_who_refers(cast, as_worker):
    kit = as_worker(cast.kit)

    shown = kit.get(url("start")).content.decode()
    posted = kit.post(url("start"))

    assert "a referral is made by a social worker of the council" in shown
    assert posted.status_code == 403
    assert not ReferralDraft.objects.exists()


def test_inbox_counts_every_outcome_and_shows_what_is_due(cast, as_worker):
    cast.refer()
    cast.taken_on()

    page = as_worker(cast.kit).get(url("inbox")).content.decode()

    assert "2 received: 1 taken on, 1 waiting to be screened." in page
    assert "North team screens it by" in page
    assert "Ash Sampleton, Wren Sampleton" in page


def test_late_screening_is_marked_and_on_top(cast, as_worker):
    cast.refer()
    late = cast.refer()
    Referral.objects.filter(pk=late.pk).update(screen_by=localdate() - timedelta(days=1))

    page = as_worker(cast.kit).get(url("inbox")).content.decode()

    assert "hw-tag--late" in page
    assert page.index(url("referral", late.pk)) < page.index(url("referral", late.pk - 1))


def test_inbox_asks_as_much_of_the_database_for_one_as_for_many(cast, as_worker):
    kit = as_worker(cast.kit)
    cast.taken_on()
    kit.get(url("inbox"))
    one = queries_of(kit, url("inbox"))
    for _ in range(3):
        cast.taken_on()

    many = queries_of(kit, url("inbox"))

    assert many == one


def queries_of(client, path):
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_list_and_page_are_in_the_trail(cast, as_worker):
    referral = cast.refer()
    kit = as_worker(cast.kit)

    kit.get(url("inbox"))
    kit.get(url("referral", referral.pk))

    reads = Entry.objects.filter(kind="read", worker=cast.kit)
    assert [entry.child_ids for entry in reads] == [sorted(referral.child_ids())] * 2


def test_childs_words_come_first(cast, as_worker):
    referral = cast.refer()

    page = as_worker(cast.kit).get(url("referral", referral.pk)).content.decode()

    assert page.index("I want to stay at mum’s.") < page.index("Waiting for North team")
    assert "Not asked: Wren was asleep" in page


def test_referring_team_reads_where_it_stands_and_why_it_cannot_screen(cast, as_worker):
    referral = cast.refer()
    sam = as_worker(cast.sam)

    page = sam.get(url("referral", referral.pk)).content.decode()
    refused = sam.post(url("screen", referral.pk), {"outcome": "take on", "reasons": "It fits."})

    assert "Screen this referral" not in page
    assert "The team that the referral was sent to screens it." in page
    assert refused.status_code == 403
    assert referral.outcome_now() is None


@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("name", ["referral", "screen", "answer", "bring", "sent"])
def test_referral_of_others_is_not_there(cast, as_worker, who, name):
    referral = cast.refer()

    response = as_worker(getattr(cast, who)).get(url(name, referral.pk))

    assert response.status_code == 404


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


def test_too_risky_asks_for_the_officer_and_keeps_the_reasons(cast, as_worker):
    referral = cast.refer()
    given = {"outcome": Outcome.TOO_RISKY, "reasons": "A threat was made."}

    page = as_worker(cast.kit).post(url("screen", referral.pk), given).content.decode()

    assert "Choose the council officer who takes the family back" in page
    assert "A threat was made." in page
    assert referral.outcome_now() is None


def test_only_council_officers_can_be_named(cast, as_worker):
    referral = cast.refer()

    page = as_worker(cast.kit).get(url("screen", referral.pk)).content.decode()

    assert "Morgan Specimen, head of service" in page
    assert "Robin Testerton, key worker" not in page
    assert "Jo Standin" not in page
    assert "Val Elsewhere" not in page


def test_second_screener_is_told_and_loses_nothing(cast, as_worker):
    referral = cast.refer()
    actions.screen_referral(referral, outcome=Outcome.NO_CAPACITY, reasons="Full.", by=cast.robin)

    response = as_worker(cast.kit).post(
        url("screen", referral.pk), {"outcome": "take on", "reasons": "There is room on Monday."}
    )

    assert response.status_code == 403
    assert "screened already" in response.content.decode()
    assert "There is room on Monday." in response.content.decode()


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
    words = "Morgan: two police visits are too many."

    lee = as_worker(cast.lee)
    page = lee.post(
        url("sign_item", item.pk), signature(item, PanelOutcome.AGREE, dissent=words), follow=True
    ).content.decode()

    assert words in page
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
