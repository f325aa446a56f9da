"""The page on which one reads where a child stands, and the forms behind it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.safeguarding.models import ChildInNeed, ProtectionPlan
from homeward.safeguarding.rules import Category
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from tests.conftest import OF_THE_LOCK
from tests.safeguarding.making import address, ago, ash_of, boxes, need, plan, stands
from tests.web.test_sight import end_agreement


@pytest.fixture
def ash(cast):
    return ash_of(cast.episode())


@pytest.mark.parametrize("who", ["stranger", "terry"])
def test_page_is_not_there_for_who_does_not_work_with_the_child(cast, as_worker, ash, who):
    made = plan(ash, cast.sam)
    client = as_worker(getattr(cast, who))

    pages = [stands(ash), address("record_plan", ash.pk), address("end_plan", made.pk)]

    assert {client.get(page).status_code for page in pages} == {404}


def test_bar_names_the_status_on_every_page_of_the_child(cast, as_worker, ash):
    plan(ash, cast.sam, start=ago(30))
    client = as_worker(cast.robin)

    for name in ("child", "statuses", "timeline", "measures"):
        page = client.get(reverse(f"web:{name}", args=[ash.pk]))
        assert any("Child protection plan since" in fact for fact in page.context["bar"]["facts"])


def test_page_shows_another_day_as_it_was(cast, as_worker, ash):
    plan(ash, cast.sam, start=ago(30), kinds=[Category.PHYSICAL])
    client = as_worker(cast.robin)

    before = client.get(stands(ash, ago(31))).context["holding"]
    after = client.get(stands(ash, ago(30))).context["holding"]

    assert before == []
    assert [one.more for one in after] == ["physical abuse"]


def test_day_to_come_is_said_to_be_none_and_today_is_shown(cast, as_worker, ash):
    page = as_worker(cast.robin).get(stands(ash, ago(-3)))

    assert page.context["day"] == localdate()
    assert "must be today or in the past" in page.content.decode()


def test_social_worker_records_a_plan(cast, as_worker, ash):
    typed = {**boxes("start", ago(10)), "kinds": ["neglect", "emotional"]}

    answer = as_worker(cast.sam).post(address("record_plan", ash.pk), typed)

    assert answer.url == stands(ash)
    made = ProtectionPlan.objects.get()
    assert made.start == ago(10)
    assert made.categories.get().in_words == "neglect and emotional abuse"


def test_key_worker_of_the_charity_reads_why_not_and_whom_to_tell(cast, as_worker, ash):
    page = as_worker(cast.robin).get(address("record_plan", ash.pk)).content.decode()

    assert "the council’s workers record this" in page.lower()
    assert 'name="start_0"' not in page


def test_status_with_an_end_needs_how_it_ended_and_loses_nothing(cast, as_worker, ash):
    typed = {**boxes("start", ago(90)), **boxes("end", ago(30)), "why": "Sleep."}

    page = as_worker(cast.sam).post(address("record_need", ash.pk), typed)

    assert page.status_code == 403
    assert "Write how it ended" in page.content.decode()
    assert "Sleep." in page.content.decode()
    assert not ChildInNeed.objects.exists()


def test_every_form_of_a_plan_is_taken(cast, as_worker, ash):
    made, client = plan(ash, cast.sam), as_worker(cast.sam)

    client.post(
        address("change_category", made.pk), {**boxes("since", ago(9)), "kinds": ["sexual"]}
    )
    client.post(
        address("record_review", made.pk), {**boxes("held_on", ago(8)), "what": "It goes on."}
    )
    client.post(address("end_plan", made.pk), {**boxes("on", ago(7)), "because": "It is calm."})
    client.post(address("take_out_plan", made.pk), {"because": "A slip."})

    made.refresh_from_db()
    assert (made.categories.count(), made.reviews.count()) == (2, 1)
    assert (made.end, made.ended_because) == (ago(7), "It is calm.")
    assert made.taken_out_because == "A slip."


def test_what_changed_is_read_on_a_page_and_goes_from_my_day(cast, as_worker, ash):
    made, client = need(ash, cast.sam), as_worker(cast.robin)
    day = client.get(reverse("web:home")).content.decode()
    task = Task.objects.get(doing=Doing.READ_STATUS)

    page = client.get(task.get_absolute_url()).content.decode()
    client.post(task.get_absolute_url(), {})

    assert "Read what changed: child in need" in day
    assert "Child in need" in page
    assert made.pk
    assert "Read what changed" not in client.get(reverse("web:home")).content.decode()


def statements(client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(page)
    return len([q for q in captured if not OF_THE_LOCK.match(q["sql"])])


def test_statements_do_not_grow_with_the_plans(cast, as_worker, ash):
    plan(ash, cast.sam, start=ago(30))
    need(ash, cast.sam)
    client = as_worker(cast.robin)
    client.get(stands(ash))
    before = statements(client, stands(ash))
    for year in range(1, 6):
        over = {"start": ago(year * 300 + 100), "end": ago(year * 300), "ended_because": "Over."}
        plan(ash, cast.sam, **over)
        need(ash, cast.sam, **over)

    after = statements(client, stands(ash))

    assert after <= before


def test_when_the_agreement_ended_the_plan_still_stands_at_the_head_and_need_does_not(
    cast, as_worker
):
    with travel(now() - timedelta(days=20)):
        ash = ash_of(cast.episode())
        plan(ash, cast.sam)
        need(ash, cast.sam)
    end_agreement()

    page = as_worker(cast.robin).get(reverse("web:child", args=[ash.pk]))

    facts = " ".join(page.context["bar"]["facts"])
    assert "Child protection plan since" in facts
    assert "Child in need" not in facts
