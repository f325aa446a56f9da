"""Help today: ask for it, for a new family or one that is referred, and see how far each has come."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import refuse
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.partnership.choosing import partnership_of
from homeward.partnership.models import Team
from homeward.referrals import actions, queries, rules
from homeward.referrals.forms.today import AskTodayForm, CrisisForm
from homeward.referrals.models import Crisis
from homeward.referrals.views.referrals import about_referral, get_referral
from homeward.trail import actions as trail


A_PAGE = 25
PHONED = "The team has an urgent task. Phone them as well, and say the reference: {}."


@answers_script
def crisis(request: HttpRequest) -> HttpResponse:
    """A family that nobody referred: one page, and both teams are at work."""
    partnership = partnership_of(request)
    here = request.worker.within([partnership.pk])
    froms = [(p.team_id, p.team_name) for p in here.posts if rules.may_refer(here, p.team_id)]
    tos = list(
        Team.objects.filter(partnership=partnership, kind=Team.Kind.EDGE_OF_CARE)
        .order_by("name")
        .values_list("pk", "name")
    )
    answer = rules.may_refer(here)
    if not answer:
        answer = refuse(
            "the council asks for help today, because it answers for the children",
            f"Phone duty now, {partnership.duty_phone}: they ask while you stay with the family.",
        )
    elif not tos:
        answer = refuse("no team takes referrals yet", f"Phone duty, {partnership.duty_phone}.")
    form = keeping.form_for(
        request, CrisisForm, from_teams=froms, to_teams=tos, duty_phone=partnership.duty_phone
    )

    def ask(held: dict[str, Any]) -> Crisis:
        return actions.refer_crisis(
            form.needed_today(),
            from_team=get_object_or_404(Team, pk=held.get("from_team") or froms[0][0]),
            to_team=get_object_or_404(Team, pk=held.get("to_team") or tos[0][0]),
            children=form.children(),
            adults=form.adults(),
            reasons=held["reasons"],
            what_happened=held["what_happened"],
            family_says=held["family_says"],
            danger=held["danger"],
            by=request.user,
        )

    made, status = take(request, form, ask, answer)
    if made:
        messages.success(request, PHONED.format(rules.spoken(made.referral.reference)))
        return redirect("referrals:referral", made.referral_id)
    context = {
        "form": form,
        "answer": answer,
        "teams": tos,
        "phone": partnership.duty_phone,
        "back": reverse("referrals:crises"),
    }
    return render(request, "referrals/crisis.html", context, status=status)


@answers_script
def ask_today(request: HttpRequest, pk: int) -> HttpResponse:
    """A family that is referred: three questions."""
    asked = get_referral(request, pk)
    about = about_referral(request, asked)
    form = keeping.form_for(request, AskTodayForm)
    made, status = take(
        request,
        form,
        lambda _typed: actions.ask_for_today(asked, form.needed_today(), by=request.user),
        about["may_ask_today"],
    )
    if made:
        messages.success(request, PHONED.format(about["spoken"]))
        return redirect("referrals:referral", pk)
    trail.looked("read the referral", by=request.user, children=asked.child_ids(), subject=asked)
    context = {
        **about,
        "form": form,
        "answer": about["may_ask_today"],
        "heading": f"What does the family of referral {asked} need today?",
        "lede": "The team is asked who can go. The council’s decider signs today.",
        "save": "Ask for help today",
    }
    return render(request, "referrals/ask_today.html", context, status=status)


def crises(request: HttpRequest) -> HttpResponse:
    """What was asked for today and on the days before, what waits first, and whether the panel looked back."""
    today = localdate()
    page = Paginator(queries.crises(request.worker, today), A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [queries.crisis_line(one, today) for one in page]
    shown = {child.pk for row in rows for child in row.children}
    if shown:
        trail.looked("read who needed help today", by=request.user, children=shown)
    context = {"page": page, "rows": rows, "may_ask": rules.may_refer(request.worker)}
    return render(request, "referrals/crises.html", context)
