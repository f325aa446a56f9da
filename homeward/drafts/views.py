"""Saving a draft while the worker types (the page's script posts here; without script, posting saves)."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from homeward.drafts import keeping


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    path = request.GET.get("form", "")
    try:
        resolve(path)
    except Resolver404:
        return HttpResponseBadRequest("There is no form at that address.")
    draft = keeping.keep(request.user.pk, path, request.POST)
    saved = localtime(draft.saved_at)
    return JsonResponse({"saved": f"{saved:%-I.%M}{saved:%p}".lower()})
