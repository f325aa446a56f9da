"""Who leads for a child, and an advocate."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.partnership.rules import Role
from homeward.safeguarding import actions, rules
from homeward.safeguarding.models import AdvocacyOffer, LeadPractitioner
from homeward.safeguarding.queries import lead_does_not_fit, who_could_lead
from homeward.safeguarding.rules import Answered
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.reunification.making import into_care
from tests.safeguarding.making import address, ago, ash_of, boxes, plan, stands


MARCH, JUNE, TODAY = date(2026, 3, 3), date(2026, 6, 3), date(2026, 11, 23)


@pytest.fixture
def episode(cast):
    return cast.episode()


@pytest.fixture
def ash(episode):
    return ash_of(episode)


def lead(child, worker, by, start=None):
    start = start or ago(20)
    return actions.name_lead(child, worker=worker, start=start, because="Ash knows them.", by=by)


def offered(child, by, **more):
    given = {
        "on": ago(9),
        "who": "Sam, social worker",
        "provider": "Voicehope",
        "answered": Answered.YES,
        "words": "Someone just for me.",
    }
    return actions.offer_advocate(child, **{**given, **more}, by=by)


@pytest.mark.parametrize(
    ("works", "social_worker", "needs_one", "allowed"),
    [
        (True, False, "", True),
        (True, True, "the child is in care", True),
        (True, False, "the child is in care", False),
        (False, True, "", False),
    ],
)
def test_who_leads_works_with_the_child_and_is_a_social_worker_where_one_must(
    works, social_worker, needs_one, allowed
):
    answer = rules.may_lead(
        works_with_child=works, social_worker=social_worker, needs_one=needs_one
    )

    assert bool(answer) is allowed


@pytest.mark.parametrize(
    ("roles", "allowed"),
    [
        ({Role.TEAM_MANAGER}, True),
        ({Role.SOCIAL_WORKER}, True),
        ({Role.KEY_WORKER}, False),
        (set(), False),
    ],
)
def test_managers_and_social_workers_who_work_with_the_child_name_the_lead(roles, allowed):
    assert bool(rules.may_name_lead(roles)) is allowed


@pytest.mark.parametrize(
    ("on", "answered", "begun", "allowed"),
    [
        (JUNE, Answered.YES, None, True),
        (JUNE, Answered.LATER, None, True),
        (JUNE, Answered.NO, None, False),
        (JUNE, Answered.YES, JUNE, False),
        (date(2026, 3, 2), Answered.YES, None, False),
        (date(2026, 11, 24), Answered.YES, None, False),
    ],
)
def test_advocate_begins_once_after_an_offer_that_was_not_declined(on, answered, begun, allowed):
    answer = rules.may_have_begun(on, TODAY, offered=MARCH, answered=answered, begun=begun)

    assert bool(answer) is allowed


def test_key_worker_of_the_charity_leads_and_is_named_in_who_is_who(cast, as_worker, ash):
    lead(ash, cast.robin, cast.sam)

    page = as_worker(cast.alex).get(reverse("web:child", args=[ash.pk]))

    assert page.context["bar"]["lead"].more == "Robin Testerton"
    assert "Lead practitioner since" in page.content.decode()


def test_who_leads_is_told_once(cast, ash):
    lead(ash, cast.robin, cast.kit)

    (task,) = Task.objects.open().filter(doing=Doing.READ_STATUS)
    assert (task.worker, task.team) == (cast.robin, cast.north)


@pytest.mark.parametrize("who", ["robin", "terry", "stranger"])
def test_others_name_no_lead_and_a_refusal_writes_nothing(cast, ash, who):
    before = Entry.objects.count()

    with pytest.raises(Refused):
        lead(ash, cast.robin, getattr(cast, who))

    assert not LeadPractitioner.objects.exists()
    assert Entry.objects.count() == before


def test_who_does_not_work_with_the_child_does_not_lead(cast, ash):
    with pytest.raises(Refused, match="does not work with the child"):
        lead(ash, cast.terry, cast.sam)

    assert not LeadPractitioner.objects.exists()


def test_with_a_protection_plan_a_social_worker_leads(cast, ash):
    plan(ash, cast.sam)

    with pytest.raises(Refused, match="social worker of the council has to lead"):
        lead(ash, cast.robin, cast.sam)

    assert lead(ash, cast.sam, cast.kit).worker == cast.sam


def test_in_care_a_social_worker_leads(cast, episode, ash):
    into_care(cast, episode, on=ago(5))

    with pytest.raises(Refused, match="in care"):
        lead(ash, cast.robin, cast.sam)


def test_plan_that_comes_later_is_recorded_and_the_page_says_who_has_to_lead(cast, as_worker, ash):
    lead(ash, cast.robin, cast.sam)

    plan(ash, cast.sam)

    page = as_worker(cast.sam).get(stands(ash)).content.decode()
    assert lead_does_not_fit(ash, localdate()) == "there is a child protection plan"
    assert "A social worker of the council has to lead now" in page


def test_next_who_leads_ends_the_one_before(cast, ash):
    first = lead(ash, cast.robin, cast.sam)

    lead(ash, cast.alex, cast.sam, start=ago(3))

    first.refresh_from_db()
    assert (first.end, first.ended_because) == (ago(3), "Ash knows them.")
    assert LeadPractitioner.objects.going_on().get().worker == cast.alex


def test_lead_does_not_begin_before_the_one_of_now(cast, ash):
    lead(ash, cast.robin, cast.sam)

    with pytest.raises(Refused, match="somebody has led since"):
        lead(ash, cast.alex, cast.sam, start=ago(20))

    assert LeadPractitioner.objects.get().worker == cast.robin


def test_those_of_both_organisations_who_work_with_the_child_can_be_chosen(cast, ash):
    people = {post.worker for post in who_could_lead(ash, localdate())}

    assert {cast.robin, cast.alex, cast.sam, cast.kit} <= people
    assert cast.terry not in people


def test_lead_is_named_and_ended_on_pages(cast, as_worker, ash):
    client = as_worker(cast.sam)
    typed = {"worker": cast.robin.pk, **boxes("start", ago(5)), "because": "Ash knows Robin."}

    client.post(address("name_lead", ash.pk), typed)
    made = LeadPractitioner.objects.get()
    client.post(address("end_lead", made.pk), {**boxes("on", ago(2)), "because": "Robin left."})

    made.refresh_from_db()
    assert (made.worker, made.start, made.end) == (cast.robin, ago(5), ago(2))


def test_advocate_is_offered_and_begins_on_pages_of_whoever_works_with_the_child(
    cast, as_worker, ash
):
    client = as_worker(cast.robin)
    typed = {"who": "Robin", "provider": "Voicehope", "answered": "yes", "words": "Please."}

    client.post(address("offer_advocate", ash.pk), {**typed, **boxes("on", ago(5))})
    made = AdvocacyOffer.objects.get()
    client.post(address("begin_advocacy", made.pk), {**boxes("on", ago(2)), "advocate": "Noa"})

    made.refresh_from_db()
    assert (made.answered, made.words) == (Answered.YES, "Please.")
    assert (made.begun_on, made.advocate, made.begun_recorded_by) == (ago(2), "Noa", cast.robin)
    assert "Noa began on" in client.get(stands(ash)).content.decode()


def test_child_who_could_not_be_asked_needs_a_reason(cast, ash):
    with pytest.raises(Refused, match="could not be asked"):
        offered(ash, cast.sam, answered=Answered.NOT_ASKED, words="")

    assert not AdvocacyOffer.objects.exists()


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_offer_is_not_written_or_found_by_who_does_not_work_with_the_child(
    cast, as_worker, ash, who
):
    made = offered(ash, cast.sam)

    with pytest.raises(Refused):
        offered(ash, getattr(cast, who))

    page = as_worker(getattr(cast, who)).get(address("begin_advocacy", made.pk))
    assert page.status_code == 404
    assert AdvocacyOffer.objects.count() == 1
