"""The second lock is closed around every request of a worker: see `homeward.locks`."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate, localtime

from homeward.locks import locked
from homeward.web.row_locks import lists_of


class RowLockMiddleware:
    """One transaction a request. A page that fails writes nothing at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        worker = getattr(request, "worker", None)
        if worker is None:
            return self.get_response(request)
        with locked(worker.worker_id, lists_of(worker.worker_id, localdate(), localtime())):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
