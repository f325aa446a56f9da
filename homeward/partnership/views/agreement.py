"""The sharing agreement: what holds, what held, what is proposed; proposing, agreeing and taking back.

Everyone with a post in the partnership reads it, because it says why they see what they see. Only the two
leads change it, and the pages say so to the others.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership import actions, queries, rules
from homeward.partnership.choosing import partnership_of
from homeward.partnership.forms import AgreeForm, ExtensionForm, VersionForm
from homeward.partnership.forms.agreement import code
from homeward.partnership.forms.proposing import UnderForm
from homeward.partnership.models import Proposal, SharingAgreement
from homeward.partnership.rules import DataGroup, Granted, OrganisationKind, Purpose, sides
from homeward.partnership.views.shared import taking_back


PAGE = 50
YEAR = timedelta(days=365)


def agreement(request: HttpRequest) -> HttpResponse:
    today = localdate()
    partnership = partnership_of(request)
    versions = SharingAgreement.objects.filter(partnership=partnership).prefetch_related("grants")
    every = list(versions.order_by("-version"))
    begun = [each for each in every if each.start <= today]
    held = begun[0] if begun else None
    last = every[0] if every else None
    waiting = Proposal.objects.waiting().filter(partnership=partnership)
    context = {
        "partnership": partnership,
        "today": today,
        "held": held,
        "holds": held is not None and held.holds_on(today),
        "last": last,
        "answer": rules.may_keep_agreement(request.worker, partnership.pk),
        "told": queries.told(partnership.pk, request.worker, today),
        "waiting": list(
            waiting.select_related("proposed_by", "proposed_for", "follows").order_by("-pk")[:PAGE]
        ),
        "page": Paginator(_with_changes(every), PAGE).get_page(request.GET.get("page")),
        **_shown(partnership.pk, held.shares if held else ()),
    }
    return render(request, "partnership/agreement.html", context)


def _with_changes(every: Sequence[SharingAgreement]) -> list[tuple[SharingAgreement, int | None]]:
    """Each version with how many lines changed when it followed the one before; None of the first."""
    return [
        (held, len(rules.changed_grants(before.shares, held.shares)) if before else None)
        for held, before in zip(every, [*every[1:], None], strict=False)
    ]


def version(request: HttpRequest, pk: int) -> HttpResponse:
    held = _version(request, pk)
    before = (
        SharingAgreement.objects.filter(
            partnership_id=held.partnership_id, version__lt=held.version
        )
        .order_by("-version")
        .first()
    )
    context = {
        "held": held,
        "before": before,
        "today": localdate(),
        "proposal": Proposal.objects.filter(became=held).first(),
        "changed": rules.changed_grants(before.shares, held.shares) if before else (),
        **_shown(held.partnership_id, held.shares),
    }
    return render(request, "partnership/version.html", context)


def propose_extension(request: HttpRequest, pk: int) -> HttpResponse:
    follows = _version(request, pk)
    answer = rules.may_keep_agreement(request.worker, follows.partnership_id)
    today = localdate()
    form = keeping.form_for(
        request,
        ExtensionForm,
        organisation=_own(request, follows.partnership_id),
        initial={"to_day": max(follows.end, today) + YEAR if follows.end else None},
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.propose_extension(follows, **typed, by=request.user),
    )
    if made:
        return _proposed(request, made)
    context = {
        "follows": follows,
        "form": form,
        "answer": answer,
        "today": today,
        "back_url": reverse("partnership:agreement"),
    }
    return render(request, "partnership/propose_extension.html", context, status=status)


def propose_version(request: HttpRequest, pk: int) -> HttpResponse:
    follows = _version(request, pk)
    answer = rules.may_keep_agreement(request.worker, follows.partnership_id)
    today = localdate()
    from_day = max(follows.end or today, follows.start + timedelta(days=1), today)
    initial = {
        "from_day": from_day,
        "to_day": from_day + YEAR,
        "legal_basis": follows.legal_basis,
        "grants": [code(granted) for granted in follows.shares],
    }
    form = keeping.form_for(
        request,
        VersionForm,
        organisation=_own(request, follows.partnership_id),
        initial=initial,
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.propose_version(
            follows,
            grants=form.shared(),
            from_day=typed["from_day"],
            to_day=typed["to_day"],
            legal_basis=typed["legal_basis"],
            why=typed["why"],
            under=typed["under"],
            by=request.user,
        ),
    )
    if made:
        return _proposed(request, made)
    organisations = queries.organisations(follows.partnership_id)
    context = {
        "follows": follows,
        "form": form,
        "answer": answer,
        "groups": list(DataGroup),
        "tables": form.tables(organisations) if answer or form.is_bound else [],
        "back_url": reverse("partnership:agreement"),
    }
    return render(request, "partnership/propose_version.html", context, status=status)


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change; and to the other organisation's lead, whether they agree."""
    today = localdate()
    proposed = _proposal(request, pk)
    waits = sides.still_waits(proposed.standing())
    waits_for = queries.organisations(proposed.partnership_id)[proposed.waits_for]
    form: UnderForm = keeping.form_for(request, AgreeForm, organisation=waits_for)
    made, status = take(
        request,
        form,
        lambda typed: actions.agree_proposal(proposed, under=typed["under"], by=request.user),
    )
    if made:
        messages.success(request, f"Agreed. {made} holds from {made.start:%-d %B %Y}.")
        return redirect("partnership:version", pk=made.pk)
    context = {
        "proposed": proposed,
        "waits": waits,
        "waits_for": waits_for,
        "form": form,
        "answer": queries.may_agree(proposed, request.worker, today),
        "take_back": sides.may_take_back(request.worker, proposed.standing()),
        "begins": proposed.from_day or max(proposed.follows.end or today, today),
        "changed": rules.changed_grants(proposed.follows.shares, proposed.shares),
        "back_url": reverse("partnership:agreement"),
        **_shown(proposed.partnership_id, proposed.shares),
    }
    return render(request, "partnership/proposal.html", context, status=status)


