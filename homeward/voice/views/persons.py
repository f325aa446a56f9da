"""The people of a family and the page that each of them holds: the safe way, the plan, the link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from homeward.access.guard import Refused
from homeward.access.rules import Answer, allow
from homeward.access.taking import take
from homeward.access.telling import tell
from homeward.drafts import keeping
from homeward.people.models import Adult, Child
from homeward.support import rules as support
from homeward.support.models import EpisodeOfHelp
from homeward.support.queries import plan_in_force
from homeward.support.views.shared import get_episode, opened
from homeward.voice.actions import contact, plans
from homeward.voice.forms.plans import IssueForm
from homeward.voice.forms.workers import (
    MakeLinkForm,
    NothingForm,
    SafeWayForm,
    WithdrawPlanForm,
)
from homeward.voice.models import FamilyLink, IssuedPlan
from homeward.voice.queries import drafting
from homeward.voice.queries.persons import (
    family_of,
    key_of,
    newest_plan,
    safe_line,
    safe_ways,
    theirs,
)
from homeward.voice.rules import links
from homeward.voice.rules.plans import may_withdraw_plan
from homeward.voice.views.shared import get_person, name_of


def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody in the family: how to reach them safely, what they hold, and whether a link is open."""
    episode = get_episode(request, pk)
    context = {
        **opened(request, episode, "read which pages the family holds"),
        "family": family_of(episode, localdate()),
        "now": now(),
        "answer": support.may_write(request.worker, episode),
    }
    return render(request, "voice/people.html", context)


def safe_way(request: HttpRequest, pk: int, kind: str, person_pk: int) -> HttpResponse:
    episode, person = _get_person(request, pk, kind, person_pk)
    ways = safe_ways([person])
    known, safe = ways.get(key_of(person)), safe_line(person, ways)
    if known and known.line != safe:
        known = None  # changed since, on a page that has it as one line
    form = keeping.form_for(
        request,
        SafeWayForm,
        initial={"how": known.how, "hours": known.hours, "never": known.never} if known else {},
    )
    made, status = take(
        request,
        form,
        lambda typed: contact.write_safe_way(
            person, how=typed["how"], hours=typed["hours"], never=typed["never"], by=request.user
        ),
    )
    if made:
        messages.success(request, f"Every page now shows this way to reach {name_of(person)}.")
        return redirect("voice:people", pk=pk)
    context = {"known": known, "safe": safe}
    answer = allow("whoever was told it writes it down")
    return _asked(request, "safe_way", episode, person, form, answer, status, **context)


def issue_plan(request: HttpRequest, pk: int, kind: str, person_pk: int) -> HttpResponse:
    """What stands in the record beside what goes on the page: the worker chooses, reads it through and issues."""
    episode, person = _get_person(request, pk, kind, person_pk)
    today = localdate()
    children = theirs(episode, person, today)
    plan = plan_in_force(episode)
    form = keeping.form_for(request, IssueForm, plan=plan, person=person, children=children)
    answer = support.may_write(request.worker, episode)
    made, status = take(
        request,
        form,
        lambda typed: plans.issue_plan(
            episode, person, form.checked(), children=form.chosen(children), by=request.user
        ),
        answer,
    )
    if made:
        messages.success(request, f"Version {made.version} of {name_of(person)}’s page is issued.")
        return redirect("voice:issued", pk=made.pk)
    context = {
        "plan": plan,
        "begun": drafting.begun(episode, children, today),
        "before": newest_plan(episode, person),
    }
    return _asked(request, "issue_plan", episode, person, form, answer, status, **context)


