"""What changes a referral: written together or not at all, refused with a reason, and in the trail."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.decisions.actions import Overtaken
from homeward.partnership.models import Team
from homeward.referrals import actions
from homeward.referrals.models import (
    AgendaItem,
    Interest,
    Referral,
    ReferralDraft,
    Sitting,
)
from homeward.referrals.rules import Urgency
from homeward.tasks.models import Task
from homeward.trail.models import Entry


def sign(cast, item, code, **more):
    item.decision.refresh_from_db()
    given = {
        "reasons": "You asked for help.",
        "alternative": "",
        "signed_name": "Lee Specimen",
        "version": item.decision.version,
        "by": cast.lee,
    }
    return actions.sign_panel_decision(
        item, outcome=item.decision.options.get(code=code), **{**given, **more}
    )


def a_condition(cast, item):
    return actions.add_condition(
        item,
        what="Ask school",
        owner=cast.robin,
        by_day=localdate() + timedelta(days=5),
        by=cast.lee,
    )


def test_referral_is_in_the_trail_of_every_child(cast):
    referral = cast.refer()

    entry = Entry.objects.get(what="referred a family")

    assert entry.child_ids == sorted(referral.child_ids())
    assert entry.worker == cast.sam


def test_charity_cannot_refer(cast):
    with pytest.raises(Refused, match="social worker of the council"):
        cast.refer(by=cast.kit, from_team=cast.north)

    assert not Referral.objects.exists()


def test_referral_is_never_sent_to_a_team_that_takes_none(cast):
    with pytest.raises(Refused, match="does not take referrals"):
        cast.refer(to_team=cast.east)

    assert not Referral.objects.exists()


def test_danger_now_opens_an_urgent_task_for_duty(cast):
    referral = cast.refer(urgency=Urgency.DANGER, danger="Dad is outside.")

    task = Task.objects.get(urgent=True)

    assert task.team == Team.objects.get(partnership=cast.partnership, kind=Team.Kind.DUTY)
    assert task.due == localdate()
    assert referral.to_team == cast.north


def test_panel_reads_the_papers_as_they_were(cast):
    item = cast.on_panel()

    Referral.objects.filter(pk=item.referral_id).update(why_now="Changed later.")

    assert AgendaItem.objects.get().papers["why_now"] == "The rows are worse since August."


def test_family_is_on_one_agenda_at_a_time(cast):
    item = cast.on_panel()

    with pytest.raises(Refused, match="on an agenda already"):
        actions.bring_to_panel(item.referral, item.sitting, by=cast.kit)

    assert AgendaItem.objects.count() == 1


def test_deferred_family_comes_back_to_a_later_sitting(cast):
    item = cast.on_panel()
    sign(cast, item, "defer")
    later = actions.arrange_sitting(
        cast.north, held_on=localdate() + timedelta(days=14), chair=cast.lee, by=cast.kit
    )

    with pytest.raises(Refused, match="on that agenda before"):
        actions.bring_to_panel(item.referral, item.sitting, by=cast.kit)
    actions.bring_to_panel(item.referral, later, by=cast.kit)

    assert item.referral.agenda_items.count() == 2


@pytest.mark.parametrize("who", ["robin", "sam"])
def test_only_manager_or_chair_arranges_a_sitting(cast, who):
    with pytest.raises(Refused, match="arranges a sitting"):
        actions.arrange_sitting(
            cast.north, held_on=localdate(), chair=cast.lee, by=getattr(cast, who)
        )

    assert not Sitting.objects.exists()


def test_panel_sits_once_a_day(cast):
    actions.arrange_sitting(cast.north, held_on=localdate(), chair=cast.lee, by=cast.lee)

    with pytest.raises(Refused, match="sits on that day already"):
        actions.arrange_sitting(cast.north, held_on=localdate(), chair=cast.lee, by=cast.kit)

    assert Sitting.objects.count() == 1
    assert Entry.objects.filter(what="arranged a sitting of the panel", worker=cast.lee).exists()


def test_charity_is_told_who_signs_and_nothing_is_written(cast):
    item = cast.on_panel()

    with pytest.raises(Refused, match="the panel chair, council, decides"):
        sign(cast, item, "not agreed", by=cast.kit, signed_name="Kit Dummerly")

    item.decision.refresh_from_db()
    assert item.decision.signed_at is None


@pytest.mark.parametrize(
    ("code", "reason"), [("conditions", "at least one condition"), ("not agreed", "other help")]
)
def test_outcome_without_what_it_promises_is_refused(cast, code, reason):
    item = cast.on_panel()

    with pytest.raises(Refused, match=reason):
        sign(cast, item, code)

    item.decision.refresh_from_db()
    assert item.decision.signed_at is None


def test_condition_becomes_a_task_for_its_owner(cast):
    item = cast.on_panel()
    a_condition(cast, item)

    sign(cast, item, "conditions")

    assert Task.objects.get(worker=cast.robin).what == "Ask school"
    assert Entry.objects.filter(what="added a condition", worker=cast.lee).exists()


def test_signer_who_did_not_see_the_last_condition_is_told(cast):
    item = cast.on_panel()
    item.decision.refresh_from_db()
    seen = item.decision.version
    a_condition(cast, item)

    with pytest.raises(Overtaken):
        sign(cast, item, "conditions", version=seen)

    item.decision.refresh_from_db()
    assert item.decision.signed_at is None


def test_not_agreed_keeps_the_other_help_and_opens_it_for_the_referring_team(cast):
    item = cast.on_panel()

    sign(cast, item, "not agreed", alternative="Early help from Monday")

    assert AgendaItem.objects.get().alternative == "Early help from Monday"
    assert Task.objects.filter(team=cast.west, what__startswith="Offer the other help").exists()


def test_chair_with_an_interest_does_not_sign(cast):
    item = cast.on_panel()
    actions.declare_interest(item, interest="My neighbours", then=Interest.Then.LEAVES, by=cast.lee)

    with pytest.raises(Refused, match="declared an interest"):
        sign(cast, item, "agree")

    assert Entry.objects.filter(what="declared an interest", worker=cast.lee).exists()


def test_chair_who_has_not_declared_does_not_sign(cast):
    item = cast.on_panel()
    item.interests.all().delete()

    with pytest.raises(Refused, match="not declared yet"):
        sign(cast, item, "agree")

    item.decision.refresh_from_db()
    assert item.decision.signed_at is None


def test_nothing_is_added_after_the_panel_decided(cast):
    item = cast.on_panel()
    sign(cast, item, "agree")

    with pytest.raises(Refused, match="the panel has decided"):
        a_condition(cast, item)

    assert not item.conditions.exists()


def test_draft_is_changed_by_its_writer_only(cast):
    draft = actions.start_draft(from_team=cast.west, to_team=cast.north, by=cast.sam)

    with pytest.raises(Refused, match="its writer's alone"):
        actions.save_section(draft, "tried", {"tried": "x"}, by=cast.kit)

    assert "tried" not in ReferralDraft.objects.get().answers


def test_draft_that_is_not_whole_is_not_sent(cast):
    draft = actions.start_draft(from_team=cast.west, to_team=cast.north, by=cast.sam)

    with pytest.raises(Refused, match="add at least one child"):
        actions.send_draft(draft, by=cast.sam)

    assert ReferralDraft.objects.exists()
    assert not Referral.objects.exists()


def test_draft_that_is_gone_from_another_window_is_refused(cast):
    draft = actions.start_draft(from_team=cast.west, to_team=cast.north, by=cast.sam)
    actions.throw_away_draft(ReferralDraft.objects.get(), by=cast.sam)

    with pytest.raises(Refused, match="sent or thrown away already"):
        actions.send_draft(draft, by=cast.sam)

    assert not Referral.objects.exists()


def test_same_child_twice_is_refused_and_says_what_to_mend(cast):
    ash = actions.ReferredChild("Ashley", "Sampleton", date(2013, 5, 4), says="Help us.")
    again = actions.ReferredChild("ASHLEY", "Sampleton", date(2013, 5, 4), says="Help us.")

    with pytest.raises(Refused, match="the same child is in this referral twice") as no:
        cast.refer(children=[ash, again])

    assert "Remove one of the two children" in no.value.answer.instead
    assert not Referral.objects.exists()