def take_back_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    proposed = _proposal(request, pk)
    to = reverse("partnership:agreement")
    more = {"proposed": proposed, "back_text": "What the two organisations share"}
    return taking_back(request, "take_back_proposal", proposed, to, more)


def _version(request: HttpRequest, pk: int) -> SharingAgreement:
    return get_object_or_404(SharingAgreement.objects.visible_to(request.worker), pk=pk)


def _proposal(request: HttpRequest, pk: int) -> Proposal:
    found = Proposal.objects.visible_to(request.worker).select_related(
        "follows", "became", "proposed_by", "proposed_for", "agreed_by", "taken_back_by"
    )
    return get_object_or_404(found, pk=pk)


def _own(request: HttpRequest, partnership_id: int) -> str:
    """The organisation for which this lead speaks; nothing for who is no lead."""
    if not rules.leads_for(request.worker, partnership_id):
        return ""
    kind = sides.proposes_for(request.worker, partnership_id, sides.KEEPERS)
    return queries.organisations(partnership_id)[kind]


def _proposed(request: HttpRequest, made: Proposal) -> HttpResponse:
    other = queries.organisations(made.partnership_id)[made.waits_for]
    messages.success(
        request, f"Proposed. It waits for the lead of {other}, and changes nothing yet."
    )
    return redirect("partnership:proposal", pk=made.pk)


def _shown(partnership_id: int, shares: Collection[Granted]) -> dict:
    """What is shared, purpose by purpose, under the names of the two organisations."""
    names = queries.organisations(partnership_id)
    return {
        "council": names[OrganisationKind.COUNCIL],
        "charity": names[OrganisationKind.CHARITY],
        "groups": list(DataGroup),
        "purposes": [(purpose, rules.shared_for(shares, purpose)) for purpose in Purpose],
    }
