"""The family's page, beginning with it, and the pages of everybody in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import allow
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.family import actions, forms, queries, rules
from homeward.family.models import FamilyGroup, GroupChild, Relative, Viability
from homeward.family.views.shared import asked, opened
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.people.queries import siblings as siblings_of
from homeward.trail import actions as trail


def get_group(request: HttpRequest, pk: int) -> FamilyGroup:
    return get_object_or_404(FamilyGroup.objects.visible_to(request.worker, localdate()), pk=pk)


def group(request: HttpRequest, pk: int) -> HttpResponse:
    """What the family can do: who is in it, what was offered, held and planned."""
    family, today = get_group(request, pk), localdate()
    page = opened(request, family, "read what the family can do")
    legal = FamilyGroup.objects.seen_in(request.worker, today, DataGroup.LEGAL)
    plans = list(queries.plans_of(family))
    context = {
        **page,
        "people": queries.known(family, page["children"], today),
        "meetings": list(
            family.meetings.select_related("recorded_by").prefetch_related("came__adult")
        ),
        "plans": plans,
        "plan": plans[0] if plans else None,
        "duty": queries.duty_of(family.partnership_id).in_words(today),
        "reads_legal": legal.filter(pk=pk).exists(),
        "may_answer": rules.may_answer_plan(request.worker, family.partnership_id, None),
        "today": today,
    }
    return render(request, "family/group.html", context)


def start(request: HttpRequest, child_pk: int) -> HttpResponse:
    """Begin with a child’s family, or take the child in with brothers and sisters whose family is asked."""
    today = localdate()
    seen = Child.objects.visible_to(request.worker, today)
    child = get_object_or_404(seen, pk=child_pk)
    family = queries.group_of(child, request.worker, today)
    if family:
        return redirect("family:group", pk=family.pk)
    siblings = list(siblings_of(child, request.worker, today).order_by("born", "pk"))
    theirs = FamilyGroup.objects.visible_to(request.worker, today).filter(about__child__in=siblings)
    back = {"back_url": reverse("web:child", args=[child.pk]), "back_text": child.first_name}
    # Of a family that is asked together with a child whom this worker does not see, no page is theirs to open.
    answer = rules.may_ask_anew(GroupChild.objects.filter(child=child).exists())
    if answer and (known := theirs.first()):
        return _take_in(request, known, child, back)
    in_one = GroupChild.objects.filter(child__in=siblings).values_list("child_id", flat=True)
    free = [child, *(one for one in siblings if one.pk not in set(in_one))]
    form = keeping.form_for(
        request, forms.StartForm, children=free, initial={"children": [str(child.pk)]}
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.begin_group(
            [one for one in free if str(one.pk) in typed["children"]], by=request.user
        ),
        answer,
    )
    if made:
        messages.success(request, "Begun. Whom the record knows around them is in the list.")
        return redirect("family:group", pk=made.pk)
    shown = [one.pk for one in free]
    trail.looked("opened whose family is asked", by=request.user, children=shown, subject=child)
    context = {"child": child, "form": form, "answer": answer, **back}
    return render(request, "family/start.html", context, status=status)


def _take_in(
    request: HttpRequest, family: FamilyGroup, child: Child, back: dict[str, Any]
) -> HttpResponse:
    form = keeping.form_for(request, forms.TakeInForm)
    made, status = take(
        request, form, lambda _: actions.take_in_child(family, child, by=request.user)
    )
    if made:
        messages.success(request, f"{child.first_name} is in.")
        return redirect("family:group", pk=family.pk)
    page = opened(request, family, "opened whose family is asked")
    trail.looked("opened whose family is asked", by=request.user, children=[child.pk])
    context = {**page, "child": child, "form": form, **back}
    return render(request, "family/start.html", context, status=status)


@answers_script
def add_relative(request: HttpRequest, pk: int) -> HttpResponse:
    family = get_group(request, pk)
    children = family.in_order()
    form = keeping.form_for(
        request,
        forms.AddRelativeForm,
        children=children,
        initial={"children": [str(child.pk) for child in children]},
    )
    return asked(
        request,
        family,
        "add_relative",
        form,
        lambda typed: actions.add_relative(
            family,
            name=typed["name"],
            relation=typed["relation"],
            children=[child for child in children if str(child.pk) in typed["children"]],
            could=form.chosen(),
            words=typed["words"],
            phone=typed["phone"],
            safe_contact=typed["safe_contact"],
            address=typed["address"],
            by=request.user,
        ),
        "They are in the family’s list.",
        answer=rules.may_write_down(request.worker, family.partnership_id),
    )


def relative(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody of the family, with how and where they are reached: their own page alone shows that."""
    one = _get_relative(request, pk)
    page = opened(request, one.group, "read about somebody of the family")
    people = queries.known(one.group, page["children"], localdate())
    context = {
        **page,
        "relative": one,
        "known": next(known for known in people if known.relative.pk == one.pk),
        "abilities": one.abilities.select_related("recorded_by"),
        "viabilities": one.viabilities.select_related("assessed_by", "told_by"),
        "helped": queries.helped(one),
        "may_assess": rules.may_assess(
            request.worker, one.partnership_id, localdate(), localdate()
        ),
    }
    return render(request, "family/relative.html", context)


