"""The forms that are described: who answers for each, and why each field is asked.

They stand in `catalogue/` beside this package, a file for each area. A field of which nobody can say what it is for
should not be asked; a test compares every form with its description, field by field. A question that is asked of `each`
child, goal or step is described once, with a star for its number, and in words, because the form makes its label anew
each time.

The owner is a role that hears what is wrong with the form and answers for every field of it. Of a form that `one`
person usually fills in, a chair or a director, the time is never measured: it would be that person's.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from homeward.partnership.rules import Role


FOLDER = Path(__file__).parent.parent / "catalogue"


@dataclass(frozen=True)
class Described:
    path: str  # module and class, below the package
    called: str
    about: str
    owner: Role
    fields: Mapping[str, str]  # what each is for, by its name
    each: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # what is asked, and what for
    never: Sequence[str] = ()  # a field of the form that it was made from, which it leaves out
    one: bool = False

    @property
    def all_fields(self) -> set[str]:
        return {*self.fields, *self.each}

    @cached_property
    def slug(self) -> str:
        return re.sub(r"[^a-z]+", "-", self.called.lower()).strip("-")


def path_of_form(form: type) -> str:
    return f"{form.__module__}.{form.__qualname__}".removeprefix("homeward.")


def asked_of_each(name: str) -> str:
    """`seen_17` is `seen_*`: the same question of each."""
    return re.sub(r"_\d+(?=_|$)", "_*", name)


def read(texts: Iterable[str]) -> tuple[dict[str, Described], dict[str, str]]:
    """The described forms by their path, and those that ask nothing of a record, each with the reason. What is
    misspelt stops here: a role that there is not, a word that a description does not know, a form told twice."""
    described: dict[str, Described] = {}
    not_asked: dict[str, str] = {}
    for text in texts:
        held = tomllib.loads(text)
        not_asked |= held.get("not_asked", {})
        for told in held.get("form", []):
            each = Described(**{**told, "owner": Role(told["owner"])})
            if each.path in described:
                raise ValueError(f"{each.path} is described twice")
            described[each.path] = each
    return described, not_asked


DESCRIBED, NOT_ASKED = read(
    file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.toml"))
)
