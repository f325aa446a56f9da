"""The county at scale, small here: what is written in bulk is what the actions would have written."""

from collections import defaultdict
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils.timezone import localdate, now

from homeward.care.models import PeriodOfCare
from homeward.county import scale, throng
from homeward.county.build import build
from homeward.partnership.models import Team, Worker
from homeward.partnership.rules import Role
from homeward.people.models import Child, NameWord
from homeward.referrals.models import Referral
from homeward.referrals.rules import Outcome
from homeward.sharing.models import Involvement
from homeward.support.models import Allocation, EpisodeOfHelp, VisitChild
from homeward.trail import actions as trail
from homeward.trail.models import Content, Entry
from homeward.trail.rules import digest


CHILDREN, LIVED = 300, 5


def made(name, children=CHILDREN, seed=1):
    return build(children=children, seed=seed, name=name)


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(scale, "LIVED", LIVED)
        yield made("At scale")
        transaction.set_rollback(True)


def test_county_has_the_children_asked_for(county):
    assert Child.objects.filter(partnership=county).count() == CHILDREN


def test_every_child_is_found_by_each_word_of_the_name(county):
    for child in Child.objects.filter(partnership=county).prefetch_related("name_words"):
        wanted = {(word.word, word.sound) for word in NameWord.of(county.pk, child.all_names())}
        assert {(word.word, word.sound) for word in child.name_words.all()} == wanted


def test_content_is_enciphered_under_the_childs_key_and_matches_its_digest(county):
    entries = Entry.objects.filter(partnership=county, what="wrote up a visit")

    for content in Content.objects.filter(entry__in=entries)[:50].select_related("entry"):
        held = trail.content_of(content)
        assert set(held) == set(content.entry.digests)
        assert held["what_happened"] != ""
        assert content.entry.child_ids == [content.child_id]
        assert b"We " not in bytes(content.enciphered)


def test_digest_is_of_the_salted_words(county):
    content = Content.objects.filter(entry__partnership=county).last()
    key = trail.ChildKey.objects.get(child_id=content.child_id)

    held = trail.json.loads(trail.Fernet(bytes(key.key)).decrypt(bytes(content.enciphered)))

    assert content.entry.digests == {
        name: digest(salt + text) for name, (salt, text) in held.items()
    }


def test_trail_of_a_child_goes_forward_and_not_beyond_today(county):
    moments = defaultdict(list)
    told = Entry.objects.filter(partnership=county, kind=Entry.Kind.CHANGE).order_by("pk")
    for children, at in told.values_list("child_ids", "at"):
        for child in children:
            moments[child].append(at)

    assert len(moments) == CHILDREN
    assert all(one <= other for lived in moments.values() for one, other in pairwise(lived))
    assert max(moment for lived in moments.values() for moment in lived) <= now()


def test_no_child_was_looked_at_before_the_record_knew_the_child(county):
    first = {}
    entries = Entry.objects.filter(partnership=county).order_by("at")
    for kind, children, at in entries.values_list("kind", "child_ids", "at"):
        for child in children:
            first.setdefault((child, kind), at.date())

    early = [
        child
        for (child, kind), day in first.items()
        if kind == Entry.Kind.CHANGE and first.get((child, Entry.Kind.READ), day) < day
    ]
    assert early == []


def test_key_workers_have_ten_to_twenty_families(county):
    today = localdate()
    lived = Team.objects.filter(partnership=county, name="North team").get()

    loads = defaultdict(int)
    for allocation in Allocation.objects.filter(
        partnership=county, period__contains=today, episode__closed_on=None
    ).exclude(episode__team=lived):
        loads[allocation.worker_id] += 1

    assert loads
    assert max(loads.values()) <= 20
    assert sum(loads.values()) / len(loads) >= 10


def test_social_workers_have_ten_to_twenty_five_children(county):
    today = localdate()
    council = Team.objects.get(partnership=county, name="Social work 1")

    children = Involvement.objects.filter(team=council, period__contains=today).count()
    workers = council.memberships.filter(role=Role.SOCIAL_WORKER, period__contains=today).count()

    assert 10 <= children / workers <= 25


def test_help_is_of_families_whom_the_panel_took_on(county):
    for episode in EpisodeOfHelp.objects.filter(partnership=county).select_related("referral"):
        assert episode.referral.outcome_now() == Outcome.TAKE_ON
        assert episode.referral.panel_decided() in ("agree", "conditions")
        assert episode.referral.sent_at.date() < episode.started_on


def test_notes_come_to_about_ten_a_child(county):
    notes = VisitChild.objects.filter(partnership=county).count()

    assert 6 * CHILDREN < notes < 14 * CHILDREN


def test_children_in_care_are_seen_by_their_reviewing_team(county):
    in_care = PeriodOfCare.objects.filter(
        partnership=county, period__contains=localdate()
    ).values_list("child_id", flat=True)
    reviewing = Involvement.objects.filter(
        team__memberships__role=Role.REVIEWING_OFFICER, period__contains=localdate()
    )

    assert set(in_care) <= set(reviewing.values_list("child_id", flat=True))


def test_pages_open_for_a_key_worker_of_a_unit(county, client):
    unit = Team.objects.get(partnership=county, name="Edge of care 1")
    worker = Worker.objects.filter(
        memberships__team=unit, memberships__role=Role.KEY_WORKER
    ).first()
    visit = (
        VisitChild.objects.filter(visit__written_by=worker).exclude(words="").latest("visit__on")
    )
    client.force_login(worker)

    page = client.get(f"/children/{visit.child_id}/timeline/")

    assert page.status_code == 200
    assert "Wrote up a visit" in page.content.decode()


def test_same_seed_makes_the_same_county(db, monkeypatch, time_machine):
    monkeypatch.setattr(scale, "LIVED", LIVED)
    time_machine.move_to("2026-06-10 12:00Z", tick=False)

    one, same, other = (
        sorted(
            Child.objects.filter(partnership=made(name, 60, seed)).values_list(
                "given_name", "family_name", "born", "sex"
            )
        )
        for name, seed in (("One", 7), ("Same", 7), ("Other", 8))
    )

    assert one == same != other


def test_references_are_all_different():
    numbers = range(0, throng.REFERENCES, 7919)

    assert len({throng.reference(number) for number in numbers}) == len(numbers)


def test_units_share_the_children_out_without_a_gap():
    shares = list(scale._shares(3, 1000, 100, 40))

    assert sum(share.in_families for share in shares) == 1000
    assert [share.first_in_care for share in shares] == [40, 73, 106]
    assert sum(share.in_care for share in shares) == 100


def test_county_without_references_enough_is_refused(db):
    with pytest.raises(ValueError, match="references"):
        made("Too many", scale.MOST + 1)


def test_referral_references_are_unique_beside_those_drawn_by_actions(county):
    references = Referral.objects.filter(partnership=county).values_list("reference", flat=True)

    assert len(set(references)) == len(references)
