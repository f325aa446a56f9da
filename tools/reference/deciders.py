"""The functions of the law, and who decides each."""

import inspect

from homeward.partnership.actions import FIRST_REGISTER, add_arrangement
from homeward.partnership.rules import FUNCTIONS, Function
from homeward.referrals.rules import PANEL_OPTIONS
from homeward.reunification.rules import ASKED
from homeward.reunification.rules import FUNCTIONS as OF_PLAN
from homeward.support.rules import QUESTIONS
from tools.reference.pages import page, table


def functions() -> str:
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
        "## What is asked on a return plan",
        "Whether somebody of 16 or 17 who is not under a care order returns is decided under "
        f"`{Function.RETURN_AT_16}`. Source: `homeward/reunification/rules/stages.py`.",
        table(
            ("Function", "Question", "Options"),
            [
                (
                    f"`{OF_PLAN[question]}`",
                    asked,
                    "; ".join(what for _, what in options),
                )
                for question, (asked, options) in ASKED.items()
            ],
        ),
        "## What the panel can decide",
        "\n".join(f"- {what}" for _, what in PANEL_OPTIONS),
    )
