"""Of the referral and the panel."""

from datetime import timedelta

from django.utils.timezone import localdate

from homeward.referrals import actions as referrals
from homeward.referrals.rules import Need, Outcome, Waits
from tests.samples.arguments import pk


DRAFTED_CHILD = {
    "given_name": "Ashley",
    "family_name": "Sampleton",
    "preferred_name": "Ash",
    "born": "2013-05-04",
    "sex": "M",
    "says": "I want to stay at mum’s.",
    "not_asked_because": "",
}
DRAFTED_ADULT = {
    "name": "Dee Sampleton",
    "kind": "mother",
    "phone": "01632 960155",
    "safe_contact": "Phone before six",
    "interpreter": "",
    "parental_responsibility": "yes",
}


def of_referrals(cast) -> dict[str, dict]:
    today = localdate()
    draft = referrals.start_draft(from_team=cast.west, to_team=cast.north, by=cast.sam)
    referrals.save_person(draft, "children", 1, DRAFTED_CHILD, by=cast.sam)
    referrals.save_person(draft, "adults", 1, DRAFTED_ADULT, by=cast.sam)
    waiting = cast.refer()
    asked = cast.refer()
    referrals.screen_referral(
        asked, outcome=Outcome.ASK_FOR_MORE, reasons="What does school say?", by=cast.kit
    )
    on_the_list = cast.refer()
    referrals.screen_referral(
        on_the_list,
        outcome=Outcome.NO_CAPACITY,
        reasons="Nobody is free.",
        waits=Waits(Need.SOON, today + timedelta(days=7), "Early help phones on Mondays"),
        by=cast.kit,
    )
    taken_on = cast.taken_on()
    item = cast.on_panel()
    condition = referrals.add_condition(
        item, what="Ask school", owner=cast.robin, by_day=today, by=cast.kit
    )
    return {
        "referrals:draft": pk(draft),
        "referrals:draft_children": pk(draft),
        "referrals:draft_child": pk(draft, number=1),
        "referrals:remove_child": pk(draft, number=1),
        "referrals:draft_adults": pk(draft),
        "referrals:draft_adult": pk(draft, number=1),
        "referrals:remove_adult": pk(draft, number=1),
        "referrals:draft_why_now": pk(draft),
        "referrals:draft_tried": pk(draft),
        "referrals:draft_family": pk(draft),
        "referrals:draft_urgency": pk(draft),
        "referrals:check_draft": pk(draft),
        "referrals:send": pk(draft),
        "referrals:throw_away": pk(draft),
        "referrals:referral": pk(waiting),
        "referrals:sent": pk(waiting),
        "referrals:screen": pk(waiting),
        "referrals:answer": pk(asked),
        "referrals:wait": pk(waiting),
        "referrals:review_waiting": pk(on_the_list),
        "referrals:bring": pk(taken_on),
        "referrals:ask_today": pk(waiting),
        "referrals:sitting": pk(item.sitting),
        "referrals:item": pk(item),
        "referrals:name_members": pk(item.sitting),
        "referrals:attendance": pk(item.sitting),
        "referrals:no_interest": pk(item),
        "referrals:name_deputy": pk(item),
        "referrals:dissent": pk(item),
        "referrals:expect": pk(item),
        "referrals:minute": pk(item),
        "referrals:meet_condition": pk(condition),
        "referrals:declare": pk(item),
        "referrals:add_condition": pk(item),
        "referrals:add_panel_view": pk(item),
        "referrals:send_item": pk(item),
        "referrals:sign_item": pk(item),
    }
