"""A decision is told to the child and to each adult; who was not told is a task after the agreed days."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.clocks.rules import Duty, Limit, Unit, working_days_after
from homeward.decisions.models import Decision
from homeward.limits.actions import agree_limit
from homeward.people.models import Child
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from homeward.voice.actions import telling as actions
from homeward.voice.models import DecisionTold
from homeward.voice.queries.saying import everything_said
from homeward.voice.queries.telling import not_told_in_time
from homeward.voice.rules.telling import Way
from homeward.voice.tasks import ask_to_tell_decisions
from tests.support import today
from tests.support.making import boxes
from tests.voice.making import address, adult_of


DAYS = 5  # that the partnership begins with


@pytest.fixture
def decision(cast):
    """The panel's own, signed today; Robin helps the family."""
    cast.episode()
    return Decision.objects.get(signed_at__isnull=False)


def everybody(decision):
    ash, wren = decision.children.order_by("born")
    return [ash, wren, adult_of(decision.agenda_item.referral.episode)]


def tell(decision, person, by, **changes):
    given = {"on": localdate(), "who": "Robin", "way": Way.FACE, "said": "Good."}
    return actions.tell_decision(decision, person, **{**given, **changes}, by=by)


def asked():
    return Task.objects.filter(doing=Doing.TELL_DECISION)


def over(days=DAYS):
    return travel(working_days_after(localdate(), days) - localdate() + now())


def test_who_is_not_told_in_the_agreed_days_is_a_task_of_the_key_worker(cast, decision):
    ask_to_tell_decisions(0)
    assert not asked().exists()

    with over():
        ask_to_tell_decisions(0)
        ask_to_tell_decisions(0)

    task = asked().get()
    assert (task.team, task.worker) == (cast.north, cast.robin)
    assert task.due == working_days_after(localdate(), DAYS)
    assert set(task.children.all()) == set(decision.children.all())
    assert task.get_absolute_url() == address("told", decision.pk)


def test_number_of_days_is_the_one_that_was_agreed(cast, decision):
    agree_limit(
        cast.partnership,
        Duty.DECISION_TOLD,
        Limit(2, Unit.WORKING_DAYS),
        from_day=localdate(),
        decided_under="Joint board, item 3",
        by=cast.morgan,
    )

    with over(2):
        assert list(not_told_in_time(localdate())) == [decision]
    with over(1):
        assert list(not_told_in_time(localdate())) == []


def test_task_goes_when_everybody_was_told_or_it_says_why_not(cast, decision):
    ash, wren, dee = everybody(decision)
    with over():
        ask_to_tell_decisions(0)

    tell(decision, ash, cast.robin)
    tell(decision, dee, cast.sam, way=Way.PHONE)
    assert asked().open().exists()
    actions.leave_untold(decision, wren, because="She is a baby.", by=cast.robin)

    assert not asked().open().exists()
    with over():
        ask_to_tell_decisions(0)
        assert not asked().open().exists()


def test_before_help_began_who_referred_tells(cast):
    cast.agreed()

    with over():
        ask_to_tell_decisions(0)

    assert asked().get().team == cast.west


def test_help_that_began_before_the_panel_is_told_by_its_team(cast):
    crisis = today.signed(cast, today.answered(cast))

    with over():
        ask_to_tell_decisions(0)

    assert asked().get(subject_id=crisis.pk).team == cast.north


def test_no_to_help_today_is_told_by_who_asked_for_it(cast):
    crisis = today.signed(
        cast, today.answered(cast), code="not today", instead="Nan has them tonight."
    )

    with over():
        ask_to_tell_decisions(0)

    assert asked().get(subject_id=crisis.pk).team == cast.west


def test_who_sees_one_of_the_children_does_not_open_what_was_told_of_all(cast, decision, as_worker):
    wren = decision.children.get(given_name="Wren")
    sharing.close_record(
        wren,
        kind=RestrictionKind.SEALED,
        because="A relative works here.",
        named=[cast.kit],
        until=localdate() + timedelta(days=30),
        by=cast.kit,
    )

    assert as_worker(cast.kit).get(address("told", decision.pk)).status_code == 200
    assert as_worker(cast.robin).get(address("told", decision.pk)).status_code == 404


def test_what_was_decided_long_ago_is_no_task(cast, decision):
    with travel(now() + timedelta(days=100)):
        ask_to_tell_decisions(0)

    assert not asked().exists()


def test_what_the_child_said_to_it_stands_in_that_childs_record_alone(cast, decision):
    ash, wren, _ = everybody(decision)

    tell(decision, ash, cast.robin, said="Can I keep the cat?")

    entry = Entry.objects.get(what="told the child what was decided")
    assert entry.child_ids == [ash.pk]
    assert "Can I keep the cat?" in [one.words for one in everything_said(ash, 9, safety=False)]
    assert "Can I keep the cat?" not in [
        one.words for one in everything_said(wren, 9, safety=False)
    ]


def test_telling_before_the_signature_is_refused_and_writes_nothing(cast, decision):
    ash, _, _ = everybody(decision)

    with pytest.raises(Refused, match="later than that"):
        tell(decision, ash, cast.robin, on=localdate() - timedelta(days=1))

    assert not DecisionTold.objects.exists()
    assert not Entry.objects.filter(what__startswith="told").exists()


def test_page_shows_everybody_and_takes_what_they_said(cast, decision, as_worker):
    ash, _, dee = everybody(decision)
    client = as_worker(cast.robin)
    posted = {**boxes("on", localdate()), "who": "Robin", "way": "phone", "said": "At last."}

    client.post(address("tell", decision.pk, "adult", dee.pk), posted)
    client.post(
        address("leave_untold", decision.pk, "child", ash.pk), {"because": "Away until Friday."}
    )

    page = client.get(address("told", decision.pk)).content.decode()
    assert "At last." in page
    assert "On the phone, by Robin" in page
    assert "Away until Friday." in page
    assert "Wren is not told: write why" in page
    decided = client.get(f"/referrals/panel/items/{decision.agenda_item.pk}/").content.decode()
    assert "Not told yet: Wren." in decided


@pytest.mark.parametrize("kind", ["adult", "child", "worker"])
def test_nobody_else_can_be_named(cast, decision, as_worker, kind):
    stranger = Child.objects.create(
        partnership=cast.partnership, given_name="Kim", born=localdate()
    )
    number = stranger.pk if kind == "child" else 987654

    answer = as_worker(cast.robin).get(address("tell", decision.pk, kind, number))

    assert answer.status_code == 404