@answers_script
def say_could(request: HttpRequest, pk: int) -> HttpResponse:
    one = _get_relative(request, pk)
    form = keeping.form_for(request, forms.SayCouldForm, initial={"on": localdate()})
    return _of_relative(
        request,
        one,
        "say_could",
        form,
        lambda typed: actions.say_could(
            one, could=form.chosen(), words=typed["words"], on=typed["on"], by=request.user
        ),
        "What they could do is written down.",
    )


@answers_script
def change_reach(request: HttpRequest, pk: int) -> HttpResponse:
    one = _get_relative(request, pk)
    held = {
        "phone": one.adult.phone,
        "safe_contact": one.adult.safe_contact,
        "address": one.address,
        "version": one.reached_as,
    }
    form = keeping.form_for(request, forms.ChangeReachForm, initial=held)
    return _of_relative(
        request,
        one,
        "change_reach",
        form,
        lambda typed: actions.change_reach(
            one,
            phone=typed["phone"],
            safe_contact=typed["safe_contact"],
            address=typed["address"],
            seen=typed["version"],
            by=request.user,
        ),
        "It is changed.",
        newest=one.reached_as,
        answer=rules.may_write_down(request.worker, one.partnership_id),
    )


@answers_script
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    one, today = _get_relative(request, pk), localdate()
    form = keeping.form_for(request, forms.AssessForm, initial={"on": today})
    return _of_relative(
        request,
        one,
        "assess",
        form,
        lambda typed: actions.assess_viability(
            one,
            on=typed["on"],
            what_for=typed["what_for"],
            outcome=typed["outcome"],
            reasons=typed["reasons"],
            by=request.user,
        ),
        "It is written down. They are to be told what it came to, and why.",
        answer=rules.may_assess(request.worker, one.partnership_id, today, today),
    )


@answers_script
def give_help(request: HttpRequest, pk: int) -> HttpResponse:
    one = _get_relative(request, pk)
    form = keeping.form_for(
        request, forms.GiveHelpForm, initial={"on": localdate(), "who": request.user.name}
    )
    return _of_relative(
        request,
        one,
        "give_help",
        form,
        lambda typed: actions.give_help(
            one, on=typed["on"], what=typed["what"], who=typed["who"], by=request.user
        ),
        "It is written down.",
    )


@answers_script
def tell_relative(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Viability.objects.visible_to(request.worker, localdate())
    viability = get_object_or_404(mine.select_related("group", "relative__adult"), pk=pk)
    told = viability.told_on
    form = keeping.form_for(request, forms.TellForm, initial={"on": localdate()})
    return _of_relative(
        request,
        viability.relative,
        "tell_relative",
        form,
        lambda typed: actions.tell_relative(
            viability, on=typed["on"], how=typed["how"], by=request.user
        ),
        "It is written down that they were told.",
        answer=rules.may_tell(localdate(), localdate(), viability.on, told),
        viability=viability,
    )


def _of_relative(
    request: HttpRequest, one: Relative, name: str, form: Any, act: Any, said: str, **more: Any
) -> HttpResponse:
    more.setdefault("answer", allow("whoever works with the family writes it down"))
    return asked(
        request,
        one.group,
        name,
        form,
        act,
        said,
        back="family:relative",
        back_pk=one.pk,
        back_text=one.adult.name,
        relative=one,
        **more,
    )


def _get_relative(request: HttpRequest, pk: int) -> Relative:
    mine = Relative.objects.visible_to(request.worker, localdate())
    return get_object_or_404(mine.select_related("group", "adult", "added_by"), pk=pk)
