"""A manager says that the team's work with a child has ended: when nothing is left to do, and never by itself."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.care.models import PeriodOfCare
from homeward.partnership.models import Worker
from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay
from homeward.people.models import Child
from homeward.referrals import actions as referrals
from homeward.referrals.models import Referral
from homeward.referrals.rules import Outcome
from homeward.sharing.actions import involve_team
from homeward.sharing.rules import may_end_work
from homeward.support import actions as support
from homeward.support.rules import Happened
from homeward.tasks.actions import finish_task, open_task
from homeward.tasks.models import Task
from homeward.trail.actions import content_of
from homeward.trail.models import Content, Entry
from homeward.web.actions import end_work
from tests.support.making import ended, in_days


WEST = 1
WHY = "Dee and Nan manage. School keeps an eye on Ash."


@pytest.fixture
def mo(cast) -> Worker:
    """Manages the council's West team."""
    return cast.join("Mo Managerly", cast.west, Role.TEAM_MANAGER, cast.founded.council)


def declined(cast) -> Referral:
    referral = cast.refer()
    referrals.screen_referral(
        referral, outcome=Outcome.FAMILY_DECLINED, reasons="Not now.", by=cast.kit
    )
    return referral


@pytest.fixture
def ash(cast) -> Child:
    """Referred by the West team, and the family did not want the help."""
    return declined(cast).children.get(preferred_name="Ash")


def sees(worker, child, days=1) -> bool:
    day = in_days(days)
    return Child.objects.visible_to(worker.on(day), day).filter(pk=child.pk).exists()


def finish_all(cast, child) -> None:
    for task in Task.objects.open().filter(children=child):
        finish_task(task, how="-", by=cast.sam if task.team == cast.west else cast.kit)


def page_of(child, team) -> str:
    return reverse("web:end_work", args=[child.pk, team.pk])


def manager(role=Role.TEAM_MANAGER, team=WEST):
    post = Post(team, "West team", 1, role, 1, "Council", OrganisationKind.COUNCIL)
    return WorkerOnDay(7, "Mo Managerly", (post,))


@pytest.mark.parametrize(
    ("worker", "works", "still", "said"),
    [
        (manager(), True, [], ""),
        (manager(), True, ["1 task", "a referral"], "end the work: 1 task; a referral"),
        (manager(), False, [], "does not work with the child"),
        (manager(Role.SOCIAL_WORKER), True, [], "manager says"),
        (manager(team=2), True, [], "manager says"),
    ],
)
def test_manager_ends_the_work_when_nothing_is_left_to_do(worker, works, still, said):
    answer = may_end_work(worker, WEST, works=works, still=still)

    assert bool(answer) is not bool(said)
    assert said in f"{answer.reason} {answer.instead}"
    assert "referral" not in answer.reason  # the trail keeps it, and names no referral for good


def test_team_whose_manager_ends_the_work_sees_until_midnight(cast, mo, ash):
    end_work(ash, cast.west, because=WHY, by=mo)

    told = Content.objects.get(entry__what__startswith="said that the team’s work", child_id=ash.pk)
    assert sees(cast.sam, ash, 0)
    assert not sees(cast.sam, ash)
    assert content_of(told)["reasons"] == WHY
    assert Entry.objects.filter(what="stopped working with the child", worker=mo).exists()
    assert "Nan" not in told.entry.because


def test_other_children_and_other_teams_go_on(cast, mo, ash):
    wren = Child.objects.get(given_name="Wren")
    involve_team(ash, cast.east, because="court", by=mo, on=localdate())

    end_work(ash, cast.west, because=WHY, by=mo)

    assert sees(cast.sam, wren)
    assert sees(cast.terry, ash)


def test_work_with_something_left_to_do_is_not_ended_and_nothing_is_written(cast, mo, ash):
    open_task(team=cast.west, children=[ash], what="Phone Dee", because="-", due=localdate(), by=mo)
    before = Entry.objects.count()

    with pytest.raises(Refused, match="left to do"):
        end_work(ash, cast.west, because=WHY, by=mo)

    assert sees(cast.sam, ash)
    assert Entry.objects.count() == before


