"""What every page of the reference is made of."""

from collections.abc import Iterable, Sequence


MADE = "*Made from the code by `python -m tools.reference`. Change the code, then run it again.*"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", MADE, *parts]) + "\n"
