"""Saving a draft while the worker types (the page's script posts here; without script, posting saves)."""

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    JsonResponse,
)
from django.urls import Resolver404, resolve
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from homeward.drafts import keeping, sending


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    path = request.GET.get("form", "")
    try:
        resolve(path)
    except Resolver404:
        return HttpResponseBadRequest("There is no form at that address.")
    if not sending.is_theirs(request):
        # Somebody else signed in at this browser while the page stood open: it is not their draft.
        return HttpResponseForbidden("This form was opened by somebody else.")
    if sending.was_taken(request):
        # Saved while it was typed, and overtaken on the way by the form itself: it would come back as the
        # beginning of the next one.
        return HttpResponse(status=204)
    draft = keeping.keep(request.user.pk, path, request.POST)
    if sending.was_taken(request):
        # To keep it was to wait for the form itself, which was being taken: as above.
        keeping.forget(request.user.pk, path)
        return HttpResponse(status=204)
    saved = localtime(draft.saved_at)
    return JsonResponse({"saved": f"{saved:%-I.%M}{saved:%p}".lower()})
