"""The panel's sittings, their agendas, and bringing a family to one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.models import Team, Worker
from homeward.referrals import actions, queries, rules
from homeward.referrals.forms.panel import (
    ArrangeSittingForm,
    AttendanceForm,
    BringForm,
    MembersForm,
)
from homeward.referrals.models import AgendaItem, PanelTerms, Sitting
from homeward.referrals.views.referrals import about_referral, get_referral
from homeward.trail import actions as trail


A_PAGE = 25
SITTINGS = ["Day", "Team", "Chair", "Families"]
AGENDA = ["Family", "Referral", "Where it stands"]
MEMBERS = ["Member", "Post", "Employer", "Here"]
HERE = {None: "Not written down yet", True: "Yes", False: "No"}


def panel(request: HttpRequest) -> HttpResponse:
    sittings = queries.sittings(request.worker, localdate())
    page = Paginator(sittings, A_PAGE).get_page(request.GET.get("page"))
    counted = queries.counted(page)
    rows = [
        [
            {"text": f"{s.held_on:%A} {s.held_on.day} {s.held_on:%B %Y}", "href": _href(s)},
            s.team.name,
            s.chair.name,
            {"text": counted[s.pk].in_words, "num": True},
        ]
        for s in page
    ]
    context = {
        "page": page,
        "columns": SITTINGS,
        "rows": rows,
        "arrange": _may_arrange_any(request),
    }
    return render(request, "referrals/panel.html", context)


def _href(sitting: Sitting) -> str:
    return reverse("referrals:sitting", args=[sitting.pk])


def _may_arrange_any(request: HttpRequest) -> Answer:
    """Yes when one of the worker's teams is theirs to call together; else the reason."""
    teams = queries.receiving_teams(request.worker)
    answers = [rules.may_arrange_sitting(request.worker, team.pk) for team in teams]
    return next(filter(None, answers), rules.may_arrange_sitting(request.worker, 0))


def arrange_sitting(request: HttpRequest) -> HttpResponse:
    worker, today = request.worker, localdate()
    mine = [t for t in queries.receiving_teams(worker) if rules.may_arrange_sitting(worker, t.pk)]
    may_arrange = _may_arrange_any(request)
    form = keeping.form_for(
        request,
        ArrangeSittingForm,
        teams=[(team.pk, team.name) for team in mine],
        chairs=queries.chairs([team.pk for team in queries.receiving_teams(worker)], today),
        people=queries.can_sit(mine, today),
    )

    def save(held: dict[str, Any]) -> Sitting:
        return actions.arrange_sitting(
            get_object_or_404(Team, pk=held.get("team") or mine[0].pk),
            held_on=held["held_on"],
            chair=Worker.objects.get(pk=held["chair"]),
            members=Worker.objects.filter(pk__in=held["members"]),
            by=request.user,
        )

    made, status = take(request, form, save, may_arrange)
    if made:
        messages.success(request, f"{made} is arranged. {made.chair} chairs it.")
        return redirect("referrals:sitting", made.pk)
    context = {
        "form": form,
        "answer": may_arrange,
        "heading": "Arrange a sitting of the panel",
        "save": "Arrange it",
        "back": reverse("referrals:panel"),
    }
    return render(request, "referrals/arrange_sitting.html", context, status=status)


def get_sitting(request: HttpRequest, pk: int) -> Sitting:
    visible = Sitting.objects.visible_to(request.worker, localdate())
    return get_object_or_404(visible.select_related("team", "chair"), pk=pk)


def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    today, held = localdate(), get_sitting(request, pk)
    items = list(queries.agenda(held, request.worker, today))
    shown = {child.pk for item in items for child in item.referral.children.all()}
    if shown:
        trail.looked("read the panel's agenda", by=request.user, children=shown, subject=held)
    context = {
        "sitting": held,
        "columns": AGENDA,
        "rows": [[_family(item), str(item.referral), _state(item)] for item in items],
        "member_columns": MEMBERS,
        "members": [
            [member.worker.name, member.post, member.employer.name, HERE[member.present]]
            for member in held.members.select_related("worker", "employer")
        ],
        "terms": PanelTerms.objects.in_force(held.team, held.held_on).terms.in_words,
        "runs": (runs := rules.may_run_sitting(request.worker, held, None)),
        "may_name": runs and rules.may_name_members(held.held_on, today),
        "may_write": runs and rules.may_write_attendance(held.held_on, today),
    }
    return render(request, "referrals/sitting.html", context)


