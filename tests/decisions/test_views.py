"""The pages of a decision: who sees what, the one line that says who decides, and nothing lost."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.decisions import actions
from homeward.decisions.models import Evidence
from homeward.drafts.models import Draft
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from tests.conftest import FOUNDED_ON
from tests.support.making import begun, completed, sent


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

    assert f'"/decisions/{decision.pk}/' not in page.content.decode()
    assert "Go to the panel’s page" in page.content.decode()


@pytest.mark.parametrize("name", ["add_option", "add_evidence", "add_view", "send", "return_"])
def test_page_that_would_prepare_for_the_panel_shows_why_not_and_no_form(cast, as_worker, name):
    decision = cast.on_panel().decision

    page = as_worker(cast.kit).get(reverse(f"decisions:{name}", args=[decision.pk]))

    assert "the panel prepares this together" in page.content.decode()
    assert "csrfmiddlewaretoken" not in page.content.decode().split("<main")[1].split("</main")[0]
