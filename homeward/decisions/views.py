"""Pages of a decision: its paper, what is added to it, sending and returning it, and the log.

Signing has its page where the decision belongs: `support:sign` or the panel's item.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.guard import Refused, require
from homeward.access.telling import tell
from homeward.decisions import actions, forms, queries, rules
from homeward.decisions.actions import Overtaken
from homeward.decisions.models import Decision, Option, View
from homeward.drafts import keeping
from homeward.forms import HomewardForm
from homeward.trail import actions as trail


PAGE = 50


def log(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.log(request.worker, localdate()), PAGE).get_page(
        request.GET.get("page")
    )
    shown = list(page.object_list)
    ids = {child.pk for decision in shown for child in decision.children.all()}
    trail.looked("read the log of decisions", by=request.user, children=ids)
    rows = [
        {
            "decision": decision,
            "names": queries.names(list(decision.children.all())),
            "kind": queries.kind(decision),
        }
        for decision in shown
    ]
    return render(request, "decisions/log.html", {"page": page, "rows": rows})


def decision(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    paper = queries.paper(decision, request.worker, localdate())
    if paper["kind"] == queries.SAFETY and paper["standing"].may_sign:
        return redirect("support:sign", pk=pk)
    _looked(request, decision, "read the decision")
    return render(request, "decisions/decision.html", paper)


def add_option(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_to_change(request, pk)
    form = keeping.form_for(request, forms.AddOptionForm)

    def act(typed: dict[str, Any]) -> None:
        actions.add_option(
            decision,
            what=typed["what"],
            could_make_it_safe=typed["could_make_it_safe"],
            could_go_wrong=typed["could_go_wrong"],
            version=typed["version"],
            by=request.user,
        )

    return _ask(request, decision, form, "add_option", act, "The option is added.")


def weigh_option(request: HttpRequest, pk: int) -> HttpResponse:
    option = get_object_or_404(
        Option.objects.filter(
            decision__in=Decision.objects.visible_to(request.worker, localdate())
        ),
        pk=pk,
    )
    form = keeping.form_for(
        request,
        forms.WeighOptionForm,
        initial={
            "could_make_it_safe": option.could_make_it_safe,
            "could_go_wrong": option.could_go_wrong,
        },
    )

    def act(typed: dict[str, Any]) -> None:
        actions.weigh_option(
            option,
            could_make_it_safe=typed["could_make_it_safe"],
            could_go_wrong=typed["could_go_wrong"],
            version=typed["version"],
            by=request.user,
        )

    decision = _get_to_change(request, option.decision_id)
    return _ask(
        request, decision, form, "weigh_option", act, "The option is weighed.", option=option
    )


def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_to_change(request, pk)
    form = keeping.form_for(request, forms.AddEvidenceForm)

    def act(typed: dict[str, Any]) -> None:
        actions.add_evidence(
            decision,
            what=typed["what"],
            source=typed["source"],
            on=typed["on"],
            points_to=typed["points_to"],
            by=request.user,
        )

    return _ask(request, decision, form, "add_evidence", act, "It is added to what we know.")


def add_view(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_to_change(request, pk)
    whose = request.GET.get("whose", "")
    form_class = forms.AddChildsViewForm if whose == View.Whose.CHILD else forms.AddViewForm
    form = keeping.form_for(request, form_class, initial={"whose": whose})

    def act(typed: dict[str, Any]) -> None:
        actions.add_view(
            decision, whose=typed["whose"], who=typed["who"], words=typed["words"], by=request.user
        )

    return _ask(request, decision, form, "add_view", act, "What they say is written down.")


def send(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_to_change(request, pk)
    form = keeping.form_for(request, forms.SendForm)

    def act(typed: dict[str, Any]) -> None:
        actions.send_for_signing(decision, version=typed["version"], by=request.user)

    return _ask(request, decision, form, "send", act, "Sent. It now waits for its decider.")


def return_(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_to_change(request, pk)
    form = keeping.form_for(request, forms.ReturnForm)
    stands = queries.standing(decision, request.worker, localdate())
    answer = rules.may_sign(request.worker, decision, stands.arrangement, ())

    def act(typed: dict[str, Any]) -> None:
        actions.return_decision(decision, why=typed["why"], by=request.user)

    done = "Returned. Who sent it has a task that says what is missing."
    return _ask(request, decision, form, "return_", act, done, answer=answer)


def _ask(
    request: HttpRequest,
    decision: Decision,
    form: HomewardForm,
    template: str,
    act: Callable[[dict[str, Any]], None],
    done: str,
    **context: Any,
) -> HttpResponse:
    """Show the form beside the decision as it is now; on POST act, or say why not and keep what was typed."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as no:
            tell(request, form, no)
            status = 409 if isinstance(no, Overtaken) else 403
            decision.refresh_from_db()
        else:
            keeping.sent(request)
            messages.success(request, done)
            return redirect("decisions:decision", pk=decision.pk)
    if isinstance(form, forms.SeenForm):
        form.saw(decision.version)
    if "option" in context:
        context["option"].refresh_from_db()
    _looked(request, decision, "opened the decision to change it")
    paper = queries.paper(decision, request.worker, localdate())
    answer = rules.may_prepare(request.worker, decision)
    page = {**paper, "form": form, "answer": answer, "overtaken": status == 409, **context}
    return render(request, f"decisions/{template}.html", page, status=status)


def _get_decision(request: HttpRequest, pk: int) -> Decision:
    mine = Decision.objects.visible_to(request.worker, localdate())
    related = ("prepared_by", "sent_by", "signed_by", "outcome", "safety", "agenda_item")
    return get_object_or_404(mine.select_related(*related), pk=pk)


def _get_to_change(request: HttpRequest, pk: int) -> Decision:
    """Whoever may not prepare it is told so beside the form; what the panel decides has no form here."""
    decision = _get_decision(request, pk)
    if queries.kind(decision) == queries.PANEL:
        require(rules.may_prepare_here(request.worker, decision, of_the_panel=True))
    return decision


def _looked(request: HttpRequest, decision: Decision, what: str) -> None:
    ids = decision.about.values_list("child_id", flat=True)
    trail.looked(what, by=request.user, children=ids, subject=decision)
