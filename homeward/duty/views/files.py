"""The file that is read while Homeward does not answer: who knows its passphrase, setting another, taking it away."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from homeward.access.guard import require
from homeward.access.rules import Answer, refuse
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.duty import actions, queries, rules
from homeward.duty.forms import GiveForm
from homeward.duty.writing import name_of, page_of
from homeward.forms import HomewardForm
from homeward.partnership.choosing import chosen_id, partnership_of
from homeward.partnership.models import Worker


def file(request: HttpRequest) -> HttpResponse:
    sets, on_duty = _sets(request), queries.on_duty(request.worker, chosen_id(request))
    require(_reads(sets, on_duty))
    partnership = partnership_of(request)
    held, last = queries.passphrase_in_force(partnership.pk), queries.last_file(partnership.pk)
    today = localdate()
    left = queries.left_duty(held, today) if held else []
    context = {
        "held": held,
        "given": list(held.given.select_related("worker", "given_by")) if held else [],
        "last": last,
        "taken": queries.last_taken(partnership.pk),
        "late": bool(held and queries.is_late(last, held, now())),
        "hourly": bool(settings.DUTY_FILES),
        "reasons": rules.rotate_because(localdate(held.set_at), left, today) if held else [],
        "sets": sets,
        "on_duty": on_duty,
    }
    return render(request, "duty/file.html", context)


def set_passphrase(request: HttpRequest) -> HttpResponse:
    """Shown once, in the answer to this very press, and kept nowhere: so there is no redirect."""
    partnership, answer = partnership_of(request), _sets(request)
    require(answer)
    form = keeping.form_for(request, HomewardForm)
    made, status = take(
        request, form, lambda _: actions.set_passphrase(partnership, by=request.user), answer
    )
    context = {
        "form": form,
        "answer": answer,
        "made": made,
        "held": queries.passphrase_in_force(partnership.pk),
    }
    return render(request, "duty/set_passphrase.html", context, status=status)


def give_passphrase(request: HttpRequest) -> HttpResponse:
    partnership, answer = partnership_of(request), _sets(request)
    require(answer)
    held = queries.passphrase_in_force(partnership.pk)
    has = set(held.given.values_list("worker_id", flat=True)) if held else set()
    may_have = queries.may_have(partnership.pk, localdate())
    waiting = [(worker.pk, worker.name) for worker in may_have if worker.pk not in has]
    form = keeping.form_for(request, GiveForm, workers=waiting)
    made, status = take(
        request,
        form,
        lambda typed: actions.give_passphrase(
            partnership, get_object_or_404(Worker, pk=typed["worker"]), by=request.user
        ),
        answer if held else refuse("no passphrase is set", "Set one first."),
    )
    if made:
        messages.success(request, "It is written down that they have it.")
        return redirect("duty:file")
    context = {
        "form": form,
        "answer": answer if held else refuse("no passphrase is set", "Set one first."),
        "waiting": waiting,
    }
    return render(request, "duty/give_passphrase.html", context, status=status)


@require_POST
def take_file(request: HttpRequest) -> HttpResponse:
    """As it stands now: of whom it holds a card, and who took it away, is in the trail."""
    made = actions.make_file(partnership_of(request), by=request.user)
    response = HttpResponse(page_of(made), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name_of(made.file)}"'
    return response


def _sets(request: HttpRequest) -> Answer:
    partnership = chosen_id(request)
    return rules.may_set(request.worker, queries.duty_teams([partnership]), partnership)


def _reads(sets: Answer, on_duty: Answer) -> Answer:
    return sets or on_duty or refuse("the file is for those on duty", sets.instead)
