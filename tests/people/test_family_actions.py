"""Writing down who belongs to a family: by whoever sees the child, in the trail, and refused writes nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.people import actions
from homeward.people.models import Adult, FamilyTie, Relationship
from homeward.people.rules import How, Over, TieKind
from homeward.trail.actions import contents_of
from homeward.trail.models import Entry
from tests.people.making import closed_to_robin, partners, said, sampletons


@pytest.fixture
def family(cast):
    return sampletons(cast)


def entries(what):
    return list(Entry.objects.filter(what=what).order_by("-pk"))


def test_entering_an_adult_is_in_the_trail_without_their_name(cast, family):
    made = actions.add_relative(family.ash, said("Bo Fakerley", "uncle"), by=cast.alex)

    entry = entries("entered somebody of the family")[0]
    assert (entry.worker, entry.child_ids) == (cast.alex, [family.ash.pk])
    assert "Bo" not in entry.what + entry.because
    assert contents_of([entry], family.ash.pk)[entry.pk]["what"] == "Bo Fakerley: uncle"
    assert made.holds_on(localdate())


@pytest.mark.parametrize(
    "act",
    [
        lambda cast, f: actions.add_relative(f.ash, said("Bo", "uncle"), by=cast.terry),
        lambda cast, f: actions.change_relative(f.nan, said("Bo", "uncle"), by=cast.terry),
        lambda cast, f: actions.end_relative(f.nan, on=localdate(), by=cast.terry),
        lambda cast, f: actions.tie(
            f.ash, TieKind.PARTNERS, f.dee.adult, f.nan.adult, by=cast.terry
        ),
        lambda cast, f: actions.untie(f.ash, f.over_dee, by=cast.terry),
        lambda cast, f: actions.add_relative(
            f.ash, said(born=localdate() + timedelta(days=1)), by=cast.robin
        ),
        lambda cast, f: actions.add_relative(
            f.ash, said("Dee", "mother"), adult=f.dee.adult, by=cast.robin
        ),
        lambda cast, f: actions.change_relative(
            f.dee, said("Dee", "mother", born=date(2014, 1, 1)), by=cast.robin
        ),
        lambda cast, f: actions.end_relative(
            f.nan, on=localdate() + timedelta(days=1), by=cast.robin
        ),
        lambda cast, f: actions.tie(f.ash, TieKind.PARENT, f.nan.adult, f.dee.adult, by=cast.robin),
        lambda cast, f: actions.tie(
            f.ash, TieKind.PARTNERS, f.dee.adult, f.ray.adult, by=cast.robin
        ),
    ],
)
def test_refused_writes_nothing(cast, family, act):
    def held():
        return [
            list(model.objects.order_by("pk").values())
            for model in (Adult, Relationship, FamilyTie, Entry)
        ]

    before = held()

    with pytest.raises(Refused):
        act(cast, family)

    assert held() == before


def test_adult_of_a_sister_is_entered_once_and_keeps_what_is_known(cast, family):
    made = actions.add_relative(
        family.ash, said("Ray Fakerley", "stepfather"), adult=family.ray.adult, by=cast.robin
    )

    assert made.adult_id == family.ray.adult_id
    assert Adult.objects.filter(name="Ray Fakerley").count() == 1


def test_what_is_said_anew_of_an_adult_stands_in_the_record_of_each_child_one_sees(cast, family):
    change = said("Dee Newname", "mother", born=date(1990, 3, 3))

    actions.change_relative(family.dee, change, by=cast.robin)

    told = entries("wrote about somebody of the family")
    assert [entry.child_ids for entry in told] == [[family.ash.pk], [family.wren.pk]] or [
        entry.child_ids for entry in told
    ] == [[family.wren.pk], [family.ash.pk]]
    assert Adult.objects.get(pk=family.dee.adult_id).name == "Dee Newname"


def test_of_a_closed_sister_nothing_is_written(cast, family):
    closed_to_robin(cast, family.wren)

    actions.change_relative(family.dee, said("Dee Newname", "mother"), by=cast.robin)

    (entry,) = entries("wrote about somebody of the family")
    assert entry.child_ids == [family.ash.pk]


def test_who_is_no_longer_around_stays_in_the_record(cast, family):
    yesterday = localdate() - timedelta(days=1)
    Relationship.objects.filter(pk=family.nan.pk).update(period=(date(2020, 1, 1), None))

    actions.end_relative(family.nan, on=yesterday, by=cast.robin)

    ended = Relationship.objects.get(pk=family.nan.pk)
    assert ended.end == localdate()
    assert entries("wrote that somebody is no longer around the child")[0].on == yesterday


def test_partners_who_part_stay_and_how_it_ended_is_kept(cast, family):
    ray = actions.add_relative(
        family.ash, said("Ray Fakerley", "stepfather"), adult=family.ray.adult, by=cast.robin
    )
    made = partners(cast, family.ash, family.dee.adult, ray.adult)

    changed = actions.change_tie(
        family.ash,
        made,
        how=How.MARRIED,
        over=Over.DIVORCED,
        since=date(2015, 6, 6),
        over_since=date(2020, 1, 2),
        by=cast.kit,
    )

    assert changed.said == (
        "Dee Sampleton and Ray Fakerley: married or civil partners, since 6 June 2015; "
        "they divorced on 2 January 2020"
    )
    assert entries("wrote anew how two of the family belong together")[0].worker == cast.kit


def test_what_was_wrong_is_taken_out_and_that_it_was_there_is_in_the_trail(cast, family):
    actions.untie(family.ash, family.over_dee, by=cast.robin)

    entry = entries("took out how two of the family belong together")[0]
    assert not FamilyTie.objects.exists()
    assert contents_of([entry], family.ash.pk)[entry.pk]["what"] == (
        "Nan Sampleton is a parent of Dee Sampleton"
    )


def test_tie_of_another_family_is_not_there(cast, family):
    with pytest.raises(Refused):
        actions.untie(family.wren, family.over_dee, by=cast.robin)

    assert FamilyTie.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "partners", "how": ""},
        {"kind": "parent", "how": "", "over": "divorced"},
        {"kind": "partners", "how": "married", "same": True},
        {
            "kind": "partners",
            "how": "married",
            "since": date(2020, 1, 1),
            "over_since": date(2019, 1, 1),
        },
    ],
)
def test_database_holds_no_tie_that_cannot_be(cast, family, fields):
    held = dict(fields)
    other = family.dee.adult if held.pop("same", False) else family.nan.adult

    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyTie.objects.create(
            partnership=cast.partnership,
            one=family.dee.adult,
            other=other,
            recorded_by=cast.robin,
            **held,
        )
