"""The safety plan: versions, until when it is valid, who has been told, and one page of paper."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from homeward.access.guard import Overtaken, Refused
from homeward.support import actions, queries, rules
from homeward.support.models import SafetyPlan, SafetyTold
from homeward.support.rules import How, Place, PlanStep
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.support.making import address, boxes, in_days


MONDAY = date(2026, 10, 5)
STEPS = [PlanStep("they shout", "Ash texts blue to Nan", "Ash")]
PLACES = [Place("Nan Sampleton", "01632 960177", "Both, any night")]


@pytest.fixture
def episode(cast):
    return cast.episode()


def write(episode, by, **changes) -> SafetyPlan:
    given = {
        "worry": "A fight when dad comes.",
        "signs": "He texts first.",
        "steps": STEPS,
        "places": PLACES,
        "review_on": in_days(7),
        "seen_version": 0,
    }
    return actions.write_safety_plan(episode, **{**given, **changes}, by=by)


def tell(plan, who, by, **changes) -> SafetyTold:
    given = {"how": How.PHONE, "on": localdate(), "has_copy": False}
    return actions.tell_of_safety_plan(plan, who=who, **{**given, **changes}, by=by)


# Rules


@pytest.mark.parametrize(
    ("days", "may"), [(-1, False), (0, False), (1, True), (28, True), (29, False)]
)
def test_plan_holds_from_a_day_to_four_weeks(days, may):
    answer = rules.may_hold_until(MONDAY + timedelta(days=days), MONDAY)

    assert bool(answer) is may
    assert answer or answer.instead


@given(st.integers(-400, 400))
def test_plan_is_valid_up_to_and_on_its_day_and_says_so(days):
    today = MONDAY + timedelta(days=days)

    said = rules.validity_in_words(MONDAY, today)

    assert rules.is_valid(MONDAY, today) is (days <= 0)
    assert said.startswith("Valid until" if days <= 0 else "Out of date")
    assert "5 October 2026" in said


@pytest.mark.parametrize(
    ("named", "told", "left"),
    [
        (["Nan", "Ash"], [], ["Nan", "Ash"]),
        (["Nan", "Ash"], ["nan"], ["Ash"]),
        (["Zoë", "Zoe"], ["zoe"], []),
        (["Nan", "Nan", " "], [], ["Nan"]),
    ],
)
def test_who_has_a_part_and_is_not_told_is_named_once(named, told, left):
    assert rules.not_told(named, told) == left


@pytest.mark.parametrize(
    ("steps", "places", "may"),
    [
        (STEPS, PLACES, True),
        (STEPS, [], True),
        ([], PLACES, False),
        ([PlanStep("x", "", "y")], [], False),
        (STEPS, [Place("", "1")], False),
    ],
)
def test_plan_says_what_to_do_and_who_does_it(steps, places, may):
    assert bool(rules.may_be_plan(steps, places)) is may


# Actions


def test_writing_opens_the_day_to_look_again_and_finishes_the_asking(cast, episode):
    plan = write(episode, cast.robin)

    task = Task.objects.open().get(doing=Doing.REVIEW_SAFETY_PLAN)
    assert (task.subject_id, task.due, task.worker) == (plan.pk, in_days(7), cast.robin)
    entry = Entry.objects.get(what="wrote version 1 of the safety plan")
    assert sorted(entry.child_ids) == sorted(episode.children.values_list("pk", flat=True))


def test_next_version_replaces_the_first_which_stays_as_it_was(cast, episode):
    first = write(episode, cast.robin)
    second = write(episode, cast.robin, worry="Less now.", seen_version=1)

    first.refresh_from_db()
    now = queries.safety_plan_now(episode, localdate())
    assert first.worry == "A fight when dad comes."
    assert now.plan == second
    open_reviews = Task.objects.open().filter(doing=Doing.REVIEW_SAFETY_PLAN)
    assert [task.subject_id for task in open_reviews] == [second.pk]


def test_second_of_two_writers_is_told_and_writes_nothing(cast, episode):
    write(episode, cast.robin)

    with pytest.raises(Overtaken):
        write(episode, cast.alex)

    assert SafetyPlan.objects.count() == 1


def test_who_does_not_support_the_family_does_not_write_it(cast, episode):
    with pytest.raises(Refused, match="the team that supports this family"):
        write(episode, cast.sam)

    assert not SafetyPlan.objects.exists()


def test_looked_at_again_it_is_valid_for_longer(cast, episode):
    plan = write(episode, cast.robin, review_on=in_days(1))
    with travel(in_days(3), tick=False):
        before = queries.safety_plan_now(episode, localdate())
        actions.review_safety_plan(
            plan, was_used=True, words="It held.", review_on=in_days(7), by=cast.robin
        )
        after = queries.safety_plan_now(episode, localdate())

    assert (before.valid, after.valid) == (False, True)
    assert Task.objects.open().get(doing=Doing.REVIEW_SAFETY_PLAN).due == after.plan.valid_until


def test_version_that_was_replaced_is_not_looked_at_again(cast, episode):
    first = write(episode, cast.robin)
    write(episode, cast.robin, seen_version=1)

    with pytest.raises(Refused, match="has replaced this one"):
        actions.review_safety_plan(
            first, was_used=False, words="It held.", review_on=in_days(7), by=cast.robin
        )


def test_council_writes_down_whom_it_told(cast, episode):
    plan = write(episode, cast.robin)

    tell(plan, "Nan Sampleton", cast.sam)

    assert queries.safety_plan_now(episode, localdate()).not_told == ["Ash"]


def test_nobody_was_told_before_it_was_written_or_tomorrow(cast, episode):
    plan = write(episode, cast.robin)

    for day in (in_days(1), in_days(-1)):
        with pytest.raises(Refused):
            tell(plan, "Nan", cast.robin, on=day)

    assert not SafetyTold.objects.exists()


def test_new_version_has_to_be_told_anew(cast, episode):
    tell(write(episode, cast.robin), "Nan Sampleton", cast.robin)
    write(episode, cast.robin, seen_version=1)

    now = queries.safety_plan_now(episode, localdate())

    assert now.not_told == ["Ash", "Nan Sampleton"]


# Pages


def typed_plan(**changes) -> dict:
    return {
        "worry": "A fight.",
        "signs": "He texts first.",
        "if_this_1": "they shout",
        "then_do_1": "Ash texts blue to Nan",
        "who_1": "Ash",
        "place_1": "Nan Sampleton",
        "phone_1": "01632 960177",
        **boxes("review_on", in_days(7)),
        "version": 0,
        **changes,
    }


def test_page_writes_it_and_every_page_shows_it(cast, as_worker, episode):
    client = as_worker(cast.robin)

    client.post(address("write_safety_plan", episode.pk), typed_plan())

    plan = SafetyPlan.objects.get()
    child = episode.children.get(preferred_name="Ash")
    for page in (
        address("safety_plan", episode.pk),
        address("safety_plan_version", plan.pk),
        address("safety_plan_print", plan.pk),
        address("episode", episode.pk),
        f"/children/{child.pk}/",
    ):
        said = client.get(page).content.decode()
        assert "Ash texts blue to Nan" in said
        assert "01632 960177" in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"who_1": ""}, "Step 1: enter who does it"),
        ({"if_this_2": "it is night"}, "Step 2: enter what to do then"),
        ({"phone_2": "01632 960178"}, "Enter who can have the child"),
    ],
)
def test_half_a_step_is_said_and_nothing_is_lost(cast, as_worker, episode, changes, said):
    page = as_worker(cast.robin).post(
        address("write_safety_plan", episode.pk), typed_plan(**changes)
    )

    assert said in page.content.decode()
    assert "He texts first." in page.content.decode()
    assert not SafetyPlan.objects.exists()


def test_too_long_is_refused_on_the_page_with_what_to_do(cast, as_worker, episode):
    late = boxes("review_on", in_days(60))

    page = as_worker(cast.robin).post(address("write_safety_plan", episode.pk), typed_plan(**late))

    assert page.status_code == 403
    assert "Choose an earlier day" in page.content.decode()


def test_page_tells_and_looks_again(cast, as_worker, episode):
    plan = write(episode, cast.robin)
    client = as_worker(cast.robin)
    told = {"who": "Nan Sampleton", "how": "in person", "has_copy": "yes"}
    client.post(address("tell_safety_plan", plan.pk), {**told, **boxes("on", localdate())})
    again = {"was_used": "no", "words": "Quiet.", **boxes("review_on", in_days(14))}
    client.post(address("review_safety_plan", plan.pk), again)

    page = client.get(address("safety_plan", episode.pk)).content.decode()

    assert "In person, read through together" in page
    assert "Quiet." in page
    assert "Not told yet:</strong> Ash." in page


@pytest.mark.parametrize("who", ["stranger", "terry"])
def test_nobody_else_reads_where_a_child_can_go(cast, as_worker, episode, who):
    plan = write(episode, cast.robin)
    client = as_worker(getattr(cast, who))

    assert client.get(address("safety_plan", episode.pk)).status_code == 404
    assert client.get(address("safety_plan_print", plan.pk)).status_code == 404


def test_versions_take_as_many_queries_as_one(
    cast, as_worker, episode, django_assert_max_num_queries
):
    for version in range(6):
        plan = write(episode, cast.robin, seen_version=version)
        tell(plan, "Nan Sampleton", cast.robin)
    client = as_worker(cast.robin)
    client.get(address("safety_plan", episode.pk))

    with django_assert_max_num_queries(26):
        page = client.get(address("safety_plan", episode.pk))

    assert "Version 1</a>" in page.content.decode()
