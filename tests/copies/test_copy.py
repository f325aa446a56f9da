"""The copy holds all that is one child's, and no line of another's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import CharField, TextField
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from homeward.copies.parts import parts
from homeward.copies.queries import childs_file
from homeward.copies.rules.parting import LEFT_OUT
from homeward.people.models import Child
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.support import actions as support
from homeward.support.models import Visit, VisitChild
from homeward.support.rules import Happened
from tests.copies.reading import copy_for
from tests.samples import samples_for


def of(given_name):
    return Child.objects.get(given_name=given_name)


def marked(part) -> list[str]:
    """Of a table the fields that anybody can write words into, and that are printed."""
    chosen = {field.name for field in part.table._meta.concrete_fields if field.choices}
    return [
        field.name
        for field in part.table._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and field.name not in chosen
        and (field.max_length or 999) >= 40
        and field.name not in part.leaves
    ]


def mark(part, rows, word: str) -> dict[str, str]:
    """A word of its own into every field of these rows that holds words already. Gives what must be printed."""
    printed = {}
    for name in marked(part):
        said = f"{word}{part.label.split('.')[1]}{name}".replace("_", "")[:40]
        if rows.exclude(**{name: ""}).update(**{name: said}) and name in part.says:
            printed[f"{part.label}.{name}"] = said
    return printed


def rows_of(part, mine: Child, others: Child):
    """Those about one child alone, and those about both."""
    table = part.table._default_manager
    mine_too, theirs = (
        {*table.filter(**{part.of: one.pk}).values_list("pk", flat=True)} for one in (mine, others)
    )
    return table.filter(pk__in=mine_too - theirs), table.filter(pk__in=mine_too & theirs)


@pytest.fixture
def everything(cast):
    """One record of each kind: some Ash's alone, some of Ash and Wren."""
    samples_for(cast)
    return of("Ashley"), of("Wren")


def test_nothing_of_one_child_alone_is_in_the_copy_of_the_other(cast, everything):
    ash, wren = everything
    ashs_alone, of_both = {}, {}
    for part in [part for part in parts() if part.of != "id"]:
        alone, both = rows_of(part, ash, wren)
        ashs_alone |= mark(part, alone, "alone")
        of_both |= mark(part, both, "both")

    ashs, wrens = copy_for(ash, cast.kit), copy_for(wren, cast.kit)

    assert len(ashs_alone) > 40
    assert len(of_both) > 20
    assert "alone" not in wrens.replace("About you alone", "")
    assert {name for name, said in ashs_alone.items() if said not in ashs} == set()
    assert {name for name, said in of_both.items() if said not in ashs} == set()


def test_when_every_text_is_one_childs_the_other_has_no_line(cast, everything):
    """As before, with Wren taken out of whatever was about both."""
    ash, wren = everything
    for part in [part for part in parts() if part.several]:
        path = part.of.rsplit("__", 1)[0] if part.of != "children" else ""
        if path == "about":
            part.table._meta.get_field("about").related_model.objects.filter(child=wren).delete()
        elif part.of == "children":
            part.table.children.through.objects.filter(child=wren).delete()
    printed = {}
    for part in [part for part in parts() if part.of != "id"]:
        printed |= mark(part, rows_of(part, ash, wren)[0], "alone")

    ashs, wrens = copy_for(ash, cast.kit), copy_for(wren, cast.kit)

    assert len(printed) > 60
    assert "alone" not in wrens
    assert {name for name, said in printed.items() if said not in ashs} == set()


def test_text_of_both_names_neither_to_the_other(cast):
    episode = cast.episode()
    ash, wren = of("Ashley"), of("Wren")
    visit = Visit.objects.create(
        partnership=cast.partnership,
        episode=episode,
        on=localdate(),
        where="Home",
        who_was_there="Ash, Wren and Dee",
        what_happened="Dee cooked. Wren was sick. Ash read to Wren.",
        what_next="",
        written_by=cast.robin,
    )
    for child, words in ((ash, "Wren hit me."), (wren, "I hid.")):
        VisitChild.objects.create(
            partnership=cast.partnership, visit=visit, child=child, seen="alone", words=words
        )

    ashs, wrens = copy_for(ash, cast.kit), copy_for(wren, cast.kit)

    assert (
        "Dee cooked. [A sentence about somebody else is left out here.] Ash read to [a brother or sister]."
        in ashs
    )
    assert "Dee cooked. Wren was sick. [a brother or sister] read to Wren." in wrens
    assert "Wren hit me." in ashs  # a child's own words stand as they were said
    assert "Wren hit me." not in wrens
    assert "I hid." in wrens
    assert "I hid." not in ashs


def test_event_that_both_went_through_is_told_to_each_apart(cast):
    episode = cast.episode()
    ash, wren = of("Ashley"), of("Wren")
    support.record_event(
        [ash, wren],
        kind=Happened.WENT_MISSING,
        on=localdate(),
        what="Wren took the money. Ash followed Wren.",
        episode=episode,
        by=cast.robin,
    )
    support.record_event(
        [ash],
        kind=Happened.FOUND,
        on=localdate(),
        what="Wren told us where.",
        episode=episode,
        by=cast.robin,
    )

    ashs, wrens = copy_for(ash, cast.kit), copy_for(wren, cast.kit)

    assert f"{LEFT_OUT} Ash followed [a brother or sister]." in ashs
    assert "Wren told us where." in ashs  # of Ash alone, and so as it was written
    assert "Wren took the money. [a brother or sister] followed Wren." in wrens
    assert "told us where" not in wrens


def test_how_to_reach_adults_is_in_no_copy(cast):
    cast.episode()

    ashs = copy_for(of("Ashley"), cast.kit)

    assert "Dee Sampleton" in ashs
    assert "01632 960155" not in ashs
    assert "Phone before six" not in ashs


def test_what_is_of_a_sealed_sibling_too_is_left_out_for_whom_it_is_sealed(cast):
    cast.episode()
    ash, wren = of("Ashley"), of("Wren")
    words = "I want to stay at mum’s."  # in a referral of both
    support.record_happening(
        ash, kind=Happened.HURT, on=localdate(), what="Ash fell.", episode=None, by=cast.robin
    )
    before = copy_for(ash, cast.kit)
    sharing.close_record(
        wren,
        kind=RestrictionKind.SEALED,
        because="A threat was made.",
        named=[cast.sam],
        until=localdate() + timedelta(days=30),
        by=cast.kit,
    )

    after = copy_for(ash, cast.kit)

    assert "The rows are worse since August." in before
    assert words in before
    assert "The rows are worse since August." not in after
    assert words not in after
    assert "Ash fell." in after


def test_statements_do_not_grow_with_what_is_in_the_file(cast, django_assert_max_num_queries):
    episode = cast.episode()
    ash = of("Ashley")

    def visits(number):
        for _ in range(number):
            visit = Visit.objects.create(
                partnership=cast.partnership, episode=episode, on=localdate(), written_by=cast.robin
            )
            VisitChild.objects.create(
                partnership=cast.partnership, visit=visit, child=ash, seen="alone", words="Hello."
            )

    visits(1)
    with CaptureQueriesContext(connection) as few:
        copy_for(ash, cast.kit)
    visits(20)

    with django_assert_max_num_queries(len(few)):
        copy_for(ash, cast.kit)


def test_years_are_in_the_order_of_a_life(cast):
    cast.episode()
    file = childs_file(of("Ashley"), cast.kit.on(localdate()), localdate())

    days = [told.on for year in file.years for told in year.told]
    assert days == sorted(days)
    assert [year.age for year in file.years] == [year.year - 2013 for year in file.years]
