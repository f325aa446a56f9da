"""Whether the trail is whole, for the information governance leads: what is sealed, checked and noted outside."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from homeward.partnership.rules import may_keep_agreement
from homeward.trail import queries
from homeward.trail.models import Check, Outside, Seal
from homeward.web.sight.where import require_somewhere


# Jobs seal every minute, note every hour and go through all of it every night: longer, and they do not run.
SEALED_WITHIN = timedelta(minutes=5)
NOTED_WITHIN = timedelta(hours=3)
CHECKED_WITHIN = timedelta(hours=36)


def trail_state(request: HttpRequest) -> HttpResponse:
    """One trail for the installation: a lead of any partnership may know that it is whole. It names nobody."""
    require_somewhere(request.worker, may_keep_agreement)
    now, waiting, check = timezone.now(), queries.waiting(), Check.objects.last()
    first = Seal.objects.first()
    since = first.sealed_at if first else now  # since then there is something to check and to note
    noted = {outside.place: outside for outside in Outside.objects.all()}
    context = {
        "waiting": waiting,
        "late": waiting.oldest and now - waiting.oldest > SEALED_WITHIN,
        "last": Seal.objects.last(),
        "check": check,
        "unchecked": now - (check.at if check else since) > CHECKED_WITHIN,
        "places": [
            (
                place,
                noted.get(place),
                now - (noted[place].tried_at if place in noted else since) > NOTED_WITHIN,
            )
            for place in settings.TRAIL_HEADS
        ],
    }
    return render(request, "web/trail_state.html", context)
