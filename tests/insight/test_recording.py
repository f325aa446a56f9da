"""Minutes recording: counted when a form was taken, once, and of nobody."""

from datetime import date, timedelta
from random import Random
from types import SimpleNamespace

import pytest
import time_machine
from django.db import DatabaseError
from django.db.models import Sum
from django.urls import reverse

from homeward.county.recorded import count_forms
from homeward.drafts.timing import Taken
from homeward.insight import queries
from homeward.insight.actions import count_form
from homeward.insight.models import FormTime
from homeward.insight.rules import FEWEST
from homeward.referrals.actions import start_draft
from homeward.support.models import Visit
from tests.support.making import typed_visit


VISIT = "support.forms.visits.VisitForm"
PAGE = "/service/recording/"
NOON = "2026-11-04T12:00:00Z"
TODAY = date(2026, 11, 23)


def address(episode):
    return reverse("support:write_visit", args=[episode.pk])


def opened(client, episode):
    return client.get(address(episode)).context["form"].sending


def kept():
    return list(FormTime.objects.values_list("form", "month", "step", "count"))


def many(cast, count=FEWEST, form=VISIT, minutes=4, on=date(2026, 11, 3)):
    for _ in range(count):
        count_form(cast.partnership.pk, form, seconds=60 * minutes, sittings=False, on=on)


def measured_for_long(cast):
    """Measuring began in a month before, so that November is a whole one."""
    many(cast, count=1, on=date(2026, 9, 9))


def test_form_is_timed_from_when_it_was_opened_until_it_was_taken(cast, as_worker):
    with time_machine.travel(NOON, tick=False) as clock:
        episode = cast.episode()
        client = as_worker(cast.robin)
        key = opened(client, episode)
        clock.shift(timedelta(minutes=6))
        client.post(address(episode), typed_visit(episode, sending=key))

    assert kept() == [(VISIT, date(2026, 11, 1), "5", 1)]


