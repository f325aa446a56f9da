"""The figures as a table on the screen and as a page of the reference."""

from collections.abc import Sequence
from statistics import median
from typing import Any


LIMIT_MS, LIMIT_RATIO = 150, 1.3
QUESTION_MS = 1_000
Measured = dict[str, Any]
HEAD = ("page", "p50", "p95", "of it SQL", "by hand", "queries")


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed: always one that was measured."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def row(page: dict[str, Any]) -> list[str]:
    by_hand = f"{median(page['by_hand']):.1f}" if page["by_hand"] else ""
    return [
        f"{median(page['whole']):.0f}",
        f"{percentile(page['whole'], 0.95):.0f}",
        f"{median(page['sql']):.0f}",
        by_hand,
        str(page["queries"]),
    ]


def ratio(small: dict[str, Any], large: dict[str, Any]) -> float:
    return percentile(large["whole"], 0.95) / percentile(small["whole"], 0.95)


def to_hand(page: dict[str, Any]) -> str:
    """How often the query by hand fits into what the database took for the page."""
    return f"{median(page['sql']) / median(page['by_hand']):.1f}" if page["by_hand"] else ""


def rows(measured: Sequence[Measured]) -> list[list[str]]:
    """One line a page: each size's figures, then how the last compares with the first."""
    sizes = [{page["name"]: page for page in one["pages"]} for one in measured]
    lines = []
    for name in sizes[0]:
        if not all(name in size for size in sizes):
            continue
        each = [size[name] for size in sizes]
        cells = [cell for page in each for cell in row(page)]
        compared = f"{ratio(each[0], each[-1]):.2f}" if len(each) > 1 else ""
        mark = " *" if each[0]["goal"] else " †" if each[0]["question"] else ""
        lines.append([name + mark, *cells, to_hand(each[-1]), compared])
    return lines


def beyond(measured: Sequence[Measured]) -> list[str]:
    """The pages with a goal that miss it, in words."""
    sizes = [{page["name"]: page for page in one["pages"]} for one in measured]
    missed = []
    for name, large in sizes[-1].items():
        if not large["goal"]:
            continue
        p95 = percentile(large["whole"], 0.95)
        if p95 > LIMIT_MS:
            missed.append(f"{name}: p95 is {p95:.0f} ms, over {LIMIT_MS} ms")
        if name in sizes[0] and (times := ratio(sizes[0][name], large)) > LIMIT_RATIO:
            missed.append(f"{name}: p95 is {times:.2f} times that of the small county")
    return missed


def heads(measured: Sequence[Measured]) -> list[str]:
    cells = [
        f"{_size(one)}: {name}" if name == "p50" else name for one in measured for name in HEAD[1:]
    ]
    return [HEAD[0], *cells, "SQL / hand", "p95 ratio"]


