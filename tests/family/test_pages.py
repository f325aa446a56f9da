"""The pages about a family: who sees what, what is refused in words, and that nobody's address reaches another."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.family.actions import begin_group
from homeward.family.models import FamilyPlan, Offer
from homeward.family.queries import edge_of_court, known
from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup, Role
from homeward.referrals.actions import ReferredChild
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.family.making import (
    address,
    asked,
    assessed,
    begun,
    dee,
    duty_since,
    held,
    in_days,
    issued,
    letter,
    nan,
    planned,
)
from tests.support.making import boxes


REFERENCE = "ZZ26C99999"


@pytest.fixture
def group(cast):
    return begun(cast)


def read(client, name, pk) -> str:
    return client.get(address(name, pk)).content.decode()


def no_legal():
    """The key workers' grant of what leads to court is gone."""
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.LEGAL).delete()


def test_address_and_number_stand_on_their_own_page_alone(cast, as_worker, group):
    one = nan(group, cast.sam)
    uncle = nan(group, cast.sam, name="Uncle Sampleton", address="", phone="", safe_contact="")
    plan = planned(held(group, cast.sam, came=[one, uncle]), cast.sam)
    client = as_worker(cast.robin)

    own = read(client, "relative", one.pk)
    others = [
        read(client, "relative", uncle.pk),
        read(client, "group", group.pk),
        read(client, "plan_print", plan.pk),
        read(client, "hold_meeting", group.pk),
        read(client, "invite", group.pk),
        read(client, "court", group.pk),
        client.get("/family/").content.decode(),
    ]

    assert "7 Inventory Lane" in own
    assert "01632 960988" in own
    for page in others:
        assert "Inventory" not in page
        assert "960988" not in page


def test_family_plan_is_one_page_with_the_familys_words_and_what_the_council_said(
    cast, as_worker, group
):
    plan = planned(held(group, cast.sam), cast.sam)
    client = as_worker(cast.sam)

    before = read(client, "plan_print", plan.pk)
    answer = {"agrees": "part", "agrees_to": "Fares.", "not_because": "No nights yet."}
    client.post(address("answer_plan", plan.pk), answer)
    after = read(client, "plan_print", plan.pk)

    assert "The council has not answered yet" in before
    for words in ("When it is loud we ring Nan.", "Fares.", "No nights yet.", "01632 960101"):
        assert words in after


def test_who_does_not_read_the_legal_group_finds_no_court_on_any_page(cast, as_worker, group):
    began = letter(group, cast.sam)
    gateway = asked(group, cast.sam)
    proceedings = issued(group, cast.sam)
    child = group.children.first()
    no_legal()
    client = as_worker(cast.robin)

    pages = [
        address("court", group.pk),
        address("decide_gateway", gateway.pk),
        address("hold_pre_meeting", began.pk),
        address("end_proceedings", proceedings.pk),
        address("issue_proceedings", group.pk),
    ]
    shown = [
        read(client, "group", group.pk),
        client.get("/family/").content.decode(),
        client.get(reverse("web:child", args=[child.pk])).content.decode(),
        client.get(reverse("web:timeline", args=[child.pk])).content.decode(),
    ]

    assert [client.get(page).status_code for page in pages] == [404] * 5
    for page in shown:
        assert REFERENCE not in page
        assert "In court" not in page
    assert "roceedings" not in shown[0] + shown[2] + shown[3]
    assert "What can the family of Ash and Wren do?" in shown[0]


def test_task_of_the_court_leads_there_only_who_reads_the_legal_group(cast, group):
    letter(group, cast.sam)

    def led_to():
        worker = cast.sam.on(localdate())
        tasks = Task.objects.filter(doing=Doing.MEET_BEFORE_COURT)
        return tasks.with_children(worker, localdate()).get().address

    before = led_to()
    Grant.objects.filter(role=Role.SOCIAL_WORKER, data_group=DataGroup.LEGAL).delete()

    assert "/meet/" in before
    assert "/meet/" not in led_to()


def test_reference_of_the_court_is_on_the_familys_page_of_the_court_alone(cast, as_worker, group):
    issued(group, cast.sam)
    client = as_worker(cast.sam)
    child = group.children.first()

    listed = client.get("/family/").content.decode()
    of_child = client.get(reverse("web:child", args=[child.pk])).content.decode()

    assert REFERENCE in read(client, "court", group.pk)
    assert REFERENCE not in listed + of_child
    assert "In court" in listed
    assert "In court" in of_child


