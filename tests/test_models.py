"""Sweeps over every model: a new one joins by existing."""

import pytest
from django.apps import apps
from django.core.management import call_command


AREAS = {config.label for config in apps.get_app_configs() if config.name.startswith("homeward.")}
MODELS = [model for model in apps.get_models() if model._meta.app_label in AREAS]

# Not facts of one partnership, each with the reason.
WITHOUT_PARTNERSHIP = {
    "partnership.Partnership": "it is the partnership",
    "partnership.Worker": "a person may have posts in several partnerships; a Membership names its own",
    "drafts.Draft": "its writer's alone, not yet part of any record",
    "trail.ChildKey": "belongs to a child, which names its partnership",
    "trail.Content": "belongs to an entry, which names its partnership",
    "trail.Seal": "covers the whole installation",
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_fact_names_its_partnership(model):
    fields = {field.name for field in model._meta.get_fields()}

    assert ("partnership" in fields) is (model._meta.label not in WITHOUT_PARTNERSHIP)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_at_and_by_pair_is_held_together(model):
    """`x_at` that may be empty beside `x_by` that may be empty: a constraint says both or neither."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    pairs = [
        name.removesuffix("_at")
        for name, field in fields.items()
        if name.endswith("_at")
        and field.null
        and fields.get(name.removesuffix("_at") + "_by") is not None
    ]

    constraints = " ".join(str(constraint) for constraint in model._meta.constraints)

    for pair in pairs:
        assert f"{pair}_at" in constraints, (
            f"{model._meta.label}.{pair}_at has no constraint with {pair}_by"
        )
        assert f"{pair}_by" in constraints, (
            f"{model._meta.label}.{pair}_by has no constraint with {pair}_at"
        )


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
