"""One record of each kind for the sweeps, all about Ash and Wren Sampleton.

`samples_for` gives the arguments of every address that takes one. A new address fails the sweep until it
is here. READERS names who opens a page when it is not Robin; WITHOUT_CHILDREN the pages that show no child.
"""

from datetime import date, timedelta
from io import BytesIO

from django.utils.timezone import localdate, now
from PIL import Image

from homeward.disagreements import actions as disagreements
from homeward.disagreements.rules import Theme
from homeward.governance.actions import assessments, breaches
from homeward.governance.rules.assessments import Part
from homeward.partnership.actions import add_member, propose_version
from homeward.partnership.actions.expertise import enter_expertise
from homeward.partnership.models import Membership, SharingAgreement
from homeward.partnership.rules import Function, Role
from homeward.partnership.rules.expertise import ExpertiseKind, Level
from homeward.referrals import actions as referrals
from homeward.referrals.rules import Need, Outcome, Waits
from homeward.returns.models import ImportReport
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.support import actions as support
from homeward.support.models import FollowUp
from homeward.support.pictures import Picture, rewritten
from homeward.support.rules import Happened
from homeward.tasks.models import Task
from tests.partnership.agreeing import a_collaboration
from tests.partnership.setting import a_settlement


READERS = {
    **dict.fromkeys(
        [
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
            "referrals:send",
            "referrals:throw_away",
            "referrals:sent",
            "referrals:answer",
        ],
        "sam",
    ),
    "referrals:sign_item": "lee",
    "support:start": "kit",
    "support:allocate": "kit",
    "support:sign": "morgan",
    "decisions:return_": "morgan",
    "disagreements:answer": "kit",
    "disagreements:settle": "kit",
    "returns:report": "jo",
    "returns:refusals": "jo",
    "web:break_glass": "alex",
    "web:close_record": "kit",
    "web:end_work": "kit",
    "web:open_record": "kit",
    "web:review_glass": "jo",
    "web:end_post": "kit",
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
    *OF_ASSESSMENTS,
}

# Pages that show no child's record, each with the reason.
WITHOUT_CHILDREN = {
    **dict.fromkeys(OF_PARTNERSHIP - {"web:end_post"}, "the partnership itself: no child is shown"),
    **dict.fromkeys(
        [
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
        ],
        "a draft is its writer's own and in no record yet",
    ),
    "referrals:name_members": "who sits on a panel: no family is shown",
    "referrals:attendance": "who sits on a panel: no family is shown",
    "access:back_from_provider": "opens for nobody who was not sent there: no organisation has this number",
    "returns:report": "counts and refused rows of a return",
    "returns:refusals": "refused rows of a return",
}


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


def a_picture() -> Picture:
    out = BytesIO()
    Image.new("RGB", (4, 3)).save(out, "JPEG")
    return rewritten(out, out.tell())


def a_sealed_child(cast):
    """Pip, of a referral of their own: sealed to Alex and Sam, open to Robin and Kit. Sam broke the glass,
    and Jo, as information governance lead, is to review it."""
    pip = referrals.ReferredChild(
        "Pip", "Sampleton", date(2015, 1, 6), not_asked_because="Pip was out"
    )
    child = cast.refer(children=[pip]).children.get()
    seal = sharing.close_record(
        child,
        kind=RestrictionKind.SEALED,
        because="A threat was made.",
        named=[cast.robin, cast.kit],
        until=localdate() + timedelta(days=30),
        by=cast.kit,
    )
    glass = sharing.break_glass(
        child, reason="Pip phoned from the street and says there is a knife.", by=cast.sam
    )
    add_member(
        cast.leadership,
        cast.jo,
        role=Role.GOVERNANCE_LEAD,
        employer=cast.founded.council,
        from_day=localdate() - timedelta(days=1),
        authorised_by="test",
    )
    return child, seal, glass


def a_proposal(cast):
    """The charity's lead, whom nobody else knows, proposed a version after the one that holds."""
    agreement = SharingAgreement.objects.get(partnership=cast.partnership)
    lead = cast.join("Gale Leadsome", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.charity)
    today = localdate()
    proposal = propose_version(
        agreement,
        grants=sorted(agreement.shares)[3:],
        from_day=today + timedelta(days=60),
        to_day=today + timedelta(days=400),
        legal_basis="Children Act 1989, section 27",
        why="Less is enough.",
        under="The trustees, item 4",
        by=lead,
    )
    return agreement, proposal


