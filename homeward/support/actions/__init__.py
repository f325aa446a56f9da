"""Supporting a family: allocate, agree, plan, visit, decide, close, follow up, and tell what happened."""

from homeward.support.actions.episodes import allocate, close_episode, record_agreement, start_help
from homeward.support.actions.follow_ups import record_follow_up
from homeward.support.actions.happenings import record_event, record_happening
from homeward.support.actions.interviews import (
    Talk,
    hold_interview,
    note_not_held,
    offer_interview,
)
from homeward.support.actions.photos import add_photo, remove_photo, tag_photo
from homeward.support.actions.plans import NewGoal, write_plan
from homeward.support.actions.progress import NewScore, score_goals, set_intensity
from homeward.support.actions.promises import (
    agree_early_end,
    keep_promise,
    promise_support,
    propose_early_end,
)
from homeward.support.actions.safety import (
    let_deciders_go,
    let_deciders_see,
    prepare_safety_decision,
    show_to_deciders,
    sign_safety_decision,
)
from homeward.support.actions.safety_plans import (
    review_safety_plan,
    tell_of_safety_plan,
    write_safety_plan,
)
from homeward.support.actions.today import cannot_go, say_who_goes, sign_crisis
from homeward.support.actions.visits import ChildSeen, write_up_visit


__all__ = [
    "ChildSeen",
    "NewGoal",
    "NewScore",
    "Talk",
    "add_photo",
    "agree_early_end",
    "allocate",
    "review_safety_plan",
    "tell_of_safety_plan",
    "write_safety_plan",
    "cannot_go",
    "close_episode",
    "hold_interview",
    "keep_promise",
    "let_deciders_go",
    "let_deciders_see",
    "note_not_held",
    "offer_interview",
    "prepare_safety_decision",
    "promise_support",
    "propose_early_end",
    "record_agreement",
    "record_event",
    "record_follow_up",
    "record_happening",
    "say_who_goes",
    "score_goals",
    "remove_photo",
    "set_intensity",
    "show_to_deciders",
    "sign_crisis",
    "sign_safety_decision",
    "start_help",
    "tag_photo",
    "write_plan",
    "write_up_visit",
]
