"""Of the voice of Ash, and of the pages that Ash and Dee hold."""

from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.people.models import Child
from homeward.support.models import EpisodeOfHelp
from homeward.voice.actions import feedback, plans, saying
from homeward.voice.actions.feedback import Statement
from homeward.voice.rules.feedback import Feeling
from homeward.voice.rules.saying import How
from tests.samples.arguments import pk
from tests.samples.support import a_picture
from tests.voice.making import adult_of, issued_for, reachable, told_once


def of_voice(cast, child: Child, episode_pk: int, decision_pk: int) -> dict[str, dict]:
    episode = EpisodeOfHelp.objects.get(pk=episode_pk)
    decision = Decision.objects.get(pk=decision_pk)
    dee = adult_of(episode)
    drawing = saying.write_down(
        child,
        on=localdate(),
        how=How.DRAWING,
        words="This is our house.",
        to_whom="Robin",
        picture=a_picture(),
        by=cast.robin,
    )
    issued = issued_for(cast, episode, dee)
    reachable(cast, dee)
    link = plans.make_link(episode, dee, by=cast.robin).link
    said = feedback.write_feedback(
        episode, dee, Statement(Feeling.UNHAPPY, "Nobody phoned.", True), by=cast.robin
    )
    fact = told_once(cast, child)
    of_dee = {"kind": "adult", "person_pk": dee.pk}
    return {
        "voice:open_link": {"secret": "none"},
        "voice:says": pk(child),
        "voice:write_down": pk(child),
        "voice:drawing": pk(drawing),
        "voice:take_out": pk(drawing),
        "voice:told": pk(decision),
        "voice:tell": pk(decision, **of_dee),
        "voice:leave_untold": pk(decision, **of_dee),
        "voice:already_told": pk(child),
        "voice:write_fact": pk(child),
        "voice:change_permission": pk(fact),
        "voice:ask_again": pk(fact),
        "voice:people": pk(episode),
        "voice:safe_way": pk(episode, **of_dee),
        "voice:issue_plan": pk(episode, **of_dee),
        "voice:make_link": pk(episode, **of_dee),
        "voice:issued": pk(issued),
        "voice:withdraw_plan": pk(issued),
        "voice:withdraw_link": pk(link),
        "voice:write_feedback": pk(episode),
        "voice:answer_feedback": pk(said),
    }