def name_members(request: HttpRequest, pk: int) -> HttpResponse:
    held, today = get_sitting(request, pk), localdate()
    named = list(held.members.exclude(worker=held.chair).values_list("worker_id", flat=True))
    form = keeping.form_for(
        request,
        MembersForm,
        people=[p for p in queries.can_sit([held.team], today) if p[0] != held.chair_id],
        initial={"members": named},
    )
    runs = rules.may_run_sitting(request.worker, held, None)
    answer = runs and rules.may_name_members(held.held_on, today)
    saved, status = take(
        request,
        form,
        lambda typed: actions.name_members(
            held,
            Worker.objects.filter(pk__in=typed["members"]),
            by=request.user,
        ),
        answer,
    )
    if saved:
        messages.success(request, "The members are named.")
        return redirect("referrals:sitting", pk)
    return _asking(request, "name_members", held, form, answer, "Who sits on the panel?", status)


def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    held, today = get_sitting(request, pk), localdate()
    members = list(held.members.select_related("worker"))
    form = keeping.form_for(
        request,
        AttendanceForm,
        people=[(m.worker_id, f"{m.worker}, {m.post}") for m in members],
        initial={"members": [m.worker_id for m in members if m.present]},
    )
    runs = rules.may_run_sitting(request.worker, held, None)
    answer = runs and rules.may_write_attendance(held.held_on, today)
    saved, status = take(
        request,
        form,
        lambda typed: actions.record_attendance(
            held,
            Worker.objects.filter(pk__in=typed["members"]),
            by=request.user,
        ),
        answer,
    )
    if saved:
        messages.success(request, "Who is here is written down.")
        return redirect("referrals:sitting", pk)
    return _asking(request, "attendance", held, form, answer, "Who is here?", status)


def _asking(
    request: HttpRequest,
    name: str,
    held: Sitting,
    form: Any,
    answer: Answer,
    heading: str,
    status: int,
) -> HttpResponse:
    context = {
        "form": form,
        "answer": answer,
        "heading": heading,
        "lede": f"{held}, {held.team}, chaired by {held.chair}.",
        "back": reverse("referrals:sitting", args=[held.pk]),
    }
    return render(request, f"referrals/{name}.html", context, status=status)


def _family(item: AgendaItem) -> dict[str, str]:
    names = ", ".join(child.name for child in item.referral.children.all())
    return {"text": names, "href": reverse("referrals:item", args=[item.pk])}


def _state(item: AgendaItem) -> dict[str, Any] | str:
    decision = item.decision
    if decision.signed_at:
        return f"Decided: {decision.outcome}. Signed by {decision.signed_by}"
    if decision.sent_at:
        return {"tag": "Ready to decide", "kind": "soon"}
    return "Being prepared"


def bring(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_referral(request, pk)
    coming = queries.coming_sittings(asked.to_team_id, request.worker, localdate())
    choices = [
        (s.pk, f"{s.held_on:%A} {s.held_on.day} {s.held_on:%B %Y}", f"Chaired by {s.chair}")
        for s in coming
    ]
    form = keeping.form_for(request, BringForm, sittings=choices)

    def save(typed: dict[str, Any]) -> AgendaItem:
        chosen = next(s for s in coming if s.pk == typed["sitting"])
        return actions.bring_to_panel(asked, chosen, by=request.user)

    about = about_referral(request, asked)
    item, status = take(request, form, save, about["may_bring"])
    if item:
        messages.success(
            request, f"The family of referral {asked} is on the agenda of {item.sitting}."
        )
        return redirect("referrals:item", item.pk)
    trail.looked("read the referral", by=request.user, children=asked.child_ids(), subject=asked)
    context = {
        **about,
        "form": form,
        "answer": about["may_bring"],
        "sittings": coming,
        "arrange": rules.may_arrange_sitting(request.worker, asked.to_team_id),
    }
    return render(request, "referrals/bring.html", context, status=status)
