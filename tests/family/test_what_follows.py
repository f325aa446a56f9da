"""What follows from what was written about a family, and what no longer follows because of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.family import actions
from homeward.family.models import Offer
from homeward.family.queries import family_first, known
from homeward.family.rules import Came, Could, Outcome, Said
from homeward.partnership.actions import add_member
from homeward.partnership.models import Arrangement, Grant
from homeward.partnership.rules import DataGroup, Function, Role
from homeward.people.models import Adult, Relationship
from homeward.referrals.actions import ReferredAdult, ReferredChild
from homeward.sharing.actions import close_record
from homeward.sharing.models import Involvement
from homeward.sharing.rules import RestrictionKind
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from tests.family import making
from tests.family.making import (
    asked,
    begun,
    decided,
    dee,
    held,
    in_days,
    issued,
    letter,
    offered,
    planned,
)


NAMED = "a decision that the council asks of them"


def waiting(doing, subject):
    return Task.objects.open().filter(doing=doing, subject_id=subject.pk)


def a_father(group):
    """Ray, who has parental responsibility, and whom nobody has offered anything."""
    ray = actions.add_relative(
        group,
        name="Ray Sampleton",
        relation="father",
        children=group.in_order(),
        could=[Could.HELP],
        words="",
        phone="",
        safe_contact="",
        address="",
        by=group.begun_by,
    )
    Relationship.objects.filter(adult=ray.adult).update(parental_responsibility=True)
    return ray


def explains(proceedings) -> bool:
    return waiting(Doing.EXPLAIN_NO_MEETING, proceedings).exists()


@pytest.fixture
def group(cast):
    return begun(cast)


# The duty to offer


def test_letter_that_offers_a_meeting_is_an_offer_to_each_who_gets_it(cast, group):
    making.duty_since(cast, localdate())
    letter(group, cast.sam, to=[dee(group), a_father(group)])

    gateway = decided(asked(group, cast.sam), cast.morgan, Outcome.APPLY)

    assert gateway.outcome == Outcome.APPLY
    assert {(one.to.adult.name, one.said) for one in Offer.objects.all()} == {
        ("Dee Sampleton", Said.NO_ANSWER),
        ("Ray Sampleton", Said.NO_ANSWER),
    }


def test_court_waits_until_each_of_the_parents_was_offered_it(cast, group):
    making.duty_since(cast, localdate())
    ray = a_father(group)
    offered(group, cast.sam, said=Said.DECLINES)
    gateway = asked(group, cast.sam)

    with pytest.raises(Refused, match="not offered to 1 of the 2"):
        decided(gateway, cast.morgan, Outcome.APPLY)
    offered(group, cast.sam, said=Said.DECLINES, to=ray)
    decided(gateway, cast.morgan, Outcome.APPLY)

    assert waiting(Doing.ISSUE_PROCEEDINGS, group).exists()


def test_mother_whom_a_second_referral_entered_again_is_one_person(cast, group):
    making.duty_since(cast, localdate())
    again = Adult.objects.create(partnership=cast.partnership, name="Dee  SAMPLETON")
    Relationship.objects.create(
        partnership=cast.partnership,
        child=group.in_order()[0],
        adult=again,
        kind="mother",
        period=(localdate(), None),
    )
    offered(group, cast.sam, said=Said.DECLINES)

    gateway = decided(asked(group, cast.sam), cast.morgan, Outcome.APPLY)

    assert gateway.outcome == Outcome.APPLY


def test_what_was_offered_after_the_application_is_no_offer_before_it(cast, group):
    making.duty_since(cast, in_days(-9))
    offered(group, cast.sam, said=Said.DECLINES)

    proceedings = issued(group, cast.sam, on=in_days(-3))

    assert explains(proceedings)


def test_no_that_follows_a_yes_takes_the_meeting_off_the_list(cast, group):
    offered(group, cast.sam, on=in_days(-2))
    before = waiting(Doing.HOLD_FAMILY_GROUP, group).count()

    offered(group, cast.sam, said=Said.NO_ANSWER, on=in_days(-1))
    silent = waiting(Doing.HOLD_FAMILY_GROUP, group).count()
    offered(group, cast.sam, said=Said.DECLINES)

    assert (before, silent) == (1, 1)
    assert not waiting(Doing.HOLD_FAMILY_GROUP, group).exists()


# The legal gateway


def test_decision_is_followed_once_and_the_next_application_asks_for_another(cast, group):
    decided(asked(group, cast.sam), cast.morgan, Outcome.APPLY)
    first = issued(group, cast.sam)
    missing = Task.objects.filter(because__contains="no decision at the legal gateway")
    at_first = missing.count()
    actions.end_proceedings(first, on=localdate(), order="No order.", by=cast.sam)

    issued(group, cast.sam)

    assert (at_first, missing.count()) == (0, 1)


def test_decision_of_today_is_none_for_an_application_of_yesterday(cast, group):
    decided(asked(group, cast.sam), cast.morgan, Outcome.APPLY)

    issued(group, cast.sam, on=in_days(-1))

    assert Task.objects.filter(because__contains="no decision at the legal gateway").exists()


@pytest.mark.parametrize(
    ("first", "doing"),
    [(Outcome.LETTER, Doing.SEND_LETTER), (Outcome.APPLY, Doing.ISSUE_PROCEEDINGS)],
)
def test_decision_takes_what_followed_from_the_one_before_off_the_list(cast, group, first, doing):
    decided(asked(group, cast.sam), cast.morgan, first)
    before = waiting(doing, group).count()

    decided(asked(group, cast.sam), cast.morgan, Outcome.NEITHER)

    assert before == 1
    assert not waiting(doing, group).exists()


def test_who_may_decide_later_has_it_to_do_once(cast, group):
    line = Arrangement.objects.get(partnership=cast.partnership, function=Function.LEGAL_GATEWAY)
    Arrangement.objects.filter(pk=line.pk).update(decides_role=Role.DIRECTOR)
    gateway = asked(group, cast.sam)
    nobody = waiting(Doing.DECIDE_GATEWAY, gateway).count()
    Arrangement.objects.filter(pk=line.pk).update(decides_role=Role.HEAD_OF_SERVICE)

    actions.show_to_gateway_deciders()
    actions.show_to_gateway_deciders(cast.partnership.pk, by=cast.morgan)

    assert nobody == 0
    assert waiting(Doing.DECIDE_GATEWAY, gateway).get().worker == cast.morgan
    assert Involvement.objects.filter(because=NAMED).count() == 2  # children, each once


def test_register_of_another_partnership_lets_nobody_see_these_children(cast, group):
    line = Arrangement.objects.get(partnership=cast.partnership, function=Function.LEGAL_GATEWAY)
    Arrangement.objects.filter(pk=line.pk).update(decides_role=Role.DIRECTOR)
    asked(group, cast.sam)
    Arrangement.objects.filter(pk=line.pk).update(decides_role=Role.HEAD_OF_SERVICE)

    waits = actions.show_to_gateway_deciders(cast.elsewhere.partnership_id, by=cast.stranger)

    assert waits == 0
    assert not Involvement.objects.filter(because=NAMED).exists()


def test_task_of_the_decider_is_in_the_team_of_the_post_that_decides(cast, group):
    add_member(
        cast.analysis,
        cast.morgan,
        role=Role.ANALYST,
        employer=cast.founded.council,
        from_day=in_days(-900),
        authorised_by="test",
    )

    gateway = asked(group, cast.sam)

    assert waiting(Doing.DECIDE_GATEWAY, gateway).get().team == cast.leadership


# The meeting and its plan


def test_meeting_that_came_to_no_plan_asks_for_none(cast, group):
    meeting = held(group, cast.sam, plan_made=False)

    assert not waiting(Doing.WRITE_FAMILY_PLAN, meeting).exists()
    assert Task.objects.open().get(what__contains="came to no plan").team == cast.west


def test_version_that_the_family_changed_is_not_answered_and_asks_nobody_to_look_again(cast, group):
    meeting = held(group, cast.sam)
    first = planned(meeting, cast.sam)
    planned(meeting, cast.sam)
    before = Task.objects.open().count()

    with pytest.raises(Refused, match="the family changed this plan"):
        making.answered(first, cast.sam)
    actions.review_plan(
        first,
        on=localdate(),
        who="All",
        how="Not so well.",
        came=Came.BROKEN,
        next_on=None,
        by=cast.sam,
    )

    assert Task.objects.open().count() == before


@pytest.mark.parametrize(
    ("came", "next_on"), [(Came.HOLDS, in_days(60)), (Came.DID_IT, None), (Came.BROKEN, None)]
)
def test_pages_say_when_a_plan_is_looked_at_next_and_not_when_it_was_to_be(
    cast, as_worker, group, came, next_on
):
    plan = planned(held(group, cast.sam), cast.sam)
    actions.review_plan(
        plan, on=localdate(), who="All", how="Well.", came=came, next_on=next_on, by=cast.sam
    )

    page = as_worker(cast.robin).get(making.address("plan_print", plan.pk)).content.decode()

    assert plan.again_on == next_on
    assert ("We look at it again on" in page) is (next_on is not None)
    assert f"{plan.review_on:%-d %B %Y}" not in page


def test_who_was_overtaken_may_send_the_plan_again_from_the_page_that_says_so(
    cast, as_worker, group
):
    meeting = held(group, cast.sam)
    planned(meeting, cast.sam)
    client, url = as_worker(cast.robin), making.address("write_plan", meeting.pk)

    page = client.post(url, {"version": 0, "words": "Mine.", "otherwise": "-"})

    assert page.context["form"]["version"].value() == "1"


# Who sees it


def test_child_who_is_taken_in_belongs_to_what_is_still_to_do(cast, group):
    offered(group, cast.sam)
    pip = ReferredChild("Pip", "Sampleton", in_days(-30), not_asked_because="A baby")
    child = cast.refer(children=[pip]).children.get()

    actions.take_in_child(group, child, by=cast.sam)

    assert waiting(Doing.HOLD_FAMILY_GROUP, group).get().children.count() == 3


def test_who_decides_sees_a_child_who_is_taken_in_while_they_are_asked(cast, as_worker, group):
    gateway = asked(group, cast.sam)
    pip = ReferredChild("Pip", "Sampleton", in_days(-30), not_asked_because="A baby")
    child = cast.refer(children=[pip]).children.get()

    actions.take_in_child(group, child, by=cast.sam)

    page = as_worker(cast.morgan).get(making.address("decide_gateway", gateway.pk))
    assert page.status_code == 200
    assert waiting(Doing.DECIDE_GATEWAY, gateway).get().children.count() == 3


def test_family_that_is_not_seen_whole_is_not_said_to_be_unasked(cast, as_worker, group):
    ash, wren = group.in_order()
    close_record(
        wren,
        kind=RestrictionKind.SEALED,
        because="A matter of its own.",
        named=[cast.kit, cast.sam],
        until=in_days(30),
        by=cast.kit,
    )
    client = as_worker(cast.robin)

    page = client.get(reverse("web:child", args=[ash.pk])).content.decode()
    begins = client.get(reverse("family:start", args=[ash.pk])).content.decode()

    assert "Family first" not in page
    assert "is asked already" in begins
    assert "Wren" not in begins
    assert f"/family/{group.pk}/" not in page + begins


def test_childs_page_asks_one_statement_where_nobody_asked_the_family(
    cast, django_assert_max_num_queries
):
    child = cast.refer().children.first()
    worker = cast.sam.on(localdate())

    with django_assert_max_num_queries(1):
        assert family_first(child, worker, localdate()) is None


def test_timeline_tells_no_task_of_the_court_to_who_does_not_read_it(cast, as_worker, group):
    letter(group, cast.sam)
    page = reverse("web:timeline", args=[group.in_order()[0].pk])
    before = as_worker(cast.robin).get(page).content.decode()
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.LEGAL).delete()

    after = as_worker(cast.robin).get(page).content.decode()

    assert "Meet the parents" in before
    assert "Meet the parents" not in after
    assert "proceedings" not in after


def test_father_of_one_child_is_owed_the_offer_and_an_uncle_is_not(cast):
    dad = ReferredAdult("Rob Sampleton", "birth father")
    uncle = ReferredAdult("Ned Sampleton", "uncle")
    child = cast.refer(adults=[dad, uncle]).children.first()
    group = actions.begin_group([child], by=cast.sam)

    owed = {one.name for one in known(group, [child], localdate()) if one.owed}

    assert owed == {"Rob Sampleton"}


def test_day_long_before_the_children_were_born_is_refused_and_writes_nothing(cast, group):
    born = group.in_order()[0].born

    with pytest.raises(Refused, match="long before any of these children"):
        offered(group, cast.sam, on=born - timedelta(days=400))

    assert not Offer.objects.exists()
