"""Interests, recusal, and who takes the chair: declared in the open, and told in the trail."""

import pytest
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.partnership.rules import Role
from homeward.referrals import actions
from homeward.referrals.models import AgendaItem, Interest, Minute
from homeward.referrals.rules import PanelOutcome
from homeward.trail.models import Entry
from tests.referrals.making import recuse, sign, told
from tests.referrals.samples import signature, url


def another_chair(cast):
    """Pat chairs panels too, for the council, in the West team."""
    return cast.join("Pat Mockery", cast.west, Role.PANEL_CHAIR, cast.founded.council)


def test_recused_member_does_not_count(cast):
    item = cast.on_panel()
    recuse(item, cast.kit)
    recuse(item, cast.robin)

    with pytest.raises(Refused, match="2 of at least 3 members may decide; nobody of the charity"):
        sign(cast, item)


def test_recused_chair_leaves_the_family_to_a_deputy(cast):
    pat, item = another_chair(cast), cast.on_panel()
    recuse(item, cast.lee)
    with pytest.raises(Refused, match="a deputy,"):
        sign(cast, item, by=pat)
    actions.name_deputy(item, pat, by=cast.kit)
    actions.declare_interest(item, interest="", then=Interest.Then.NONE, by=pat)

    sign(cast, item, by=pat)

    assert Minute.objects.get().held["deputy"] == "Pat Mockery"
    assert Entry.objects.filter(what="named a deputy chair", worker=cast.kit).exists()


def test_deputy_who_has_not_declared_does_not_sign(cast):
    pat, item = another_chair(cast), cast.on_panel()
    recuse(item, cast.lee)
    actions.name_deputy(item, pat, by=cast.kit)

    with pytest.raises(Refused, match="not declared yet"):
        sign(cast, item, by=pat)


@pytest.mark.parametrize(
    ("deputy", "recused", "reason"),
    [
        ("alex", True, "may not decide"),
        ("lee", True, "declared an interest"),
        ("alex", False, "chairs"),
    ],
)
def test_refused_deputy_is_not_named(cast, deputy, recused, reason):
    item = cast.on_panel()
    if recused:
        recuse(item, cast.lee)

    with pytest.raises(Refused, match=reason):
        actions.name_deputy(item, getattr(cast, deputy), by=cast.kit)

    assert AgendaItem.objects.get().deputy is None


def test_another_chair_of_the_council_does_not_sign_for_the_chair(cast):
    pat, item = another_chair(cast), cast.on_panel()

    with pytest.raises(Refused, match="Lee Specimen chairs this family and signs"):
        sign(cast, item, by=pat)


def test_chair_asks_the_room_and_who_declared_keeps_it(cast):
    item = cast.on_panel()
    item.interests.exclude(worker=cast.lee).delete()
    recuse(item, cast.robin)

    actions.note_no_interest(item, by=cast.lee)

    told = {i.worker: (i.then, i.asked_by) for i in item.interests.all()}
    assert sum(asked_by == cast.lee for _, asked_by in told.values()) == 2
    assert told[cast.robin] == ("leaves", None)
    assert told[cast.alex] == ("none", cast.lee)


def test_chair_is_offered_to_ask_the_room_once_somebody_is_here(cast, as_worker):
    item = cast.on_panel()
    item.interests.exclude(worker=cast.lee).delete()
    button = "Everyone else here says they have none"

    chair = as_worker(cast.lee).get(url("item", item.pk)).content.decode()
    member = as_worker(cast.robin).get(url("item", item.pk)).content.decode()

    assert button in chair
    assert button not in member


def test_member_does_not_ask_the_room(cast):
    item = cast.on_panel()
    item.interests.all().delete()

    with pytest.raises(Refused, match="team manager or the chair"):
        actions.note_no_interest(item, by=cast.robin)

    assert not item.interests.exists()


def test_who_is_not_named_declares_nothing(cast):
    item = cast.on_panel()

    with pytest.raises(Refused, match="not named as a member"):
        actions.declare_interest(item, interest="", then=Interest.Then.NONE, by=cast.sam)

    assert not item.interests.filter(worker=cast.sam).exists()


def test_recused_member_sees_no_way_to_decide(cast, as_worker):
    item = cast.on_panel()
    recuse(item, cast.lee)
    lee = as_worker(cast.lee)

    page = lee.get(url("item", item.pk)).content.decode()
    posted = lee.post(url("sign_item", item.pk), signature(item, PanelOutcome.AGREE))

    assert "you take no part in deciding" in page
    assert "Decide and sign" not in page
    assert url("dissent", item.pk) not in page
    assert "A deputy chair is needed." in page
    assert posted.status_code == 403