def test_form_that_is_sent_twice_is_counted_once(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    typed = typed_visit(episode, sending=opened(client, episode))

    client.post(address(episode), typed)
    client.post(address(episode), typed)

    assert FormTime.objects.aggregate(all=Sum("count"))["all"] == 1


def test_form_that_was_refused_first_is_timed_from_its_first_showing(cast, as_worker):
    with time_machine.travel(NOON, tick=False) as clock:
        episode = cast.episode()
        client = as_worker(cast.robin)
        key = opened(client, episode)
        clock.shift(timedelta(minutes=4))
        refused = client.post(address(episode), typed_visit(episode, sending=key, what_happened=""))
        before = kept()
        clock.shift(timedelta(minutes=5))
        client.post(address(episode), typed_visit(episode, sending=refused.context["form"].sending))

    assert before == []
    assert [(step, count) for _form, _month, step, count in kept()] == [("8", 1)]


def test_form_that_lay_open_for_an_hour_is_counted_and_left_out(cast, as_worker):
    with time_machine.travel(NOON, tick=False) as clock:
        episode = cast.episode()
        client = as_worker(cast.robin)
        key = opened(client, episode)
        typed = typed_visit(episode, sending=key)
        for _ in range(7):
            clock.shift(timedelta(minutes=9))
            client.post(f"{reverse('drafts:save')}?form={address(episode)}", typed)
        client.post(address(episode), typed)

    assert [step for _form, _month, step, _count in kept()] == ["open"]


def test_form_that_was_left_and_come_back_to_is_counted_and_left_out(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    typed = typed_visit(episode, sending=opened(client, episode))
    client.post(f"{reverse('drafts:save')}?form={address(episode)}", typed)

    client.post(address(episode), {**typed, "sending": opened(client, episode)})

    assert [step for _form, _month, step, _count in kept()] == ["sittings"]


def test_neither_a_worker_nor_a_child_nor_a_day_is_kept_with_a_time():
    fields = {field.name for field in FormTime._meta.get_fields()}
    links = {
        field.related_model._meta.label
        for field in FormTime._meta.get_fields()
        if field.is_relation
    }

    assert fields == {"id", "partnership", "form", "month", "step", "count"}
    assert links == {"partnership.Partnership"}
    assert set(Taken.__dataclass_fields__) == {"form", "partnership_id", "seconds", "sittings"}


def test_two_workers_times_cannot_be_told_apart(cast, as_worker):
    episode = cast.episode()
    for worker in (cast.robin, cast.kit):
        client = as_worker(worker)
        client.post(address(episode), typed_visit(episode, sending=opened(client, episode)))

    assert [count for *_rest, count in kept()] == [Visit.objects.count()]


def test_form_that_usually_one_person_fills_in_is_never_counted(cast):
    many(cast, form="decisions.forms.SignForm")
    many(cast, form="nobody.knows.This")

    assert kept() == []


def test_visit_is_taken_though_its_time_could_not_be_counted(cast, as_worker, monkeypatch):
    def fails(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("homeward.insight.middleware.count_form", fails)
    episode = cast.episode()
    client = as_worker(cast.robin)

    response = client.post(address(episode), typed_visit(episode, sending=opened(client, episode)))

    assert response.status_code == 302
    assert Visit.objects.count() == 1


def test_minutes_recording_stand_against_the_minutes_of_visits_of_the_same_days(cast, as_worker):
    measured_for_long(cast)
    many(cast)
    episode = cast.episode()
    about = {"where": "Home", "what_happened": "We talked.", "what_next": "Friday."}
    for on, minutes in (
        (date(2026, 11, 3), 90),
        (date(2026, 11, 4), None),
        (date(2026, 8, 3), 600),
    ):
        Visit.objects.create(
            episode=episode,
            partnership=cast.partnership,
            on=on,
            minutes=minutes,
            written_by=cast.robin,
            **about,
        )

    found = queries.recording(cast.partnership.pk, TODAY)
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        page = as_worker(cast.robin).get(PAGE).content.decode()

    assert found.start == date(2026, 10, 1)
    assert (found.visits, found.visits_without_minutes, found.with_families) == (2, 1, 90)
    assert (found.spent.least, found.spent.most) == (60, 100)
    assert found.for_an_hour == "40 to 67"
    for figure in ("40 to 67", "1 to 2", "2"):
        assert f'<p class="hw-figure">{figure}</p>' in page
    assert "1 visit does not say how long it was" in page


def test_page_says_how_many_were_left_out(cast, as_worker):
    measured_for_long(cast)
    many(cast)
    many(cast, count=3, minutes=300)

    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        page = as_worker(cast.robin).get(f"{PAGE}writing-up-a-visit/").content.decode()

    assert "3 to 5 minutes" in page
    assert "Taken 23 times" in page
    assert "20 timed, 3 lay open for 60 minutes or more" in page


@pytest.mark.parametrize(
    ("count", "shown"), [(FEWEST - 1, "Too few to say"), (FEWEST, "3 to 5 minutes")]
)
def test_page_shows_a_time_only_from_twenty(cast, as_worker, count, shown):
    measured_for_long(cast)
    many(cast, count=count)

    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        rows = as_worker(cast.robin).get(PAGE).context["table"].rows

    assert rows == (("Writing up a visit", count, shown, 0, 0),)


def test_page_says_so_while_no_whole_month_was_measured(cast, as_worker):
    many(cast)

    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        page = as_worker(cast.robin).get(PAGE).content.decode()

    assert "Measuring began in November 2026" in page
    assert "from 1 December" in page


def test_boards_of_both_organisations_see_it_on_the_service_page(cast, as_worker):
    cast.episode()
    measured_for_long(cast)
    many(cast)

    pages = [
        as_worker(worker).get("/service/").content.decode() for worker in (cast.morgan, cast.jo)
    ]

    assert all("Minutes recording, minutes with families" in page for page in pages)


def test_another_partnership_sees_none_of_it(cast, as_worker):
    measured_for_long(cast)
    many(cast)

    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        held = as_worker(cast.stranger).get(PAGE).context["held"]

    assert (held.first, held.start) == (None, None)


def test_every_form_says_what_each_field_is_for(cast, as_worker):
    page = as_worker(cast.robin).get(f"{PAGE}writing-up-a-visit/").content.decode()

    assert "Owner: team manager" in page
    assert "Keeps what belongs to one child out of the files of the others." in page
    assert as_worker(cast.robin).get(f"{PAGE}signing-a-decision/").context["times"].completions == 0
    assert as_worker(cast.robin).get(f"{PAGE}no-such-form/").status_code == 404


def test_page_asks_the_same_number_of_queries_however_many_forms(
    cast, as_worker, django_assert_max_num_queries
):
    client = as_worker(cast.robin)
    measured_for_long(cast)
    for form in (VISIT, "support.forms.plans.PlanForm", "tasks.forms.FinishForm"):
        many(cast, form=form)

    with django_assert_max_num_queries(16):
        client.get(PAGE)


def test_invented_county_has_times_for_what_it_wrote(cast):
    episode = cast.episode()
    for day in range(1, 13):
        Visit.objects.create(
            episode=episode,
            partnership=cast.partnership,
            on=date(2026, 11, day),
            written_by=cast.robin,
            where="Home",
            what_happened="We talked.",
            what_next="Friday.",
        )

    count_forms(SimpleNamespace(partnership=cast.partnership), Random(1))

    of_visits = FormTime.objects.filter(form=VISIT).aggregate(all=Sum("count"))["all"]
    assert of_visits == episode.visits.count()


def test_section_of_a_referral_is_timed_though_it_may_be_saved_again(cast, as_worker):
    with time_machine.travel(NOON, tick=False) as clock:
        client = as_worker(cast.sam)
        draft = start_draft(from_team=cast.west, to_team=cast.north, by=cast.sam)
        here = reverse("referrals:draft_tried", args=[draft.pk])
        for _ in range(2):
            key = client.get(here).context["form"].sending
            clock.shift(timedelta(minutes=2))
            client.post(here, {"tried": "Nothing yet.", "shown": key})

    assert kept() == [("referrals.forms.drafts.TriedForm", date(2026, 11, 1), "2", 2)]
