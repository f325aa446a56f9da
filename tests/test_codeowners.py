"""The information-governance leads are asked about what says who may see and who may decide, and about what
enforces it."""

from inspect import getsourcefile
from pathlib import Path

import pytest

from homeward import locks
from homeward.access import guard
from homeward.partnership.actions import founding
from homeward.partnership.rules import agreement, register
from homeward.sharing.models import sight
from homeward.voice import door
from homeward.voice.actions import plans
from homeward.voice.queries import family
from homeward.voice.rules import leaks, links
from homeward.web import middleware, row_locks
from homeward.web.queries import sight as asking
from homeward.web.sight import children, closing, glass


ROOT = Path(__file__).resolve().parents[1]
GOVERNANCE = "@homeward-project/information-governance"


def owner_of(file):
    """The last line that matches counts. Only whole files and folders are named."""
    lines = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owners = [line.split() for line in lines if line and not line.startswith("#")]
    path = f"/{file.relative_to(ROOT)}"
    return [owner for pattern, owner in owners if pattern == "*" or path.startswith(pattern)][-1]


@pytest.mark.parametrize(
    ("module", "holds"),
    [
        (guard, "require"),
        (sight, "children_seen"),
        (agreement, "FIRST_GRANTS"),
        (register, "may_decide"),
        (founding, "FIRST_REGISTER"),
        (locks, "unlocked"),
        (row_locks, "LOCKS"),
        (middleware, "RowLockMiddleware"),
        (asking, "who_could"),
        (children, "less_than_all"),
        (closing, "open_record"),
        (glass, "break_glass"),
        (door, "for_family"),
        (plans, "open_page"),
        (family, "page_of"),
        (leaks, "leaks"),
        (links, "may_open"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_gives_sight_or_decides_is_guarded(module, holds):
    assert hasattr(module, holds)

    assert owner_of(Path(getsourcefile(module))) == GOVERNANCE


def test_migrations_that_put_the_locks_on_are_guarded():
    assert owner_of(ROOT / "homeward" / "web" / "migrations" / "0003_row_locks.py") == GOVERNANCE


def test_anything_else_is_the_maintainers():
    assert owner_of(Path(__file__)) == "@homeward-project/maintainers"
