"""A sitting in full: who sits and is here, who is recused, who chairs, and the minute that signing freezes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision, Option
from homeward.partnership.actions import add_member, add_team
from homeward.partnership.models import Team
from homeward.partnership.rules import Role
from homeward.referrals import actions
from homeward.referrals.models import AgendaItem, Minute, Sitting
from homeward.referrals.rules import QuorumTerms
from homeward.trail.models import Entry
from tests.conftest import FOUNDED_ON
from tests.referrals.making import sign, told
from tests.referrals.samples import day_of, url


def test_member_keeps_the_post_and_employer_of_the_day(cast):
    sitting = cast.sitting()

    kit = sitting.members.get(worker=cast.kit)

    assert (kit.post, kit.employer) == ("team manager, North team", cast.founded.charity)


def test_members_are_named_anew_and_the_chair_stays(cast):
    sitting = cast.sitting()

    actions.name_members(sitting, [cast.sam], by=cast.kit)

    assert {m.worker for m in sitting.members.all()} == {cast.lee, cast.sam}
    assert Entry.objects.filter(what="named the members of a sitting", worker=cast.kit).exists()


@pytest.mark.parametrize(
    ("who", "member", "reason"),
    [
        ("robin", "sam", "team manager or the chair"),
        ("kit", "stranger", "no post in the partnership"),
    ],
)
def test_refused_naming_writes_nothing(cast, who, member, reason):
    sitting = cast.sitting()

    with pytest.raises(Refused, match=reason):
        actions.name_members(sitting, [getattr(cast, member)], by=getattr(cast, who))

    assert sitting.members.count() == 4


def test_nobody_is_here_before_the_day(cast):
    later = actions.arrange_sitting(
        cast.north, held_on=localdate() + timedelta(days=3), chair=cast.lee, by=cast.kit
    )

    with pytest.raises(Refused, match="still to come"):
        actions.record_attendance(later, [cast.lee], by=cast.lee)

    later.refresh_from_db()
    assert later.attendance_at is None


def test_panel_without_its_quorum_signs_nothing(cast):
    item = cast.on_panel()
    actions.record_attendance(item.sitting, [cast.lee, cast.alex], by=cast.lee)

    with pytest.raises(Refused, match="nobody of the charity may decide"):
        sign(cast, item)

    item.decision.refresh_from_db()
    assert item.decision.signed_at is None
    assert not Minute.objects.exists()


def test_quorum_is_what_was_agreed_for_that_day(cast):
    item = cast.on_panel()
    actions.set_panel_terms(
        cast.partnership,
        QuorumTerms(5, 1),
        team=cast.north,
        from_day=localdate(),
        decided_under="Board",
        by=cast.morgan,
    )

    with pytest.raises(Refused, match="4 of at least 5 members may decide"):
        sign(cast, item)


def test_item_says_what_the_quorum_wants_and_where_to_mend_it(cast, as_worker):
    item = cast.on_panel()
    item.sitting.members.update(present=None)

    page = as_worker(cast.lee).get(url("item", item.pk)).content.decode()

    assert "it is not written down yet who is here" in page
    assert "Decide and sign" not in page
    assert url("sitting", item.sitting_id) in page


def test_named_member_of_another_team_reads_the_papers(cast, as_worker):
    item = cast.on_panel()
    terry = as_worker(cast.terry)
    before = terry.get(url("item", item.pk)).status_code
    actions.name_members(item.sitting, [cast.terry], by=cast.kit)

    papers = terry.get(url("item", item.pk))
    agenda = terry.get(url("sitting", item.sitting_id))

    assert (before, papers.status_code, agenda.status_code) == (404, 200, 200)


def test_sitting_shows_who_sits_for_whom_and_what_was_agreed(cast, as_worker):
    sitting = cast.sitting()

    page = as_worker(cast.robin).get(url("sitting", sitting.pk)).content.decode()

    assert "Samplehope" in page
    assert "at least 3 members, at least 1 of each organisation" in page
    assert "The team manager or the chair of the panel does this." in page


def test_who_can_sit_is_offered_with_their_employer(cast, as_worker):
    page = as_worker(cast.kit).get(url("arrange_sitting")).content.decode()

    assert "Kit Dummerly, team manager, North team, Samplehope" in page
    assert "Morgan Specimen, head of service, Leadership, Exampleshire County Council" in page
    assert "Sam Placeholder" not in page


def test_members_of_each_team_whose_panel_one_arranges_are_offered(cast, as_worker):
    south = add_team(
        name="South team",
        kind=Team.Kind.EDGE_OF_CARE,
        managed_by=cast.founded.charity,
        from_day=FOUNDED_ON,
        under="test",
    )
    both = {"employer": cast.founded.charity, "from_day": FOUNDED_ON, "authorised_by": "test"}
    add_member(south, cast.kit, role=Role.TEAM_MANAGER, **both)
    add_member(south, cast.jo, role=Role.KEY_WORKER, **both)

    page = as_worker(cast.kit).get(url("arrange_sitting")).content.decode()

    assert "Robin Testerton, key worker, North team" in page
    assert "Jo Standin, key worker, South team" in page


def test_sitting_is_named_and_written_down_on_its_pages(cast, as_worker):
    kit = as_worker(cast.kit)
    kit.post(
        url("arrange_sitting"),
        {"chair": cast.lee.pk, "members": [cast.kit.pk], **day_of("held_on", 0)},
    )
    sitting = Sitting.objects.get()

    kit.post(url("name_members", sitting.pk), {"members": [cast.kit.pk, cast.alex.pk]})
    kit.post(url("attendance", sitting.pk), {"members": [cast.lee.pk, cast.alex.pk]})

    here = {m.worker: m.present for m in sitting.members.all()}
    assert here == {cast.lee: True, cast.kit: False, cast.alex: True}


def test_head_of_service_agrees_another_quorum_on_the_page(cast, as_worker):
    typed = {"members": "4", "of_each": "2", "decided_under": "Board", **day_of("from_day", 0)}

    page = as_worker(cast.morgan).post(url("set_quorum"), typed, follow=True).content.decode()

    assert "at least 4 members, at least 2 of each organisation" in page


def test_who_sits_is_in_the_trail_of_every_child_on_the_agenda(cast):
    item = cast.on_panel()
    children = sorted(item.referral.child_ids())

    actions.name_members(item.sitting, [cast.kit, cast.alex], by=cast.kit)
    actions.record_attendance(item.sitting, [cast.lee, cast.kit], by=cast.lee)

    named = Entry.objects.get(what="named the members of a sitting")
    here = Entry.objects.filter(what="wrote down who sat on the panel").last()
    assert (named.child_ids, here.child_ids) == (children, children)
    assert told(here) == {"present": "Lee Specimen\nKit Dummerly"}


def test_option_added_by_hand_is_neither_offered_nor_signed(cast, as_worker):
    item = cast.on_panel()
    by_hand = Option.objects.create(
        partnership=cast.partnership, decision=item.decision, what="Something else"
    )

    page = as_worker(cast.lee).get(url("sign_item", item.pk))
    with pytest.raises(Refused, match="not agreed for the panel"):
        actions.sign_panel_decision(
            item,
            outcome=by_hand,
            reasons="You asked for help.",
            alternative="",
            signed_name="Lee Specimen",
            version=item.decision.version,
            by=cast.lee,
        )

    offered = {choice[0] for choice in page.context["form"].fields["outcome"].choices}
    assert offered == set(item.decision.options.exclude(pk=by_hand.pk).values_list("pk", flat=True))
    assert not Minute.objects.exists()


def test_option_signed_without_an_outcome_is_called_what_followed_from_it(cast, as_worker):
    item = cast.on_panel()
    sign(cast, item, "defer")
    Option.objects.filter(code="defer").update(code="")

    carried = import_module("homeward.referrals.migrations.0007_interest_declared_last")
    carried.call_it_what_followed(apps, None)

    page = as_worker(cast.kit).get(url("inbox")).content.decode()
    assert "The panel asked for more and will see the family again." in page


def is_free(model, pk):
    """Whether another connection could change the row now."""

    def lock():
        try:
            with transaction.atomic():
                return bool(model.objects.select_for_update(nowait=True).get(pk=pk))
        except OperationalError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(lock).result()


@pytest.mark.django_db(transaction=True)
def test_nobody_is_named_or_comes_or_goes_while_it_is_signed(cast, monkeypatch):
    item, free = cast.on_panel(), {}
    rows = {AgendaItem: item.pk, Sitting: item.sitting_id, Decision: item.decision_id}
    sign_decision = decisions.sign_decision

    def meanwhile(*args, **given):
        free.update({model: is_free(model, pk) for model, pk in rows.items()})
        return sign_decision(*args, **given)

    monkeypatch.setattr(decisions, "sign_decision", meanwhile)
    sign(cast, item)

    assert free == {AgendaItem: False, Sitting: False, Decision: False}
    assert is_free(Sitting, item.sitting_id)
