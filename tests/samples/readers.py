"""Who opens the pages of the sweeps, and which of them show no child.

READERS names who opens a page when it is not Robin.
"""

OF_A_DRAFT = [
    "referrals:draft",
    "referrals:draft_children",
    "referrals:draft_child",
    "referrals:remove_child",
    "referrals:draft_adults",
    "referrals:draft_adult",
    "referrals:remove_adult",
    "referrals:draft_why_now",
    "referrals:draft_tried",
    "referrals:draft_family",
    "referrals:draft_urgency",
    "referrals:check_draft",
    "referrals:throw_away",
]

READERS = {
    **dict.fromkeys([*OF_A_DRAFT, "referrals:send", "referrals:sent", "referrals:answer"], "sam"),
    "copies:make_copy": "kit",
    "referrals:sign_item": "lee",
    "support:start": "kit",
    "support:allocate": "kit",
    "support:sign": "morgan",
    "referrals:ask_today": "sam",
    "support:answer_crisis": "kit",
    "support:sign_crisis": "lee",
    "family:decide_gateway": "morgan",
    "family:answer_plan": "sam",
    "family:assess": "sam",
    "family:explain_no_meeting": "sam",
    "decisions:return_": "morgan",
    "disagreements:answer": "kit",
    "disagreements:settle": "kit",
    "reunification:sign": "morgan",
    "returns:report": "jo",
    "returns:refusals": "jo",
    "web:break_glass": "alex",
    "web:close_record": "kit",
    "web:end_work": "kit",
    "web:open_record": "kit",
    "web:review_glass": "jo",
    "web:end_post": "kit",
    "letters:write_template": "kit",
    "letters:template_version": "kit",
    "partnership:change_management": "morgan",
    "partnership:close_team": "morgan",
    **dict.fromkeys(
        [
            "partnership:take_back_collaboration",
            "partnership:replace_policy",
            "partnership:settle",
            "partnership:take_back_settlement",
        ],
        "morgan",
    ),
    **dict.fromkeys(
        ["partnership:proposal", "partnership:propose_extension", "partnership:propose_version"],
        "jo",
    ),
    **dict.fromkeys(
        [
            "partnership:team",
            "partnership:fill_post",
            "partnership:change_post",
            "partnership:worker",
            "partnership:set_relation",
            "partnership:registration",
        ],
        "kit",
    ),
}

OF_ASSESSMENTS = {
    f"governance:{name}"
    for name in ("assessment", "write_version", "add_risk", "add_view", "advise", "sign_off")
}
# Pages of the partnership itself, which everybody in it may open: of another partnership nobody.
OF_PARTNERSHIP = {
    "partnership:version",
    "partnership:propose_extension",
    "partnership:propose_version",
    "partnership:proposal",
    "partnership:take_back_proposal",
    "partnership:collaboration_version",
    "partnership:agree_collaboration",
    "partnership:take_back_collaboration",
    "partnership:record_review",
    "partnership:policy",
    "partnership:replace_policy",
    "partnership:end_policy",
    "partnership:read_policy",
    "partnership:settle",
    "partnership:read_settlement",
    "partnership:agree_settlement",
    "partnership:take_back_settlement",
    "partnership:team",
    "partnership:change_management",
    "partnership:close_team",
    "partnership:fill_post",
    "partnership:change_post",
    "partnership:worker",
    "partnership:set_relation",
    "partnership:change_contact",
    "partnership:enter_expertise",
    "partnership:registration",
    "partnership:topic",
    "partnership:end_expertise",
    "web:end_post",
    "limits:agree_limit",
    "measures:end_licence",
    "letters:template",
    "letters:write_template",
    "letters:template_version",
    "voice:open_link",
    "insight:form",
    *OF_ASSESSMENTS,
}

# Of these the address names nothing that a partnership has: everybody opens them, about their own.
OF_NO_RECORD = {"limits:agree_limit", "voice:open_link", "insight:form"}

# Pages that show no child's record, each with the reason.
WITHOUT_CHILDREN = {
    **dict.fromkeys(OF_PARTNERSHIP - {"web:end_post"}, "the partnership itself: no child is shown"),
    **dict.fromkeys(OF_A_DRAFT, "a draft is its writer's own and in no record yet"),
    "referrals:name_members": "who sits on a panel: no family is shown",
    "referrals:attendance": "who sits on a panel: no family is shown",
    "access:back_from_provider": "opens for nobody who was not sent there: no organisation has this number",
    "voice:open_link": "looks nothing up, and shows nothing",
    "returns:report": "counts and refused rows of a return",
    "returns:refusals": "refused rows of a return",
}
