"""What is done about a family: asking who is in it, meetings and plans, and the edge of court."""

from homeward.family.actions.court import (
    end_proceedings,
    explain_no_meeting,
    give_court_time,
    hold_pre_meeting,
    issue_proceedings,
    send_letter,
)
from homeward.family.actions.gateway import ask_gateway, decide_gateway, show_to_gateway_deciders
from homeward.family.actions.kin import (
    add_relative,
    assess_viability,
    begin_group,
    change_reach,
    give_help,
    say_could,
    take_in_child,
    tell_relative,
)
from homeward.family.actions.meetings import Held, hold_meeting, invite, offer_meeting, set_duty
from homeward.family.actions.plans import Step, answer_plan, review_plan, write_plan


__all__ = [
    "Held",
    "Step",
    "add_relative",
    "answer_plan",
    "ask_gateway",
    "assess_viability",
    "begin_group",
    "change_reach",
    "decide_gateway",
    "end_proceedings",
    "explain_no_meeting",
    "give_court_time",
    "give_help",
    "hold_meeting",
    "hold_pre_meeting",
    "invite",
    "issue_proceedings",
    "offer_meeting",
    "review_plan",
    "say_could",
    "send_letter",
    "set_duty",
    "show_to_gateway_deciders",
    "take_in_child",
    "tell_relative",
    "write_plan",
]
