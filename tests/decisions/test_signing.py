"""Signing a decision on its page: by whom, under which name, and overtaken."""

import pytest
from django.urls import reverse

from homeward.decisions import actions
from homeward.trail.models import Entry
from tests.support.making import boxes, in_days, sent


def typed_to_sign(decision, **changes):
    given = {
        "version": decision.version,
        "outcome": decision.options.first().pk,
        "reasons": "You told us where you feel safe.",
        "look_again_if": "A weekend goes wrong.",
        **boxes("look_again_by", in_days(28)),
        "dissent": "",
        "signed_name": "Morgan Specimen",
    }
    return {**given, **changes}


def test_morgan_signs(cast, as_worker):
    decision = sent(cast, cast.episode())
    client = as_worker(cast.morgan)

    page = client.get(
        reverse("decisions:decision", args=[decision.pk]), follow=True
    ).content.decode()
    answer = client.post(
        reverse("support:sign", args=[decision.pk]), typed_to_sign(decision), follow=True
    )

    decision.refresh_from_db()
    assert "You may sign this" in page
    assert decision.signed_by == cast.morgan
    assert "Morgan Specimen decided" in answer.content.decode()


@pytest.mark.parametrize("name", ["Morgan", "Robin Testerton", "M. Specimen"])
def test_signed_name_must_be_the_signers_own(cast, as_worker, name):
    decision = sent(cast, cast.episode())

    answer = as_worker(cast.morgan).post(
        reverse("support:sign", args=[decision.pk]), typed_to_sign(decision, signed_name=name)
    )

    decision.refresh_from_db()
    assert decision.signed_at is None
    assert "Type your name as it is in Homeward: Morgan Specimen" in answer.content.decode()


def test_signing_by_the_charity_is_refused_and_told_who_decides(cast, as_worker):
    decision = sent(cast, cast.episode())

    answer = as_worker(cast.robin).post(
        reverse("support:sign", args=[decision.pk]),
        typed_to_sign(decision, signed_name="Robin Testerton"),
    )

    decision.refresh_from_db()
    assert answer.status_code == 403
    assert "The head of service, council, decides" in answer.content.decode()
    assert decision.signed_at is None
    assert Entry.objects.filter(kind="refused", worker=cast.robin).exists()


def test_signing_overtaken_shows_what_was_added_and_keeps_the_reasons(cast, as_worker):
    decision = sent(cast, cast.episode())
    typed = typed_to_sign(decision)
    actions.add_evidence(
        decision,
        what="Police came on Friday",
        source="Police",
        on=None,
        points_to="less safe",
        by=cast.alex,
    )

    answer = as_worker(cast.morgan).post(reverse("support:sign", args=[decision.pk]), typed)

    page = answer.content.decode()
    decision.refresh_from_db()
    assert answer.status_code == 409
    assert decision.signed_at is None
    assert "Police came on Friday" in page
    assert "You told us where you feel safe." in page


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_signing_page_is_not_there_for_someone_with_no_part_in_it(cast, as_worker, who):
    decision = sent(cast, cast.episode())

    response = as_worker(getattr(cast, who)).get(reverse("support:sign", args=[decision.pk]))

    assert response.status_code == 404
