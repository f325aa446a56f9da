"""Whatever people do, in whatever order: levels, answers and endings stay what they promise."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.disagreements import actions
from homeward.disagreements.models import Disagreement
from homeward.disagreements.rules import Answered
from homeward.people.models import Child
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from tests.disagreements.making import charity_head, director, raised, west_manager
from tests.support.making import sent, signed


WALKS, STEPS = 12, 9


def acts(rng, disagreement, people):
    by = rng.choice(people)
    words = rng.choice(["We see no danger.", "Somebody comes on Saturdays."])
    return rng.choice(
        [
            lambda: actions.answer_disagreement(
                disagreement, answer=rng.choice(list(Answered)), words=words, by=by
            ),
            lambda: actions.answer_disagreement(
                disagreement, answer=Answered.NOT_UPHELD, words=words, by=by
            ),
            lambda: actions.raise_further(
                disagreement, because=words, by=rng.choice([by, disagreement.raised_by])
            ),
            lambda: actions.add_side(disagreement, words=words, by=by),
            lambda: actions.settle_disagreement(disagreement, words=words, by=by),
            lambda: actions.withdraw_disagreement(disagreement, because=words, by=by),
            lambda: actions.ask_again(disagreement),
        ]
    )


def held(disagreement):
    """Everything that is written about it, to be compared."""
    rows = [
        *disagreement.levels.values_list(),
        *disagreement.sides.values_list(),
        *Task.objects.values_list("pk", "done_at"),
    ]
    return rows, Disagreement.objects.open().count(), Entry.objects.filter(kind="change").count()


def assert_promises(disagreement):
    levels = list(disagreement.levels.order_by("level"))
    today = localdate()
    signer = disagreement.decision.signed_by_id if disagreement.decision else None
    answering = [level.answered_by_id for level in levels if level.answered_at]
    open_tasks = Task.objects.open().filter(
        doing__in=("answer disagreement", "weigh answer"), subject_id=disagreement.pk
    )
    assert [level.level for level in levels] == list(range(1, len(levels) + 1))
    assert len(levels) <= 3
    assert not {disagreement.raised_by_id, signer} & set(answering)
    assert len(answering) == len(set(answering))
    assert not [level for level in levels if level.passed_because and level.level == 3]
    if disagreement.ended:
        assert not open_tasks.exists()
    for level in levels:
        if level.answered_at and (Answered(level.answer).settles or level.level == 3):
            assert disagreement.ended
    for task in open_tasks:
        seen = Child.objects.visible_to(task.worker.on(today), today)
        assert seen.filter(disagreements=disagreement).count() == disagreement.about.count()


def test_no_order_of_acts_breaks_a_promise(cast):
    people = [
        cast.robin, cast.kit, cast.sam, cast.morgan,
        west_manager(cast), charity_head(cast), director(cast),
    ]  # fmt: skip
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")
    done = ended = 0
    for number in range(WALKS):
        rng = Random(number)
        with transaction.atomic():
            about = decision if number % 2 else decision.children.first()
            disagreement = raised(cast, about, by=rng.choice(people[:3]))
            for step in range(STEPS):
                with travel(now() + timedelta(days=step * rng.choice([0, 2, 4]))):
                    actions.ask_again(disagreement)  # as every night
                    before = held(disagreement)
                    try:
                        acts(rng, disagreement, people)()
                    except Refused:
                        assert held(disagreement) == before
                    else:
                        done += 1
                    disagreement = Disagreement.objects.get(pk=disagreement.pk)
                    assert_promises(disagreement)
            ended += bool(disagreement.ended)
            transaction.set_rollback(True)

    assert done > WALKS
    assert ended