def samples_for(cast) -> dict[str, dict]:
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
    agreed = cast.agreed()
    episode = cast.episode()
    child = episode.children.get(preferred_name="Ash")
    decision = support.prepare_safety_decision(
        episode, function=Function.STAY_AT_HOME, due=today + timedelta(days=7), by=cast.robin
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
    breach = breaches.report_breach(
        cast.partnership,
        what="A letter went to the flat next door.",
        noticed_at=now(),
        goes_on=False,
        children=[child],
        workers=[cast.robin],
        by=cast.robin,
    )
    report = ImportReport.objects.create(partnership=cast.partnership, imported_by=cast.jo)

    sealed, seal, glass = a_sealed_child(cast)
    assessment = assessments.begin_assessment(
        cast.partnership,
        title="Writing visits up",
        written=assessments.Written(
            what="Key workers write visits up.",
            necessity="Nobody remembers a visit for a year.",
            proportionality="Only who works with the child reads it.",
            review_by=today + timedelta(days=365),
            parts=[Part.SUPPORT],
        ),
        by=cast.jo,
    )
    post = Membership.objects.get(worker=cast.robin, team=cast.north)
    known = enter_expertise(
        cast.robin,
        partnership=cast.partnership,
        kind=ExpertiseKind.LANGUAGE,
        name="Sampleish",
        level=Level.WORKS,
        from_day=today,
        until=None,
        by=cast.robin,
    )
    agreement, proposal = a_proposal(cast)

    proposed = a_collaboration(cast)
    settlement = a_settlement(cast)
    councils, charitys = settlement.council_version, settlement.charity_version

    def pk(record, **more):
        return {"pk": record.pk, **more}

    return {
        "web:child": pk(child),
        "web:timeline": pk(child),
        "people:about": pk(child),
        "web:who_looked": pk(child),
        "web:who_could": pk(child),
        "web:break_glass": pk(sealed),
        "web:close_record": pk(child),
        "web:open_record": pk(seal),
        "web:end_work": pk(child, team_pk=cast.north.pk),
        "web:review_glass": pk(glass),
        "web:end_post": pk(post),
        "partnership:team": pk(cast.north),
        "partnership:change_management": pk(cast.north),
        "partnership:close_team": pk(cast.north),
        "partnership:fill_post": pk(cast.north),
        "partnership:change_post": pk(post),
        "partnership:worker": pk(cast.robin),
        "partnership:set_relation": pk(cast.robin),
        "partnership:change_contact": pk(cast.robin),
        "partnership:enter_expertise": pk(cast.robin),
        "partnership:registration": pk(cast.robin),
        "partnership:topic": pk(known.topic),
        "partnership:policy": pk(councils.policy),
        "partnership:replace_policy": pk(councils.policy),
        "partnership:end_policy": pk(councils.policy),
        "partnership:read_policy": pk(charitys),
        "partnership:settle": pk(councils, other_pk=charitys.pk),
        "partnership:read_settlement": pk(settlement),
        "partnership:agree_settlement": pk(settlement),
        "partnership:take_back_settlement": pk(settlement),
        "partnership:collaboration_version": pk(proposed),
        "partnership:agree_collaboration": pk(proposed),
        "partnership:take_back_collaboration": pk(proposed),
        "partnership:record_review": pk(proposed.reviews.get()),
        "partnership:end_expertise": pk(known),
        "tasks:finish": pk(
            Task.objects.filter(team=cast.north, children__isnull=False, done_at=None).first()
        ),
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
        "support:start": {"referral_pk": agreed.pk},
        "support:episode": pk(episode),
        "support:allocate": pk(episode),
        "support:agree": pk(episode),
        "support:close": pk(episode),
        "support:plan": pk(episode),
        "support:write_visit": pk(episode),
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
        **{
            f"governance:{name}": pk(breach)
            for name in (
                "breach",
                "contain_breach",
                "judge_breach",
                "notify_commissioner",
                "tell_people",
                "find_cause",
                "change_after_breach",
                "confirm_breach",
            )
        },
        **{name: pk(assessment) for name in OF_ASSESSMENTS},
        "access:back_from_provider": {"pk": 0},
        "partnership:version": pk(agreement),
        "partnership:propose_extension": pk(agreement),
        "partnership:propose_version": pk(agreement),
        "partnership:proposal": pk(proposal),
        "partnership:take_back_proposal": pk(proposal),
        "returns:report": pk(report),
        "returns:refusals": pk(report),
    }
