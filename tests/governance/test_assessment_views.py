"""The pages of impact assessments: everyone reads, leads write, seniors sign, and what is not assessed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.governance.actions import assessments as actions
from homeward.governance.models import Advice, Assessment, Risk, Signature, View
from homeward.partnership.actions import add_member
from homeward.partnership.models import SharingAgreement, Worker
from homeward.partnership.rules import Purpose, Role
from tests.conftest import OF_THE_LOCK, PASSWORD
from tests.governance.making import (
    advised,
    agreement,
    as_seen,
    begun,
    gale,
    hari,
    ira,
    said,
    signed,
    to_sign,
    with_risk,
)


LIST = "/assessments/"


def at(name, assessment):
    return reverse(f"governance:{name}", args=[assessment.pk])


def words(response):
    return response.content.decode()


def day(name, days):
    then = localdate() + timedelta(days=days)
    return {f"{name}_0": then.day, f"{name}_1": then.month, f"{name}_2": then.year}


def asked(client, path):
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len([q for q in captured if not OF_THE_LOCK.match(q["sql"])])


def shown(client, name, assessment):
    """The version that the page carries."""
    return client.get(at(name, assessment)).context["form"]["version"].value()


TEXT = {"what": "We take photos.", "necessity": "A child shows more.", "proportionality": "Few."}


def test_begun_filled_and_signed_on_its_pages(cast, as_worker):
    one, other, head = ira(cast), gale(cast), hari(cast)
    client = as_worker(one)
    typed = TEXT | {"title": "Photos", "parts": ["support"]} | day("review_by", 300)
    client.post(
        reverse("governance:begin_assessment"), typed | {"agreements": [agreement(cast).pk]}
    )
    assessment = Assessment.objects.get()
    risk = {"what": "Lost.", "to_whom": "children", "likelihood": "remote", "severity": "severe"}
    risk |= {"measure": "Enciphered.", "owner": one.pk, "residual": "low"} | day("done_by", 9)

    client.post(at("add_risk", assessment), risk)
    client.post(
        at("add_view", assessment), {"who": "families", "how": "Six parents", "said": "Ask first."}
    )
    for lead in (one, other):
        client = as_worker(lead)
        typed = {"words": "Do it so.", "version": shown(client, "advise", assessment)}
        client.post(at("advise", assessment), typed)
    for senior in (cast.morgan, head):
        client = as_worker(senior)
        client.post(at("sign_off", assessment), {"version": shown(client, "sign_off", assessment)})

    counts = [m.objects.count() for m in (Risk, View, Advice, Signature)]
    assert counts == [1, 1, 2, 2]
    told = words(as_worker(cast.robin).get(at("assessment", assessment)))
    assert "Signed off for the charity by Hari Pretend" in told
    assert "Ask first." in told
    assert "Version 1 is signed off by both" in words(client.get(LIST))


def test_a_new_version_begins_with_the_words_of_the_one_before(cast, as_worker):
    one = ira(cast)
    assessment = to_sign(cast, one, gale(cast))
    client = as_worker(one)
    assert "Nobody remembers a visit" in words(client.get(at("write_version", assessment)))

    typed = TEXT | {"parts": ["support"], "keeping": []} | day("review_by", 300)
    typed["version"] = shown(client, "write_version", assessment)
    answer = client.post(at("write_version", assessment), typed)

    assert answer.status_code == 302
    assert "We take photos." in words(client.get(at("assessment", assessment)))
    before = words(client.get(at("assessment", assessment), {"version": "1"}))
    assert "Nobody remembers a visit" in before
    assert "as it was" in before
    assert client.get(at("assessment", assessment), {"version": "3"}).status_code == 404


@pytest.mark.parametrize("name", ["advise", "sign_off", "write_version"])
@pytest.mark.parametrize("again", ["sends it again", "opens the page again"])
def test_who_was_overtaken_reads_what_is_new_and_then_succeeds(cast, as_worker, name, again):
    one, other = ira(cast), gale(cast)
    assessment = begun(cast, one) if name == "advise" else to_sign(cast, one, other)
    client = as_worker(cast.morgan if name == "sign_off" else other)
    typed = TEXT | {"parts": ["support"], "words": "Do it so."} | day("review_by", 300)
    typed["version"] = shown(client, name, assessment)
    with_risk(assessment, one, what="A lost tablet.")

    refused = client.post(at(name, assessment), typed)
    if again == "opens the page again":
        refused = client.get(at(name, assessment))
    typed["version"] = refused.context["form"]["version"].value()
    taken = client.post(at(name, assessment), typed)

    assert refused.status_code == (409 if again == "sends it again" else 200)
    assert "A lost tablet." in words(refused)
    assert taken.status_code == 302


def test_a_version_begun_before_another_wrote_is_shown_beside_theirs(cast, as_worker):
    one, other = ira(cast), gale(cast)
    assessment = to_sign(cast, one, other)
    client = as_worker(other)
    typed = TEXT | {"parts": ["support"]} | day("review_by", 300)
    typed["version"] = shown(client, "write_version", assessment)
    fresh = client.get(at("write_version", assessment))

    with_risk(assessment, one, what="A lost tablet.")
    client.post(at("write_version", assessment), typed)
    told = words(client.get(at("write_version", assessment)))

    assert "Something was added since you began" in told
    assert "We take photos." in told
    assert "Something was added since you began" not in words(fresh)


def test_a_newer_agreement_is_not_assessed_and_both_pages_say_so(cast, as_worker):
    held = agreement(cast)
    assessment = signed(cast, ira(cast), gale(cast), agreements=[held], purposes=list(Purpose))
    client = as_worker(cast.robin)
    assert client.get(at("assessment", assessment)).context["row"].missing == []

    held.period = (held.start, localdate() + timedelta(days=5))
    held.save()
    SharingAgreement.objects.create(
        partnership=cast.partnership,
        version=2,
        title="Next year",
        legal_basis="test",
        period=(localdate() + timedelta(days=5), None),
    )

    missing = ["Version 2 of the sharing agreement"]
    assert client.get(at("assessment", assessment)).context["row"].missing == missing
    listed = client.get(LIST)
    assert missing[0] in listed.context["nowhere"]
    assert listed.context["page"].object_list[0].missing == missing


def test_what_is_only_being_written_is_not_assessed_yet(cast, as_worker):
    to_sign(cast, ira(cast), gale(cast), purposes=[Purpose.SUPPORT])

    nowhere = as_worker(cast.robin).get(LIST).context["nowhere"]

    assert f"To {Purpose.SUPPORT.label}" in nowhere


def test_leads_are_told_of_a_review_that_is_due_and_nobody_else(cast, as_worker):
    one, other = ira(cast), gale(cast)
    with travel(now() - timedelta(days=40)):
        begun(cast, one, review_by=localdate() + timedelta(days=30))
    told = "Look at an impact assessment again"

    seen = [told in words(as_worker(w).get("/")) for w in (one, other, cast.robin)]

    assert seen == [True, True, False]
    assert "Overdue" in words(as_worker(cast.robin).get(LIST))


def test_a_measure_is_offered_to_those_who_have_a_post_today(cast, as_worker):
    lead = ira(cast)
    assessment = begun(cast, lead)
    soon = Worker.objects.create_user("sol@more.example", "Sol Pretend", PASSWORD)
    add_member(
        cast.north,
        soon,
        role=Role.KEY_WORKER,
        employer=cast.founded.charity,
        from_day=localdate() + timedelta(days=5),
        authorised_by="test",
    )

    told = words(as_worker(lead).get(at("add_risk", assessment)))

    assert cast.robin.name in told
    assert cast.stranger.name not in told
    assert soon.name not in told


def test_what_it_waits_for_is_on_the_day_of_who_can_do_it(cast, as_worker):
    one, other, head = ira(cast), gale(cast), hari(cast)
    everybody = (one, other, cast.morgan, head, cast.robin, cast.stranger)

    def told(step):
        return [f"{step} an impact assessment" in words(as_worker(w).get("/")) for w in everybody]

    assessment = begun(cast, one)
    begins = told("Add the first risk to")
    with_risk(assessment, one)
    advised(assessment, one)
    advises = told("Advise on")
    advised(assessment, other)
    actions.sign_off(assessment, seen=as_seen(assessment), by=cast.morgan)
    signs = told("Sign off")

    assert begins == [True, True, False, False, False, False]
    assert advises == [False, True, False, False, False, False]
    assert signs == [False, False, False, True, False, False]


def test_my_day_takes_no_more_queries_for_more_assessments(cast, as_worker):
    lead = ira(cast)
    begun(cast, lead)
    client = as_worker(lead)
    client.get("/")

    few = asked(client, "/")
    for number in range(4):
        actions.begin_assessment(
            cast.partnership, title=f"Photos {number}", written=said(), by=lead
        )

    assert asked(client, "/") == few


@pytest.mark.parametrize("name", ["write_version", "add_risk", "sign_off"])
def test_page_that_asks_fetches_the_assessment_once(cast, as_worker, name):
    lead = ira(cast)
    assessment = begun(cast, lead)
    client = as_worker(lead)

    with CaptureQueriesContext(connection) as captured:
        client.get(at(name, assessment))

    fetched = [q for q in captured if 'FROM "governance_assessment" ' in q["sql"]]
    assert len(fetched) == 1


@pytest.mark.parametrize("name", ["write_version", "add_risk", "add_view", "advise", "sign_off"])
def test_who_cannot_write_reads_why(cast, as_worker, name):
    assessment = begun(cast, ira(cast))

    told = words(as_worker(cast.kit).get(at(name, assessment)))

    reason = "head of service or director" if name == "sign_off" else "leads write"
    assert reason in told
    assert "<textarea" not in told


def test_stranger_finds_none_of_it(cast, as_worker):
    assessment = begun(cast, ira(cast))
    client = as_worker(cast.stranger)

    for name in ("assessment", "write_version", "add_risk", "add_view", "advise", "sign_off"):
        assert client.get(at(name, assessment)).status_code == 404
    assert client.get(LIST).context["page"].object_list == []


@pytest.mark.parametrize(
    ("typed", "status", "answer"),
    [
        ({"parts": []}, 403, "not said what it assesses"),
        (day("review_by", -2), 200, "must be today or later"),
        ({"title": "visits"}, 403, "assessment of that title already"),
        ({"necessity": ""}, 200, "Enter an answer"),
    ],
)
def test_what_has_to_be_mended_is_said_and_nothing_written(cast, as_worker, typed, status, answer):
    lead = ira(cast)
    begun(cast, lead)
    whole = TEXT | {"title": "Photos", "parts": ["support"]} | day("review_by", 300)

    response = as_worker(lead).post(reverse("governance:begin_assessment"), whole | typed)

    assert response.status_code == status
    assert answer in words(response)
    assert Assessment.objects.count() == 1


def test_list_takes_no_more_queries_for_more_assessments(cast, as_worker):
    lead = ira(cast)
    begun(cast, lead)
    client = as_worker(cast.robin)

    few = asked(client, LIST)
    for number in range(4):
        actions.begin_assessment(
            cast.partnership, title=f"Photos {number}", written=said(), by=lead
        )

    assert asked(client, LIST) == few
