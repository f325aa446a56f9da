"""Counting a form that was taken. Not in the trail: nothing of a record changes, and nobody is named."""

from datetime import date

from django.db.models import F

from homeward.insight.models import FormTime
from homeward.insight.rules import DESCRIBED, taken_in


def count_form(partnership_id: int, form: str, *, seconds: float, sittings: bool, on: date) -> None:
    """One more in its step. Of a form that is not described, or that one person usually fills in, nothing is
    counted."""
    described = DESCRIBED.get(form)
    if described is None or described.one:
        return
    here = {
        "partnership_id": partnership_id,
        "form": form,
        "month": on.replace(day=1),
        "step": taken_in(seconds, sittings=sittings),
    }
    FormTime.objects.bulk_create([FormTime(**here, count=0)], ignore_conflicts=True)
    FormTime.objects.filter(**here).update(count=F("count") + 1)
