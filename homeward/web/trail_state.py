"""Whether the trail is whole, for the information governance leads: what is sealed, checked and noted outside."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from homeward.partnership.rules import may_keep_agreement
from homeward.trail import queries
from homeward.trail.models import Check, Outside, Seal
from homeward.web.sight.where import require_somewhere


SEALED_WITHIN = timedelta(minutes=5)  # a job seals every minute; longer means that it does not run


def trail_state(request: HttpRequest) -> HttpResponse:
    """One trail for the installation: a lead of any partnership may know that it is whole. It names nobody."""
    require_somewhere(request.worker, may_keep_agreement)
    waiting = queries.waiting()
    context = {
        "waiting": waiting,
        "late": waiting.oldest and timezone.now() - waiting.oldest > SEALED_WITHIN,
        "last": Seal.objects.last(),
        "check": Check.objects.last(),
        "places": list(Outside.objects.order_by("place")),
    }
    return render(request, "web/trail_state.html", context)
