"""Counts how long a form took, when the form is in the record already."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from homeward.insight.actions import count_form
from homeward.insight.rules import path_of_form


log = logging.getLogger(__name__)


class RecordingTimeMiddleware:
    """Stands around the transaction of the request, so that a count is not written with what it counts: neither
    can the one be told from the other, nor does a form wait or fail because it could not be counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        taken = getattr(request, "taken", None)
        if taken is not None and response.status_code < 400:
            try:
                with transaction.atomic():
                    count_form(
                        taken.partnership_id,
                        path_of_form(taken.form),
                        seconds=taken.seconds,
                        sittings=taken.sittings,
                        on=localdate(),
                    )
            except DatabaseError:
                log.warning("How long a form took could not be counted")
        return response
