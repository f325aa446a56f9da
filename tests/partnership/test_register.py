"""Changing the register: new lines with dates; what held stays as it was."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.partnership.actions import change_register
from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function, OrganisationKind, Role
from homeward.trail.models import Entry


def change(cast, **changes):
    given = {
        "function": Function.ACCOMMODATE,
        "performed_by": OrganisationKind.CHARITY,
        "decides_role": Role.DIRECTOR,
        "decides_kind": OrganisationKind.COUNCIL,
        "from_day": localdate(),
        "decided_under": "Cabinet, minute 7",
        "supervised_by": cast.sam,
        "by": cast.morgan,
    }
    return change_register(cast.partnership, **given | changes)


def holding(cast, day, function=Function.ACCOMMODATE):
    return Arrangement.objects.in_force(cast.partnership.pk, function, day)


def test_new_line_holds_from_its_day_and_the_old_one_until_then(cast):
    before = holding(cast, localdate())

    line = change(cast)

    yesterday = localdate() - timedelta(days=1)
    assert holding(cast, localdate()) == line
    assert holding(cast, yesterday) == before
    assert (line.decides_role, line.supervised_by) == (Role.DIRECTOR, cast.sam)
    assert Entry.objects.filter(what="added a line to the register", worker=cast.morgan).exists()
    assert Entry.objects.filter(what="ended a line of the register", worker=cast.morgan).exists()


def test_line_from_a_later_day_changes_nothing_today(cast):
    before = holding(cast, localdate())

    change(cast, from_day=localdate() + timedelta(days=30))

    assert holding(cast, localdate()).pk == before.pk


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"from_day": date(2025, 1, 1)}, "begin in the past"),
        ({"supervised_by": None}, "nobody is named who supervises"),
        ({"supervised_by": "alex"}, "registered as a social worker"),
        ({"decides_kind": OrganisationKind.CHARITY}, "stays with the council"),
        (
            {
                "function": Function.CHAIR_REVIEW,
                "decides_role": Role.REVIEWING_OFFICER,
            },
            "reviewing-officer functions can never be arranged to a charity",
        ),
    ],
)
def test_line_that_cannot_be_is_refused_and_nothing_is_written(cast, changes, says):
    before = list(Arrangement.objects.values_list("pk", "period"))
    if changes.get("supervised_by") == "alex":  # of whom nobody has looked up a registration
        changes = {"supervised_by": cast.alex}

    with pytest.raises(Refused, match=says):
        change(cast, **changes)

    assert list(Arrangement.objects.values_list("pk", "period")) == before


@pytest.mark.parametrize("who", ["kit", "robin", "lee", "jo", "stranger"])
def test_only_the_councils_head_of_service_or_director_delegates(cast, who):
    with pytest.raises(Refused, match="head of service or director"):
        change(cast, by=getattr(cast, who))


def test_second_line_from_the_same_day_is_refused(cast):
    change(cast)

    with pytest.raises(Refused, match="Choose a later day|begins on"):
        change(cast)


def test_database_refuses_what_the_rule_refuses(cast):
    """Reviewing stays with the council, whoever writes the row."""
    line = holding(cast, localdate(), Function.CHAIR_REVIEW)
    line.performed_by_kind = OrganisationKind.CHARITY

    with (
        pytest.raises(IntegrityError, match="reviewing_never_arranged_to_a_charity"),
        transaction.atomic(),
    ):
        line.save()
