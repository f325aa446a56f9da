"""Who in the family could help: written down once, judged by the council, told why, and kept to themselves."""

import pytest
from django.utils.timezone import localdate

from homeward.access.guard import Overtaken, Refused
from homeward.clocks.rules import working_days_after
from homeward.family import actions
from homeward.family.models import Ability, HelpGiven, Relative, Viability
from homeward.family.rules import Could
from homeward.people.models import Adult, Relationship
from homeward.referrals.actions import ReferredAdult, ReferredChild
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.actions import content_of
from homeward.trail.models import Content, Entry
from tests.family.making import ADDRESS, assessed, begun, in_days, nan, people


@pytest.fixture
def group(cast):
    return begun(cast)


def test_somebody_new_is_an_adult_around_the_children_they_belong_to(cast, group):
    wren = group.children.get(given_name="Wren")

    relative = nan(group, cast.robin, children=[wren])

    (belongs,) = Relationship.objects.filter(adult=relative.adult)
    kept = content_of(
        Content.objects.filter(entry__what="wrote down somebody of the family").first()
    )
    assert (belongs.child, belongs.kind, belongs.start) == (wren, "grandmother", localdate())
    assert people(group)["Nan Sampleton"].relation == "grandmother of Wren"
    assert people(group)["Dee Sampleton"].relation == "mother"
    assert kept["address"] == ADDRESS


def test_same_name_twice_and_nothing_they_could_do_are_refused_and_write_nothing(cast, group):
    nan(group, cast.robin)
    entries, adults = Entry.objects.count(), Adult.objects.count()

    with pytest.raises(Refused, match="in the family’s list already"):
        nan(group, cast.robin, name="nan  SAMPLETON")
    with pytest.raises(Refused, match="what they could do"):
        nan(group, cast.robin, name="Uncle Sampleton", could=[])
    with pytest.raises(Refused, match="another partnership"):
        nan(group, cast.stranger, name="Uncle Sampleton")

    assert (Entry.objects.count(), Adult.objects.count()) == (entries, adults)


def test_what_they_said_last_holds_and_what_they_said_before_stays(cast, group):
    relative = nan(group, cast.robin)

    actions.say_could(relative, could=[Could.CARE], words="For good.", on=localdate(), by=cast.sam)

    assert people(group)["Nan Sampleton"].ability.could == [Could.CARE]
    assert Ability.objects.filter(relative=relative).count() == 2


def test_how_they_are_reached_is_changed_on_their_own_record(cast, group):
    relative = nan(group, cast.robin)

    seen = relative.reached_as

    actions.change_reach(
        relative, phone="01632 960977", safe_contact="", address="Elsewhere", seen=seen, by=cast.sam
    )
    with pytest.raises(Overtaken):
        actions.change_reach(
            relative, phone="-", safe_contact="", address="", seen=seen, by=cast.robin
        )

    again = Relative.objects.get(pk=relative.pk)
    assert (again.adult.phone, again.address) == ("01632 960977", "Elsewhere")
    assert Entry.objects.filter(what="changed how somebody of the family is reached").exists()


def test_council_assesses_and_the_person_is_to_be_told_within_days(cast, group):
    relative = nan(group, cast.robin)
    entries = Entry.objects.count()

    with pytest.raises(Refused, match="officer of the council"):
        assessed(relative, cast.robin)
    with pytest.raises(Refused, match="still to come"):
        assessed(relative, cast.sam, on=in_days(1))
    assert not Viability.objects.exists()
    assert Entry.objects.count() == entries
    viability = assessed(relative, cast.sam)

    task = Task.objects.open().get(doing=Doing.TELL_RELATIVE, subject_id=viability.pk)
    assert task.due == working_days_after(localdate(), 5)
    assert "Nan" not in f"{task.what} {task.because}"


def test_who_was_told_why_is_told_once_and_the_task_goes(cast, group):
    viability = assessed(nan(group, cast.robin), cast.sam)

    with pytest.raises(Refused, match="it was assessed on"):
        actions.tell_relative(viability, on=in_days(-1), how="-", by=cast.sam)
    actions.tell_relative(viability, on=localdate(), how="At her table.", by=cast.robin)
    with pytest.raises(Refused, match="they were told on"):
        actions.tell_relative(viability, on=localdate(), how="Again.", by=cast.sam)

    viability.refresh_from_db()
    assert (viability.told_by, viability.told_how) == (cast.robin, "At her table.")
    assert not Task.objects.open().filter(doing=Doing.TELL_RELATIVE).exists()


def test_help_is_kept_and_not_of_a_day_to_come(cast, group):
    relative = nan(group, cast.robin)

    with pytest.raises(Refused):
        actions.give_help(relative, on=in_days(1), what="A bed.", who="Sam", by=cast.sam)
    actions.give_help(relative, on=localdate(), what="A bed.", who="Sam", by=cast.sam)

    assert HelpGiven.objects.get().what == "A bed."


def test_brother_born_since_is_taken_in_with_whom_the_record_knows_around_him(cast, group):
    pip = ReferredChild("Pip", "Sampleton", in_days(-30), not_asked_because="A baby")
    dad = ReferredAdult("Rob Sampleton", "father", parental_responsibility=True)
    child = cast.refer(children=[pip], adults=[dad]).children.get()

    actions.take_in_child(group, child, by=cast.sam)

    with pytest.raises(Refused, match="the family of one of them is asked already"):
        actions.take_in_child(group, child, by=cast.sam)
    assert people(group)["Rob Sampleton"].relation == "father of Pip"
    assert group.children.count() == 3