def test_referral_that_goes_on_keeps_the_team_that_sent_it(cast, mo):
    referral = cast.refer()

    with pytest.raises(Refused, match="left to do") as no:
        end_work(referral.children.first(), cast.west, because=WHY, by=mo)

    assert f"referral {referral} goes on" in no.value.answer.instead


def test_help_that_ended_keeps_the_team_that_follows_up_and_no_other(cast, mo):
    ash = ended(cast).children.get(preferred_name="Ash")
    finish_all(cast, ash)

    with pytest.raises(Refused, match="left to do"):
        end_work(ash, cast.north, because=WHY, by=cast.kit)
    end_work(ash, cast.west, because=WHY, by=mo)

    assert not sees(cast.sam, ash)
    assert sees(cast.robin, ash)


def test_last_social_work_team_of_a_child_in_care_does_not_leave(cast, mo, ash):
    PeriodOfCare.objects.create(
        partnership=cast.partnership, child=ash, period=(in_days(-9), None), begins_with="S"
    )

    with pytest.raises(Refused, match="left to do") as no:
        end_work(ash, cast.west, because=WHY, by=mo)
    involve_team(ash, cast.east, because="moved to East", by=mo, on=localdate())
    end_work(ash, cast.west, because=WHY, by=mo)

    assert "no other social work team" in no.value.answer.instead
    assert not sees(cast.sam, ash)


def test_what_happens_later_goes_to_duty(cast, mo):
    episode = ended(cast)
    ash = episode.children.get(preferred_name="Ash")
    finish_all(cast, ash)
    end_work(ash, cast.west, because=WHY, by=mo)

    made = support.record_happening(
        ash,
        kind=Happened.WENT_MISSING,
        on=localdate(),
        what="Not home by ten.",
        episode=episode,
        by=cast.robin,
    )

    assert {task.team for task in made.tasks.all()} == {cast.founded.duty}
    assert ash.involvements.filter(team=cast.founded.duty).exists()


def test_manager_ends_the_work_from_the_childs_page(cast, as_worker, mo, ash):
    client = as_worker(mo)
    before = client.get(reverse("web:child", args=[ash.pk])).content.decode()

    page = client.get(page_of(ash, cast.west)).content.decode()
    after = client.post(page_of(ash, cast.west), {"because": WHY}, follow=True).content.decode()

    assert page_of(ash, cast.west) in before
    assert "Has the work of West team with Ash ended?" in page
    assert "West team sees Ash’s record until midnight" in after
    assert page_of(ash, cast.west) not in after
    assert not sees(cast.sam, ash)


def test_page_says_what_is_left_to_do_and_keeps_what_was_typed(cast, as_worker, mo):
    referral = cast.refer()
    child = referral.children.first()
    client = as_worker(mo)

    page = client.get(page_of(child, cast.west)).content.decode()
    refused = client.post(page_of(child, cast.west), {"because": WHY})

    assert f"referral {referral} goes on" in page
    assert refused.status_code == 403
    assert "School keeps an eye" in refused.content.decode()


def test_who_does_not_manage_the_team_is_told_who_does(cast, as_worker, ash):
    client = as_worker(cast.sam)

    assert "manager says" in client.get(page_of(ash, cast.west)).content.decode()
    assert "end-work" not in client.get(reverse("web:child", args=[ash.pk])).content.decode()


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_page_is_not_there_for_who_does_not_see_the_child(cast, as_worker, ash, who):
    assert as_worker(getattr(cast, who)).get(page_of(ash, cast.west)).status_code == 404


def test_page_of_a_team_that_is_not_ones_own_is_not_there(cast, as_worker, ash):
    assert as_worker(cast.sam).get(page_of(ash, cast.north)).status_code == 404
