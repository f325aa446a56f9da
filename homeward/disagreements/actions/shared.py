"""What every act on a disagreement does: lock it, tell the trail, and end it."""

from homeward.disagreements import queries
from homeward.disagreements.actions.asking import let_go
from homeward.disagreements.models import Disagreement, Settlement
from homeward.partnership.models import Worker
from homeward.tasks.actions import finish_doing
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


def locked(disagreement: Disagreement) -> Disagreement:
    """As it is now, and nobody else's until this act is done."""
    Disagreement.objects.select_for_update().get(pk=disagreement.pk)
    return queries.whole(Disagreement.objects.all()).get(pk=disagreement.pk)


def tell(
    act: str, disagreement: Disagreement, /, *, by: Worker, because: str, **changed: str
) -> None:
    trail.record(
        act,
        disagreement,
        by=by,
        children=disagreement.child_ids(),
        because=because,
        changed=changed,
    )


def end(
    disagreement: Disagreement, words: str, *, by: Worker, withdrawn: bool = False
) -> Settlement:
    """The act that ends it has asked and told."""
    settlement = Settlement.objects.create(
        partnership_id=disagreement.partnership_id,
        disagreement=disagreement,
        withdrawn=withdrawn,
        words=words,
        ended_by=by,
    )
    how = "It was withdrawn" if withdrawn else "It was settled"
    for doing in (Doing.ANSWER_DISAGREEMENT, Doing.WEIGH_ANSWER):
        finish_doing(doing, disagreement, how=how, by=by)
    let_go(disagreement, by=by)
    return settlement
