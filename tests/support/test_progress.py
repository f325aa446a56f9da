"""Scoring goals, stepping hours up and down, and the page for the family."""

import re
from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.support import actions, queries
from homeward.support.actions import NewScore
from homeward.support.models import Goal, GoalScore, Intensity
from homeward.support.rules import Phase, Scorer
from homeward.trail.actions import content_of
from homeward.trail.models import Content, Entry
from tests.support.making import address, boxes, in_days, write_plan, write_visit


def score(episode, by, value=6, *, scorer=Scorer.FAMILY, child=None, words="Better.", goal=None):
    goal = goal or episode.plans.first().goals.first()
    return actions.score_goals(
        episode,
        scorer=scorer,
        child=child,
        on=localdate(),
        scores=[NewScore(goal, value, words)],
        by=by,
    )


def hours(episode, by, many, *, phase=Phase.INTENSIVE, from_day=None):
    return actions.set_intensity(
        episode,
        phase=phase,
        hours_a_week=Decimal(many),
        because="The mornings go well now.",
        from_day=from_day or localdate(),
        by=by,
    )


def planned(cast):
    episode = cast.episode()
    write_plan(episode, by=cast.robin)
    return episode


def test_score_is_kept_with_who_when_and_words(cast):
    episode = planned(cast)

    score(episode, cast.robin)

    kept = GoalScore.objects.get()
    assert (kept.score, kept.who, kept.words) == (6, "The family", "Better.")
    assert Entry.objects.filter(what="scored the goals of the plan", worker=cast.robin).exists()


def test_what_a_child_scored_is_in_that_childs_file_alone(cast):
    episode = planned(cast)
    ash, wren = episode.children.order_by("born")

    score(episode, cast.robin, scorer=Scorer.CHILD, child=ash, words="I sleep now.")

    told = {
        content.child_id: content_of(content)
        for content in Content.objects.filter(entry__what="scored the goals of the plan")
    }
    assert list(told) == [ash.pk]
    assert "I sleep now." in told[ash.pk]["goals"]


def test_scores_go_on_when_the_plan_is_written_again_in_the_same_words(cast):
    episode = planned(cast)
    score(episode, cast.robin, 3)
    write_plan(episode, by=cast.robin, words="less shouting.", seen_version=1)

    score(episode, cast.robin, 7)

    (line,) = queries.goal_lines(queries.plan_in_force(episode))
    assert [one.score for one in line.scores] == [7, 3]
    assert "From 3 of 10" in line.lines[0].in_words


def test_reworded_goal_begins_anew(cast):
    episode = planned(cast)
    score(episode, cast.robin, 3)

    write_plan(episode, by=cast.robin, words="More Nan", seen_version=1)

    (line,) = queries.goal_lines(queries.plan_in_force(episode))
    assert line.scores == []
    assert Goal.objects.get(words="More Nan").first is None


def test_goals_of_plans_written_before_there_were_scores_carry_on(cast):
    """What the migration finds: three versions, and nothing that says which goal is which."""
    episode = planned(cast)
    write_plan(episode, by=cast.robin, words="less shouting.", seen_version=1)
    write_plan(episode, by=cast.robin, words="Less shouting", seen_version=2)
    write_plan(episode, by=cast.robin, words="More Nan", seen_version=3)
    Goal.objects.update(first=None)

    import_module("homeward.support.migrations.0004_goals_carried_on").carry_on(apps, None)

    first, second, third, other = Goal.objects.order_by("pk")
    assert (first.first, second.first, third.first, other.first) == (None, first, first, None)


@pytest.mark.parametrize("who", ["sam", "terry"])
def test_score_by_another_team_is_refused_and_writes_nothing(cast, who):
    episode = planned(cast)

    with pytest.raises(Refused):
        score(episode, getattr(cast, who))

    assert not GoalScore.objects.exists()


def test_score_of_a_goal_that_is_no_longer_agreed_is_refused(cast):
    episode = planned(cast)
    old = episode.plans.first().goals.first()
    write_plan(episode, by=cast.alex, words="More Nan", seen_version=1)

    with pytest.raises(Refused, match="the plan was changed"):
        score(episode, cast.robin, goal=old)

    assert not GoalScore.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"score": 11}, {"scorer": "child"}, {"scorer": "family", "child": True}]
)
def test_database_refuses_a_score_that_cannot_be(cast, wrong):
    episode = planned(cast)
    held = {"score": 5, "scorer": "family", "child": None, **wrong}
    held["child"] = episode.children.first() if held["child"] else None

    with pytest.raises(IntegrityError), transaction.atomic():
        GoalScore.objects.create(
            partnership=cast.partnership,
            goal=Goal.objects.first(),
            on=localdate(),
            recorded_by=cast.robin,
            **held,
        )


