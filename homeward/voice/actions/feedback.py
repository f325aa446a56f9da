"""What families and children say of the help: taken, told to the right people at once, and answered."""

from dataclasses import dataclass

from django.utils.timezone import localdate, localtime, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.people.models import Adult, Child
from homeward.sharing.actions import involve_team_with_many
from homeward.sharing.models import Involvement
from homeward.support.models import EpisodeOfHelp
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail
from homeward.voice.models import FamilyLink, Feedback, FeedbackChild, as_person
from homeward.voice.queries import drafting
from homeward.voice.queries.persons import theirs
from homeward.voice.rules import feedback as rules
from homeward.voice.rules.feedback import Feeling, Hearer, Hears
from homeward.voice.rules.leaks import leaks


@dataclass(frozen=True)
class Statement:
    """What somebody says. Without a name nothing is kept of who it was but whether it was a child."""

    feeling: Feeling
    words: str
    by_name: bool


@unlocked()
def say_by_link(link: FamilyLink, statement: Statement) -> Feedback:
    return _taken(link.episode, link.person, statement, by=None)


@unlocked()
def write_feedback(
    episode: EpisodeOfHelp, person: Child | Adult, statement: Statement, *, by: Worker
) -> Feedback:
    """Somebody said it to a worker, or put it on paper."""
    return _taken(episode, person, statement, by=by)


@unlocked()
def answer_feedback(feedback: Feedback, *, answer: str, by: Worker) -> Feedback:
    """Who said it by name reads the answer on their page."""
    known = Feedback.objects.select_for_update(of=("self",)).select_related("episode__partnership")
    feedback = known.get(pk=feedback.pk)
    said = require(
        rules.may_answer(
            answered=feedback.answered_at is not None, wrong=_wrong_in(feedback, answer)
        )
    )
    feedback.answer, feedback.answered_at, feedback.answered_by = answer, now(), by
    feedback.save(update_fields=["answer", "answered_at", "answered_by"])
    trail.record(
        "answered what was said of the help",
        feedback,
        by=by,
        children=feedback.about.values_list("child_id", flat=True),
        because=said.reason,
        changed={"answer": answer},
    )
    finish_doing(Doing.ANSWER_FEEDBACK, feedback, how="It was answered", by=by)
    return feedback


def _wrong_in(feedback: Feedback, answer: str) -> list[str]:
    if feedback.episode is None:
        return []  # nobody reads it on a page
    children = theirs(feedback.episode, feedback.person, localdate())
    who = tuple(drafting.who_is_who(feedback.episode, localdate()))
    return leaks([answer], drafting.secrets_for(feedback.episode, feedback.person, children, who))


def _taken(
    episode: EpisodeOfHelp, person: Child | Adult, statement: Statement, *, by: Worker | None
) -> Feedback:
    answer = require(rules.may_say(statement.words, statement.feeling))
    named = as_person(person) if statement.by_name else {}
    children = theirs(episode, person, localdate()) if statement.by_name else []
    feedback = Feedback.objects.create(
        partnership_id=episode.partnership_id,
        **named,
        team=episode.team,
        episode=episode if statement.by_name else None,
        of_a_child=isinstance(person, Child),
        feeling=statement.feeling,
        words=statement.words,
        on=localdate(),
        # Who wrote it down would say whose it is.
        recorded_by=by if statement.by_name else None,
    )
    FeedbackChild.objects.bulk_create(
        FeedbackChild(partnership_id=episode.partnership_id, feedback=feedback, child=child)
        for child in children
    )
    trail.record(
        "somebody said how the help is",
        feedback,
        by=by if statement.by_name else None,
        children=[child.pk for child in children],
        because=answer.reason,
        changed={"words": statement.words, "feeling": statement.feeling.label},
    )
    _let_hear(feedback, episode, children, by=by if statement.by_name else None)
    return feedback


def _let_hear(
    feedback: Feedback, episode: EpisodeOfHelp, children: list[Child], *, by: Worker | None
) -> None:
    """Whom it reaches today: each team once."""
    heard: set[int] = set()
    for hears in rules.who_hears(feedback.felt, localtime(), known=bool(children)):
        team = _team_of(hears.hearer, episode, children)
        if team.pk in heard:
            continue
        heard.add(team.pk)
        if children:
            involve_team_with_many(
                children,
                team,
                because="said that they are unhappy or not safe",
                by=by,
                on=localdate(),
            )
        open_task(
            team=team,
            children=children,
            what=_what(feedback.felt, hears),
            because="By name: phone them the safe way" if children else "Without a name",
            due=localdate(),
            urgent=hears.urgent,
            by=by,
            doing=Doing.ANSWER_FEEDBACK,
            subject=feedback,
        )
        feedback.reached.add(team)


def _what(feeling: Feeling, hears: Hears) -> str:
    said = "does not feel safe" if feeling == Feeling.UNSAFE else "is not happy with the help"
    if hears.urgent:
        return f"Somebody {said}: speak with them today, and answer"
    return f"Somebody {said}: you are told, another team acts today"


def _team_of(hearer: Hearer, episode: EpisodeOfHelp, children: list[Child]) -> Team:
    """Where the council's team works with these children no longer, duty hears it in its place."""
    if hearer == Hearer.HELPING:
        return episode.team
    referred = episode.referral.from_team
    if hearer == Hearer.COUNCIL and _works_with(referred, children):
        return referred
    duty = Team.objects.filter(partnership_id=episode.partnership_id, kind=Team.Kind.DUTY)
    return duty.order_by("pk")[0]


def _works_with(team: Team, children: list[Child]) -> bool:
    going_on = Involvement.objects.going_on(localdate()).filter(team=team, child__in=children)
    return going_on.values("child").distinct().count() == len(children)
