"""What the page of one person begins with, from the record; and what must not stand on it.

Goals and the crisis plan are the family's own words, written for all of them. A worker leaves on the page what is
this person's, and may say it more simply.
"""

from datetime import date

from django.db.models import Q

from homeward.decisions.models import View
from homeward.locks import unlocked
from homeward.partnership.models import Membership, Worker
from homeward.partnership.rules import Role
from homeward.people.models import Adult, Child, Relationship
from homeward.referrals.models import ReferralChild
from homeward.sharing.models import Involvement
from homeward.support.models import (
    EpisodeOfHelp,
    Goal,
    GoalScore,
    InterviewOffer,
    ReturnInterview,
    VisitChild,
)
from homeward.support.queries import plan_in_force
from homeward.voice.models import AlreadyTold, DecisionTold, Feedback, SafeWay, Saying
from homeward.voice.rules.leaks import Secrets, Told, digits
from homeward.voice.rules.plans import Agreed, PlanPage, Who


ANYBODY = ("", "us", "all", "all of us", "everyone", "everybody", "the family", "family")


def who_is_who(episode: EpisodeOfHelp, day: date) -> list[Who]:
    """Those whom the family can phone: key worker, social worker, the team's manager."""
    found: dict[int, Who] = {}

    def add(worker: Worker, what: str) -> None:
        found.setdefault(worker.pk, Who(worker.name, what, worker.phone, worker.days))

    held = episode.allocations.held_on(day).select_related("worker").first()
    if held:
        add(held.worker, "Your key worker")
    posts = Membership.objects.filter(period__contains=day, worker__is_active=True)
    referrer = episode.referral.referred_by
    if posts.filter(worker=referrer, team=episode.referral.from_team).exists():
        add(referrer, "Your social worker")
    managers = posts.filter(team=episode.team, role=Role.TEAM_MANAGER).select_related("worker")
    for post in managers.order_by("pk")[:1]:
        add(post.worker, "Manager of the team")
    return list(found.values())


def who_sees(children: list[Child], day: date) -> list[str]:
    """The teams that read the record of these children, each with who runs it."""
    working = Involvement.objects.going_on(day).filter(
        child__in=children, team__isnull=False, period__contains=day
    )
    seen: dict[int, str] = {}
    for one in working.select_related("team").order_by("pk"):
        if one.team is None:
            continue
        line = one.team.managements.filter(period__contains=day).select_related("organisation")
        runs = line.first()
        seen.setdefault(one.team_id, f"{one.team}, {runs.organisation}" if runs else str(one.team))
    return list(seen.values())


def may_be_theirs(goal: Goal, person: Child | Adult) -> bool:
    """Whether a goal is offered as this person's own: by whose it was written."""
    whose = goal.whose.strip().casefold()
    names = (
        {person.given_name, person.preferred_name}
        if isinstance(person, Child)
        else {person.name, person.name.split()[0]}
    )
    return whose in ANYBODY or whose in {name.casefold() for name in names if name}


def begun(episode: EpisodeOfHelp, children: list[Child], day: date) -> PlanPage:
    """All but what the worker chooses."""
    plan = plan_in_force(episode)
    return PlanPage(
        children=tuple(child.first_name for child in children),
        who=tuple(who_is_who(episode, day)),
        agreed=tuple(Agreed(goal.words, goal.steps) for goal in plan.goals.all()) if plan else (),
        if_wrong=plan.if_it_goes_wrong if plan else "",
        sees=tuple(who_sees(children, day)),
        review_on=plan.review_on if plan else None,
        about=tuple(child.pk for child in children),
    )


@unlocked()
def secrets_for(
    episode: EpisodeOfHelp, person: Child | Adult, children: list[Child], who: tuple[Who, ...]
) -> Secrets:
    """Asked over all there is, also what the worker does not see: nothing of it is shown, only that it was found."""
    around = _around(episode)
    family = list(Child.objects.filter(pk__in=around))
    adults = Adult.objects.filter(relationships__child__in=around).distinct()
    others = [adult for adult in adults if adult != person]
    allowed = [one.phone for one in who]
    allowed += [episode.partnership.duty_phone, episode.partnership.help_phone]
    if isinstance(person, Adult):
        allowed.append(person.phone)
    mine = {child.pk for child in children}
    names = {
        name
        for child in family
        if child.pk not in mine
        for name in (child.given_name, child.preferred_name)
        if name
    }
    # Brothers and sisters may share a name with one of theirs only by mistake; theirs may stand.
    names -= {name for child in children for name in (child.given_name, child.preferred_name)}
    return Secrets(
        told=tuple(_told(around, others, person)),
        names=tuple(sorted(names)),
        phones_allowed=frozenset(digits(phone) for phone in allowed if phone),
    )


def _around(episode: EpisodeOfHelp) -> set[int]:
    """The children of the help, and those who share an adult with one of them."""
    own = set(episode.about.values_list("child_id", flat=True))
    adults = Relationship.objects.filter(child__in=own).values("adult")
    related = Relationship.objects.filter(adult__in=adults)
    return own | set(related.values_list("child_id", flat=True))


def _told(around: set[int], others: list[Adult], person: Child | Adult) -> list[Told]:
    is_child = isinstance(person, Child)
    children = around - {person.pk} if is_child else around
    about = Q(child__in=children)
    found = [Told("a child", said) for said in _said_by(about)]
    ways = SafeWay.objects.filter(Q(child__in=children) | Q(adult__in=others))
    for way in ways:
        found += [Told("somebody else", said) for said in (way.how, way.hours, way.never)]
    found += [Told("somebody else", adult.safe_contact) for adult in others]
    facts = AlreadyTold.objects.filter(child__in=around).values_list("fact", flat=True)
    found += [Told("somebody", fact) for fact in facts]
    views = View.objects.filter(whose=View.Whose.CHILD, decision__children__in=around)
    found += [Told("a child", words) for words in views.values_list("words", flat=True)]
    of_others = Q(adult__in=others) | about
    for model, name in ((DecisionTold, "said"), (Feedback, "words")):
        said = model._default_manager.filter(of_others).values_list(name, flat=True)
        found += [Told("somebody else", words) for words in said]
    return [one for one in found if one.words.strip()]


def _said_by(about: Q) -> list[str]:
    """What these children told us, in whatever place it was written down."""
    said: list[str] = []
    for model, names in (
        (Saying, ("words",)),
        (VisitChild, ("words", "about_only")),
        (ReferralChild, ("says",)),
        (ReturnInterview, ("words", "follows")),
        (InterviewOffer, ("words",)),
        (GoalScore, ("words",)),
    ):
        for row in model._default_manager.filter(about).values_list(*names):  # type: ignore[attr-defined]
            said += row
    return said