def table(measured: Sequence[Measured]) -> str:
    lines = [heads(measured), *rows(measured)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    shown = [
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    return "\n".join([*shown, "", *_said(measured)])


def page(measured: Sequence[Measured]) -> str:
    machine = measured[-1]["machine"]
    lines = [heads(measured), ["---", *["---:"] * (len(heads(measured)) - 1)], *rows(measured)]
    held = [
        f"- {one['held']['children']:,} children, {one['held']['notes']:,} notes (a note is one child's "
        f"part of a visit), {one['held']['trail']:,} entries of the trail: "
        f"{one['machine']['database_gb']} GB."
        for one in measured
    ]
    return "\n".join(
        [
            "# Figures: how quick the pages are",
            "",
            "*Measured by `make bench`. Run it again after changing a query.*",
            "",
            f"{machine['date']}, on {machine['cores']} cores and {machine['memory_gb']} GB of memory, "
            f"PostgreSQL {machine['postgresql']} with {machine['buffers']} of buffers, "
            f"Python {machine['python']}. Invented counties:",
            "",
            *held,
            "",
            f"Milliseconds of server time for one request, without the network: {measured[-1]['requests']} "
            f"of each page at each size, opened by several workers in turn{_quickest(measured)}{_fewer(measured)}. "
            "*Of it SQL* is the median of "
            "what the database took, the rest makes the page. *By hand* is the median of one query that "
            "fetches the same rows; of my day and of how the service is going, which are made of many kinds, "
            "it was seen that they are the same. *SQL / hand* compares the two in the larger county, *p95 ratio* the "
            "larger county with the smaller.",
            "",
            *("| " + " | ".join(line) + " |" for line in lines),
            "",
            *_said(measured),
            "",
        ]
    )


def _said(measured: Sequence[Measured]) -> list[str]:
    said = [*_verdict(measured), "", _questions(measured), "", _lock(measured)]
    return said + [line for one in measured for line in _trail(one)]


def _questions(measured: Sequence[Measured]) -> str:
    asked = [page for page in measured[-1]["pages"] if page["question"]]
    slow = max((percentile(page["whole"], 0.95) for page in asked), default=0.0)
    verdict = "met" if slow <= QUESTION_MS else "missed"
    return f"† The goal is a p95 within {QUESTION_MS:,} ms: it is {verdict}, with {slow:,.0f} ms at the most."


TRAIL_RATIO = 1.15


def _trail(one: Measured) -> list[str]:
    """Where it was measured: writing with the trail, as a multiple of writing without it."""
    if not (took := one.get("trail")):
        return []
    with_it, without = median(took["with"]), median(took["without"])
    verdict = "met" if with_it / without <= TRAIL_RATIO else "missed"
    return [
        "",
        f"The trail, while fifty people write up visits at once at {_size(one)} children (medians of "
        f"{len(took['with']):,} and {len(took['without']):,} visits, in turns): {with_it:.0f} ms with it, "
        f"{without:.0f} without, {with_it / without:.2f} times. The goal, {TRAIL_RATIO} times, is {verdict}.",
    ]


LOCK_RATIO = 1.3


def lock_ratio(one: Measured) -> float:
    """The caseload with the lock of the database, as a multiple of the caseload without it."""
    return median(one["lock"]["with"]) / median(one["lock"]["without"])


def _lock(measured: Sequence[Measured]) -> str:
    each = "; ".join(
        f"{_size(one)} children: {median(one['lock']['with']):.1f} ms with it, "
        f"{median(one['lock']['without']):.1f} without, {lock_ratio(one):.2f} times"
        for one in measured
    )
    verdict = "met" if lock_ratio(measured[-1]) <= LOCK_RATIO else "missed"
    return (
        f"The second lock, row-level security, on a key worker's caseload (medians, opened in turn): {each}. "
        f"The goal, {LOCK_RATIO} times, is {verdict}."
    )


def _verdict(measured: Sequence[Measured]) -> list[str]:
    goal = f"p95 under {LIMIT_MS} ms and within {LIMIT_RATIO} times that of the smaller county"
    missed = beyond(measured)
    if not missed:
        return [f"\\* The goal is {goal}: every page marked with a star meets it."]
    return [f"\\* The goal is {goal}. These miss it:", "", *(f"- {one}" for one in missed)]


def _quickest(measured: Sequence[Measured]) -> str:
    """Said where it was so: it takes away what other programs on the machine cost, and rare waits too."""
    best_of = measured[-1].get("best_of", 1)
    said = f", each {best_of} times, of which the quickest counts" if best_of > 1 else ""
    raised = measured[-1]["machine"].get("raised")
    return said + (", at raised priority because the machine had other work" if raised else "")


def _fewer(measured: Sequence[Measured]) -> str:
    """The pages that were opened fewer times than the others."""
    last = measured[-1]
    few = [page for page in last["pages"] if page["opened"] < last["requests"]]
    return "".join(f"; {page['name']}: {page['opened']} times" for page in few)


def _size(one: Measured) -> str:
    return f"{one['held']['children']:,}"
