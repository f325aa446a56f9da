"""Writes docs/reference from the code: `python -m tools.reference`. With `--check` it writes
nothing and fails when a page no longer says what the code does.

It reads the code only, so it needs no database. A model that is neither tied to a child nor listed
below stops it: whether a table holds personal data is for a person to say.
"""

import argparse
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import DjangoHelpFormatter
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver


BASE = Path(__file__).resolve().parent.parent
FOLDER = BASE / "docs" / "reference"
PURPOSE = "Writes the reference in docs/reference from the code."
MEND = "Run: python -m tools.reference"
MADE = "*Made from the code by `python -m tools.reference`. Change the code, then run it again.*"

# Personal, though no foreign key leads from the table to a child or an adult of a family.
PERSONAL = {
    "drafts.Draft": "what a worker typed and has not sent",
    "referrals.ReferralDraft": "a referral that is being written",
    "returns.ImportReport": "refused rows quote the return",
    "trail.ChildKey": "the key to what a child's entries hold",
    "trail.Content": "what changed fields held, enciphered",
    "trail.Entry": "who did what to which children",
}
ABOUT_WORKERS = {
    "drafts.Sending": "which form a worker sent when",
    "drafts.UsualFilter": "how a worker usually narrows a list",
    "partnership.Proposal": "which lead proposed, agreed to or withdrew what, and who decided it",
    "partnership.Acknowledgement": "which policies a worker has read",
    "partnership.Expertise": "what a worker knows that others may ask about",
    "partnership.Registration": "a worker's number in the register of social workers",
    "partnership.Relation": "to whom a worker answers",
    "partnership.Worker": "name, email address and telephone of a worker",
    "partnership.Membership": "where a worker works, and in what role",
    "referrals.Sitting": "who chairs",
    "referrals.SittingMember": "who sits on a panel, in which post",
}
NOT_PERSONAL = {
    "access.IdentityProvider": "where an organisation signs in",
    "limits.LocalLimit": "what was agreed about a time limit",
    "governance.Advice": "what a lead advises on an assessment",
    "governance.Assessment": "what is assessed, before it is done",
    "governance.AssessmentVersion": "what is done with data, and why",
    "governance.Risk": "what could go wrong for whom, in general",
    "governance.Signature": "who signed an assessment off",
    "governance.Subject": "what a version assesses",
    "governance.View": "what those who were consulted said, without names of families",
    "partnership.Arrangement": "roles, not people",
    "partnership.CollaborationAgreement": "what two organisations owe each other",
    "partnership.CollaborationStep": "what two organisations did on the way to an agreement",
    "partnership.Grant": "roles, not people",
    "partnership.Management": "teams and organisations",
    "partnership.Organisation": "an organisation",
    "partnership.Partnership": "a partnership",
    "partnership.ReviewPoint": "how it goes between two organisations",
    "partnership.Policy": "what an organisation set",
    "partnership.PolicyVersion": "what an organisation set, and for which roles",
    "partnership.ProposedGrant": "roles, not people",
    "partnership.Settlement": "which of two policies is followed",
    "partnership.SharingAgreement": "what two organisations agreed, and for how long",
    "partnership.Team": "a team",
    "partnership.Term": "a line of what two organisations agreed",
    "partnership.Topic": "a method, language, community or subject",
    "referrals.PanelTerms": "numbers that were agreed",
    "referrals.ScreeningStandard": "numbers that were agreed",
    "trail.Check": "when the trail was gone through, and what did not fit",
    "trail.Outside": "where seals are noted outside",
    "trail.Seal": "digests of batches",
}

DJANGO_OPTIONS = {"-h", "--skip-checks", *DjangoHelpFormatter.show_last}

KINDS = {
    "ArrayField": "list",
    "AutoField": "number given by the database",
    "BigAutoField": "number given by the database",
    "BigIntegerField": "whole number",
    "BinaryField": "bytes",
    "BooleanField": "yes or no",
    "CharField": "text",
    "DateField": "day",
    "DateRangeField": "period: first day, first day after",
    "DateTimeField": "moment",
    "EmailField": "email address",
    "JSONField": "structured",
    "PositiveBigIntegerField": "whole number",
    "PositiveIntegerField": "whole number",
    "PositiveSmallIntegerField": "whole number",
    "TextField": "long text",
    "UUIDField": "random identifier",
}


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", MADE, *parts]) + "\n"


def first_sentence(thing: Any) -> str:
    """The first paragraph of a docstring, on one line; empty when there is none worth showing."""
    text = (inspect.getdoc(thing) or "").split("\n\n")[0].replace("\n", " ").strip()
    made_by_django = isinstance(thing, type) and text.startswith(f"{thing.__name__}(")
    return "" if made_by_django else text


# Addresses


def addresses() -> str:
    rows = []
    for path, name, view in sorted(_patterns(get_resolver(), "", ""), key=lambda row: row[0]):
        sign_in = "yes" if getattr(view, "login_required", True) else "no"
        rows.append((f"`/{path}`", f"`{name}`", sign_in))
    return page(
        "Addresses",
        "Every address, its name in code, and whether it needs a sign-in. What a page does is in the "
        "view and the template of the same name. No address ever holds personal data.",
        table(("Address", "Name", "Sign-in"), rows),
    )


