"""Disagreements of the county's families: open, overdue, and settled at the first and at the last level."""

from homeward.county.journey import Journey
from homeward.decisions.models import Decision
from homeward.disagreements import actions
from homeward.disagreements.models import Disagreement
from homeward.disagreements.rules import Answered, Theme
from homeward.partnership.models import Worker
from homeward.partnership.rules import Role
from homeward.people.models import Child


def more_help(j: Journey, ago: int) -> Disagreement:
    """The key worker asks the council for more."""
    return _raise(
        j,
        ago,
        j.referral.children.first(),
        by=j.key_worker,
        with_team=j.from_team,
        theme=Theme.HELP,
        view="Three visits a week are not enough while nights are like this.",
        evidence="Both visits this month began with what happened the night before.",
        wanted="A family support worker of the council stays two evenings a week.",
        meanwhile="Grandmother has the spare key, and the plan says whom to phone at night.",
    )


def before_it_is_signed(j: Journey, ago: int) -> Disagreement:
    """The social worker sees differently what the charity has prepared."""
    return _raise(
        j,
        ago,
        Decision.objects.get(pk=j.decision.pk),
        by=j.referrer,
        with_team=j.to_team,
        theme=Theme.SAFETY,
        view="The paper makes little of the two nights out without word.",
        evidence="Mother told me of both when I phoned on Monday.",
        wanted="Both nights are in what we know, before anybody signs.",
        meanwhile="School rings me by half past nine if anybody is missing.",
    )


def settled_at_once(j: Journey, ago: int) -> None:
    disagreement = more_help(j, ago)
    with j.ago(ago - 1):
        actions.answer_disagreement(
            disagreement,
            answer=Answered.OTHERWISE,
            words="One evening a week from Thursday, and we look again in a month.",
            by=j.cast.one(j.from_team, Role.TEAM_MANAGER),
        )


def settled_at_last(j: Journey, ago: int) -> None:
    """About a signed decision. Its signatory is the only head of the council, and the charity's says no."""
    disagreement = _raise(
        j,
        ago,
        Decision.objects.get(pk=j.decision.pk),
        by=j.key_worker,
        with_team="Leadership",
        theme=Theme.VOICE,
        view="The children were asked once, with everyone in the room.",
        evidence="They told me afterwards that they had not said all.",
        wanted="Somebody whom they choose asks them again, alone.",
        meanwhile="I see them twice this week, and each has my number.",
    )
    with j.ago(ago - 1):
        _no(disagreement, "What they said is in the paper, in their words.", j.manager)
    with j.ago(ago - 2):
        actions.raise_further(disagreement, because="Nobody has asked them again.", by=j.key_worker)
    with j.ago(ago - 4):
        _no(
            disagreement,
            "We would wait for the next visit.",
            j.cast.one("Charity leadership", Role.HEAD_OF_SERVICE),
        )
    with j.ago(ago - 5):
        actions.raise_further(disagreement, because="They ask when, each time.", by=j.key_worker)
        actions.add_side(
            disagreement, words="We would ask them again, and can do it at school.", by=j.referrer
        )
    with j.ago(ago - 8):
        actions.answer_disagreement(
            disagreement,
            answer=Answered.UPHELD,
            words="Their teacher asks them on Tuesday. What they say is added as a new decision, if it changes it.",
            by=j.cast.one("Leadership", Role.DIRECTOR),
        )


def _raise(
    j: Journey,
    ago: int,
    about: Child | Decision,
    *,
    by: Worker,
    with_team: str,
    theme: Theme,
    view: str,
    evidence: str,
    wanted: str,
    meanwhile: str,
) -> Disagreement:
    with j.ago(ago):
        return actions.raise_disagreement(
            about,
            theme=theme,
            view=view,
            evidence=evidence,
            wanted=wanted,
            meanwhile=meanwhile,
            with_team=j.cast.teams[with_team],
            by=by,
        )


def _no(disagreement: Disagreement, words: str, by: Worker) -> None:
    actions.answer_disagreement(disagreement, answer=Answered.NOT_UPHELD, words=words, by=by)
