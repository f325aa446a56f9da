"""My day: what waits for me, what others changed, and nothing that is not for me to do."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import localdate, now

from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup, Role
from homeward.referrals.actions import screen_referral
from homeward.referrals.rules import Outcome
from homeward.sharing.actions import close_record
from homeward.sharing.models import Involvement
from homeward.sharing.rules import RestrictionKind
from homeward.support import actions as support
from homeward.support.rules import Happened
from homeward.tasks.actions import open_task
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from homeward.web import my_day


def day_of(worker):
    today = localdate()
    return my_day.my_day(worker.on(today), today)


def opened(cast, what, days=0, **changes):
    given = {"team": cast.north, "because": "A test", "by": cast.kit}
    return open_task(what=what, due=localdate() + timedelta(days=days), **given | changes)


def whats(items):
    return {item.what for item in items}


def test_things_stand_by_when_they_are_due(cast):
    for what, days in (("late", -1), ("now", 0), ("soon", 1), ("week", 5), ("far", 30)):
        opened(cast, what, days, worker=cast.robin)

    day = day_of(cast.robin)

    assert whats(day.overdue) == {"late"}
    assert whats(day.today) == {"now", "soon"}
    assert whats(day.week) == {"week"}
    assert day.later == 1


def test_urgent_is_today_whenever_it_is_due(cast):
    opened(cast, "urgent", 20, worker=cast.robin, urgent=True)

    assert whats(day_of(cast.robin).today) == {"urgent"}


def test_task_of_nobody_is_the_key_workers_of_its_family_and_not_a_colleagues(cast):
    episode = cast.episode()
    opened(cast, "Phone Dee", children=episode.children.all())

    assert "Phone Dee" in whats(day_of(cast.robin).today)
    assert "Phone Dee" not in whats(day_of(cast.alex).today)


def test_task_of_the_council_about_a_family_with_a_key_worker_is_on_the_councils_day(cast):
    episode = cast.episode()
    opened(cast, "Ask the police", children=episode.children.all(), team=cast.west)

    assert "Ask the police" in whats(day_of(cast.sam).today)
    assert "Ask the police" not in whats(day_of(cast.robin).today)


def test_task_that_nobody_has_is_seen_by_whoever_runs_the_team(cast):
    opened(cast, "Phone school", children=cast.refer().children.all())

    assert "Phone school" in whats(day_of(cast.kit).today)
    assert "Phone school" not in whats(day_of(cast.robin).today)


def test_everything_shown_can_be_opened_by_who_is_shown_it(cast, as_worker):
    cast.episode()
    cast.refer()
    today = localdate()

    for worker in (cast.robin, cast.kit, cast.sam, cast.lee, cast.morgan):
        for item in my_day.my_day(worker.on(today), today).items:
            assert as_worker(worker).get(item.href).status_code == 200, (worker, item)


def test_referral_waits_for_the_manager_until_it_is_screened(cast):
    referral = cast.refer()

    before = day_of(cast.kit)
    screen_referral(referral, outcome=Outcome.TAKE_ON, reasons="It fits.", by=cast.kit)

    assert "Screen a referral" in whats(before.items)
    assert "Screen a referral" not in whats(day_of(cast.kit).items)


def test_family_without_a_key_worker_stands_above_everything(cast, as_worker):
    cast.agreed()

    page = as_worker(cast.kit).get("/").content.decode()

    assert "1 family has no key worker" in page
    assert page.index("no key worker") < page.index("Changed on my children")


def test_follow_up_is_the_last_key_workers(cast):
    episode = cast.episode()
    support.record_happening(
        episode.children.first(),
        kind=Happened.FAMILY_WITHDREW,
        on=localdate(),
        what="No more.",
        episode=episode,
        by=cast.robin,
    )
    support.close_episode(episode, because="They withdrew.", by=cast.robin)

    with time_machine.travel(now() + timedelta(days=89)):
        mine, colleagues = day_of(cast.robin), day_of(cast.alex)

    assert "Ask how Ash is" in whats(mine.items)
    assert "Ask how Ash is" not in whats(colleagues.items)


def test_what_others_changed_is_there_until_i_read_the_child(cast, as_worker):
    episode = cast.episode()
    child = episode.children.get(preferred_name="Ash")
    today = localdate()

    as_worker(cast.robin).get(reverse("people:about", args=[child.pk]))
    before = my_day.changed(cast.robin.on(today), today)
    as_worker(cast.robin).get(reverse("web:child", args=[child.pk]))
    after = my_day.changed(cast.robin.on(today), today)

    assert "Ash" in {change.child.first_name for change in before}
    assert "Ash" not in {change.child.first_name for change in after}
    assert "Wren" in {change.child.first_name for change in after}


def test_task_about_a_child_who_is_no_longer_mine_says_nothing_of_the_child(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    open_task(
        team=cast.north,
        worker=cast.robin,
        children=[child],
        what="Ask Ash’s school about Friday",
        because="Ash ran away",
        due=localdate(),
        by=cast.kit,
    )
    Involvement.objects.filter(child=child, team=cast.north).update(
        period=(date(2020, 1, 1), localdate())
    )

    page = as_worker(cast.robin).get("/").content.decode()

    assert "A record you cannot read" in page
    assert "Friday" not in page
    assert "ran away" not in page


def test_what_happened_is_news_to_who_sees_what_is_about_safety(cast):
    ash = cast.episode().children.get(preferred_name="Ash")
    support.record_happening(
        ash, kind=Happened.WENT_MISSING, on=localdate(), what="Out all night.", by=cast.kit
    )

    def news():
        found = my_day.changed(cast.robin.on(localdate()), localdate())
        return {change.child: change.count for change in found}[ash]

    with_it = news()
    Grant.objects.filter(data_group=DataGroup.SAFETY, role=Role.KEY_WORKER).delete()

    assert news() == with_it - 1


def seal_to_all_but(worker, child, by):
    close_record(
        child,
        kind=RestrictionKind.SEALED,
        because="A threat was made.",
        named=[worker],
        until=localdate() + timedelta(days=30),
        by=by,
    )


def test_task_that_a_key_worker_has_is_theirs_though_the_record_is_closed_to_me(cast, as_worker):
    ash = cast.episode().children.get(preferred_name="Ash")
    opened(cast, "Phone Dee", children=[ash])
    seal_to_all_but(cast.robin, ash, by=cast.kit)

    managers = as_worker(cast.kit).get("/").content.decode()
    key_workers = as_worker(cast.robin).get("/").content.decode()

    assert "A record you cannot read" not in managers
    assert "Phone Dee" in key_workers


def test_task_that_nobody_has_stays_though_the_record_is_closed_to_me(cast, as_worker):
    ash = cast.refer().children.get(preferred_name="Ash")
    opened(cast, "Phone school", children=[ash])
    seal_to_all_but(cast.robin, ash, by=cast.kit)

    page = as_worker(cast.kit).get("/").content.decode()

    assert "A record you cannot read" in page
    assert "Phone school" not in page


def test_what_i_did_myself_is_no_news(cast):
    episode = cast.episode()
    mine = Entry.objects.filter(kind="change", worker=cast.kit).count()

    changed = my_day.changed(cast.kit.on(localdate()), localdate())

    assert mine > 0
    assert changed == []
    assert episode.allocations.get().worker == cast.robin


def test_a_form_begun_is_offered_again(cast, as_worker):
    episode = cast.episode()
    path = reverse("support:write_visit", args=[episode.pk])
    as_worker(cast.robin).post(path, {"what_happened": "Half a sentence"})

    page = as_worker(cast.robin).get("/").content.decode()

    assert "A visit you began to write up" in page
    assert "Half a sentence" not in page


@pytest.mark.parametrize("who", ["robin", "kit", "lee", "morgan", "sam", "jo", "stranger"])
def test_page_opens_for_everybody_with_a_post(cast, as_worker, who):
    cast.episode()

    response = as_worker(getattr(cast, who)).get("/")

    assert response.status_code == 200


def test_queries_do_not_grow_with_what_waits(cast, django_assert_max_num_queries):
    cast.episode()
    for number in range(25):
        opened(cast, f"thing {number}", number % 3, worker=cast.robin)
    worker, today = cast.robin.on(localdate()), localdate()

    with django_assert_max_num_queries(8):
        my_day.my_day(worker, today)

    assert Task.objects.filter(worker=cast.robin).count() > 25
    assert not worker.has_role(Role.TEAM_MANAGER)