def _patterns(resolver: URLResolver, before: str, area: str) -> Iterator[tuple[str, str, Any]]:
    for entry in resolver.url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, path, entry.app_name or area)
        elif isinstance(entry, URLPattern):
            yield path, f"{area}:{entry.name}" if area else str(entry.name), entry.callback


# Commands


def commands() -> str:
    parts = [
        "`homeward help` lists these and Django's own; `homeward COMMAND --help` says the same as here."
    ]
    for name, app in sorted(get_commands().items()):
        if not isinstance(app, str) or not app.startswith("homeward."):
            continue
        command = load_command_class(app, name)
        options = _options(command.create_parser("homeward", name))
        parts += [f"## homeward {name}", command.help, options]
    parts += [
        "## homeward trail verify",
        "Check an exported trail: `homeward trail verify FILE`. It needs no database.",
    ]
    return page("Commands", *filter(None, parts))


def _options(parser: argparse.ArgumentParser) -> str:
    rows = []
    for action in parser._actions:
        if not DJANGO_OPTIONS & set(action.option_strings):
            named = ", ".join(action.option_strings) or str(action.metavar or action.dest)
            of = ", ".join(map(str, action.choices or ()))
            told = [action.help or "", f"one of: {of}" if of else ""]
            rows.append((f"`{named}`", "; ".join(filter(None, told))))
    return table(("Option", "What it is"), rows) if rows else ""


# Functions and their deciders


def functions() -> str:
    from homeward.partnership.actions import FIRST_REGISTER, add_arrangement
    from homeward.partnership.rules import FUNCTIONS
    from homeward.referrals.rules import PANEL_OPTIONS
    from homeward.support.rules import QUESTIONS

    decided_by = inspect.signature(add_arrangement).parameters["decides_kind"].default
    register = enumerate(FIRST_REGISTER, start=1)
    return page(
        "Functions and their deciders",
        "A function is something that the law lets or makes a council do. Each formal decision "
        "names its function, and only the role that the register names for that day may sign it. "
        "Source: `homeward/partnership/rules/register.py`.",
        table(
            ("Function", "What it is", "Law", "Can its decision be arranged to a charity?"),
            [
                (f"`{function}`", facts.what, facts.law, "never" if facts.council_only else "yes")
                for function, facts in FUNCTIONS.items()
            ],
        ),
        "## The register that a partnership begins with",
        "Source: `FIRST_REGISTER` in `homeward/partnership/actions/founding.py`. A partnership changes it "
        "by new lines with dates, never by editing a line.",
        table(
            ("Line", "Function", "Work is done by", "Decided by"),
            [
                (str(line), FUNCTIONS[function].what, done_by.label, f"{role}, {decided_by.label}")
                for line, (function, done_by, role) in register
            ],
        ),
        "## What is asked within support, and the options that come with it",
        table(
            ("Function", "Question", "Options"),
            [
                (f"`{function}`", question, "; ".join(what for _, what in options))
                for function, (question, options) in QUESTIONS.items()
            ],
        ),
        "## What the panel can decide",
        "\n".join(f"- {what}" for _, what in PANEL_OPTIONS),
    )


# After something happened


def after_happening() -> str:
    from homeward.clocks.rules import LIMITS
    from homeward.support.rules import AFTER_HAPPENING, FOLLOW_UP_MONTHS

    rows = []
    for kind, tasks in AFTER_HAPPENING.items():
        for follows in tasks:
            whose = (
                "the council's team that referred" if follows.for_council else "the helping team"
            )
            urgent = "yes" if follows.urgent else "no"
            within = _days(follows.working_days)
            if follows.duty:
                law = next(one for one in LIMITS if one.duty == follows.duty and one.end is None)
                within = f"{law.limit} from the event, or what was agreed"
            rows.append((kind.value.capitalize(), follows.what, within, whose, urgent))
        if not tasks:
            rows.append((kind.value.capitalize(), "Nothing: it is recorded", "", "", ""))
    months = ", ".join(str(month) for month in FOLLOW_UP_MONTHS)
    return page(
        "After something happened",
        "What happened is always recorded, by whoever knows it. These are the tasks that recording "
        "it opens. When the child has no episode of help, all of them go to the council's duty team. A return "
        "interview is offered to each child apart. "
        "Source: `AFTER_HAPPENING` in `homeward/support/rules/happenings.py`.",
        table(("What happened", "Task", "Within", "For", "Urgent"), rows),
        f"When support ends, follow-ups are made for each child after {months} months.",
    )


def _days(count: int) -> str:
    return {0: "the same day", 1: "1 working day"}.get(count, f"{count} working days")


