"""The pages of going home: who sees what, what a refusal says, and that they do not grow."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.reunification import actions, queries
from homeward.reunification.models import Factor, ReturnPlan, StepHome
from homeward.reunification.rules import Kind, Level, Light, StepKind
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.support import actions as support
from homeward.trail.models import Entry
from tests.reunification.making import (
    a_plan,
    address,
    ago,
    agreement,
    ash_of,
    assessed,
    back_in_care,
    begun,
    comes_home,
    crisis,
    director,
    factor,
    goal,
    in_days,
    into_care,
    judged,
    manager,
    sent,
    signed_off,
    step,
    to_assess,
    to_return,
    to_work,
    told,
)
from tests.support.making import boxes, write_visit


def page(client, name, pk, **more) -> str:
    response = client.get(address(name, pk, **more))
    assert response.status_code == 200, name
    return response.content.decode()


@pytest.mark.parametrize("who", ["robin", "kit", "sam", "alex"])
def test_both_organisations_read_the_plan(cast, as_worker, who):
    plan = a_plan(cast)

    read = page(as_worker(getattr(cast, who)), "plan", plan.pk)

    assert "Going home is thought of" in read
    assert Entry.objects.filter(what="read the return plan", worker=getattr(cast, who)).exists()


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_plan_is_not_there_for_who_has_no_part_in_it(cast, as_worker, who):
    plan = a_plan(cast)
    client = as_worker(getattr(cast, who))

    for name in ("plan", "chronology", "assess", "ask", "agreement", "look_back"):
        assert client.get(address(name, plan.pk)).status_code == 404
    assert client.get(address("family", plan.episode_id)).status_code == 404


def test_plan_is_begun_from_the_childs_page(cast, as_worker):
    episode = cast.episode()
    child = into_care(cast, episode)
    client = as_worker(cast.robin)
    link = reverse("reunification:begin", args=[child.pk])

    offered = link in client.get(reverse("web:child", args=[child.pk])).content.decode()
    answer = client.post(link, {"home_to": "Dee", "why": "Ash asks."})

    plan = ReturnPlan.objects.get()
    assert offered
    assert answer["Location"] == address("plan", plan.pk)
    read = client.get(reverse("web:child", args=[child.pk])).content.decode()
    assert "Ash’s return plan" in read
    assert "Going home is thought of" in read


def test_who_may_not_begin_reads_why(cast, as_worker):
    plan = a_plan(cast)

    read = as_worker(cast.robin).get(reverse("reunification:begin", args=[plan.child_id]))

    assert "has a return plan already" in read.content.decode()


def test_refused_step_keeps_what_was_typed_and_writes_nothing(cast, as_worker):
    plan = a_plan(cast)
    typed = {"kind": "time together", "planned": "Robin brings Ash.", **boxes("day", in_days(3))}

    answer = as_worker(cast.robin).post(address("plan_step", plan.pk), typed)

    assert answer.status_code == 403
    assert "Robin brings Ash." in answer.content.decode()
    assert "not decided yet to work towards home" in answer.content.decode()
    assert not StepHome.objects.exists()


def test_next_acts_lead_through_the_way(cast, as_worker):
    plan = to_work(cast)
    client = as_worker(cast.robin)

    first = page(client, "plan", plan.pk)
    goal(cast, plan)
    second = page(client, "plan", plan.pk)

    assert "Write down what must change, in the parents’ words" in first
    assert address("write_agreement", plan.pk) in second


def test_classify_page_points_and_does_not_choose(cast, as_worker):
    plan = a_plan(cast)
    assessed(cast, plan)
    factor(cast, plan)

    read = page(as_worker(cast.robin), "classify", plan.pk)

    assert "this points to “Severe”" in read
    assert " checked" not in read


def test_class_is_judged_without_evidence_with_clear_words(cast, as_worker):
    plan = a_plan(cast)

    answer = as_worker(cast.robin).post(
        address("classify", plan.pk), {"level": "low", "reasons": "I think so."}
    )

    assert answer.status_code == 403
    assert "Add what you know first" in answer.content.decode()


def test_council_signs_off_and_the_charity_reads_who_does(cast, as_worker):
    council = manager(cast)
    made = judged(cast, to_assess(cast))

    charitys = page(as_worker(cast.kit), "sign_off", made.pk)
    answer = as_worker(council).post(address("sign_off", made.pk), {"signed_name": council.name})

    made.refresh_from_db()
    assert "the team manager, council, decides" in charitys
    assert answer.status_code == 302
    assert made.signed_off_by == council


def test_signing_page_says_before_that_the_class_stands_in_the_way(cast, as_worker):
    director(cast)
    plan = to_work(cast)
    signed_off(cast, plan, Level.HIGH)
    decision = sent(cast, plan)
    client = as_worker(cast.morgan)

    to_sign = client.get(reverse("decisions:decision", args=[decision.pk]))
    read = page(client, "sign", decision.pk)
    answer = client.post(
        address("sign", decision.pk),
        {
            "outcome": decision.options.get(code="return_home").pk,
            "reasons": "It is time.",
            "look_again_if": "A bad night.",
            "signed_name": "Morgan Specimen",
            "version": decision.version,
            **boxes("look_again_by", in_days(20)),
        },
    )

    assert to_sign["Location"] == address("sign", decision.pk)
    assert "A return cannot be signed now" in read
    assert answer.status_code == 403
    assert "one of the two highest classes" in answer.content.decode()
    decision.refresh_from_db()
    assert decision.signed_at is None


def test_decision_of_a_plan_is_not_signed_on_the_familys_page(cast, as_worker):
    decision = sent(cast, to_work(cast))

    answer = as_worker(cast.morgan).get(reverse("support:sign", args=[decision.pk]))

    assert answer.status_code == 404


def test_agreement_on_paper_has_the_words_and_who_did_not_sign(cast, as_worker):
    plan = a_plan(cast)
    goal(cast, plan)
    written = agreement(cast, plan)
    actions.note_signature(
        written, who="Col, dad", signs=False, words="Not like this.", on=localdate(), by=cast.robin
    )

    read = page(as_worker(cast.robin), "agreement", plan.pk)

    assert "I put the phone away at supper" in read
    assert "Col, dad: did not sign" in read
    assert "Not like this." in read


def test_family_page_shows_each_child_by_their_own_plan(cast, as_worker):
    plan = a_plan(cast)

    read = page(as_worker(cast.robin), "family", plan.episode_id)

    assert address("plan", plan.pk) in read
    wren = plan.episode.children.get(given_name="Wren")
    assert reverse("reunification:begin", args=[wren.pk]) in read


def test_family_page_names_no_child_whom_the_reader_may_not_see(cast, as_worker):
    plan = a_plan(cast)
    wren = plan.episode.children.get(given_name="Wren")
    sharing.close_record(
        wren,
        kind=RestrictionKind.SEALED,
        because="A threat.",
        named=[cast.kit],
        until=in_days(30),
        by=cast.kit,
    )

    read = page(as_worker(cast.robin), "family", plan.episode_id)

    assert "Wren" not in read
    assert "Ash" in read


def test_chronology_has_the_returns_before_and_what_happened(cast, as_worker):
    episode = cast.episode()
    ash = ash_of(episode)
    comes_home(cast, ash, episode, on=in_days(-40))
    into_care(cast, episode, on=in_days(-10))
    plan = begun(cast, ash)

    read = page(as_worker(cast.robin), "chronology", plan.pk)

    assert "back in care after 30 days" in read
    assert "Dee fetched Ash." in read
    assert "Legal status" in read


def test_child_who_was_taken_home_is_said_to_be_without_a_decision(cast, as_worker):
    plan = a_plan(cast, code="V2")
    comes_home(cast, plan)

    read = page(as_worker(cast.robin), "plan", plan.pk)
    on_child = as_worker(cast.robin).get(reverse("web:child", args=[plan.child_id]))

    assert "no decision stands" in read
    assert "No decision stands" in on_child.content.decode()


def test_my_day_has_the_visit_the_check_and_the_missing_decision(cast, as_worker):
    with ago(30):
        plan = a_plan(cast, code="V2")
        comes_home(cast, plan)

    day = as_worker(cast.robin).get("/").content.decode()
    sams = as_worker(cast.sam).get("/").content.decode()

    assert "See Ash at home" in day
    assert "Look how Ash is, 1 month after coming home" in day
    assert "Decide whether it is safe and right at home" in day
    assert "Decide whether it is safe and right at home" in sams
    assert "See Ash at home" not in sams


def test_visit_that_was_written_up_moves_the_next_one(cast):
    with ago(20):
        plan = to_return(cast)
        comes_home(cast, plan)
    before = queries.plan_page(plan, cast.robin.on(localdate()), localdate())["watch"].visit_by

    write_visit(plan.episode, by=cast.robin)

    after = queries.plan_page(plan, cast.robin.on(localdate()), localdate())["watch"].visit_by
    assert before == in_days(-13)
    assert after == in_days(7)


def test_my_day_asks_what_came_of_a_step_and_to_look_back(cast, as_worker):
    with ago(10):
        plan = to_work(cast)
    step(cast, plan, StepKind.NIGHT)
    StepHome.objects.update(day=in_days(-2))
    asked = as_worker(cast.robin).get("/").content.decode()
    comes_home(cast, plan, on=in_days(-1))
    back_in_care(cast, plan)

    waits = [one.what for one in queries.waiting(cast.robin.on(localdate()), localdate())]

    assert "Write down what came of it: a night at home" in asked
    assert "Look back together at the return home" in waits


def test_managers_of_the_other_organisation_are_asked_about_an_early_end(cast, as_worker):
    council = manager(cast)
    plan = a_plan(cast)
    promised = support.promise_support(
        plan.episode, plan.child, what="Robin.", until=in_days(99), by=cast.robin
    )
    ending = support.propose_early_end(promised, because="They moved.", by=cast.kit)

    theirs = as_worker(council).get("/").content.decode()
    own = as_worker(cast.kit).get("/").content.decode()
    answer = as_worker(council).post(
        address("answer_early_end", ending.pk), {"agrees": "no", "because": "Too soon."}
    )

    ending.refresh_from_db()
    assert "Say whether promised support may end sooner" in theirs
    assert "Say whether promised support may end sooner" not in own
    assert answer.status_code == 302
    assert ending.taken_back_because == "Too soon."


def test_check_that_there_is_not_is_not_found(cast, as_worker):
    plan = a_plan(cast)

    assert as_worker(cast.robin).get(address("check", plan.pk, months=2)).status_code == 404


def test_words_of_the_classes_are_read_by_all_and_changed_by_the_head(cast, as_worker):
    url = reverse("reunification:class_words")
    call = reverse("reunification:call_classes")
    typed = {
        "severe": "Very high",
        "high": "High",
        "medium": "Medium",
        "low": "Low",
        "decided_under": "Joint board, item 4",
        **boxes("from_day", localdate()),
    }

    refused = as_worker(cast.kit).post(call, typed)
    taken = as_worker(cast.morgan).post(call, typed)
    read = as_worker(cast.robin).get(url).content.decode()

    assert (refused.status_code, taken.status_code) == (403, 302)
    assert "Very high" in read
    assert "Call them something else" not in read


def full(cast, plan, times: int) -> None:
    """As much of everything as there may be."""
    for number in range(times):
        factor(cast, plan, Kind.PROTECTS, f"Nan comes on day {number}")
        made = goal(cast, plan, f"Thing {number}")
        actions.show_light(made, light=Light.AMBER, on=localdate(), because="Seen.", by=cast.robin)
        agreement(cast, plan)
        actions.tell_unplanned(plan, StepKind.TIME, told(), by=cast.robin)
        judged(cast, plan)
        crisis(cast, plan)


def test_number_of_queries_does_not_grow_with_the_plan(
    cast, as_worker, django_assert_max_num_queries
):
    plan = to_return(cast)
    full(cast, plan, 1)
    client = as_worker(cast.robin)

    with django_assert_max_num_queries(60):
        client.get(address("plan", plan.pk))
    full(cast, plan, 5)
    with django_assert_max_num_queries(60):
        client.get(address("plan", plan.pk))


def test_lists_show_fifty_at_most(cast, as_worker):
    plan = a_plan(cast)
    for _ in range(51):
        actions.tell_unplanned(plan, StepKind.TIME, told(), by=cast.robin)

    read = page(as_worker(cast.robin), "plan", plan.pk)

    assert read.count("Not planned.") == 50


def test_form_that_is_sent_twice_writes_once(cast, as_worker):
    plan = a_plan(cast)
    client, add = as_worker(cast.robin), address("add_factor", plan.pk)
    typed = {
        "kind": Kind.RISK.value,
        "what": "Rows late in the evening",
        "evidence": "Two calls.",
        "source": "Police",
        "sending": client.get(add).context["form"].sending,
    }

    answers = [client.post(add, typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Factor.objects.filter(plan=plan).count() == 1
