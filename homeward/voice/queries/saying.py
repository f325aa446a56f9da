"""What a child says, wherever it was written down: outside visits, at visits, in the referral, in return interviews,
on the way home, and to a decision. Each is read from where it stands. Also opening a drawing: its key through the
child, then its file.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.people.models import Child
from homeward.referrals.models import ReferralChild
from homeward.reunification.queries import words_on_plans
from homeward.support.models import InterviewOffer, ReturnInterview, VisitChild
from homeward.trail.actions import unwrapped
from homeward.voice.models import DecisionTold, Saying
from homeward.voice.models.saying import DRAWINGS
from homeward.voice.rules.saying import How


@dataclass(frozen=True)
class Words:
    """What a child said, and where it comes from."""

    words: str
    who: str  # to whom
    when: date
    how: str = ""
    href: str = ""  # where the whole of it stands
    saying: Saying | None = None


def latest_words(child: Child) -> Words | None:
    return latest_words_of([child]).get(child.pk)


def latest_words_of(children: Collection[Child]) -> dict[int, Words]:
    """Of each child the newest of what was said outside visits and at visits; who said nothing yet, what the
    referral told. Three queries at most, however many."""
    about = {"child__in": children}
    newest = ("child_id", "-visit__on", "-pk")
    visits = VisitChild.objects.filter(**about).exclude(words="").order_by(*newest)
    sayings = Saying.objects.filter(**about, removed_at=None).order_by("child_id", "-on", "-pk")
    later = [
        (one.child_id, _of_visit(one))
        for one in visits.distinct("child_id").select_related("visit__written_by")
    ]
    later += [(one.child_id, _of_saying(one)) for one in sayings.distinct("child_id")]
    found = dict(sorted(later, key=lambda one: one[1].when))
    if silent := [child for child in children if child.pk not in found]:
        told = ReferralChild.objects.filter(child__in=silent).exclude(says="")
        told = told.order_by("child_id", "-referral__sent_at").distinct("child_id")
        for one in told.select_related("referral__referred_by"):
            found[one.child_id] = _of_referral(one)
    return found


def everything_said(child: Child, most: int, *, safety: bool) -> list[Words]:
    """The newest first. `safety`: whether the reader sees what keeps this child safe, as interviews are."""
    found = [
        *_sayings(child, most),
        *_visits(child, most),
        *_referrals(child, most),
        *_decisions(child, most),
        *_going_home(child, most),
    ]
    if safety:
        found += [*_interviews(child, most), *_offers(child, most)]
    return sorted(found, key=lambda one: one.when, reverse=True)[:most]


def taken_out(child: Child) -> QuerySet[Saying]:
    return child.sayings.exclude(removed_at=None).select_related("removed_by")[:50]


def _sayings(child: Child, most: int) -> Iterable[Words]:
    kept = child.sayings.filter(removed_at=None).select_related("recorded_by")
    for one in kept[:most]:
        yield _of_saying(one)


def _visits(child: Child, most: int) -> Iterable[Words]:
    said = VisitChild.objects.filter(child=child).exclude(words="")
    for one in said.select_related("visit__written_by").order_by("-visit__on", "-pk")[:most]:
        yield _of_visit(one)


def _referrals(child: Child, most: int) -> Iterable[Words]:
    told = ReferralChild.objects.filter(child=child).exclude(says="")
    for one in told.select_related("referral__referred_by").order_by("-referral__sent_at")[:most]:
        yield _of_referral(one)


def _of_saying(one: Saying) -> Words:
    return Words(one.words, f"To {one.to_whom}", one.on, How(one.how).label, saying=one)


def _of_visit(one: VisitChild) -> Words:
    href = reverse("support:visit", args=[one.visit_id])
    return Words(one.words, f"To {one.visit.written_by}", one.visit.on, "At a visit", href)


def _of_referral(one: ReferralChild) -> Words:
    sent_on = localdate(one.referral.sent_at)
    return Words(one.says, f"To {one.referral.referred_by}", sent_on, "For the referral")


def _decisions(child: Child, most: int) -> Iterable[Words]:
    said = DecisionTold.objects.filter(child=child, on__isnull=False).exclude(said="")
    for one in said.order_by("-on", "-pk")[:most]:
        yield Words(one.said, f"To {one.who}", one.on, "To a decision")  # type: ignore[arg-type]


def _going_home(child: Child, most: int) -> Iterable[Words]:
    for one in words_on_plans(child, most):
        href = reverse("reunification:plan", args=[one.plan_id])
        yield Words(one.words, one.who, one.when, "Going home", href)


def _interviews(child: Child, most: int) -> Iterable[Words]:
    held = ReturnInterview.objects.filter(child=child, held_on__isnull=False).exclude(words="")
    for one in held.order_by("-held_on", "-pk")[:most]:
        href = reverse("support:interview", args=[one.found_id])
        yield Words(one.words, f"To {one.who}", one.held_on, "After being missing", href)  # type: ignore[arg-type]


def _offers(child: Child, most: int) -> Iterable[Words]:
    offers = InterviewOffer.objects.filter(child=child).exclude(words="")
    for one in offers.order_by("-offered_at")[:most]:
        href = reverse("support:interview", args=[one.found_id])
        yield Words(one.words, f"To {one.who}", one.local.date(), "When a talk was offered", href)


def picture_of(saying: Saying) -> bytes | None:
    """A JPEG; None when there is none, or nobody can open it any more."""
    if not saying.has_picture:
        return None
    key = unwrapped({saying.child_id: bytes(saying.wrapped_key)})
    if key is None:
        return None
    return DRAWINGS.read(saying.name, key)
