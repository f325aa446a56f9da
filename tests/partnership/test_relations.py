"""To whom a worker answers: three separate relations, each one at a time and by date."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.partnership.actions.relations import change_contact, set_relation
from homeward.partnership.models import Relation
from homeward.partnership.rules import Role
from homeward.partnership.rules.relations import RelationKind
from homeward.trail.models import Entry


LINE, PRACTICE, FAMILIES = RelationKind


def days(number: int):
    return localdate() + timedelta(days=number)


def say(cast, worker, kind, other, by, from_day=None):
    return set_relation(
        worker,
        partnership=cast.partnership,
        kind=kind,
        other=other,
        from_day=from_day or localdate(),
        by=by,
    )


def who(worker, kind, day):
    line = Relation.objects.filter(worker=worker, kind=kind, period__contains=day).first()
    return line.other if line else None


def test_three_relations_stand_beside_each_other_across_employers(cast):
    """Alex of the council works in a team that the charity manages."""
    say(cast, cast.alex, LINE, cast.morgan, cast.morgan)
    say(cast, cast.alex, PRACTICE, cast.kit, cast.kit)
    say(cast, cast.alex, FAMILIES, cast.kit, cast.kit)

    assert [who(cast.alex, kind, localdate()) for kind in RelationKind] == [
        cast.morgan,
        cast.kit,
        cast.kit,
    ]
    assert Entry.objects.filter(what="said who is the line manager of a worker").exists()


def test_change_ends_the_line_before_and_leaves_the_past(cast):
    say(cast, cast.alex, PRACTICE, cast.kit, cast.kit)

    say(cast, cast.alex, PRACTICE, cast.lee, cast.kit, days(10))
    say(cast, cast.alex, PRACTICE, None, cast.kit, days(20))

    assert who(cast.alex, PRACTICE, days(9)) == cast.kit
    assert who(cast.alex, PRACTICE, days(10)) == cast.lee
    assert who(cast.alex, PRACTICE, days(20)) is None


def test_slip_is_put_right_the_same_day(cast):
    say(cast, cast.alex, PRACTICE, cast.robin, cast.kit)

    say(cast, cast.alex, PRACTICE, cast.kit, cast.kit)

    assert Relation.objects.get(worker=cast.alex, kind=PRACTICE).other == cast.kit


@pytest.mark.parametrize(
    ("worker", "kind", "other", "by", "after", "says"),
    [
        ("alex", LINE, "kit", "morgan", 0, "works for another organisation"),
        ("alex", LINE, "morgan", "kit", 0, "managers of their own employer"),
        ("robin", FAMILIES, "alex", "kit", 0, "manages no team"),
        ("robin", PRACTICE, "robin", "kit", 0, "cannot be their own practice supervisor"),
        ("robin", PRACTICE, "stranger", "kit", 0, "has no post here on that day"),
        ("kit", PRACTICE, "lee", "kit", 0, "nobody chooses to whom they themselves answer"),
        ("robin", PRACTICE, "lee", "alex", 0, "says to whom they answer"),
        ("robin", PRACTICE, "lee", "stranger", 0, "says to whom they answer"),
        ("robin", PRACTICE, "lee", "kit", -1, "begin in the past"),
        ("robin", PRACTICE, None, "kit", 0, "nobody is named for that day"),
    ],
)
def test_relation_that_cannot_be_is_refused_and_nothing_is_written(
    cast, worker, kind, other, by, after, says
):
    told = Entry.objects.count()

    with pytest.raises(Refused, match=says):
        say(
            cast,
            getattr(cast, worker),
            kind,
            getattr(cast, other) if other else None,
            getattr(cast, by),
            days(after),
        )

    assert not Relation.objects.exists()
    assert Entry.objects.count() == told


def test_no_two_are_above_each_other_also_not_through_a_third_or_later(cast):
    council = cast.founded.council
    dana = cast.join("Dana Mockford", cast.leadership, Role.HEAD_OF_SERVICE, council)
    say(cast, cast.lee, LINE, cast.alex, cast.morgan, days(30))
    say(cast, cast.morgan, LINE, cast.lee, dana)

    with pytest.raises(Refused, match="line manager"):
        say(cast, cast.alex, LINE, cast.morgan, dana)

    assert who(cast.alex, LINE, days(40)) is None


def test_two_of_one_kind_at_once_are_refused_by_the_database(cast):
    say(cast, cast.alex, PRACTICE, cast.kit, cast.kit)

    with pytest.raises(IntegrityError, match="one_practice_supervisor"), transaction.atomic():
        Relation.objects.create(
            partnership=cast.partnership,
            worker=cast.alex,
            kind=PRACTICE,
            other=cast.lee,
            set_by=cast.kit,
            period=(days(5), None),
        )


def test_one_says_oneself_how_one_is_reached_and_nobody_elses(cast):
    said = {"partnership": cast.partnership, "phone": "01632 960180", "days": "Mondays"}

    change_contact(cast.robin, **said, by=cast.robin)

    cast.robin.refresh_from_db()
    assert (cast.robin.phone, cast.robin.days) == ("01632 960180", "Mondays")
    with pytest.raises(Refused, match="entered by the worker themself"):
        change_contact(cast.robin, **said | {"days": "never"}, by=cast.alex)
    cast.robin.refresh_from_db()
    assert cast.robin.days == "Mondays"
