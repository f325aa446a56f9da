"""Every time limit, with its worked examples."""

from datetime import date, datetime

from homeward.clocks.rules import LIMITS
from tools.reference.pages import page, table


def time_limits() -> str:
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
