"""Sweeps over every model and every action: a new one joins by existing."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import CheckConstraint
from django.utils.timezone import now

from homeward.clocks.rules import Duty
from homeward.partnership.rules import Function


AREAS = {config.label for config in apps.get_app_configs() if config.name.startswith("homeward.")}
MODELS = [model for model in apps.get_models() if model._meta.app_label in AREAS]

# Not facts of one partnership, each with the reason.
WITHOUT_PARTNERSHIP = {
    "partnership.Partnership": "it is the partnership",
    "partnership.Worker": "a person may have posts in several partnerships; a Membership names its own",
    "drafts.Draft": "its writer's alone, not yet part of any record",
    "drafts.Sending": "its writer's alone: that a form was taken",
    "drafts.UsualFilter": "how a worker looks at a list: nothing of a record",
    "trail.ChildKey": "belongs to a child, which names its partnership",
    "trail.Content": "belongs to an entry, which names its partnership",
    "trail.Seal": "covers the whole installation",
    "trail.Check": "one trail for the installation",
    "trail.Outside": "one trail for the installation",
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_fact_names_its_partnership(model):
    fields = {field.name: field for field in model._meta.get_fields()}

    assert ("partnership" in fields) is (model._meta.label not in WITHOUT_PARTNERSHIP)
    if "partnership" in fields and model._meta.label != "trail.Entry":
        # A refused sign-in is in the trail too, and belongs to no partnership: only an entry may lack one.
        assert not fields["partnership"].null


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_at_and_by_pair_is_held_together(model):
    """`x_at` that may be empty beside `x_by` that may be empty: half a pair is refused by the database."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    pairs = [
        (name, fields[f"{name[:-3]}_by"].attname)
        for name, field in fields.items()
        if name.endswith("_at") and field.null and f"{name[:-3]}_by" in fields
    ]

    for at, by in pairs:
        assert not refused(model, {}, at), f"{model._meta.label} refuses neither {at} nor {by}"
        assert refused(model, {at: now()}, at), f"{model._meta.label} takes {at} without {by}"
        assert refused(model, {by: 1}, at), f"{model._meta.label} takes {by} without {at}"


def refused(model, held: dict, about: str) -> bool:
    """Whether a constraint of the model about this field refuses a row that holds this and nothing else."""
    row = model(**held)
    for constraint in model._meta.constraints:
        if (
            isinstance(constraint, CheckConstraint)
            and about in constraint.condition.referenced_base_fields
        ):
            try:
                constraint.validate(model, row)
            except ValidationError:
                return True
    return False


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# How Django writes, how an action tells the trail, and how it asks whether it may.
WRITES = {"create", "save", "delete", "update", "bulk_create", "bulk_update"} | {
    "get_or_create",
    "update_or_create",
    "put_into_files",
    "destroy",
}
TELLS = {"record", "record_many", "follow_on"}
ASKS = {"require", "follow_on"}

# Actions that write and say nothing, each with the reason.
UNTOLD = {
    "referrals.save_section": "a draft is its writer's own and in no record yet",
    "referrals.save_person": "a draft is its writer's own and in no record yet",
    "referrals.remove_person": "a draft is its writer's own and in no record yet",
    "referrals.send_draft": "the draft goes; the referral that it becomes tells",
    "support.prepare_safety_decision": "it ties the decision to the family; preparing the decision tells",
    "care.write_care": "the import that calls it tells, child by child",
    "letters.issue_letter": "keeping the letter as a file tells",
}
# Actions that write and ask no rule, each with the reason.
UNASKED = {
    "family.show_to_gateway_deciders": "those are let see who may decide what was asked",
    "care.write_care": "the import that calls it asks",
    "tasks.open_task": "a task follows from an act that asked",
    "sharing.involve_team_with_many": "a team is involved by an act that asked",
    "sharing.name_worker": "a worker is named by an act that asked",
    "sharing.end_naming": "a worker is let go by an act that asked",
    "sharing.end_involvement": "a team is let go by an act that asked",
    "support.record_event": "whoever knows what happened records it: decisions are gated, events never",
    "disagreements.ask_again": "a job, not a person: it asks those who can answer",
    "tasks.hand_over": "a task goes with the family to the next key worker by an act that asked",
    "tasks.finish_doing": "a task goes with the act that does it, which asked",
    "referrals.remove_old_drafts": "a job, not a person: what is old goes",
    "files.note_scanned": "a job, not a person: what the virus scanner said",
    "duty.missed_places": "a job, not a person: into which places its file could not be put",
    "people.enter_child": "a child is entered by an act that asked",
    "partnership.found_partnership": "the operator's, at the command line",
    "partnership.begin_sharing": "the operator's, with the founding",
    "access.set_provider": "the operator's, at the command line",
    "access.end_provider": "the operator's, at the command line",
    "access.forget_second_steps": "the operator's, at the command line",
    "access.change_password": "one's own, by who knows the one of before",
    "access.renew_recovery_codes": "one's own, by who has just shown that it is them",
    "partnership.add_team": "the operator's, at the command line",
    "partnership.add_member": "the operator's, at the command line",
}
HOMEWARD = Path(__file__).resolve().parent.parent / "homeward"


