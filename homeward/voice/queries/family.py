"""All that a family may read: the one way by which anything of the record reaches one of them.

`page_of` gives what stands on the page of the person of one link, and nothing else leaves here. What it gives is
the page that a worker checked and issued for that person, what that person has told us by name with the answer, and
the telephone numbers of the partnership. It reads no other table: no other adult, no other child, no visit, no
decision. A property test plants secrets all over random records and looks for them on the page.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate, now

from homeward.locks import unlocked
from homeward.voice.models import FamilyLink, Feedback
from homeward.voice.queries.persons import newest_plan, theirs
from homeward.voice.rules.plans import PlanPage
from homeward.voice.secret import digest


SHOWN = 10


@dataclass(frozen=True)
class Said:
    on: date
    felt: str
    words: str
    answer: str
    answered_on: date | None


@dataclass(frozen=True)
class FamilyPage:
    is_child: bool
    plan: PlanPage | None
    version: int
    issued_at: datetime | None
    said: tuple[Said, ...]
    duty_phone: str
    help_phone: str
    children: tuple[int, ...]  # for the trail: in whose record it stands that the page was read


@unlocked()
def link_by_session(secret: str, moment: datetime | None = None) -> FamilyLink | None:
    """The link of a session that goes on. A link that was withdrawn ends its session at once, and so does it that
    the person does not belong to the children any more, or not to all whom their page names."""
    moment = moment or now()
    if not secret:
        return None
    link = (
        FamilyLink.objects.select_related("episode__partnership", "child", "adult")
        .filter(session=digest(secret), session_until__gt=moment, withdrawn_at=None)
        .first()
    )
    if link is None:
        return None
    mine = {child.pk for child in theirs(link.episode, link.person, localdate(moment))}
    issued = newest_plan(link.episode, link.person)
    if not mine or issued and not mine.issuperset(issued.page.about):
        return None
    return link


@unlocked()
def page_of(link: FamilyLink, day: date) -> FamilyPage:
    issued = newest_plan(link.episode, link.person)
    kind, pk = link.key
    own = Feedback.objects.filter(episode=link.episode, **{kind: pk})[:SHOWN]
    partnership = link.episode.partnership
    return FamilyPage(
        is_child=kind == "child",
        plan=issued.page if issued else None,
        version=issued.version if issued else 0,
        issued_at=issued.issued_at if issued else None,
        said=tuple(
            Said(one.on, one.felt.label, one.words, one.answer, one.answered_on) for one in own
        ),
        duty_phone=partnership.duty_phone,
        help_phone=partnership.help_phone,
        children=tuple(child.pk for child in theirs(link.episode, link.person, day)),
    )
