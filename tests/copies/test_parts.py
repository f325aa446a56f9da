"""No area is forgotten, and no field with words in it."""

import pytest
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, JSONField, TextField

from homeward.copies.parts import left_out, parts
from tools.reference.personal import personal_classes


PERSONAL = {label for label, why in personal_classes().items() if why.startswith("Personal")}
WORDS = (CharField, TextField, JSONField, ArrayField)


def test_every_table_with_what_is_personal_is_in_the_copy_or_left_out_for_a_reason():
    copied, left = [part.label for part in parts()], left_out()

    assert set(copied) | set(left) == PERSONAL
    assert not set(copied) & set(left)
    assert len(copied) == len(set(copied))
    assert all(why.strip() for why in left.values())


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.label)
def test_every_field_with_words_is_printed_or_left_out_for_a_reason(part):
    fields = {f.name for f in part.table._meta.concrete_fields if isinstance(f, WORDS)}

    assert fields <= {*part.says, *part.leaves}
    assert not set(part.says) & set(part.leaves)
    assert set(part.leaves) <= fields
    assert all(why.strip() for why in part.leaves.values())


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.label)
def test_every_path_of_a_part_leads_somewhere(part):
    for path in [*part.says, *filter(None, [part.of, part.on, part.by, part.at])]:
        assert leads(part.table, path), path


def leads(model, path: str) -> bool:
    for name in path.split("__"):
        try:
            model = model._meta.get_field(name).related_model
        except FieldDoesNotExist:
            return hasattr(model, name)
    return True


@pytest.mark.parametrize("part", [p for p in parts() if p.of != "id"], ids=lambda part: part.label)
def test_what_is_about_several_is_known_to_be(part):
    """Whether a row can have two children: by whether the way to them goes through a table of pairs."""
    model, through_pairs = part.table, False
    for name in part.of.split("__"):
        field = model._meta.get_field(name)
        through_pairs |= field.one_to_many or field.many_to_many
        model = field.related_model

    assert part.several is bool(through_pairs)
