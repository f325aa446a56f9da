"""Who is asking, with today's posts: fetched once a request and kept as `request.worker`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from homeward.trail.purposes import acting_for


class WorkerOnDayMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.worker = request.user.on(localdate())
            with acting_for(request.user.pk, request.worker.purposes):
                return self.get_response(request)
        return self.get_response(request)
