"""The child whom a page of duty is about, read while unlocked."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from homeward.locks import unlocked
from homeward.people.models import Child
from homeward.sharing.models import entitled
from homeward.sharing.rules import Entitlement


def asked_child(request: HttpRequest, pk: int) -> tuple[Child, Entitlement]:
    """Read while unlocked: duty works with none of them. What is shown follows from the rule's answer."""
    with unlocked():
        mine = Child.objects.filter(partnership_id__in=request.worker.partnership_ids)
        child = get_object_or_404(mine.select_related("partnership"), pk=pk)
        return child, entitled(request.worker, child, localdate())
