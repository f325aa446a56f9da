"""What the partnership calls the four classes: read by all who work in it, agreed by the head of service."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.choosing import chosen_id, partnership_of
from homeward.partnership.rules.numbers import may_agree_numbers
from homeward.reunification import actions, queries
from homeward.reunification.forms.plans import CallForm
from homeward.reunification.models import ClassWords
from homeward.reunification.rules import MEANS, Level


SHOWN = 50


def class_words(request: HttpRequest) -> HttpResponse:
    today, partnership = localdate(), chosen_id(request)
    words = queries.class_words(partnership, today)
    lines = ClassWords.objects.filter(partnership_id=partnership).select_related("written_by")
    context = {
        "classes": [(words[level], MEANS[level]) for level in Level],
        "lines": list(lines.order_by("-period")[:SHOWN]),
        "today": today,
        "answer": may_agree_numbers(request.worker, partnership),
    }
    return render(request, "reunification/class_words.html", context)


def call_classes(request: HttpRequest) -> HttpResponse:
    partnership = partnership_of(request)
    words = queries.class_words(partnership.pk, localdate())
    initial = {level.value: words[level] for level in Level}
    form = keeping.form_for(request, CallForm, initial=initial)
    made, status = take(
        request,
        form,
        lambda typed: actions.call_classes(
            partnership,
            actions.Called(typed["severe"], typed["high"], typed["medium"], typed["low"]),
            from_day=typed["from_day"],
            decided_under=typed["decided_under"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, f"They are called so from {made.start:%-d %B %Y}.")
        return redirect("reunification:class_words")
    context = {
        "form": form,
        "answer": may_agree_numbers(request.worker, partnership.pk),
        "back_url": reverse("reunification:class_words"),
        "back_text": "What the classes are called",
    }
    return render(request, "reunification/call_classes.html", context, status=status)