def time_limits() -> str:
    from homeward.clocks.rules import LIMITS

    rows = []
    for limit in LIMITS:
        until = f" until {_on(limit.end)}" if limit.end else ""
        force = f"since {_on(limit.start)}{until}"
        source = f"{limit.source} ({limit.sure.in_words})"
        rows.append((limit.does, str(limit.limit), limit.runs_from, source, force))
    examples = []
    for limit in LIMITS:
        worked = [(each.why, _at(each.began), _at(each.due)) for each in limit.examples]
        examples += [f"### {limit.does}", table(("Example", "Began", "Last day"), worked)]
    return page(
        "Time limits",
        "Every time limit that the law, guidance or practice sets the service. A limit holds for what begins "
        "while it is in force. Where no hour is agreed, the whole of the last day is in time. Source: "
        "`homeward/clocks/limits.toml`.",
        table(("What is to be done", "Within", "It runs from", "Source", "In force"), rows),
        "## Worked examples",
        "Each is a test as well. Bank holidays are those of England and Wales.",
        *examples,
    )


def _on(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _at(moment: date) -> str:
    hour = f", {moment:%-I.%M%p}".lower() if isinstance(moment, datetime) else ""
    return f"{moment:%A %-d %B %Y}{hour}"


# Models


def our_models() -> list[type[models.Model]]:
    areas = [name.removeprefix("homeward.") for name in settings.AREAS]
    return [model for area in areas for model in apps.get_app_config(area).get_models()]


def personal_classes() -> dict[str, str]:
    """For each model whether it is personal, with the reason."""
    ours = our_models()
    tied = {"people.Child": "it is a child", "people.Adult": "it is an adult of a family"}
    grew = True
    while grew:
        rest = [model for model in ours if model._meta.label not in tied]
        found = {model._meta.label: link for model in rest if (link := _link(model, tied))}
        tied.update(found)
        grew = bool(found)
    classes = {label: f"Personal ({why})." for label, why in {**tied, **PERSONAL}.items()}
    classes |= {label: f"About workers ({why})." for label, why in ABOUT_WORKERS.items()}
    classes |= {label: f"Not personal ({why})." for label, why in NOT_PERSONAL.items()}
    unsaid = sorted(model._meta.label for model in ours if model._meta.label not in classes)
    if unsaid:
        raise SystemExit(
            f"Nobody has said whether these hold personal data: {', '.join(unsaid)}. "
            "Add each to PERSONAL, ABOUT_WORKERS or NOT_PERSONAL in tools/reference.py; say why."
        )
    return classes


def _link(model: type[models.Model], tied: dict[str, str]) -> str:
    """The field by which a model leads to a child or an adult of a family; empty when none does."""
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if field.related_model and field.related_model._meta.label in tied:
            return f"through `{field.name}`"
    return ""


def the_models() -> str:
    classes = personal_classes()
    parts = [
        "Every table, area by area, with its fields. Personal: about a child or a family. "
        "A table with `visible_to` is fetched through it; one without is reached through the table "
        "it belongs to."
    ]
    area = ""
    for model in our_models():
        if model._meta.app_label != area:
            area = model._meta.app_label
            parts.append(f"## {area}")
        seen = hasattr(model._default_manager, "visible_to")
        about = [
            first_sentence(model),
            classes[model._meta.label],
            "Has `visible_to`." if seen else "",
        ]
        parts += [f"### {model.__name__}", " ".join(filter(None, about)), _fields(model)]
    return page("Models", *parts)


def _fields(model: type[models.Model]) -> str:
    rows = []
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if field.name == "id":
            continue
        filled = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        empty = field.null or (field.blank and not filled)
        rows.append((f"`{field.name}`", _kind(field), "yes" if empty else "no"))
    return table(("Field", "Holds", "May be empty"), rows)


def _kind(field: Any) -> str:
    if field.related_model:
        target = field.related_model
        several = "several " if field.many_to_many else ""
        return f"{several}{target._meta.app_label}.{target.__name__}"
    kind = KINDS.get(type(field).__name__, type(field).__name__)
    return f"{kind}, at most {field.max_length}" if kind == "text" and field.max_length else kind


PAGES: dict[str, Callable[[], str]] = {
    "addresses.md": addresses,
    "commands.md": commands,
    "functions-and-deciders.md": functions,
    "after-something-happened.md": after_happening,
    "models.md": the_models,
    "time-limits.md": time_limits,
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.reference", description=PURPOSE)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if not current")
    parser.add_argument("--to", type=Path, default=FOLDER, help="the folder of the pages")
    asked = parser.parse_args(arguments)
    made = {asked.to / name: make() for name, make in PAGES.items()}
    if not asked.check:
        asked.to.mkdir(parents=True, exist_ok=True)
        for path, text in made.items():
            path.write_text(text, encoding="utf-8")
        print(f"Wrote {len(made)} pages.")
        return 0
    old = [path.name for path, text in made.items() if _on_disk(path) != text]
    for name in old:
        print(f"{name} does not say what the code does. {MEND}", file=sys.stderr)
    return 1 if old else 0


def _on_disk(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.settings")
    # Only the code is read: nothing is signed and no database is opened.
    os.environ.setdefault("SECRET_KEY", "only-to-read-the-code")
    os.environ.setdefault("DATABASE_URL", "postgres:///never-opened")
    django.setup()
    sys.exit(main(sys.argv[1:]))
