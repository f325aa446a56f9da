"""What every act on a disagreement does: lock it, tell the trail, end it, and let go who was asked."""

from collections.abc import Collection

from django.utils.timezone import localdate

from homeward.disagreements import queries
from homeward.disagreements.models import Disagreement, Settlement
from homeward.disagreements.queries import NAMED_BECAUSE
from homeward.partnership.models import Worker
from homeward.sharing.actions import end_naming
from homeward.sharing.models import Involvement
from homeward.tasks.actions import finish_doing
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


OF_DISAGREEMENTS = (Doing.ANSWER_DISAGREEMENT, Doing.WEIGH_ANSWER)


def locked(disagreement: Disagreement) -> Disagreement:
    """As it is now, and nobody else's until this act is done."""
    Disagreement.objects.select_for_update().get(pk=disagreement.pk)
    return queries.whole(Disagreement.objects.all()).get(pk=disagreement.pk)


def tell(
    act: str, disagreement: Disagreement, /, *, by: Worker | None, because: str, **changed: str
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
    for doing in OF_DISAGREEMENTS:
        finish_doing(doing, disagreement, how=how, by=by)
    let_go(disagreement, by=by)
    return settlement


def let_go(disagreement: Disagreement, *, staying: Collection[int] = (), by: Worker | None) -> None:
    """Who saw the children only to answer this sees them until midnight, unless another disagreement waits for
    them. What else they are named for, as a panel, ends by itself."""
    today = localdate()
    for child in disagreement.children.all():
        named = Involvement.objects.filter(
            child=child, because=NAMED_BECAUSE, period__contains=today
        ).exclude(worker__in=staying)
        asked_elsewhere = (
            Task.objects.open()
            .filter(doing__in=OF_DISAGREEMENTS, children=child)
            .exclude(subject_id=disagreement.pk)
        )
        for involvement in named.exclude(
            worker__in=asked_elsewhere.values("worker")
        ).select_related("worker"):
            end_naming(child, involvement.worker, because=NAMED_BECAUSE, by=by, on=today)
