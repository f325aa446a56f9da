"""Lists of letters, and what there is to choose from when one is begun."""

from datetime import date

from django.db.models import QuerySet

from homeward.decisions.models import Decision, DecisionChild
from homeward.letters.models import Letter
from homeward.partnership.models import Organisation
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Adult, Child
from homeward.sharing.models import sees_all
from homeward.support.models import EpisodeOfHelp, Plan


def letters_of(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[Letter]:
    """Those about this child: what is being written first, then what was issued, the newest first."""
    mine = Letter.objects.visible_to(worker, day).filter(about__child=child)
    related = ("to_adult", "to_child", "written_by", "issued_by", "file")
    return mine.select_related(*related).order_by("-issued_at", "-written_at", "-pk")


def adults_around(child: Child, day: date) -> QuerySet[Adult]:
    theirs = child.relationships.filter(period__contains=day)
    return Adult.objects.filter(pk__in=theirs.values("adult")).order_by("pk")


def decisions_to_tell(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[Decision]:
    """Signed, and about children all of whom the worker sees."""
    whole = sees_all(worker, day, DecisionChild, "decision")  # not for who only signed it
    mine = Decision.objects.visible_to(worker, day).filter(whole, about__child=child)
    signed = mine.filter(signed_at__isnull=False).select_related("outcome", "signed_by")
    return signed.order_by("-signed_at")


def plan_to_tell(child: Child, worker: WorkerOnDay, day: date) -> Plan | None:
    """The one in force, of the help that goes on."""
    mine = EpisodeOfHelp.objects.visible_to(worker, day).filter(about__child=child, closed_at=None)
    plans = Plan.objects.filter(episode__in=mine.values("pk")).prefetch_related("goals")
    return plans.select_related("episode").order_by("-written_at").first()


def last_address(adult: Adult) -> str:
    """To which this adult was written last: to nobody else."""
    sent = Letter.objects.filter(to_adult=adult).exclude(address="")
    return sent.values_list("address", flat=True).first() or ""


def organisations(partnership_id: int) -> QuerySet[Organisation]:
    return Organisation.objects.filter(partnership_id=partnership_id).order_by("kind", "pk")
