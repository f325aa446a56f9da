"""The job of the night on which a line of the register begins that was written before."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from homeward.partnership.actions import change_register
from homeward.partnership.rules import Function, OrganisationKind, Role
from homeward.sharing.models import Involvement
from homeward.trail.models import Entry
from tests.support.making import sent


JOB = "homeward.support.tasks.show_to_deciders"


@pytest.fixture
def director(cast):
    return cast.join("Dana Highover", cast.east, Role.DIRECTOR, cast.founded.council)


def at_night() -> None:
    jobs = {name: found.task for (name, _), found in app.periodic_registry.periodic_tasks.items()}
    jobs[JOB](timestamp=0)


def from_tomorrow_the_director_decides(cast) -> None:
    change_register(
        cast.partnership,
        function=Function.STAY_AT_HOME,
        performed_by=OrganisationKind.CHARITY,
        decides_role=Role.DIRECTOR,
        decides_kind=OrganisationKind.COUNCIL,
        from_day=localdate() + timedelta(days=1),
        decided_under="Cabinet, minute 7",
        supervised_by=cast.sam,
        by=cast.morgan,
    )


@pytest.mark.parametrize("nights", [1, 3])
def test_new_deciders_see_what_waits_from_the_day_their_line_begins(
    cast, as_worker, director, nights
):
    decision = sent(cast, cast.episode())
    from_tomorrow_the_director_decides(cast)
    address = reverse("support:sign", args=[decision.pk])

    at_night()

    before = as_worker(director).get(address).status_code
    with time_machine.travel(now() + timedelta(days=nights)):  # 3: on two of them no job ran
        at_night()
        after = as_worker(director).get(address)
    assert (before, after.status_code) == (404, 200)
    told = Entry.objects.filter(what="began working with the child", worker=None)
    assert told.count() == decision.children.count()


def test_second_run_changes_nothing(cast, director):
    decision = sent(cast, cast.episode())
    from_tomorrow_the_director_decides(cast)

    with time_machine.travel(now() + timedelta(days=1)):
        at_night()
        once = (Involvement.objects.count(), Entry.objects.count())
        at_night()

    assert (Involvement.objects.count(), Entry.objects.count()) == once
    assert Involvement.objects.filter(child__in=decision.children.all(), team=cast.east).exists()
