"""The pages on which a referral is written, checked and sent."""

import re

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.drafts.models import Draft
from homeward.people.models import Child
from homeward.referrals import actions
from homeward.referrals.models import Referral, ReferralDraft
from homeward.referrals.rules import Urgency
from tests.referrals.samples import CHILD, url


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


def test_start_that_is_tapped_twice_begins_one_draft(cast, as_worker):
    sam = as_worker(cast.sam)
    typed = _start(sam)

    first, again = (sam.post(url("start"), typed) for _ in range(2))

    assert first.url == again.url == url("draft", ReferralDraft.objects.get().pk)


def test_start_whose_draft_was_thrown_away_is_taken_again_when_it_is_meant(cast, as_worker):
    sam = as_worker(cast.sam)
    typed = _start(sam)
    sam.post(url("start"), typed)
    actions.throw_away_draft(ReferralDraft.objects.get(), by=cast.sam)

    told = sam.post(url("start"), typed)
    none = ReferralDraft.objects.exists()
    meant = sam.post(url("start"), typed | {"sending": told.context["form"].sending})

    assert (told.status_code, none) == (409, False)
    assert "was sent on or taken away since" in told.content.decode()
    assert meant.url == url("draft", ReferralDraft.objects.get().pk)


def _start(sam) -> dict[str, str]:
    """What the page sends."""
    return dict(
        re.findall(r'name="(sending)" value="([^"]+)"', sam.get(url("start")).content.decode())
    )


def test_childs_sex_goes_from_the_form_to_the_childs_record(cast, written, as_worker):
    sam = as_worker(cast.sam)

    checked = sam.get(url("check_draft", written.pk)).content.decode()
    sam.post(url("send", written.pk))

    assert "Female" in checked
    assert Child.objects.get().sex == "F"


def test_childs_sex_is_asked_and_may_be_not_known_yet(cast, draft, as_worker):
    sam = as_worker(cast.sam)

    left_out = sam.post(url("draft_child", draft.pk, 1), {**CHILD, "sex": ""}).content.decode()
    sam.post(url("draft_child", draft.pk, 1), {**CHILD, "sex": "U"})

    assert "Choose the child’s sex" in left_out
    assert ReferralDraft.objects.get().answers["children"][0]["sex"] == "U"


def test_draft_begun_before_sex_was_asked_is_still_sent(cast, written, as_worker):
    sam = as_worker(cast.sam)
    del written_child(written)["sex"]
    written.save()

    checked = sam.get(url("check_draft", written.pk)).content.decode()
    sam.post(url("send", written.pk))

    assert "Not known yet" in checked
    assert Child.objects.get().sex == "U"


def written_child(written):
    written.refresh_from_db()
    return written.answers["children"][0]


@pytest.mark.parametrize(
    ("name", "more"), [("draft", []), ("check_draft", []), ("send", []), ("draft_child", [1])]
)
def test_back_to_a_sent_draft_leads_to_the_referral(cast, written, as_worker, name, more):
    sam = as_worker(cast.sam)
    sam.post(url("send", written.pk))

    response = sam.get(url(name, written.pk, *more), follow=True)

    today = localdate()
    assert response.redirect_chain == [(url("referral", Referral.objects.get().pk), 302)]
    assert f"You sent this referral on {today.day} {today:%B %Y}" in response.content.decode()


def test_sending_twice_sends_once_and_leads_to_the_referral(cast, written, as_worker):
    sam = as_worker(cast.sam)
    sam.post(url("send", written.pk))

    again = sam.post(url("send", written.pk))

    assert again.url == url("referral", Referral.objects.get().pk)


@pytest.mark.parametrize("who", ["kit", "terry", "stranger"])
def test_sent_draft_leads_nobody_but_its_writer(cast, written, as_worker, who):
    actions.send_draft(written, by=cast.sam)

    response = as_worker(getattr(cast, who)).get(url("draft", written.pk))

    assert response.status_code == 404


def test_thrown_away_draft_is_not_there(cast, draft, as_worker):
    sam = as_worker(cast.sam)
    sam.post(url("throw_away", draft.pk))

    response = sam.get(url("draft", draft.pk))

    assert response.status_code == 404


def test_same_child_twice_is_told_before_it_is_sent(cast, written, as_worker):
    sam = as_worker(cast.sam)
    sam.post(url("draft_child", written.pk, 2), CHILD)

    checked = sam.get(url("check_draft", written.pk)).content.decode()
    sent = sam.post(url("send", written.pk))

    assert "Remove one of the two children with the same name and date of birth" in checked
    assert sent.status_code == 403
    assert not Referral.objects.exists()
