"""Giving, changing and ending posts. Sight follows from them by their days; what held is never changed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from homeward.access.guard import present, require
from homeward.access.rules import Answer
from homeward.locks import unlocked
from homeward.partnership.actions.founding import add_member
from homeward.partnership.models import Membership, Organisation, Team, Worker
from homeward.partnership.rules import OrganisationKind, Role, posts
from homeward.partnership.rules.posts import HeldPost, Offered
from homeward.trail import actions as trail
from homeward.trail.models import Entry


MADE = "made a worker"


@unlocked()
def make_worker(
    *, email: str, name: str, phone: str = "", password: str | None = None, by: Worker | None = None
) -> Worker:
    """A worker, without any post yet. Without a password they sign in with their organisation, or get one
    from whoever runs the installation."""
    require(may_be_made(email))
    try:
        with transaction.atomic():
            worker = Worker.objects.create_user(email, name, password, phone=phone)
    except IntegrityError:  # somebody else took the address meanwhile
        require(may_be_made(email))
        raise
    trail.record(MADE, worker, by=by)
    return worker


def may_be_made(email: str) -> Answer:
    try:
        validate_email(email)
    except ValidationError:
        return posts.may_be_made(well_formed=False, taken=False)
    taken = Worker.objects.filter(email=email.strip().lower()).exists()
    return posts.may_be_made(well_formed=True, taken=taken)


@unlocked()
def fill_post_with_new_worker(
    team: Team,
    *,
    email: str,
    name: str,
    phone: str,
    role: Role,
    employer: Organisation,
    from_day: date,
    to_day: date | None,
    authorised_by: str,
    by: Worker,
) -> Membership:
    answer = require(posts.may_change_posts(by.on(localdate()), team.partnership_id, team.pk))
    worker = _never_came(email, team.partnership_id)
    if worker:
        require(posts.may_be_who_never_came(worker.name, name))
        _now_reached(worker, phone, because=answer.reason, by=by)
    else:
        worker = make_worker(email=email, name=name, phone=phone, by=by)
    return fill_post(
        team,
        worker,
        role=role,
        employer=employer,
        from_day=from_day,
        to_day=to_day,
        authorised_by=authorised_by,
        by=by,
    )


def _never_came(email: str, partnership_id: int) -> Worker | None:
    """Who was made here with this address and whose post was called off: without any post, no list has them.
    Here is where whoever made them had a post that day; nobody else's accounts are given posts this way."""
    without = Worker.objects.filter(memberships=None, is_active=True)
    worker = without.filter(email=email.strip().lower()).first()
    made = worker and Entry.objects.filter(
        kind=Entry.Kind.CHANGE,
        what=MADE,
        subject_kind=Worker._meta.label_lower,
        subject_id=worker.pk,
        worker__isnull=False,
    )
    for entry in made or ():
        makers = Membership.objects.filter(worker=entry.worker_id, partnership=partnership_id)
        if makers.filter(period__contains=localdate(entry.at)).exists():
            return worker
    return None


def _now_reached(worker: Worker, phone: str, *, because: str, by: Worker) -> None:
    """By the phone that is given now, if one is."""
    if phone and phone != worker.phone:
        worker.phone = phone
        worker.save(update_fields=["phone"])
        trail.record("changed how a worker is reached", worker, by=by, because=because)


@unlocked()
def fill_post(
    team: Team,
    worker: Worker,
    *,
    role: Role,
    employer: Organisation,
    from_day: date,
    to_day: date | None,
    authorised_by: str,
    by: Worker,
) -> Membership:
    worker, team = _locked(worker, team)
    answer = require(posts.may_fill(by.on(localdate()), worker.pk, _offered(team, role, employer)))
    require(posts.may_last(from_day, to_day, localdate()))
    require(posts.is_open(team.name, team.closes_on(), from_day, to_day))
    require(
        posts.may_join(
            worker.name,
            _held(worker, team.partnership_id),
            _offered(team, role, employer),
            from_day,
            to_day,
        )
    )
    return add_member(
        team,
        worker,
        role=role,
        employer=employer,
        from_day=from_day,
        to_day=to_day,
        authorised_by=authorised_by,
        by=by,
        because=answer.reason,
    )


@unlocked()
def change_post(
    post: Membership,
    *,
    role: Role,
    employer: Organisation,
    from_day: date,
    authorised_by: str,
    by: Worker,
) -> Membership:
    """Another role or employer: the old post ends, and another begins that day and lasts as long."""
    worker, team = _locked(post.worker, post.team)
    post = _read(post)
    today, held, offered = localdate(), post.as_held(), _offered(team, role, employer)
    require(posts.may_end_post(by.on(today), worker.pk, post.as_offered()))
    answer = require(posts.may_fill(by.on(today), worker.pk, offered))
    require(posts.may_end_on(held, from_day, today))
    require(posts.is_change(held, role, employer.pk, from_day))
    others = _held(worker, team.partnership_id, but=post)
    require(posts.is_open(team.name, team.closes_on(), from_day, post.end))
    require(posts.may_join(worker.name, others, offered, from_day, post.end))
    until = post.end
    _end(post, from_day, because="changed: another post follows", by=by, reason=answer.reason)
    return add_member(
        team,
        worker,
        role=role,
        employer=employer,
        from_day=from_day,
        to_day=until,
        authorised_by=authorised_by,
        by=by,
        because=answer.reason,
    )


@unlocked()
def end_post(post: Membership, *, from_day: date, because: str, by: Worker) -> Membership | None:
    """Ends with that day. One that has not begun by then is called off: nothing held, so nothing stays. The
    page that asks says what the worker still holds; that is for somebody to take over, not for us to refuse."""
    worker, _team = _locked(post.worker, post.team)
    post = _read(post)
    answer = require(posts.may_end_post(by.on(localdate()), worker.pk, post.as_offered()))
    require(posts.may_end_on(post.as_held(), from_day, localdate()))
    if from_day <= post.start:
        trail.record("called off a post", post, by=by, because=because)
        post.end_on(from_day)
        return None
    _end(post, from_day, because=because, by=by, reason=answer.reason)
    return post


def _locked(worker: Worker, team: Team) -> tuple[Worker, Team]:
    """Both, the worker first, so that two who give a post at once do not wait for each other."""
    worker = Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    return worker, Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _read(post: Membership) -> Membership:
    """As it is now."""
    found = Membership.objects.select_related("team", "employer", "worker").filter(pk=post.pk)
    return present(found.first(), "the post")


def _held(worker: Worker, partnership_id: int, *, but: Membership | None = None) -> list[HeldPost]:
    theirs = worker.memberships.filter(partnership_id=partnership_id)
    if but:
        theirs = theirs.exclude(pk=but.pk)
    return [post.as_held() for post in theirs.select_related("team", "employer").order_by("period")]


def _offered(team: Team, role: Role, employer: Organisation) -> Offered:
    return Offered(
        team.partnership_id,
        team.pk,
        role,
        employer.pk,
        employer.name,
        OrganisationKind(employer.kind),
    )


def _end(post: Membership, from_day: date, *, because: str, by: Worker, reason: str) -> None:
    post.end_on(from_day, ended_because=because, ended_by=by, ended_at=now())
    trail.record("ended a post", post, by=by, because=reason)
