"""Pages of a decision: its paper, what is added to it, sending and returning it, and the log.

Signing has its page where the decision belongs: `support:sign`, `reunification:sign` or the panel's item.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.files import taken_away
from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.decisions import actions, forms, queries, rules
from homeward.decisions.models import Decision, Option, View
from homeward.drafts import keeping, lists
from homeward.forms import HomewardForm, SeenForm
from homeward.tasks.models import Task
from homeward.trail import actions as trail


PAGE = 50
SIGNED_ON = {
    queries.SAFETY: "support:sign",
    queries.CRISIS: "support:sign_crisis",
    queries.GOING_HOME: "reunification:sign",
}


def log(request: HttpRequest) -> HttpResponse:
    """The decisions that this worker may see, narrowed as they choose; with `?as=` as a file."""
    if request.method == "POST":
        return lists.remembered(request, forms.LogForm)
    narrowing = lists.narrowed(request, forms.LogForm)
    today = localdate()
    found = queries.narrowed(queries.log(request.worker, today), narrowing.chosen, today)
    if "as" in request.GET:
        every = list(found)
        table = queries.log_table(every)
        return taken_away(request, [table], name="the log of decisions", children=_children(every))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    trail.looked("read the log of decisions", by=request.user, children=_children(shown))
    rows = [
        {
            "decision": decision,
            "names": queries.names(list(decision.children.all())),
            "kind": queries.kind(decision),
        }
        for decision in shown
    ]
    context = {"page": page, "rows": rows, "narrowing": narrowing}
    return render(request, "decisions/log.html", context)


def _children(decisions: Iterable[Decision]) -> set[int]:
    """By number, so that the trail also has those whom the reader signed for and no longer sees."""
    return {about.child_id for decision in decisions for about in decision.about.all()}


def decision(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    paper = queries.paper(decision, request.worker, localdate())
    if paper["kind"] in SIGNED_ON and paper["standing"].may_sign:
        return redirect(SIGNED_ON[paper["kind"]], pk=pk)
    _looked(request, decision, "read the decision")
    paper["sees_family"] = queries.sees_all(decision, request.worker, localdate())
    return render(request, "decisions/decision.html", paper)


def add_option(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    form = keeping.form_for(request, forms.AddOptionForm)

    def act(typed: dict[str, Any]) -> Model:
        return actions.add_option(
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

    def act(typed: dict[str, Any]) -> Model:
        return actions.weigh_option(
            option,
            could_make_it_safe=typed["could_make_it_safe"],
            could_go_wrong=typed["could_go_wrong"],
            version=typed["version"],
            by=request.user,
        )

    decision = _get_decision(request, option.decision_id)
    return _ask(
        request, decision, form, "weigh_option", act, "The option is weighed.", option=option
    )


def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    form = keeping.form_for(request, forms.AddEvidenceForm)

    def act(typed: dict[str, Any]) -> Model:
        return actions.add_evidence(
            decision,
            what=typed["what"],
            source=typed["source"],
            on=typed["on"],
            points_to=typed["points_to"],
            by=request.user,
        )

    return _ask(request, decision, form, "add_evidence", act, "It is added to what we know.")


def add_view(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    whose = request.GET.get("whose", "")
    form_class = forms.AddChildsViewForm if whose == View.Whose.CHILD else forms.AddViewForm
    form = keeping.form_for(request, form_class, initial={"whose": whose})

    def act(typed: dict[str, Any]) -> Model:
        return actions.add_view(
            decision, whose=typed["whose"], who=typed["who"], words=typed["words"], by=request.user
        )

    return _ask(request, decision, form, "add_view", act, "What they say is written down.")


def send(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    form = keeping.form_for(request, forms.SendForm)

    def act(typed: dict[str, Any]) -> Model:
        return actions.send_for_signing(decision, version=typed["version"], by=request.user)

    return _ask(request, decision, form, "send", act, "Sent. It now waits for its decider.")


def return_(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    form = keeping.form_for(request, forms.ReturnForm)
    stands = queries.standing(decision, request.worker, localdate())
    answer = rules.may_return(request.worker, decision, stands.arrangement)

    def act(typed: dict[str, Any]) -> Model:
        return actions.return_decision(decision, why=typed["why"], by=request.user) or decision

    def said(made: Model) -> str:
        if not isinstance(made, Task):
            return "Returned. Nobody has a task: who sent it and who began it have left. Tell the team."
        return f"Returned. {made.worker} has a task that says what is missing."

    return _ask(request, decision, form, "return_", act, said, answer=answer)


def _ask(
    request: HttpRequest,
    decision: Decision,
    form: HomewardForm,
    template: str,
    act: Callable[[dict[str, Any]], Model],
    said: str | Callable[[Any], str],
    answer: Answer | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the form beside the decision as it is now; on POST act, or say why not and keep what was typed.

    `said` is said of what was made; `answer` is whether it may be done, if not by who prepares.
    """
    asked = rules.may_prepare(request.worker, decision) if answer is None else answer
    made, status = take(request, form, act, asked)
    if made is not None:
        messages.success(request, said if isinstance(said, str) else said(made))
        return redirect("decisions:decision", pk=decision.pk)
    if status != 200:
        decision.refresh_from_db()
    if isinstance(form, SeenForm):
        form.saw(decision.version)
    if "option" in context:
        context["option"].refresh_from_db()
    _looked(request, decision, "opened the decision to change it")
    paper = queries.paper(decision, request.worker, localdate())
    if answer is None:
        answer = rules.may_prepare(request.worker, decision)
    page = {**paper, "form": form, "answer": answer, "overtaken": status == 409, **context}
    return render(request, f"decisions/{template}.html", page, status=status)


def _get_decision(request: HttpRequest, pk: int) -> Decision:
    mine = Decision.objects.visible_to(request.worker, localdate())
    related = (
        "prepared_by",
        "sent_by",
        "signed_by",
        "outcome",
        "safety",
        "crisis",
        "going_home",
        "agenda_item",
    )
    return get_object_or_404(mine.select_related(*related), pk=pk)


def _looked(request: HttpRequest, decision: Decision, what: str) -> None:
    ids = decision.about.values_list("child_id", flat=True)
    trail.looked(what, by=request.user, children=ids, subject=decision)
