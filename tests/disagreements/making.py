"""Small makers for the tests of disagreements: more managers, a disagreement, what a page posts."""

from django.utils.timezone import localdate

from homeward.disagreements import actions
from homeward.disagreements.models import Disagreement
from homeward.disagreements.rules import Answered, Theme
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing


TYPED = {
    "view": "Nights are not safe.",
    "evidence": "Dee phoned twice on Friday.",
    "wanted": "Somebody comes at weekends.",
    "meanwhile": "Nan has the spare key.",
}


def ash(cast):
    return cast.episode().children.get(preferred_name="Ash")


def raised(cast, about=None, *, by=None, with_team=None) -> Disagreement:
    """Robin, of the charity, disagrees with the West team of the council about Ash."""
    return actions.raise_disagreement(
        about or ash(cast),
        theme=Theme.SAFETY,
        with_team=with_team or cast.west,
        by=by or cast.robin,
        **TYPED,
    )


def west_manager(cast):
    return cast.join("Wilma Placebo", cast.west, Role.TEAM_MANAGER, cast.founded.council)


def charity_head(cast):
    return cast.join("Hari Pretend", cast.north, Role.HEAD_OF_SERVICE, cast.founded.charity)


def director(cast):
    return cast.join("Dana Placebo", cast.leadership, Role.DIRECTOR, cast.founded.council)


def asked(disagreement):
    """Who has a task to answer it."""
    tasks = Task.objects.open().filter(doing=Doing.ANSWER_DISAGREEMENT, subject_id=disagreement.pk)
    return {task.worker.name for task in tasks}


def answered(disagreement, by, answer=Answered.NOT_UPHELD, words="We see no danger at night."):
    return actions.answer_disagreement(disagreement, answer=answer, words=words, by=by)


def sees(worker, child):
    day = localdate()
    return Child.objects.visible_to(worker.on(day), day).filter(pk=child.pk).exists()
