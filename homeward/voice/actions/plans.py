"""Issuing the page of one person, and the links by which they open it."""

from dataclasses import dataclass, replace
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Adult, Child
from homeward.support.models import EpisodeOfHelp
from homeward.support.rules import may_write
from homeward.trail import actions as trail
from homeward.voice.models import FamilyLink, IssuedPlan, as_person
from homeward.voice.queries import drafting
from homeward.voice.queries.persons import newest_plan, safe_line, safe_ways, theirs
from homeward.voice.rules import links, plans
from homeward.voice.rules.leaks import leaks
from homeward.voice.rules.links import LinkFacts
from homeward.voice.rules.plans import Checked
from homeward.voice.secret import digest, new_code, new_secret


@unlocked()
def issue_plan(
    episode: EpisodeOfHelp,
    person: Child | Adult,
    checked: Checked,
    *,
    children: list[Child],
    by: Worker,
) -> IssuedPlan:
    """`children`: of those who are this person's, the ones whom this page is about."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    own = theirs(episode, person, today)
    about = [child for child in own if child in children]
    page = replace(
        drafting.begun(episode, about, today), agreed=checked.agreed, if_wrong=checked.if_wrong
    )
    wrong = leaks(page.typed, drafting.secrets_for(episode, person, about, page.who))
    answer = require(
        plans.may_issue(
            may_write(by.on(today), episode), page, wrong, read_through=checked.read_through
        )
    )
    before = IssuedPlan.objects.filter(episode=episode, **as_person(person)).first()
    issued = IssuedPlan.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        **as_person(person),
        version=before.version + 1 if before else 1,
        kept=page.as_kept(),
        issued_by=by,
    )
    trail.record(
        "issued the plan that one person holds",
        issued,
        by=by,
        children=[child.pk for child in own],
        because=answer.reason,
        changed={"agreed": [one.words for one in page.agreed], "if_wrong": page.if_wrong},
    )
    return issued


@unlocked()
def withdraw_plan(issued: IssuedPlan, *, why: str, by: Worker) -> IssuedPlan:
    """It is not read any more. The version before it is, if it was not withdrawn."""
    issued = IssuedPlan.objects.select_for_update(of=("self",)).get(pk=issued.pk)
    answer = require(
        plans.may_withdraw_plan(
            may_write(by.on(localdate()), issued.episode),
            why,
            withdrawn=issued.withdrawn_at is not None,
        )
    )
    issued.withdrawn_at, issued.withdrawn_by, issued.withdrawn_because = now(), by, why
    issued.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    trail.record(
        "withdrew the plan that one person holds",
        issued,
        by=by,
        children=[child.pk for child in theirs(issued.episode, issued.person, localdate())],
        because=answer.reason,
        changed={"reasons": why},
    )
    return issued


@dataclass(frozen=True)
class Made:
    """A new link with its secret and its code: shown now to who made it, and kept nowhere."""

    link: FamilyLink
    secret: str
    code: str


@unlocked()
def make_link(episode: EpisodeOfHelp, person: Child | Adult, *, by: Worker) -> Made:
    """One at a time: whatever links of this person could still be opened can be no longer."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    children = theirs(episode, person, today)
    answer = require(
        links.may_make_link(
            may_write(by.on(today), episode),
            belongs=bool(children),
            has_plan=newest_plan(episode, person) is not None,
            safe_way=safe_line(person, safe_ways([person])),
        )
    )
    earlier = FamilyLink.objects.filter(**as_person(person), opened_at=None, withdrawn_at=None)
    for link in earlier.select_for_update():
        _withdraw(link, "a new one was made", by)
    secret, code = new_secret(), new_code()
    link = FamilyLink.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        **as_person(person),
        digest=digest(secret),
        code=make_password(code),
        made_by=by,
        expires_at=now() + links.LASTS,
    )
    trail.record(
        "made a link to one person’s page",
        link,
        by=by,
        children=[child.pk for child in children],
        because=answer.reason,
    )
    return Made(link, secret, code)


@unlocked()
def withdraw_link(link: FamilyLink, *, by: Worker) -> FamilyLink:
    """At once: it opens nothing any more, and what it had opened is closed."""
    link = FamilyLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    sees = EpisodeOfHelp.objects.visible_to(by.on(localdate()), localdate())
    answer = require(
        links.may_withdraw_link(
            sees.filter(pk=link.episode_id).exists(), withdrawn=link.withdrawn_at is not None
        )
    )
    return _withdraw(link, answer.reason, by)


def _withdraw(link: FamilyLink, because: str, by: Worker) -> FamilyLink:
    link.withdrawn_at, link.withdrawn_by = now(), by
    link.save(update_fields=["withdrawn_at", "withdrawn_by"])
    trail.record(
        "withdrew a link to one person’s page",
        link,
        by=by,
        children=[child.pk for child in theirs(link.episode, link.person, localdate())],
        because=because,
    )
    return link


@cache
def _nobodys() -> str:
    """Compared with where there is no link, so that it takes as long to say no."""
    return make_password(new_secret())


@unlocked()
def open_page(secret: str, code: str) -> tuple[FamilyLink, str]:
    """The link, used now, and the secret of the session that it opens. By nobody: a family has no account."""
    known = FamilyLink.objects.select_for_update(of=("self",)).select_related("episode")
    link = known.filter(digest=digest(secret)).first()
    moment = now()
    right = check_password(code, link.code if link else _nobodys())
    children = theirs(link.episode, link.person, localdate()) if link else []
    answer = require(
        links.may_open(_facts(link, bool(children)) if link else None, right_code=right, now=moment)
    )
    assert link is not None  # or the rule had said no
    session = new_secret()
    link.opened_at, link.session = moment, digest(session)
    link.session_until = moment + links.READS_FOR
    link.save(update_fields=["opened_at", "session", "session_until"])
    trail.record(
        "one of the family opened their page with a link",
        link,
        by=None,
        children=[child.pk for child in children],
        because=answer.reason,
    )
    return link, session


@unlocked()
def leave_page(link: FamilyLink) -> None:
    """The session ends now: whoever presses Back finds nothing."""
    link = FamilyLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    answer = require(links.may_leave())
    link.session_until = now()
    link.save(update_fields=["session_until"])
    trail.record(
        "one of the family left their page",
        link,
        by=None,
        children=[child.pk for child in theirs(link.episode, link.person, localdate())],
        because=answer.reason,
    )


def _facts(link: FamilyLink, belongs: bool) -> LinkFacts:
    return LinkFacts(link.expires_at, link.opened_at, link.withdrawn_at, belongs)
