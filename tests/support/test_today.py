"""Help today: who answers, who signs, what begins, and that the panel looks back. The law's gates stay shut."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.clocks.rules import working_days_after
from homeward.decisions.models import Decision
from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function
from homeward.people.models import Child
from homeward.referrals import actions as referrals
from homeward.referrals.models import AgendaItem, Crisis, Interest, Referral
from homeward.referrals.rules import CrisisState, Night, Outcome, PanelOutcome
from homeward.support import actions
from homeward.support.models import EpisodeOfHelp
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.support.making import address, boxes
from tests.support.today import answered, asked, signed


def open_tasks(doing: Doing):
    return Task.objects.open().filter(doing=doing)


def looked_back(cast, referral: Referral, code: PanelOutcome) -> AgendaItem:
    """The panel of today looks back at it."""
    item = referrals.bring_to_panel(referral, cast.sitting(), by=cast.kit)
    for whose, who in (("child", "Ash"), ("council", "Sam"), ("charity", "Kit")):
        referrals.add_panel_view(item, whose=whose, who=who, words="As it was.", by=cast.kit)
    referrals.declare_interest(item, interest="", then=Interest.Then.NONE, by=cast.lee)
    referrals.note_no_interest(item, by=cast.lee)
    item.decision.refresh_from_db()
    decision = referrals.send_panel_decision(item, version=item.decision.version, by=cast.kit)
    referrals.sign_panel_decision(
        item,
        outcome=decision.options.get(code=code),
        reasons="Looked at together.",
        alternative="Early help" if code == PanelOutcome.NOT_AGREED else "",
        signed_name="Lee Specimen",
        version=decision.version,
        by=cast.lee,
    )
    return item


# Asking


def test_asking_gives_the_team_an_urgent_task_for_today(cast):
    crisis = asked(cast)

    task = open_tasks(Doing.ANSWER_CRISIS).get()
    assert (task.team, task.due, task.urgent) == (cast.north, localdate(), True)
    assert crisis.state() == CrisisState.TEAM
    assert Entry.objects.filter(what="asked for help today").exists()


@pytest.mark.parametrize("night", Night)
def test_where_children_sleep_is_the_councils_to_decide_when_nobody_agreed_it(cast, night):
    asked(cast, night=night)

    council = Task.objects.open().filter(team=cast.west, what__contains="sleep tonight")
    assert council.exists() is (night in (Night.NOT_HOME, Night.NOT_KNOWN))


def test_help_today_is_asked_once(cast):
    crisis = asked(cast)
    needed = referrals.NeededToday("School", "The same", Night.HOME)

    with pytest.raises(Refused, match="asked for already"):
        referrals.ask_for_today(crisis.referral, needed, by=cast.sam)

    assert Crisis.objects.count() == 1


def test_who_did_not_refer_the_family_does_not_ask(cast):
    referral = cast.refer()
    needed = referrals.NeededToday("School", "Help", Night.HOME)

    with pytest.raises(Refused, match="the team that referred the family"):
        referrals.ask_for_today(referral, needed, by=cast.kit)

    assert not Crisis.objects.exists()


# The team's answer


def test_answer_completes_the_decision_and_sends_it(cast):
    decision = answered(cast)

    assert decision.function == Function.OFFER_HELP
    assert decision.lacks() == []
    assert decision.sent_at
    assert decision.crisis.referral.outcome_now() == Outcome.TAKE_ON
    assert not open_tasks(Doing.ANSWER_CRISIS).exists()


def test_what_a_child_said_is_in_the_decision_and_who_was_not_asked(cast):
    decision = answered(cast)

    said = dict(decision.views.filter(whose="child").values_list("who", "words"))
    assert said == {
        "Ash": "I want to stay at mum’s.",
        "Wren": "Not asked yet: the referral says why.",
    }


def test_when_nobody_can_go_the_council_is_told_at_once(cast):
    crisis = actions.cannot_go(asked(cast), why="All three are ill.", by=cast.robin)

    task = Task.objects.open().get(team=cast.west, what__contains="cannot go")
    assert (task.due, task.urgent) == (localdate(), True)
    assert crisis.state() == CrisisState.CANNOT
    assert not Decision.objects.exists()


def test_who_could_not_go_can_after_all(cast):
    crisis = actions.cannot_go(asked(cast), why="All are ill.", by=cast.robin)

    actions.say_who_goes(crisis, who=cast.alex, at=None, what="Alex is well.", by=cast.alex)

    assert Crisis.objects.get().state() == CrisisState.SIGNATURE


def test_only_somebody_of_the_team_goes_and_a_refusal_writes_nothing(cast):
    crisis = asked(cast)

    with pytest.raises(Refused, match="not in the team"):
        actions.say_who_goes(crisis, who=cast.sam, at=None, what="Sam goes.", by=cast.kit)

    crisis.refresh_from_db()
    assert crisis.can_go is None
    assert not Decision.objects.exists()
    assert crisis.referral.outcome_now() is None


def test_another_team_does_not_answer(cast):
    crisis = asked(cast)

    with pytest.raises(Refused, match="the team that was asked"):
        actions.cannot_go(crisis, why="No.", by=cast.sam)

    assert open_tasks(Doing.ANSWER_CRISIS).exists()


# The signature


def test_signed_help_begins_at_once_with_who_was_named(cast):
    decision = signed(cast, answered(cast))

    episode = EpisodeOfHelp.objects.get()
    assert episode.referral == decision.crisis.referral
    assert episode.allocations.get().worker == cast.robin
    today = Task.objects.open().filter(worker=cast.robin, due=localdate(), urgent=True)
    assert {task.doing for task in today} == {Doing.BY_HAND, Doing.WRITE_SAFETY_PLAN}


@pytest.mark.parametrize("who", ["kit", "robin", "sam", "morgan", "terry"])
def test_nobody_signs_but_whom_the_register_names(cast, who):
    decision = answered(cast)
    worker = getattr(cast, who)

    with pytest.raises(Refused, match="the panel chair, council, decides"):
        signed(cast, decision, by=worker, signed_name=worker.name)

    assert not EpisodeOfHelp.objects.exists()


def test_register_of_the_day_says_who_signs(cast):
    line = Arrangement.objects.get(function=Function.OFFER_HELP, partnership=cast.partnership)
    Arrangement.objects.filter(pk=line.pk).update(decides_role="head of service")
    decision = answered(cast)

    signed(cast, decision, by=cast.morgan, signed_name="Morgan Specimen")

    assert EpisodeOfHelp.objects.get().started_by == cast.morgan


def test_who_signs_sees_the_children_for_it(cast):
    Arrangement.objects.filter(function=Function.OFFER_HELP).update(decides_role="head of service")
    decision = answered(cast)

    seen = Child.objects.visible_to(cast.morgan.on(localdate()), localdate())

    assert seen.filter(decisions=decision).count() == 2


def test_begun_help_leaves_whether_they_stay_home_to_its_own_decider(cast):
    signed(cast, answered(cast))

    question = Decision.objects.get(function=Function.STAY_AT_HOME)
    assert (question.signed_at, question.sent_at) == (None, None)
    task = open_tasks(Doing.COMPLETE_DECISION).get()
    assert (task.team, task.subject_id) == (cast.west, question.pk)
    assert task.due == working_days_after(localdate(), 1)


def test_not_today_needs_what_keeps_them_safe_instead_and_writes_nothing_without(cast):
    decision = answered(cast)

    with pytest.raises(Refused, match="what keeps the children safe instead"):
        signed(cast, decision, code="not today")

    decision.refresh_from_db()
    assert decision.signed_at is None


def test_not_today_begins_nothing_and_tells_the_council(cast):
    signed(cast, answered(cast), code="not today", instead="Nan has them; duty phones at nine.")

    assert not EpisodeOfHelp.objects.exists()
    assert Crisis.objects.get().state() == CrisisState.NOT_TODAY
    assert Task.objects.open().filter(team=cast.west, what__contains="instead").exists()


def test_help_that_the_panel_began_meanwhile_is_not_begun_twice(cast):
    decision = answered(cast)
    referral = Referral.objects.get()
    looked_back(cast, referral, PanelOutcome.AGREE)
    actions.start_help(referral, key_worker=cast.robin, by=cast.kit)

    with pytest.raises(Refused, match="the panel took the family on, and help began on"):
        signed(cast, decision)
    decision.refresh_from_db()
    assert decision.signed_at is None
    signed(cast, decision, code="not today", instead="Robin is with them since the panel.")

    assert EpisodeOfHelp.objects.count() == 1


# Looking back


def test_panel_looks_back_within_the_agreed_working_days(cast):
    signed(cast, answered(cast))

    crisis = Crisis.objects.get()
    assert crisis.look_back_by == working_days_after(localdate(), 5)
    assert open_tasks(Doing.LOOK_BACK).get().due == crisis.look_back_by


def test_panel_that_agrees_ends_the_clock_and_asks_for_no_second_key_worker(cast):
    signed(cast, answered(cast))
    referral = Referral.objects.get()

    item = looked_back(cast, referral, PanelOutcome.AGREE)

    assert item.decision.question.startswith("Help began on")
    assert item.papers["today"]["who_went"] == "Robin Testerton"
    assert not open_tasks(Doing.LOOK_BACK).exists()
    assert not open_tasks(Doing.ALLOCATE).exists()
    assert Crisis.objects.get().state() == CrisisState.LOOKED_BACK


def test_panel_that_defers_still_has_to_look_back(cast):
    signed(cast, answered(cast))

    looked_back(cast, Referral.objects.get(), PanelOutcome.DEFER)

    assert open_tasks(Doing.LOOK_BACK).exists()


def test_panels_no_ends_no_help_and_nobodys_sight_of_it(cast):
    signed(cast, answered(cast))

    looked_back(cast, Referral.objects.get(), PanelOutcome.NOT_AGREED)

    tomorrow = localdate() + timedelta(days=1)
    assert EpisodeOfHelp.objects.get().closed_at is None
    assert Child.objects.visible_to(cast.robin.on(tomorrow), tomorrow).count() == 2
    assert Task.objects.open().filter(what__contains="Prepare the decision to end support").exists()


# Pages


def typed_crisis(**changes) -> dict:
    return {
        "danger": "no",
        "told_by": "Dee, mother",
        "what_happened": "A fight at tea. Ash has left the room.",
        "needed": "Somebody to sit with them.",
        "night": "home",
        "given_1": "Ash",
        "family_1": "Sampleton",
        **boxes("born_1", date(2013, 5, 4)),
        "says_1": "I am not staying.",
        "adult": "Dee Sampleton",
        "adult_kind": "mother",
        "adult_phone": "01632 960155",
        "adult_safe": "Yes",
        "family_says": "",
        "reasons": ["rows at home"],
        **changes,
    }


def test_one_page_refers_the_family_and_asks_for_today(cast, as_worker):
    page = as_worker(cast.sam).post(reverse("referrals:crisis"), typed_crisis(), follow=True)

    crisis = Crisis.objects.get()
    assert crisis.referral.about.get().says == "I am not staying."
    assert "Help today" in page.content.decode()
    assert CrisisState.TEAM in page.content.decode()


def test_danger_goes_to_duty_as_well(cast, as_worker):
    as_worker(cast.sam).post(reverse("referrals:crisis"), typed_crisis(danger="yes"))

    assert Task.objects.open().filter(team=cast.founded.duty, urgent=True).exists()


@pytest.mark.parametrize(
    "missing", ["danger", "told_by", "needed", "night", "given_1", "adult_safe"]
)
def test_page_keeps_what_was_typed_when_something_is_missing(cast, as_worker, missing):
    page = as_worker(cast.sam).post(reverse("referrals:crisis"), typed_crisis(**{missing: ""}))

    assert page.status_code == 200
    assert "A fight at tea." in page.content.decode()
    assert not Referral.objects.exists()


def test_second_child_is_whole_or_not_there(cast, as_worker):
    page = as_worker(cast.sam).post(reverse("referrals:crisis"), typed_crisis(given_2="Wren"))

    assert "Enter the date of birth of child 2" in page.content.decode()
    assert not Referral.objects.exists()


def test_charity_is_told_to_phone_duty(cast, as_worker):
    page = as_worker(cast.robin).get(reverse("referrals:crisis"))

    assert "Phone duty now, 01632 960101" in page.content.decode()


def test_from_the_phone_to_the_signature_on_four_pages(cast, as_worker):
    as_worker(cast.sam).post(reverse("referrals:crisis"), typed_crisis())
    crisis = Crisis.objects.get()
    answer = {"can_go": "yes", "who_goes": cast.robin.pk, "goes_at": "6.30pm", "what": "Sit in."}
    as_worker(cast.kit).post(address("answer_crisis", crisis.pk), answer)
    crisis.refresh_from_db()
    client = as_worker(cast.lee)
    read = client.get(reverse("decisions:decision", args=[crisis.decision_id]))
    assert read.url == address("sign_crisis", crisis.decision_id)
    typed = {
        "outcome": crisis.decision.options.get(code="today").pk,
        "reasons": "It cannot wait.",
        "signed_name": "Lee Specimen",
        "version": crisis.decision.version,
    }

    client.post(address("sign_crisis", crisis.decision_id), typed)

    assert EpisodeOfHelp.objects.get().allocations.get().worker == cast.robin


@pytest.mark.parametrize("who", ["stranger", "terry"])
def test_nobody_else_sees_that_help_was_asked_for(cast, as_worker, who):
    decision = answered(cast)
    client = as_worker(getattr(cast, who))

    assert client.get(address("answer_crisis", decision.crisis.pk)).status_code == 404
    assert client.get(address("sign_crisis", decision.pk)).status_code == 404
    assert "Sampleton" not in client.get(reverse("referrals:crises")).content.decode()


def test_list_says_how_far_each_has_come_in_as_many_queries(
    cast, as_worker, django_assert_max_num_queries
):
    signed(cast, answered(cast))
    asked(cast)
    client = as_worker(cast.kit)
    client.get(reverse("referrals:crises"))

    with django_assert_max_num_queries(24):
        page = client.get(reverse("referrals:crises")).content.decode()

    assert CrisisState.TEAM in page
    assert CrisisState.HELPED in page
    assert "The panel looks back by" in page


def test_register_that_changes_lets_the_new_decider_see_what_waits(cast):
    decision = answered(cast)
    Arrangement.objects.filter(function=Function.OFFER_HELP).update(decides_role="head of service")

    actions.show_to_deciders(cast.partnership.pk, Function.OFFER_HELP, by=None)

    seen = Child.objects.visible_to(cast.morgan.on(localdate()), localdate())
    assert seen.filter(decisions=decision).count() == 2