def issued(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as the person reads it, to look at and to print; `?easy` in easy read."""
    plan = _get_plan(request, pk)
    context = {
        **opened(request, plan.episode, "read the page that one person holds"),
        "issued": plan,
        "page": plan.page,
        "easy": "easy" in request.GET,
        "is_child": plan.child_id is not None,
        "duty": plan.episode.partnership.duty_phone,
        "help": plan.episode.partnership.help_phone,
        "answer": may_withdraw_plan(
            support.may_write(request.worker, plan.episode),
            "asked below",
            withdrawn=plan.withdrawn_at is not None,
        ),
    }
    return render(request, "voice/issued.html", context)


def withdraw_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _get_plan(request, pk)
    form = keeping.form_for(request, WithdrawPlanForm)
    answer = may_withdraw_plan(
        support.may_write(request.worker, plan.episode),
        "asked below",
        withdrawn=plan.withdrawn_at is not None,
    )
    made, status = take(
        request,
        form,
        lambda typed: plans.withdraw_plan(plan, why=typed["why"], by=request.user),
        answer,
    )
    if made:
        messages.success(request, "Nobody reads that version any more.")
        return redirect("voice:people", pk=plan.episode_id)
    return _asked(
        request, "withdraw_plan", plan.episode, plan.person, form, answer, status, issued=plan
    )


def make_link(request: HttpRequest, pk: int, kind: str, person_pk: int) -> HttpResponse:
    """The link and the code are shown once, on the answer to this form: they are kept nowhere to be shown again."""
    episode, person = _get_person(request, pk, kind, person_pk)
    safe = safe_line(person, safe_ways([person]))
    answer = links.may_make_link(
        support.may_write(request.worker, episode),
        belongs=bool(theirs(episode, person, localdate())),
        has_plan=newest_plan(episode, person) is not None,
        safe_way=safe,
    )
    form = MakeLinkForm(request.POST or None)
    context: dict[str, Any] = {"safe": safe}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = plans.make_link(episode, person, by=request.user)
        except Refused as no:
            tell(request, form, no)
            status = 403
        else:
            address = reverse("voice:open_link", args=[made.secret])
            context |= {
                "made": made,
                "address": request.build_absolute_uri(address),
                "code": f"{made.code[:4]} {made.code[4:]}",
            }
            response = _asked(request, "link_made", episode, person, form, answer, 200, **context)
            response.headers["Referrer-Policy"] = "no-referrer"
            return response
    return _asked(request, "make_link", episode, person, form, answer, status, **context)


def withdraw_link(request: HttpRequest, pk: int) -> HttpResponse:
    mine = FamilyLink.objects.visible_to(request.worker, localdate())
    link = get_object_or_404(mine.select_related("episode", "child", "adult"), pk=pk)
    form = keeping.form_for(request, NothingForm)
    answer = links.may_withdraw_link(True, withdrawn=link.withdrawn_at is not None)
    made, status = take(
        request, form, lambda typed: plans.withdraw_link(link, by=request.user), answer
    )
    if made:
        messages.success(
            request, "The link opens nothing any more, and what it had opened is closed."
        )
        return redirect("voice:people", pk=link.episode_id)
    return _asked(
        request, "withdraw_link", link.episode, link.person, form, answer, status, link=link
    )


def _asked(
    request: HttpRequest,
    name: str,
    episode: EpisodeOfHelp,
    person: Child | Adult,
    form: Any,
    answer: Answer,
    status: int,
    **more: Any,
) -> HttpResponse:
    context = {
        **opened(request, episode, "opened the pages of one of the family to write"),
        "person": person,
        "called": name_of(person),
        "kind": key_of(person)[0],
        "form": form,
        "answer": answer,
        **more,
    }
    return render(request, f"voice/{name}.html", context, status=status)


def _get_person(
    request: HttpRequest, pk: int, kind: str, person_pk: int
) -> tuple[EpisodeOfHelp, Child | Adult]:
    episode = get_episode(request, pk)
    return episode, get_person(request, episode, kind, person_pk)


def _get_plan(request: HttpRequest, pk: int) -> IssuedPlan:
    mine = IssuedPlan.objects.visible_to(request.worker, localdate())
    related = ("episode__partnership", "child", "adult", "issued_by", "withdrawn_by")
    return get_object_or_404(mine.select_related(*related), pk=pk)