@cache
def functions_of(area: str) -> dict[str, ast.FunctionDef]:
    """The functions in an area's actions, by name."""
    files = [HOMEWARD / area / "actions.py", *(HOMEWARD / area / "actions").glob("*.py")]
    return {
        node.name: node
        for file in files
        if file.exists()
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def is_action(function: ast.FunctionDef) -> bool:
    """Public, and one transaction. What has no transaction of its own is a helper of those that have."""
    decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
    in_one = bool({"unlocked()", "transaction.atomic"} & decorators)
    return in_one and not function.name.startswith("_")


def calls(area: str, function: ast.FunctionDef, seen: frozenset[str] = frozenset()) -> set[str]:
    """The names that a function calls, itself or through helpers of its area; not through other actions,
    so that an act does not pass by what another one tells."""
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    }
    for name in called - seen:
        helper = functions_of(area).get(name)
        if helper is not None and not is_action(helper):
            called = called | calls(area, helper, seen | called)
    return called


ACTIONS = [
    (f"{folder.name}.{function.name}", calls(folder.name, function))
    for folder in sorted(HOMEWARD.iterdir())
    if folder.name != "trail" and folder.is_dir()
    for function in functions_of(folder.name).values()
    if is_action(function)
]


@pytest.mark.parametrize(("action", "called"), ACTIONS, ids=[name for name, _ in ACTIONS])
def test_every_action_that_writes_tells_the_trail(action, called):
    if called & WRITES:
        assert bool(called & TELLS) is (action not in UNTOLD)


@pytest.mark.parametrize(("action", "called"), ACTIONS, ids=[name for name, _ in ACTIONS])
def test_every_action_that_writes_asks_whether_it_may(action, called):
    if called & WRITES:
        assert bool(called & ASKS) is (action not in UNASKED)


def test_every_reason_is_about_an_action_that_there_is():
    assert {*UNTOLD, *UNASKED} <= {name for name, _ in ACTIONS}


# What a page writes itself, each with the reason.
WRITTEN_BY_PAGES: dict[str, str] = {}


def test_pages_write_nothing_but_through_actions():
    pages = [
        file
        for file in HOMEWARD.glob("*/**/*.py")
        if {"views", "queries", "forms", "rules"} & {file.stem, file.parent.name}
        and file.parent != HOMEWARD / "forms"  # fields, which know of no table
    ]

    writing = {
        f"{file.relative_to(HOMEWARD)} calls {node.func.attr}"
        for file in pages
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
    }

    assert writing == set(WRITTEN_BY_PAGES)


# Rows keep these by their place, because a constraint compares numbers: what is new goes at the end.
FUNCTIONS = (
    "OFFER_HELP",
    "STAY_AT_HOME",
    "ACCOMMODATE",
    "RETURN_HOME",
    "END_SUPPORT",
    "CHAIR_REVIEW",
    "ASSESS_RETURN",
    "SIGN_OFF_RISK",
    "WORK_TO_RETURN",
    "RETURN_AT_16",
    "OVERRIDE_RISK",
    "LEGAL_GATEWAY",
)
DUTIES = (
    "REFERRAL_DECISION",
    "ASSESSMENT",
    "PROTECTION_CONFERENCE",
    "CORE_GROUP",
    "PROTECTION_REVIEW_FIRST",
    "PROTECTION_REVIEW",
    "NEED_PLAN_REVIEW",
    "CARE_PLAN",
    "PLACEMENT_PLAN",
    "PLACEMENT_NOTICE",
    "CARE_REVIEW_FIRST",
    "CARE_REVIEW_SECOND",
    "CARE_REVIEW",
    "VISIT_FIRST",
    "VISIT_FIRST_YEAR",
    "VISIT_LATER",
    "VISIT_TO_EIGHTEEN",
    "VISIT_LONG_TERM",
    "VISIT_PARENT_UNASSESSED",
    "VISIT_CONNECTED",
    "VISIT_CONNECTED_LATER",
    "VISIT_ORDER_HOME_FIRST",
    "VISIT_ORDER_HOME",
    "HEALTH_ASSESSMENT",
    "HEALTH_REVIEW_UNDER_FIVE",
    "HEALTH_REVIEW",
    "EDUCATION_PLAN_BEGUN",
    "EDUCATION_PLAN",
    "REVIEW_DECISIONS",
    "REVIEW_RECORD",
    "REVIEW_RECORD_SENT",
    "RETURN_INTERVIEW",
    "PROCEEDINGS_MEETING",
    "PRE_PROCEEDINGS",
    "PROCEEDINGS",
    "PATHWAY_REVIEW",
    "ADVISER_VISIT_MOVED",
    "ADVISER_VISIT",
    "SERIOUS_INCIDENT_NOTICE",
    "RAPID_REVIEW",
)


@pytest.mark.parametrize(("kept", "as_before"), [(Function, FUNCTIONS), (Duty, DUTIES)])
def test_what_is_kept_by_its_place_keeps_it(kept, as_before):
    assert tuple(one.name for one in kept)[: len(as_before)] == as_before
