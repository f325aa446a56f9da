"""Going home: begin a plan, assess, judge, decide, work towards it, and look after it."""

from homeward.reunification.actions.after import Checked, Learned, look_back, record_check
from homeward.reunification.actions.deciding import (
    ask_question,
    may_be_signed,
    sign_return_decision,
)
from homeward.reunification.actions.judging import (
    ask_for_override,
    classify,
    override_class,
    sign_off_class,
)
from homeward.reunification.actions.plans import (
    add_factor,
    begin_plan,
    end_factor,
    end_plan,
    write_assessment,
)
from homeward.reunification.actions.steps import Told, plan_step, tell_step, tell_unplanned
from homeward.reunification.actions.words import Called, call_classes
from homeward.reunification.actions.working import (
    add_goal,
    drop_goal,
    note_signature,
    show_light,
    write_agreement,
    write_crisis_plan,
)


__all__ = [
    "Called",
    "Checked",
    "Learned",
    "Told",
    "add_factor",
    "add_goal",
    "ask_for_override",
    "ask_question",
    "begin_plan",
    "call_classes",
    "classify",
    "drop_goal",
    "end_factor",
    "end_plan",
    "look_back",
    "may_be_signed",
    "note_signature",
    "override_class",
    "plan_step",
    "record_check",
    "show_light",
    "sign_off_class",
    "sign_return_decision",
    "tell_step",
    "tell_unplanned",
    "write_agreement",
    "write_assessment",
    "write_crisis_plan",
]
