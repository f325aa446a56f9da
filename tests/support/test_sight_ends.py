"""When a team stops seeing a child: with the signature, or with the last follow-up."""

from datetime import date, timedelta
from importlib import import_module

from django.apps import apps
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.decisions.models import Decision
from homeward.partnership.rules import Function
from homeward.referrals import actions as referrals
from homeward.referrals.actions import ReferredChild
from homeward.referrals.rules import Outcome
from homeward.sharing.models import Involvement
from homeward.support import actions
from homeward.trail.models import Entry
from tests.support.making import address, begun, ended, in_days, sees, sent, signed


stored = import_module("homeward.support.migrations.0012_let_receiving_teams_go")


def test_decider_sees_the_children_until_the_day_of_the_signature_is_over(cast):
    episode = cast.episode()
    decision = sent(cast, episode)
    before = sees(cast.morgan, episode, in_days(60))

    signed(decision, by=cast.morgan, code="stay_at_home")

    assert before
    assert sees(cast.morgan, episode, localdate())
    assert not sees(cast.morgan, episode, in_days(1))
    assert Entry.objects.filter(what="stopped working with the child", worker=cast.morgan).exists()


def test_decider_keeps_what_they_signed_and_nothing_else(cast, as_worker):
    episode = cast.episode()
    signed(sent(cast, episode), by=cast.morgan, code="stay_at_home")
    later = now() + timedelta(days=2)

    with travel(later):
        mine = Decision.objects.visible_to(cast.morgan.on(localdate()), localdate())
        theirs = Decision.objects.visible_to(cast.terry.on(localdate()), localdate())
        family = as_worker(cast.morgan).get(address("episode", episode.pk))
        decision = as_worker(cast.morgan).get(f"/decisions/{mine.get().pk}/")

    assert not theirs.exists()
    assert family.status_code == 404
    assert decision.status_code == 200


def test_decider_goes_on_seeing_while_another_decision_waits(cast):
    episode = cast.episode()
    decision = sent(cast, episode)
    other = begun(cast, episode, Function.ACCOMMODATE)

    signed(decision, by=cast.morgan, code="stay_at_home")

    assert other.signed_at is None
    assert sees(cast.morgan, episode, in_days(60))


def test_decider_who_signs_twice_in_a_day_is_let_go_all_the_same(cast):
    """What was to begin at midnight, for the second decision, does not begin."""
    episode = cast.episode()
    signed(sent(cast, episode), by=cast.morgan, code="stay_at_home")

    signed(sent(cast, episode), by=cast.morgan, code="stay_at_home")

    assert sees(cast.morgan, episode, localdate())
    assert not sees(cast.morgan, episode, in_days(1))
    assert not sees(cast.morgan, episode, in_days(60))


def test_decider_asked_again_on_the_same_day_sees_tomorrow_too(cast):
    episode = cast.episode()
    signed(sent(cast, episode), by=cast.morgan, code="stay_at_home")

    begun(cast, episode, Function.ACCOMMODATE)

    assert sees(cast.morgan, episode, localdate())
    assert sees(cast.morgan, episode, in_days(60))


def test_team_that_works_with_the_child_for_another_reason_stays(cast):
    episode = cast.episode()
    child = episode.children.first()
    Involvement.objects.create(
        partnership=cast.partnership,
        child=child,
        team=cast.leadership,
        because="a complaint",
        period=(localdate(), None),
    )

    signed(sent(cast, episode), by=cast.morgan, code="stay_at_home")

    assert child.involvements.get(team=cast.leadership).end is None


def child(name):
    return ReferredChild(name, "Exampleton", date(2015, 1, 2), says="Hello.")


def decline(referral, by):
    referrals.screen_referral(referral, outcome=Outcome.FAMILY_DECLINED, reasons="-", by=by)


def followed_up(episode, by):
    said = {"living": "At home", "in_care": False, "how_it_is": "“All right.”"}
    for follow_up in episode.follow_ups.all():
        actions.record_follow_up(follow_up, **said, by=by)


def test_team_sees_until_the_last_follow_up_is_done(cast):
    episode = ended(cast)
    while_to_do = sees(cast.robin, episode, in_days(60))

    followed_up(episode, cast.robin)

    assert while_to_do
    assert sees(cast.robin, episode, localdate())
    assert not sees(cast.robin, episode, in_days(1))
    assert sees(
        cast.sam, episode, in_days(60)
    )  # the council answers for a child with or without help


def test_team_that_did_not_take_the_family_on_again_is_let_go(cast):
    episode = ended(cast)
    again = cast.refer()

    decline(again, by=cast.kit)
    while_to_do = sees(cast.robin, episode, in_days(60))
    followed_up(episode, cast.robin)

    assert while_to_do
    assert not sees(cast.robin, episode, in_days(1))


def test_team_that_helps_goes_on_seeing_though_it_was_asked_again_in_vain(cast):
    episode = cast.episode()

    decline(cast.refer(), by=cast.kit)

    assert sees(cast.robin, episode, in_days(60))


def test_team_whose_help_was_over_is_let_go_after_a_new_referral_in_vain(cast):
    episode = ended(cast)
    followed_up(episode, cast.robin)
    again = cast.refer()
    between = sees(cast.robin, episode, in_days(60))

    decline(again, by=cast.kit)

    assert between
    assert not sees(cast.robin, episode, in_days(1))


def test_team_that_was_asked_again_goes_on_seeing(cast):
    episode = ended(cast)
    again = cast.refer()
    same = set(again.children.all()) == set(episode.children.all())

    followed_up(episode, cast.robin)

    assert same
    assert sees(cast.robin, episode, in_days(60))


def test_teams_that_saw_on_before_are_let_go(cast):
    helped, declined, again = ended(cast), cast.refer(children=[child("Bo")]), cast.episode()
    going_on = cast.refer(children=[child("Cy")])
    decline(declined, by=cast.kit)
    Involvement.objects.update(period=(in_days(-9), None))
    before = Entry.objects.count()

    stored.let_receiving_teams_go(apps, None)

    seen = {
        referral: sees(cast.robin, referral, in_days(1))
        for referral in (helped.referral, declined, again.referral, going_on)
    }
    assert seen == {helped.referral: True, declined: False, again.referral: True, going_on: True}
    assert sees(cast.sam, declined, in_days(60))
    assert Entry.objects.count() == before + 1
