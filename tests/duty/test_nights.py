"""What duty did at night: written down in three fields, and at nine with both teams."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, localtime, make_aware
from time_machine import travel

from homeward.access.guard import Refused
from homeward.duty import actions
from homeward.duty.models import NightNote, NightTold
from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup, Role
from homeward.sharing.actions import end_involvement
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.duty.making import WHY, address, night, on_duty
from tests.support.making import in_days


@pytest.fixture
def episode(cast):
    return cast.episode()


@pytest.fixture
def ash(episode):
    return episode.children.get(preferred_name="Ash")


@pytest.fixture
def uma(cast, ash):
    made = on_duty(cast)
    actions.open_card(ash, reason=WHY, by=made)
    return made


def at(day, hour):
    return travel(make_aware(datetime.combine(day, time(hour))))


TYPED = {"happened": "A row.", "done": "Rang Dee.", "waits": "Ask Ash about tonight."}


def test_both_teams_are_told_and_have_it_on_their_day(cast, as_worker, uma, ash):
    as_worker(uma).post(address("write_night", ash.pk), TYPED)

    tasks = Task.objects.open().filter(doing=Doing.TAKE_OVER)
    assert {task.team for task in tasks} == {cast.north, cast.west}
    assert all(task.urgent and "By 9am" in task.because for task in tasks)
    for who, team in ((cast.robin, cast.north), (cast.sam, cast.west)):
        page = as_worker(who).get(reverse("web:home")).content.decode()
        assert address("take_over", NightTold.objects.get(team=team).pk) in page
    assert "Read what duty did" not in as_worker(cast.terry).get("/").content.decode()


def test_who_wrote_it_and_that_both_were_told_is_in_the_trail_without_a_name(cast, uma, ash):
    note = night(ash, by=uma)

    entries = Entry.objects.filter(kind="change", worker=uma, child_ids=[ash.pk])
    kept = entries.get(subject_kind="duty.nightnote")
    assert set(kept.digests) == {"what_happened", "done", "waits"}
    assert (
        entries.filter(what="told a team what was done at night").count() == note.told.count() == 2
    )
    assert not any("Sampleton" in f"{e.what}{e.because}" for e in entries)


def test_it_is_read_on_the_page_of_the_child_and_on_the_card(cast, as_worker, uma, ash):
    night(ash, by=uma)

    for page in (reverse("web:child", args=[ash.pk]), address("card", ash.pk)):
        assert "Ask Ash about tonight." in as_worker(cast.robin).get(page).content.decode()


def test_night_is_written_down_although_the_card_closed_meanwhile(as_worker, cast, uma, ash):
    with travel(localtime() + timedelta(hours=20)):
        card = as_worker(uma).get(address("card", ash.pk))
        sent = as_worker(uma).post(address("write_night", ash.pk), TYPED)

    assert card.status_code == 302
    assert sent["Location"] == reverse("web:home")
    assert NightNote.objects.get().written_by == uma


def test_days_after_the_card_closed_it_is_opened_again_first(as_worker, uma, ash):
    with travel(localtime() + timedelta(hours=37)):
        sent = as_worker(uma).post(address("write_night", ash.pk), TYPED)

    assert sent.status_code == 404
    assert not NightNote.objects.exists()


def test_each_team_takes_it_over_by_itself(cast, as_worker, uma, ash):
    note = night(ash, by=uma)
    north, west = note.told.get(team=cast.north), note.told.get(team=cast.west)

    as_worker(cast.robin).post(address("take_over", north.pk), {"how": "I see Ash at ten."})

    north.refresh_from_db()
    page = as_worker(cast.sam).get(address("take_over", west.pk)).content.decode()
    assert north.taken_by == cast.robin
    assert Task.objects.open().filter(doing=Doing.TAKE_OVER).get().team == cast.west
    assert "I see Ash at ten." in page


def test_what_was_taken_over_is_not_taken_over_again(cast, as_worker, uma, ash):
    told = night(ash, by=uma).told.get(team=cast.north)
    actions.take_over(told, how="Robin goes.", by=cast.robin)

    with pytest.raises(Refused, match="Robin Testerton has taken it over already"):
        actions.take_over(told, how="Kit goes.", by=cast.kit)

    told.refresh_from_db()
    assert told.how == "Robin goes."


def test_nobody_takes_over_for_another_team(cast, as_worker, uma, ash):
    told = night(ash, by=uma).told.get(team=cast.west)

    with pytest.raises(Refused):
        actions.take_over(told, how="Robin goes.", by=cast.robin)

    for who in (cast.robin, cast.terry, cast.stranger):
        assert as_worker(who).get(address("take_over", told.pk)).status_code == 404


def test_duty_itself_is_told_where_no_other_team_works_with_the_child(cast, uma, ash):
    from homeward.sharing.actions import involve_team

    involve_team(ash, cast.founded.duty, because="a visit", by=None, on=localdate())
    for team in (cast.north, cast.west):
        end_involvement(ash, team, by=cast.kit, on=in_days(-1))

    note = night(ash, by=uma)

    assert [told.team for told in note.told.all()] == [cast.founded.duty]


@pytest.mark.parametrize("who", ["terry", "stranger", "morgan"])
def test_who_has_not_opened_the_card_writes_nothing(cast, as_worker, ash, who):
    told = Entry.objects.count()

    with pytest.raises(Refused):
        night(ash, by=getattr(cast, who))

    assert not NightNote.objects.exists()
    assert not Task.objects.filter(doing=Doing.TAKE_OVER).exists()
    assert Entry.objects.count() == told


@pytest.mark.parametrize("missing", TYPED)
def test_each_of_the_three_is_asked_for_and_nothing_typed_is_lost(
    cast, as_worker, uma, ash, missing
):
    page = as_worker(uma).post(address("write_night", ash.pk), {**TYPED, missing: ""})

    assert not NightNote.objects.exists()
    for name, said in TYPED.items():
        assert (said in page.content.decode()) is (name != missing)


def test_who_does_not_see_what_keeps_a_child_safe_reads_no_night(cast, as_worker, uma, ash):
    told = night(ash, by=uma).told.get(team=cast.north)
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.SAFETY).delete()
    client = as_worker(cast.robin)

    assert client.get(address("take_over", told.pk)).status_code == 404
    for name in ("web:child", "web:timeline"):
        page = client.get(reverse(name, args=[ash.pk])).content.decode()
        assert "Ask Ash about tonight." not in page


def test_at_nine_it_waits_and_when_the_morning_has_gone_it_is_late(cast, as_worker, ash):
    from datetime import date

    made = on_duty(cast, "Uma Later")
    thursday, friday, saturday = (date(2027, 3, day) for day in (11, 12, 13))
    with at(thursday, 23):
        actions.open_card(ash, reason=WHY, by=made)
        night(ash, by=made)

    with at(friday, 9):
        on_time = as_worker(cast.sam).get("/").content.decode()
    with at(saturday, 9):
        late = as_worker(cast.sam).get("/").content.decode()

    assert on_time.index('id="today"') < on_time.index("Read what duty did last night")
    assert "Overdue" in late
