"""What every page of a draft needs: the draft, for its writer alone, and the way on when it was sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, localtime

from homeward.referrals.models import Referral, ReferralDraft
from homeward.referrals.rules import Urgency


def page_of_draft(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page at a draft's address. Who goes back to one they sent comes to the referral it became."""

    @wraps(page)
    def shown(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        try:
            return page(request, pk, **more)
        except Http404:
            sent = _sent_from(request, pk)
            if sent is None:
                raise
        when = localtime(sent.sent_at)
        messages.info(
            request,
            f"You sent this referral on {when.day} {when:%B %Y}, so it cannot be changed here any more. "
            f"If something is missing, phone {sent.to_team}.",
        )
        return redirect("referrals:referral", sent.pk)

    return shown


def _sent_from(request: HttpRequest, pk: int) -> Referral | None:
    """The referral that this worker sent from the draft of this number, if they may still see it."""
    visible = Referral.objects.visible_to(request.worker, localdate())
    mine = visible.filter(draft_number=pk, referred_by=request.user)
    return mine.select_related("to_team").first()


def get_draft(request: HttpRequest, pk: int) -> ReferralDraft:
    drafts = ReferralDraft.objects.visible_to(request.worker, localdate())
    return get_object_or_404(drafts.select_related("partnership"), pk=pk)


def about_draft(draft: ReferralDraft) -> dict[str, Any]:
    """What every page of a draft shows: the draft, and duty's phone while a child is in danger."""
    urgency = draft.answers.get("urgency") or {}
    in_danger = urgency.get("urgency") == Urgency.DANGER
    return {"draft": draft, "danger_phone": draft.partnership.duty_phone if in_danger else ""}
