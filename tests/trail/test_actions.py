"""The trail on the database: written with the change, never changed, sealed, destroyed by key."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from homeward.partnership.models import Grant
from homeward.partnership.rules import Role
from homeward.people import actions as people
from homeward.trail import actions as trail
from homeward.trail.models import ChildKey, Content, Entry, Seal
from homeward.trail.purposes import acting_for
from homeward.trail.verify import main as verify
from tests.trail.sealing import export_to, seal_everything, sealed_in_time


@pytest.fixture
def child(cast):
    return cast.refer().children.first()


def test_entry_holds_digests_and_not_the_words(cast, child):
    trail.record("noted", child, by=cast.sam, children=[child.pk], changed={"words": "blue door"})

    entry = Entry.objects.last()
    assert "blue door" not in json.dumps(entry.as_sealed())
    assert trail.content_of(Content.objects.get(entry=entry)) == {"words": "blue door"}


def test_entry_says_for_what_the_sharing_agreement_let_them(cast, child, as_worker):
    page = reverse("web:child", args=[child.pk])
    looked = {}

    for worker in (cast.robin, cast.kit):
        as_worker(worker).get(page)
        looked[worker] = Entry.objects.filter(worker=worker, kind="read").last()
    Grant.objects.filter(role=Role.KEY_WORKER, purpose="support").delete()
    as_worker(cast.robin).get(page)
    after = Entry.objects.filter(worker=cast.robin, kind="read").last()

    assert {entry.purpose for entry in looked.values()} == {"support,safeguard"}
    assert looked[cast.robin].as_sealed()["purpose"] == "support,safeguard"
    assert after.purpose == "safeguard"
    assert "To support a child and the family; keep a child safe" in (
        as_worker(cast.kit).get(reverse("web:who_looked", args=[child.pk])).content.decode()
    )


def test_purpose_is_of_who_asks_and_of_nobody_else(cast, child):
    with acting_for(cast.sam.pk, ["support"]):
        mine = trail.record("noted", child, by=cast.sam, children=[child.pk])
        others = trail.record("noted", child, by=cast.kit, children=[child.pk])
        systems = trail.record("noted", child, by=None, children=[child.pk])
    later = trail.record("noted", child, by=cast.sam, children=[child.pk])

    assert [entry.purpose for entry in (mine, others, systems, later)] == ["support", "", "", ""]
    assert "purpose" not in later.as_sealed()  # sealed as before there was a purpose


def test_same_words_have_different_digests(cast, child):
    first = trail.record("noted", child, by=cast.sam, children=[child.pk], changed={"words": "x"})
    second = trail.record("noted", child, by=cast.sam, children=[child.pk], changed={"words": "x"})

    assert first.digests["words"] != second.digests["words"]


def test_change_is_undone_when_the_trail_cannot_be_written(cast, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the trail is broken")

    monkeypatch.setattr(trail, "record", fail)

    with pytest.raises(RuntimeError), transaction.atomic():
        cast.refer()

    from homeward.referrals.models import Referral

    assert Referral.objects.count() == 0


@pytest.mark.parametrize(
    "statement", ["UPDATE trail_entry SET what = 'x'", "DELETE FROM trail_entry"]
)
def test_trail_refuses_change_and_removal(child, statement):
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_sealed_trail_verifies_without_the_database(cast, tmp_path, capsys):
    cast.refer()
    seal_everything()
    cast.refer()
    seal_everything()
    file = tmp_path / "trail.jsonl"
    batches = export_to(file)
    # The first, or a later one when another process kept a transaction open meanwhile.
    changed = next(n for n, batch in enumerate(batches, start=1) if "referred a family" in batch)

    assert verify([str(file)]) == 0
    assert Seal.objects.count() >= 2
    assert f"{Entry.objects.count()} entries hold" in capsys.readouterr().out

    file.write_text(file.read_text().replace("referred a family", "referred no family", 1))
    assert verify([str(file)]) == 1
    assert f"Batch {changed} has an entry that was changed" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_entry_of_an_open_transaction_waits_for_the_next_seal(cast):
    seal_everything()
    with transaction.atomic():
        trail.looked("read", by=cast.sam, children=[])
        assert trail.seal() is None

    assert sealed_in_time().count == 1


@pytest.mark.django_db(transaction=True)
def test_long_backlog_is_sealed_in_several_batches(cast, monkeypatch, tmp_path):
    seal_everything()
    first = Seal.objects.count()
    monkeypatch.setattr(trail, "SEALED_AT_ONCE", 3)
    with transaction.atomic():
        for _ in range(5):  # more than a seal holds, and one transaction
            trail.looked("read", by=cast.sam, children=[])
    for _ in range(4):
        trail.looked("read", by=cast.sam, children=[])

    seal_everything()

    assert [seal.count for seal in Seal.objects.all()[first:]] == [5, 3, 1]
    file = tmp_path / "trail.jsonl"
    export_to(file)
    assert verify([str(file)]) == 0


@pytest.mark.django_db(transaction=True)
def test_destroying_a_childs_key_leaves_the_trail_whole(cast, tmp_path):
    child = cast.refer().children.first()
    seal_everything()

    ChildKey.objects.filter(child_id=child.pk).delete()

    with pytest.raises(ChildKey.DoesNotExist):
        trail.content_of(Content.objects.filter(child_id=child.pk).first())
    file = tmp_path / "trail.jsonl"
    export_to(file)
    assert verify([str(file)]) == 0


def test_entering_a_known_child_again_makes_no_second_record(cast, child):
    again = people.enter_child(
        partnership_id=cast.partnership.pk,
        given_name="ASHLEY",
        family_name="Sampleton",
        born=child.born,
        by=cast.sam,
    )

    assert again.folded_name == "ashley sampleton"
    assert type(again).objects.filter(folded_name="ashley sampleton").count() == 1
