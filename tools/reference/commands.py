"""Every command and its options."""

import argparse

from django.core.management import get_commands, load_command_class
from django.core.management.base import DjangoHelpFormatter

from tools.reference.pages import page, table


DJANGO_OPTIONS = {"-h", "--skip-checks", *DjangoHelpFormatter.show_last}


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
