"""What families say reaches people the same day, is answered, and is counted without small numbers."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from time_machine import travel

from homeward.access.guard import Refused
from homeward.analysis.disclosure import HIDDEN
from homeward.people.models import Child
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from homeward.voice.actions import feedback as actions
from homeward.voice.actions.feedback import Statement
from homeward.voice.models import Feedback
from homeward.voice.rules.feedback import Feeling
from tests.voice.making import address, adult_of, at_night, in_hours, someone_on_duty


@pytest.fixture
def episode(cast):
    return cast.episode()


def said(cast, episode, feeling=Feeling.UNHAPPY, words="Nobody phoned.", by_name=True, person=None):
    return actions.write_feedback(
        episode,
        person or adult_of(episode),
        Statement(feeling, words, by_name),
        by=cast.robin,
    )


def heard():
    """(team, whether it acts) of what is open."""
    found = Task.objects.open().filter(doing=Doing.ANSWER_FEEDBACK)
    return {(task.team.name, task.urgent) for task in found}


@pytest.mark.parametrize(
    ("feeling", "moment", "expected"),
    [
        (Feeling.UNHAPPY, in_hours, {("North team", True), ("West team", False)}),
        (Feeling.UNSAFE, in_hours, {("North team", False), ("West team", True)}),
        (
            Feeling.UNSAFE,
            at_night,
            {("Duty team", True), ("North team", False), ("West team", False)},
        ),
        (Feeling.GOOD, at_night, set()),
    ],
)
def test_right_team_acts_today_and_the_other_organisation_is_told(
    cast, episode, feeling, moment, expected
):
    with travel(moment()):
        said(cast, episode, feeling)
        due = set(Task.objects.filter(doing=Doing.ANSWER_FEEDBACK).values_list("due", flat=True))

        assert heard() == expected
        assert due <= {localdate()}


def test_duty_sees_the_family_that_night_and_answers(cast, episode, as_worker):
    bo = someone_on_duty(cast)
    with travel(at_night()):
        one = said(cast, episode, Feeling.UNSAFE, "He is at the door again.")
        client = as_worker(bo)

        day = client.get("/").content.decode()
        page = client.get(address("answer_feedback", one.pk)).content.decode()
        client.post(address("answer_feedback", one.pk), {"answer": "We rang you, the police came."})

    assert "Somebody does not feel safe: speak with them today" in day
    assert "He is at the door again." in page
    assert "Phone before six" in page
    assert heard() == set()
    one.refresh_from_db()
    assert one.answered_by == bo


def test_who_has_no_part_in_it_finds_nothing(cast, episode, as_worker):
    one = said(cast, episode)

    for who in (cast.terry, cast.stranger):
        client = as_worker(who)
        assert client.get(address("answer_feedback", one.pk)).status_code == 404
        assert "Nobody phoned." not in client.get(address("feedback")).content.decode()


def test_without_a_name_it_reaches_the_team_and_nothing_tells_who(cast, episode, as_worker):
    with travel(in_hours()):
        one = said(cast, episode, by_name=False, words="You talk over me.")

        page = as_worker(cast.kit).get(address("feedback")).content.decode()

    assert "You talk over me." in page
    assert "Somebody, without a name" in page
    assert "Dee" not in page
    assert (one.recorded_by, one.episode) == (None, None)
    assert not one.children.exists()
    entry = Entry.objects.get(what="somebody said how the help is")
    assert (entry.worker, entry.child_ids) == (None, [])
    assert ("North team", True) in heard()
    assert as_worker(cast.terry).get(address("feedback")).content.decode().count("talk over") == 0


def test_answer_that_tells_of_somebody_else_is_refused_and_writes_nothing(cast, episode):
    one = said(cast, episode)

    with pytest.raises(Refused, match="an address"):
        actions.answer_feedback(one, answer="We moved Ash to 14 Sample Street.", by=cast.robin)

    one.refresh_from_db()
    assert one.answered_at is None
    assert not Entry.objects.filter(what="answered what was said of the help").exists()


def test_answered_once(cast, episode):
    one = said(cast, episode)
    actions.answer_feedback(one, answer="Sorry. Robin rings on Mondays.", by=cast.robin)

    with pytest.raises(Refused, match="already"):
        actions.answer_feedback(one, answer="Again.", by=cast.kit)

    assert heard() == set()


def test_worker_writes_down_what_a_child_says(cast, episode, as_worker):
    ash = episode.children.get(preferred_name="Ash")
    typed = {
        "who": f"child-{ash.pk}",
        "feeling": "good",
        "words": "Robin listens.",
        "by_name": "yes",
    }

    as_worker(cast.robin).post(address("write_feedback", episode.pk), typed)

    one = Feedback.objects.get()
    assert (one.child, one.of_a_child, one.recorded_by) == (ash, True, cast.robin)
    assert list(one.children.all()) == [ash]


def test_nobody_outside_the_family_can_be_named(cast, episode, as_worker):
    other = Child.objects.create(partnership=cast.partnership, given_name="Kim", born=localdate())
    typed = {"who": f"child-{other.pk}", "feeling": "good", "words": "", "by_name": "yes"}

    answer = as_worker(cast.robin).post(address("write_feedback", episode.pk), typed)

    assert answer.status_code == 200
    assert not Feedback.objects.exists()


def test_queries_do_not_grow_with_what_was_said(
    cast, episode, as_worker, django_assert_max_num_queries
):
    for _ in range(8):
        said(cast, episode, Feeling.GOOD)
    client = as_worker(cast.robin)

    with django_assert_max_num_queries(20):
        client.get(address("feedback"))


# Counts


def test_boards_read_counts_without_small_numbers(cast, episode, as_worker):
    for _ in range(6):
        said(cast, episode, Feeling.GOOD)
    said(cast, episode, Feeling.UNSAFE)
    client = as_worker(cast.morgan)
    quarter = localdate().replace(month=3 * ((localdate().month - 1) // 3) + 1, day=1)

    page = client.get(f"{address('counts')}?quarter={quarter}").content.decode()
    file = client.get(f"{address('counts')}?quarter={quarter}&as=csv").content.decode()

    assert HIDDEN in page
    assert "Dee" not in page
    assert "It helps,6" not in file
    assert "I do not feel safe, or a child is not safe" in file


def test_who_does_not_answer_for_the_service_reads_no_counts(cast, episode, as_worker):
    answer = as_worker(cast.robin).get(address("counts"))

    assert answer.status_code == 403
    assert "What families tell us" in answer.content.decode()


def test_late_answers_are_counted_as_late(cast, episode):
    one = said(cast, episode)
    with travel(in_hours() + timedelta(days=7)):
        actions.answer_feedback(one, answer="Sorry that it took so long.", by=cast.robin)

    one.refresh_from_db()
    assert (one.answered_on - one.on).days > 1
