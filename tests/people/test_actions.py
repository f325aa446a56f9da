"""Entering a child: one child, one record, which learns and never forgets."""

from datetime import date

import pytest

from homeward.access.guard import Refused
from homeward.people.actions import enter_child, write_about
from homeward.people.models import Child
from homeward.trail.models import Entry


def entered(cast, **details):
    return enter_child(
        partnership_id=cast.partnership.pk,
        given_name="Fern",
        family_name="Sampleton",
        born=date(2014, 3, 2),
        by=cast.sam,
        **details,
    )


def test_same_name_and_birth_is_the_same_child(cast):
    first = entered(cast)

    again = entered(cast)

    assert again == first


def test_record_learns_what_it_did_not_know_and_says_so(cast):
    entered(cast, sex="U")

    entered(cast, sex="F", preferred_name="Fernie")

    child = Child.objects.get(given_name="Fern")
    assert (child.sex, child.preferred_name) == ("F", "Fernie")
    assert Entry.objects.filter(what="learned more about the child").count() == 1


def test_what_the_record_knows_is_not_overwritten_by_a_referral(cast):
    entered(cast, sex="F", preferred_name="Fernie")

    entered(cast, sex="M", preferred_name="")

    child = Child.objects.get(given_name="Fern")
    assert (child.sex, child.preferred_name) == ("F", "Fernie")
    assert not Entry.objects.filter(what="learned more about the child").exists()


def test_writing_about_a_child_tells_only_what_changed(cast):
    child = cast.episode().children.get(preferred_name="Ash")

    write_about(child, {"pronouns": "they", "language": ""}, other_name="Ash Fakerley", by=cast.sam)
    write_about(child, {"pronouns": "they"}, other_name="ash fakerley", by=cast.sam)

    entries = Entry.objects.filter(what="wrote about the child")
    assert entries.count() == 1
    assert set(entries.get().digests) == {"pronouns", "other_name"}
    assert child.other_names.count() == 1


def test_writing_about_a_child_of_no_team_of_mine_is_refused_and_writes_nothing(cast):
    child = cast.episode().children.get(preferred_name="Ash")

    with pytest.raises(Refused, match="no team of yours"):
        write_about(child, {"pronouns": "they"}, by=cast.terry)

    child.refresh_from_db()
    assert child.pronouns == ""
    assert not Entry.objects.filter(what="wrote about the child").exists()
