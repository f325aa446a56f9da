"""Of help, of what follows from it, and of one of its children: Ash."""

from datetime import timedelta
from io import BytesIO

from django.utils.timezone import localdate
from PIL import Image

from homeward.disagreements import actions as disagreements
from homeward.disagreements.rules import Theme
from homeward.files.pictures import Picture, rewritten
from homeward.partnership.rules import Function
from homeward.people.models import Child
from homeward.support import actions as support
from homeward.support import rules as support_rules
from homeward.support.models import FollowUp
from homeward.support.rules import Happened
from homeward.tasks.models import Task
from tests.samples.arguments import pk
from tests.support.today import answered, asked


def a_picture() -> Picture:
    out = BytesIO()
    Image.new("RGB", (4, 3)).save(out, "JPEG")
    return rewritten(out, out.tell())


def of_support(cast) -> tuple[dict[str, dict], Child]:
    today = localdate()
    agreed = cast.agreed()
    episode = cast.episode()
    child = episode.children.get(preferred_name="Ash")
    decision = support.prepare_safety_decision(
        episode, function=Function.STAY_AT_HOME, due=today + timedelta(days=7), by=cast.robin
    )
    safety_plan = support.write_safety_plan(
        episode,
        worry="A fight at night.",
        signs="He texts first.",
        steps=[support_rules.PlanStep("they shout", "Ash texts Nan", "Ash")],
        places=[support_rules.Place("Nan Sampleton", "01632 960177")],
        review_on=today + timedelta(days=7),
        seen_version=0,
        by=cast.robin,
    )
    visit = support.write_up_visit(
        episode,
        on=today,
        where="At home",
        who_was_there="Ash, Dee",
        what_happened="Dee read the plan aloud.",
        what_next="Robin comes on Friday.",
        unsafe_tonight=False,
        children=[support.ChildSeen(child=child, seen="alone", words="It is quieter.")],
        by=cast.robin,
    )
    photo = support.add_photo(
        visit, picture=a_picture(), shows="A drawing", children=[child], by=cast.robin
    )
    ended = cast.episode()
    happening = support.record_happening(
        child,
        kind=Happened.FAMILY_WITHDREW,
        on=today,
        what="Dee said no more.",
        episode=ended,
        by=cast.robin,
    )
    found = support.record_happening(
        child,
        kind=Happened.FOUND,
        on=today - timedelta(days=1),
        what="At Nan’s.",
        episode=episode,
        by=cast.robin,
    )
    support.note_not_held(found, because="Ash slept.", by=cast.robin)
    support.close_episode(ended, because="They withdrew.", by=cast.robin)
    disagreement = disagreements.raise_disagreement(
        child,
        theme=Theme.SAFETY,
        view="Nights are not safe.",
        evidence="Dee phoned twice on Friday.",
        wanted="Somebody comes at weekends.",
        meanwhile="Nan has the spare key.",
        with_team=cast.west,
        by=cast.robin,
    )
    found = {
        "tasks:finish": pk(
            Task.objects.filter(team=cast.north, children__isnull=False, done_at=None).first()
        ),
        "support:start": {"referral_pk": agreed.pk},
        "support:episode": pk(episode),
        "support:allocate": pk(episode),
        "support:agree": pk(episode),
        "support:close": pk(episode),
        "support:plan": pk(episode),
        "support:write_visit": pk(episode),
        "support:safety_plan": pk(episode),
        "support:write_safety_plan": pk(episode),
        **{
            f"support:{name}": pk(safety_plan)
            for name in (
                "safety_plan_version",
                "safety_plan_print",
                "tell_safety_plan",
                "review_safety_plan",
            )
        },
        "support:answer_crisis": pk(asked(cast)),
        "support:sign_crisis": pk(answered(cast)),
        "support:visit": pk(visit),
        "support:add_photo": pk(visit),
        "support:photo": pk(photo),
        "support:tag_photo": pk(photo),
        "support:remove_photo": pk(photo),
        "support:plan_print": pk(episode),
        "support:score_goals": pk(episode),
        "support:progress": pk(episode),
        "support:set_intensity": pk(episode),
        "support:happened": pk(episode),
        "support:child_happened": {"child_pk": child.pk},
        "support:happening": pk(happening),
        "support:interview": pk(found),
        "support:offer_interview": pk(found),
        "support:hold_interview": pk(found),
        "support:interview_not_held": pk(found),
        "support:decide": pk(episode),
        "support:sign": pk(decision),
        "support:follow_up": pk(FollowUp.objects.first()),
        "decisions:decision": pk(decision),
        "decisions:add_option": pk(decision),
        "decisions:weigh_option": pk(decision.options.first()),
        "decisions:add_evidence": pk(decision),
        "decisions:add_view": pk(decision),
        "decisions:send": pk(decision),
        "decisions:return_": pk(decision),
        "disagreements:raise_on_child": {"child_pk": child.pk},
        "disagreements:raise_on_decision": {"decision_pk": decision.pk},
        **{
            f"disagreements:{name}": pk(disagreement)
            for name in (
                "disagreement",
                "answer",
                "add_side",
                "raise_further",
                "settle",
                "withdraw",
            )
        },
    }
    return found, child