def test_step_down_ends_what_was_promised_before(cast):
    episode = cast.episode()
    hours(episode, cast.robin, 8)

    hours(episode, cast.robin, 3, phase=Phase.STEPPING_DOWN, from_day=in_days(7))

    first, second = episode.intensities.order_by("period")
    assert (first.end, second.start) == (in_days(7), in_days(7))
    lines = queries.steps(episode)
    assert lines[0].what == "Stepped down from 8 to 3 hours a week"
    assert lines[1].what == "Began with 8 hours a week"
    told = content_of(Content.objects.filter(entry__what="decided how many hours a week").last())
    assert told["reasons"] == "The mornings go well now."


def test_hours_are_put_right_on_the_same_day(cast):
    episode = cast.episode()
    hours(episode, cast.robin, 80 / 10)

    hours(episode, cast.robin, 6)

    assert Intensity.objects.get().hours_a_week == 6


@pytest.mark.parametrize(("days", "reason"), [(-1, "help began on"), (3, "changed on")])
def test_hours_before_what_was_agreed_are_refused(cast, days, reason):
    episode = cast.episode()
    hours(episode, cast.robin, 8)
    hours(episode, cast.robin, 6, from_day=in_days(5))

    with pytest.raises(Refused, match=reason):
        hours(episode, cast.robin, 4, from_day=in_days(days))

    assert Intensity.objects.count() == 2


def test_hours_by_another_team_are_refused(cast):
    episode = cast.episode()

    with pytest.raises(Refused):
        hours(episode, cast.sam, 8)

    assert not Intensity.objects.exists()


def test_progress_page_shows_scores_hours_and_steps(cast, as_worker):
    episode = planned(cast)
    score(episode, cast.robin, 3)
    hours(episode, cast.robin, 7)
    write_visit(episode, by=cast.robin, minutes=90)

    page = as_worker(cast.robin).get(address("progress", episode.pk)).content.decode()

    assert "3 of 10 on" in page
    assert "<polyline" in page
    assert 'role="img"' in page
    assert "Began with 7 hours a week" in page
    assert "1.5" in page


def test_goals_are_scored_on_their_page(cast, as_worker):
    episode = planned(cast)
    ash = episode.children.order_by("born")[0]
    goal = Goal.objects.get()
    client = as_worker(cast.robin)
    path = address("score_goals", episode.pk)

    empty = client.post(path, {"scorer": "family", **boxes("on", localdate())})
    wordy = client.post(
        path, {"scorer": "family", **boxes("on", localdate()), f"words_{goal.pk}": "Hm."}
    )
    client.post(
        path,
        {
            "scorer": f"child {ash.pk}",
            **boxes("on", localdate()),
            f"score_{goal.pk}": "0",
            f"words_{goal.pk}": "Not yet.",
        },
    )

    assert "Score at least one goal" in empty.content.decode()
    assert "Choose a score for" in wordy.content.decode()
    assert (GoalScore.objects.get().who, GoalScore.objects.get().score) == ("Ash", 0)


def test_hours_are_set_on_their_page(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    typed = {"phase": "intensive", **boxes("from_day", localdate()), "because": "To begin."}

    wrong = client.post(address("set_intensity", episode.pk), {**typed, "hours_a_week": "lots"})
    client.post(address("set_intensity", episode.pk), {**typed, "hours_a_week": "6.5"})

    assert "Enter the hours as a number" in wrong.content.decode()
    assert Intensity.objects.get().hours_a_week == Decimal("6.5")


# Words that belong in an office (Language that Cares).
OFFICE_WORDS = re.compile(
    r"\b(LAC|case|placement|contact|client|service user|siblings?|respite|assessment|intervention)\b",
    re.IGNORECASE,
)


def test_page_for_the_family_is_in_their_words(cast, as_worker):
    episode = planned(cast)
    score(episode, cast.robin, 3)
    hours(episode, cast.robin, 6)

    page = as_worker(cast.robin).get(address("plan_print", episode.pk)).content.decode()
    paper = re.sub(r"<[^>]*>", " ", page[page.index("<article") : page.index("</article")])

    assert "Less shouting" in paper
    assert "about 6 hours a week" in paper
    assert "01632 960101" in paper
    assert not OFFICE_WORDS.search(paper)


def test_page_for_the_family_says_so_when_there_is_no_plan(cast, as_worker):
    page = as_worker(cast.robin).get(address("plan_print", cast.episode().pk)).content.decode()

    assert "There is no plan to print yet." in page


def test_progress_takes_the_same_queries_for_many_scores(
    cast, as_worker, django_assert_max_num_queries
):
    episode = planned(cast)
    for value in range(9):
        score(episode, cast.robin, value)
        hours(episode, cast.robin, 5, from_day=localdate() + timedelta(days=value))
        write_visit(episode, by=cast.robin)

    with django_assert_max_num_queries(35):
        response = as_worker(cast.robin).get(address("progress", episode.pk))

    assert response.status_code == 200