def test_what_is_declared_again_is_told_with_what_stood_there_before(cast):
    item = cast.on_panel()
    first = item.interests.get(worker=cast.lee).declared_at

    recuse(item, cast.lee)

    entry = Entry.objects.get(what="declared an interest again", worker=cast.lee)
    assert item.interests.get(worker=cast.lee).declared_at > first
    assert told(entry) == {
        "interest": "My neighbours",
        "so": "Leaves for this item",
        "declared_before": "None. No interest: votes",
    }


def test_recused_chair_does_not_choose_who_decides_instead(cast):
    pat, item = another_chair(cast), cast.on_panel()
    recuse(item, cast.lee)

    with pytest.raises(Refused, match="you declared an interest in this family"):
        actions.name_deputy(item, pat, by=cast.lee)

    assert AgendaItem.objects.get().deputy is None


@pytest.mark.parametrize("change", ["add_panel_view", "send_panel_decision"])
def test_recused_member_prepares_nothing(cast, change):
    item = cast.on_panel()
    recuse(item, cast.robin)
    given = {
        "add_panel_view": {"whose": "charity", "who": "Robin", "words": "No."},
        "send_panel_decision": {"version": item.decision.version},
    }

    with pytest.raises(Refused, match="you declared an interest in this family"):
        getattr(actions, change)(item, **given[change], by=cast.robin)

    item.decision.refresh_from_db()
    assert item.decision.views.count() == 3


def without(cast, item, who):
    """Named anew, and they are not among them."""
    members = {cast.kit, cast.robin, cast.alex} - {who}
    actions.name_members(item.sitting, members, by=cast.kit)


@pytest.mark.parametrize(
    "change", ["add_panel_view", "send_panel_decision", "add_condition", "note_no_interest"]
)
def test_who_is_recused_stays_so_when_they_are_no_longer_named(cast, change):
    item = cast.on_panel()
    recuse(item, cast.kit)
    without(cast, item, cast.kit)
    given = {
        "add_panel_view": {"whose": "charity", "who": "Kit", "words": "No."},
        "send_panel_decision": {"version": item.decision.version},
        "add_condition": {"what": "Ask school", "owner": cast.robin, "by_day": localdate()},
        "note_no_interest": {},
    }

    with pytest.raises(Refused, match="you declared an interest in this family"):
        getattr(actions, change)(item, **given[change], by=cast.kit)

    assert item.decision.views.count() == 3
    assert not item.conditions.exists()


def test_recused_manager_who_is_no_longer_named_names_no_deputy(cast):
    pat, item = another_chair(cast), cast.on_panel()
    recuse(item, cast.lee)
    recuse(item, cast.kit)
    without(cast, item, cast.kit)

    with pytest.raises(Refused, match="you declared an interest in this family"):
        actions.name_deputy(item, pat, by=cast.kit)

    assert AgendaItem.objects.get().deputy is None


def test_who_is_recused_and_no_longer_named_is_no_deputy(cast):
    pat, item = another_chair(cast), cast.on_panel()
    actions.name_members(item.sitting, [cast.kit, cast.robin, cast.alex, pat], by=cast.kit)
    recuse(item, pat)
    recuse(item, cast.lee)
    without(cast, item, pat)

    with pytest.raises(Refused, match="declared an interest"):
        actions.name_deputy(item, pat, by=cast.kit)

    assert AgendaItem.objects.get().deputy is None


def test_page_offers_nothing_to_who_is_recused_and_no_longer_named(cast, as_worker):
    item = cast.on_panel()
    recuse(item, cast.kit)
    without(cast, item, cast.kit)

    page = as_worker(cast.kit).get(url("item", item.pk)).content.decode()

    assert "you declared an interest in this family" in page.lower()
    assert url("add_panel_view", item.pk) not in page
    assert url("add_condition", item.pk) not in page


def test_deputy_named_since_the_page_was_opened_signs(cast):
    pat, opened = another_chair(cast), cast.on_panel()
    item = AgendaItem.objects.get(pk=opened.pk)
    recuse(item, cast.lee)
    actions.name_deputy(item, pat, by=cast.kit)
    actions.declare_interest(item, interest="", then=Interest.Then.NONE, by=pat)

    decision = sign(cast, opened, by=pat)

    assert decision.signed_by == pat