def test_list_has_what_is_due_first_first_and_marks_what_is_late(cast, as_worker, group):
    letter(group, cast.sam, on=in_days(-9))
    pips = [ReferredChild("Pip", "Sampleton", in_days(-900), not_asked_because="Small")]
    later = begin_group(list(cast.refer(children=pips).children.all()), by=cast.sam)
    asked(later, cast.sam)

    rows = edge_of_court(cast.sam.on(localdate()), localdate(), 50)
    page = as_worker(cast.sam).get("/family/").content.decode()

    assert [(row.group, row.late) for row in rows] == [(group, True), (later, False)]
    assert page.index("Ash Sampleton") < page.index("Pip Sampleton")
    assert "1 late" in page
    assert edge_of_court(cast.terry.on(localdate()), localdate(), 50) == []


def test_empty_list_says_so(cast, as_worker):
    page = as_worker(cast.terry).get("/family/").content.decode()

    assert "None of the families you work with is at the edge of court." in page


def test_list_takes_as_many_queries_for_four_families_as_for_one(
    cast, group, django_assert_max_num_queries
):
    letter(group, cast.sam)
    for name in ("Pip", "Lou", "Kim"):
        one = ReferredChild(name, "Sampleton", in_days(-900), not_asked_because="Small")
        letter(begin_group(list(cast.refer(children=[one]).children.all()), by=cast.sam), cast.sam)
    worker = cast.sam.on(localdate())

    with django_assert_max_num_queries(12):
        rows = edge_of_court(worker, localdate(), 50)

    assert len(rows) == 4


def test_people_of_a_family_take_as_many_queries_for_many(
    cast, group, django_assert_max_num_queries
):
    for number in range(6):
        assessed(nan(group, cast.sam, name=f"Aunt {number} Sampleton"), cast.sam)
    children = list(group.children.all())

    with django_assert_max_num_queries(6):
        assert len(known(group, children, localdate())) == 7


def test_page_says_whether_the_offer_is_a_duty_yet(cast, as_worker, group):
    client = as_worker(cast.robin)

    before = read(client, "group", group.pk)
    duty_since(cast, in_days(-1))
    after = read(client, "group", group.pk)

    assert "Good practice, not yet a duty" in before
    assert "The offer is a duty since" in after


def test_head_of_service_sets_the_day_and_others_read_why_they_cannot(cast, as_worker):
    url = reverse("family:duty")
    typed = {**boxes("since", in_days(-1)), "source": "Invented Regulations 2026"}

    refused = as_worker(cast.kit).post(url, typed)
    as_worker(cast.morgan).post(url, typed)
    page = as_worker(cast.robin).get(url).content.decode()

    assert refused.status_code == 403
    assert "The offer is a duty since" in page
    assert "Invented Regulations 2026" in page
    assert "the head of service changes what was agreed" in page


def test_another_partnership_has_a_day_of_its_own(cast, as_worker):
    duty_since(cast, in_days(-1))

    page = as_worker(cast.stranger).get(reverse("family:duty")).content.decode()

    assert "not yet a duty" in page
    assert "Invented Regulations" not in page


def test_offer_is_taken_from_the_form_and_what_is_missing_is_said(cast, as_worker, group):
    client = as_worker(cast.robin)
    typed = {**boxes("on", localdate()), "to": dee(group).pk, "who": "Robin", "said": "accepts"}

    empty = client.post(address("offer_meeting", group.pk), {}).content.decode()
    wrong = client.post(
        address("offer_meeting", group.pk), {**typed, **boxes("on", in_days(1))}
    ).content.decode()
    taken = client.post(address("offer_meeting", group.pk), typed)

    assert "Enter the day of the offer" in empty
    assert "must be today or in the past" in wrong
    assert taken.status_code == 302
    assert Offer.objects.get().to == dee(group)


def test_somebody_of_another_family_is_not_to_be_chosen(cast, as_worker, group):
    pip = ReferredChild("Pip", "Sampleton", in_days(-900), not_asked_because="Small")
    other = nan(begin_group(list(cast.refer(children=[pip]).children.all()), by=cast.sam), cast.sam)
    typed = {**boxes("on", localdate()), "to": other.pk, "who": "Robin", "said": "accepts"}

    page = as_worker(cast.robin).post(address("offer_meeting", group.pk), typed)

    assert "Choose from the answers on the page" in page.content.decode()
    assert not Offer.objects.exists()


