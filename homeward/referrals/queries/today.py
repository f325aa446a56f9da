"""Who needed help today: how far each has come, and the clock of looking back."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localtime

from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.referrals import rules
from homeward.referrals.models import Referral
from homeward.referrals.queries.referring import whole
from homeward.referrals.rules import CrisisState


OPEN = (CrisisState.TEAM, CrisisState.SIGNATURE)


@dataclass(frozen=True)
class CrisisLine:
    referral: Referral
    children: list[Child]
    state: CrisisState
    clock: str
    tag: tuple[str, str] | None

    @property
    def names(self) -> str:
        return ", ".join(child.name for child in self.children)

    @property
    def asked(self) -> str:
        at = localtime(self.referral.crisis.asked_at)
        return f"{at:%-d %B %Y, %H:%M}"


def crises(worker: WorkerOnDay, day: date) -> QuerySet[Referral]:
    """The referrals of which help today was asked for, of my teams or that I see: what is undecided first."""
    return whole(
        Referral.objects.visible_to(worker, day)
        .filter(crisis__isnull=False)
        .exclude(Q(crisis__can_go=False) & Q(screenings__outcome__in=rules.NOT_TAKEN_ON))
    ).order_by(F("crisis__decision__signed_at").desc(nulls_first=True), "-crisis__asked_at", "-pk")


def crisis_line(referral: Referral, today: date) -> CrisisLine:
    """Of a referral from `crises`: no query."""
    crisis = referral.crisis
    state, looked = crisis.state(), crisis.looked_back()
    due = crisis.look_back_by if state == CrisisState.HELPED else None
    asked_on = localtime(crisis.asked_at).date()
    return CrisisLine(
        referral,
        [about.child for about in referral.about.all()],
        state,
        rules.look_back_in_words(
            crisis.look_back_by,
            looked[1] if looked and state == CrisisState.LOOKED_BACK else None,
            today,
        ),
        rules.due_tag(asked_on if state in OPEN else due, today),
    )
