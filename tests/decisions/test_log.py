"""The log of decisions: what waits for me first, narrowed, and taken away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now
from time_machine import travel

from homeward.decisions.models import Decision
from homeward.partnership.rules import Function
from homeward.trail.models import Entry
from tests.support.making import begun, sent, signed


def test_log_puts_what_waits_for_me_first_and_hides_the_rest(cast, as_worker):
    episode = cast.episode()
    signed(sent(cast, episode), by=cast.morgan, code="stay_at_home")
    begun(cast, episode)
    waiting = sent(cast, episode)

    mine = as_worker(cast.morgan).get(reverse("decisions:log"))
    hers = as_worker(cast.terry).get(reverse("decisions:log")).content.decode()

    assert mine.context["rows"][0]["decision"] == waiting
    assert "Waits for you" in mine.content.decode()
    assert "There are no decisions about the children you work with" in hers


def test_log_takes_the_same_queries_for_many_decisions(
    cast, as_worker, django_assert_max_num_queries
):
    episode = cast.episode()
    for _ in range(12):
        begun(cast, episode)
    client = as_worker(cast.robin)

    with django_assert_max_num_queries(20):
        response = client.get(reverse("decisions:log"))

    assert len(response.context["rows"]) == 13


def test_log_is_taken_away_with_who_signed_what(cast, as_worker):
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")

    response = as_worker(cast.robin).get(reverse("decisions:log"), {"as": "csv"})

    text, told = response.content.decode("utf-8-sig"), Entry.objects.filter(kind="read").last()
    assert decision.question in text
    assert "Signed," in text
    assert "Morgan Specimen" in text
    assert told.what == "took away the log of decisions as a file"
    assert told.child_ids == sorted(decision.about.values_list("child_id", flat=True))


def test_file_of_the_log_holds_no_other_teams_families(cast, as_worker):
    sent(cast, cast.episode())

    response = as_worker(cast.terry).get(reverse("decisions:log"), {"as": "csv"})

    assert len(response.content.decode("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("asked", [{}, {"as": "csv"}])
def test_log_is_in_the_trail_of_children_whom_who_signed_no_longer_sees(cast, as_worker, asked):
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")

    with travel(now() + timedelta(days=1)):
        response = as_worker(cast.morgan).get(reverse("decisions:log"), asked)

    told = Entry.objects.filter(kind="read", worker=cast.morgan).last()
    assert decision.question in response.content.decode("utf-8-sig")
    assert told.child_ids == sorted(decision.about.values_list("child_id", flat=True))


def test_log_offers_its_file(cast, as_worker):
    sent(cast, cast.episode())

    page = as_worker(cast.robin).get(reverse("decisions:log")).content.decode()

    assert "as=xlsx" in page


def narrowed_log(client, query):
    return {row["decision"] for row in client.get(f"/decisions/?{query}").context["rows"]}


def test_log_is_narrowed_by_what_it_is_about_and_where_it_is(cast, as_worker):
    episode = cast.episode()
    offered = Decision.objects.get(function=Function.OFFER_HELP)
    prepared = begun(cast, episode, Function.END_SUPPORT)
    waiting = sent(cast, episode)
    robin = as_worker(cast.robin)

    assert narrowed_log(robin, "") == {offered, prepared, waiting}
    assert narrowed_log(robin, "function=end_support") == {prepared}
    assert narrowed_log(robin, "where=prepared") == {prepared}
    assert narrowed_log(robin, "where=sent") == {waiting}
    assert narrowed_log(robin, "where=signed") == {offered}
    assert narrowed_log(robin, "where=signed&function=end_support") == set()
    assert narrowed_log(robin, "where=mine") == set()
    assert narrowed_log(as_worker(cast.morgan), "where=mine") == {waiting}


def test_log_is_narrowed_to_what_was_begun_or_signed_lately(cast, as_worker):
    with travel(now() - timedelta(days=60)):
        episode = cast.episode()
        signed_since = sent(cast, episode)
        left = begun(cast, episode, Function.END_SUPPORT)
    signed(signed_since, by=cast.morgan, code="stay_at_home")
    fresh = begun(cast, episode, Function.ACCOMMODATE)
    client = as_worker(cast.robin)

    assert narrowed_log(client, "since=30") == {signed_since, fresh}
    assert left in narrowed_log(client, "since=365")
    assert left in narrowed_log(client, "since=rubbish")


def test_file_of_the_log_holds_what_the_log_shows(cast, as_worker):
    begun(cast, cast.episode(), Function.END_SUPPORT)
    client = as_worker(cast.robin)

    page = client.get("/decisions/?where=signed").content.decode()
    file = client.get("/decisions/?where=signed&as=csv").content.decode("utf-8-sig")

    assert "?where=signed&amp;as=csv" in page
    assert len(file.strip().splitlines()) == 2
    assert "Being prepared" not in file


def test_narrowed_log_that_shows_none_says_so(cast, as_worker):
    begun(cast, cast.episode())

    page = as_worker(cast.robin).get("/decisions/?where=mine").content.decode()

    assert "No decision that you can see is like that." in page