def test_refused_plan_says_why_and_keeps_what_was_typed(cast, as_worker, group):
    nan(group, cast.sam)
    meeting = held(group, cast.sam)
    typed = {
        "version": 0,
        "words": "We sleep at 7 Inventory Lane.",
        "who_1": "Nan",
        "what_1": "has them",
        "by_when_1": "Fridays",
        "otherwise": "We meet.",
        **boxes("review_on", in_days(9)),
    }

    page = as_worker(cast.robin).post(address("write_plan", meeting.pk), typed)

    words = page.content.decode()
    assert page.status_code == 403
    assert "Take the address or number of Nan Sampleton out." in words
    assert "We sleep at 7 Inventory Lane." in words
    assert not FamilyPlan.objects.exists()


def test_step_that_is_half_written_is_sent_back(cast, as_worker, group):
    meeting = held(group, cast.sam)
    typed = {"version": 0, "words": "-", "otherwise": "-", "who_2": "Nan"}

    page = as_worker(cast.robin).post(address("write_plan", meeting.pk), typed)

    assert "Finish step 2, or empty it" in page.content.decode()


def test_second_who_writes_sees_what_the_first_wrote(cast, as_worker, group):
    meeting = held(group, cast.sam)
    planned(meeting, cast.sam)
    typed = {
        "version": 0,
        "words": "Mine.",
        "who_1": "Nan",
        "what_1": "has them",
        "by_when_1": "Fridays",
        "otherwise": "We meet.",
        **boxes("review_on", in_days(9)),
    }
    client = as_worker(cast.robin)

    overtaken = client.post(address("write_plan", meeting.pk), typed)
    again = client.post(address("write_plan", meeting.pk), {**typed, "version": 1})

    assert overtaken.status_code == 409
    assert "wrote version 1 meanwhile" in overtaken.content.decode()
    assert again.status_code == 302


def test_decider_reads_what_was_offered_and_signs(cast, as_worker, group):
    duty_since(cast, in_days(-1))
    gateway = asked(group, cast.sam)
    typed = {"outcome": "apply", "reasons": "It cannot wait.", "signed_name": cast.morgan.name}
    client = as_worker(cast.morgan)

    shown = read(client, "decide_gateway", gateway.pk)
    refused = client.post(address("decide_gateway", gateway.pk), typed)
    signed = client.post(
        address("decide_gateway", gateway.pk), {**typed, "no_meeting_because": "A knife."}
    )

    assert "no family group meeting was offered" in shown.lower()
    assert refused.status_code == 403
    assert "the one reason that the law allows" in refused.content.decode()
    assert signed.status_code == 302


def test_others_read_who_decides_in_place_of_the_form(cast, as_worker, group):
    gateway = asked(group, cast.sam)

    page = read(as_worker(cast.robin), "decide_gateway", gateway.pk)

    assert "You cannot do this" in page
    assert "signed_name" not in page


def test_childs_page_asks_to_begin_and_then_tells(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    client = as_worker(cast.sam)
    page = reverse("web:child", args=[child.pk])

    before = client.get(page).content.decode()
    siblings = [
        str(pk) for pk in child.episodes_of_help.get().children.values_list("pk", flat=True)
    ]
    client.post(reverse("family:start", args=[child.pk]), {"children": siblings})
    after = client.get(page).content.decode()

    assert "Nobody has asked yet what the family itself can do." in before
    assert "No family group meeting was offered yet." in after
    assert child.in_family_group.group.children.count() == 2
    assert client.get(reverse("family:start", args=[child.pk])).status_code == 302


@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_family_is_not_there_for_who_has_no_part_in_it(cast, as_worker, group, who, method):
    one = nan(group, cast.sam)
    pages = [address("group", group.pk), address("relative", one.pk), address("court", group.pk)]

    answers = [getattr(as_worker(getattr(cast, who)), method)(page) for page in pages]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_who_reads_the_page_is_in_the_trail_of_each_child(cast, as_worker, group):
    as_worker(cast.robin).get(address("group", group.pk))

    entry = Entry.objects.filter(kind="read").last()
    assert entry.what == "read what the family can do"
    assert set(entry.child_ids) == set(group.children.values_list("pk", flat=True))
