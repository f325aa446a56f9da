"""The pages of a decision: who sees what, the one line that says who decides, and nothing lost."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.decisions import actions
from homeward.decisions.models import Decision, Evidence
from homeward.drafts.models import Draft
from homeward.partnership.rules import Function
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from tests.conftest import FOUNDED_ON
from tests.support.making import begun, boxes, completed, in_days, sent, signed


PAGES = ["decision", "add_option", "add_evidence", "add_view", "send", "return_"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_decision_is_not_there_for_someone_with_no_part_in_it(cast, as_worker, name, who):
    decision = begun(cast, cast.episode())

    response = as_worker(getattr(cast, who)).get(reverse(f"decisions:{name}", args=[decision.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_option_is_not_there_for_someone_with_no_part_in_it(cast, as_worker, who):
    option = begun(cast, cast.episode()).options.first()

    response = as_worker(getattr(cast, who)).get(
        reverse("decisions:weigh_option", args=[option.pk])
    )

    assert response.status_code == 404


def test_charity_worker_is_told_in_one_line_who_decides(cast, as_worker):
    decision = sent(cast, cast.episode())

    page = (
        as_worker(cast.robin)
        .get(reverse("decisions:decision", args=[decision.pk]))
        .content.decode()
    )

    assert "You can prepare this; the head of service, council, decides." in page
    assert "Morgan Specimen has had it since" in page
    assert 'name="signed_name"' not in page


def test_page_says_what_is_lacking(cast, as_worker):
    decision = begun(cast, cast.episode())

    page = (
        as_worker(cast.robin)
        .get(reverse("decisions:decision", args=[decision.pk]))
        .content.decode()
    )

    assert "Add what the child says, or why the child was not asked" in page
    assert "Send it for signing" not in page


def test_reading_a_decision_is_in_the_trail(cast, as_worker):
    decision = begun(cast, cast.episode())

    as_worker(cast.robin).get(reverse("decisions:decision", args=[decision.pk]))

    entry = Entry.objects.get(what="read the decision", worker=cast.robin)
    assert set(entry.child_ids) == set(decision.children.values_list("pk", flat=True))


def test_option_is_added_and_shown(cast, as_worker):
    decision = begun(cast, cast.episode())
    typed = {
        "version": decision.version,
        "what": "Live with Nan",
        "could_make_it_safe": "Same school",
        "could_go_wrong": "Pat works nights",
    }

    page = as_worker(cast.robin).post(
        reverse("decisions:add_option", args=[decision.pk]), typed, follow=True
    )

    assert "Live with Nan" in page.content.decode()
    assert not Draft.objects.exists()


def test_weighing_overtaken_shows_both_texts_and_the_next_try_works(cast, as_worker):
    decision = begun(cast, cast.episode())
    option = decision.options.first()
    path = reverse("decisions:weigh_option", args=[option.pk])
    typed = {
        "version": 1,
        "could_make_it_safe": "Robin three times a week",
        "could_go_wrong": "Col",
    }
    actions.weigh_option(
        option,
        could_make_it_safe="Nan at weekends",
        could_go_wrong="Nights",
        version=1,
        by=cast.alex,
    )

    answer = as_worker(cast.robin).post(path, typed)
    page = answer.content.decode()
    again = as_worker(cast.robin).post(
        path, {**typed, "version": answer.context["form"]["version"].value()}
    )

    assert answer.status_code == 409
    assert "Nan at weekends" in page
    assert "Robin three times a week" in page
    assert again.status_code == 302
    option.refresh_from_db()
    assert option.could_make_it_safe == "Robin three times a week"


def test_evidence_nobody_was_asked_for_is_said_to_be_unknown(cast, as_worker):
    decision = begun(cast, cast.episode())
    typed = {
        "what": "Col’s own view",
        "source": "Nobody asked",
        "points_to": Evidence.PointsTo.NOT_KNOWN,
    }

    page = as_worker(cast.robin).post(
        reverse("decisions:add_evidence", args=[decision.pk]), typed, follow=True
    )

    assert "Not known: not asked" in page.content.decode()


def test_childs_words_come_before_who_may_sign(cast, as_worker):
    decision = begun(cast, cast.episode())
    typed = {"whose": "child", "who": "Ash", "words": "Nan’s is fine."}

    page = as_worker(cast.robin).post(
        reverse("decisions:add_view", args=[decision.pk]) + "?whose=child", typed, follow=True
    )

    text = page.content.decode()
    assert 0 < text.index("Nan’s is fine.") < text.index("Who may sign")


def test_complete_decision_is_sent(cast, as_worker):
    decision = completed(cast, begun(cast, cast.episode()))

    page = as_worker(cast.robin).post(
        reverse("decisions:send", args=[decision.pk]), {"version": decision.version}, follow=True
    )

    decision.refresh_from_db()
    assert decision.sent_by == cast.robin
    assert "waits for its decider" in page.content.decode()


def test_incomplete_decision_shows_what_is_lacking_in_place_of_the_button(cast, as_worker):
    decision = begun(cast, cast.episode())

    page = as_worker(cast.robin).get(reverse("decisions:send", args=[decision.pk])).content.decode()

    assert "Add what the council says" in page
    assert '<button type="submit" class="govuk-button">Send' not in page


def test_decider_returns_it_saying_what_is_missing(cast, as_worker):
    decision = sent(cast, cast.episode())

    page = as_worker(cast.morgan).post(
        reverse("decisions:return_", args=[decision.pk]),
        {"why": "The home check is missing."},
        follow=True,
    )

    decision.refresh_from_db()
    assert decision.sent_at is None
    assert "Returned. Robin Testerton has a task" in page.content.decode()


def test_decision_returned_when_who_sent_it_has_left_says_that_nobody_has_a_task(cast, as_worker):
    decision = sent(cast, cast.episode())
    cast.robin.memberships.update(period=DateRange(FOUNDED_ON, localdate()))

    page = as_worker(cast.morgan).post(
        reverse("decisions:return_", args=[decision.pk]),
        {"why": "The home check is missing."},
        follow=True,
    )

    assert "Nobody has a task: who sent it and who began it have left." in page.content.decode()
    assert not Task.objects.filter(what__startswith="Complete the decision").exists()


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


@pytest.mark.parametrize("name", ["add_option", "add_evidence", "add_view", "send", "return_"])
def test_what_the_panel_decides_is_prepared_on_the_panels_page_alone(cast, as_worker, name):
    """There the page knows who is recused: a member with an interest has no way round it."""
    decision = cast.on_panel().decision
    before = (decision.version, Entry.objects.filter(kind="change").count())

    response = as_worker(cast.robin).post(
        reverse(f"decisions:{name}", args=[decision.pk]),
        {"whose": "charity", "who": "Robin", "words": "Take them on.", "version": decision.version},
    )

    decision.refresh_from_db()
    assert response.status_code == 403
    assert "The panel prepares this together." in response.content.decode()
    assert (decision.version, Entry.objects.filter(kind="change").count()) == before


def test_paper_of_a_panel_decision_offers_no_form(cast, as_worker):
    decision = cast.on_panel().decision

    page = as_worker(cast.kit).get(reverse("decisions:decision", args=[decision.pk]))

    assert f"/decisions/{decision.pk}/" not in page.content.decode()
    assert "Go to the panel’s page" in page.content.decode()


@pytest.mark.parametrize("name", ["add_option", "add_evidence", "add_view", "send", "return_"])
def test_page_that_would_prepare_for_the_panel_shows_why_not_and_no_form(cast, as_worker, name):
    decision = cast.on_panel().decision

    page = as_worker(cast.kit).get(reverse(f"decisions:{name}", args=[decision.pk]))

    assert "the panel prepares this together" in page.content.decode()
    assert "csrfmiddlewaretoken" not in page.content.decode().split("<main")[1].split("</main")[0]


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
