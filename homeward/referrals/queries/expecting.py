"""Whether what members sealed is still as they sealed it."""

from collections.abc import Iterable

from homeward.referrals.models import AgendaItem, Expectation
from homeward.referrals.rules import SEALED, seal_of
from homeward.trail.actions import proven
from homeward.trail.models import Entry


def as_sealed(expectations: Iterable[Expectation]) -> set[int]:
    """Those that hold. The seal beside the words is worth nothing alone: who changes the words can seal them
    anew. So it is the one that the trail was told when it was sealed, of which nothing is ever changed. Three
    queries, whatever their number."""
    asked = list(expectations)
    entries = Entry.objects.filter(
        kind=Entry.Kind.CHANGE,
        what=SEALED,
        subject_kind=AgendaItem._meta.label_lower,
        subject_id__in={expectation.item_id for expectation in asked},
    )
    first: dict[tuple[int | None, int | None], Entry] = {}
    for entry in entries:  # in the order in which they were written: a later one proves nothing
        first.setdefault((entry.subject_id, entry.worker_id), entry)
    told = proven(first.values())
    return {
        expectation.pk
        for expectation in asked
        if (entry := first.get((expectation.item_id, expectation.worker_id)))
        and told[entry.pk].get("seal")
        == expectation.seal
        == seal_of(expectation.expected, expectation.salt)
    }
