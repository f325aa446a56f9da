"""Ending a post: what they hold is counted and linked so that somebody takes it over, and refuses nothing."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from homeward.partnership.actions.relations import set_relation
from homeward.partnership.models import Membership
from homeward.partnership.rules import Function
from homeward.partnership.rules.relations import RelationKind
from homeward.trail.models import Entry
from tests.support.making import begun, boxes


def address(worker, team) -> str:
    return reverse("web:end_post", args=[Membership.objects.get(worker=worker, team=team).pk])


def end(client, where, **changes):
    typed = {"because": "Moves away."} | boxes("from_day", localdate() + timedelta(days=5))
    return client.post(where, typed | changes)


def test_page_counts_and_links_what_they_hold_and_the_trail_knows(cast, as_worker):
    episode = cast.episode()
    set_relation(
        cast.alex,
        partnership=cast.partnership,
        kind=RelationKind.PRACTICE_SUPERVISOR,
        other=cast.robin,
        from_day=localdate(),
        by=cast.kit,
    )

    page = as_worker(cast.kit).get(address(cast.robin, cast.north)).content.decode()

    assert "<strong>1 family</strong> whose key worker they are" in page
    assert reverse("support:allocate", args=[episode.pk]) in page
    assert "<strong>1 task</strong> to do in their name" in page  # the first visit
    assert reverse("partnership:set_relation", args=[cast.alex.pk]) in page
    children = [child.pk for child in episode.children.all()]
    looked = Entry.objects.filter(what="opened the page to end a post").get()
    assert (looked.worker, sorted(looked.child_ids)) == (cast.kit, sorted(children))


def test_decisions_that_wait_for_their_signature_are_counted(cast, as_worker):
    dana = cast.join("Dana Mockford", cast.leadership, "head of service", cast.founded.council)
    decision = begun(cast, cast.episode(), function=Function.STAY_AT_HOME)
    decision.sent_by, decision.sent_at = cast.robin, decision.prepared_at
    decision.save()

    page = as_worker(dana).get(address(cast.morgan, cast.leadership)).content.decode()

    assert "<strong>1 decision</strong> that wait" in page


def test_post_ends_whatever_they_hold(cast, as_worker):
    cast.episode()

    answer = end(as_worker(cast.kit), address(cast.robin, cast.north))

    post = Membership.objects.get(worker=cast.robin)
    assert answer.status_code == 302
    assert (post.end, post.ended_because) == (localdate() + timedelta(days=5), "Moves away.")


def test_who_may_not_end_it_is_told_why_and_sees_no_family(cast, as_worker):
    cast.episode()
    where = address(cast.robin, cast.north)

    page = as_worker(cast.alex).get(where).content.decode()

    assert "ends or changes this post" in page
    assert "Ash" not in page
    assert end(as_worker(cast.alex), where).status_code == 403
    assert Membership.objects.get(worker=cast.robin).end is None


def test_families_that_the_asker_does_not_see_are_counted_and_not_named(cast, as_worker):
    """Dana leads the charity and works with no family."""
    dana = cast.join("Dana Mockford", cast.leadership, "head of service", cast.founded.charity)
    cast.episode()

    page = as_worker(dana).get(address(cast.robin, cast.north)).content.decode()

    assert "<strong>1 family</strong>" in page
    assert "Ash" not in page
    assert "1 of them you do not see" in page


def test_own_post_and_a_bad_day_are_refused_with_what_was_typed(cast, as_worker):
    client = as_worker(cast.kit)

    own = end(client, address(cast.kit, cast.north))
    past = end(
        client,
        address(cast.robin, cast.north),
        **boxes("from_day", localdate() - timedelta(days=1)),
    )

    assert "Nobody ends or changes a post of their own" in own.content.decode()
    assert "It would end in the past" in past.content.decode()
    assert "Moves away." in past.content.decode()
    assert set(Membership.objects.values_list("ended_at", flat=True)) == {None}


def test_other_partnership_is_not_told_that_there_is_a_post(cast, as_worker):
    assert as_worker(cast.stranger).get(address(cast.robin, cast.north)).status_code == 404
