"""A family's way through the pages, from the first page of a referral to the chair's signature."""

from homeward.drafts.models import Draft
from homeward.referrals.models import AgendaItem, Referral, ReferralDraft, Sitting
from homeward.referrals.rules import PanelOutcome
from tests.referrals.samples import ADULT, CHILD, SECTIONS, day_of, signature, url


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
    sits = {"chair": cast.lee.pk, "members": [cast.kit.pk, cast.alex.pk]}
    kit.post(url("arrange_sitting"), {**sits, **day_of("held_on", 0)})
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
    here = {"members": [cast.lee.pk, *sits["members"]]}
    lee.post(url("attendance", item.sitting_id), here)
    lee.post(url("declare", item.pk), {"interest": "", "then": "none"})
    lee.post(url("no_interest", item.pk))
    item.decision.refresh_from_db()
    response = lee.post(
        url("sign_item", item.pk), signature(item, PanelOutcome.CONDITIONS), follow=True
    )

    item.decision.refresh_from_db()
    assert item.decision.signed_by == cast.lee
    assert "Take the family on, with conditions" in response.content.decode()
    assert not Draft.objects.exists()
