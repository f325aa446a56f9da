"""Every form that workers are asked to fill in: who answers for it, and what each field is for."""

from homeward.insight.queries import asked, not_described
from homeward.insight.rules import DESCRIBED, FEWEST, LONGEST, NOT_ASKED
from tools.reference.pages import page, table


def forms() -> str:
    parts = [
        f"{len(DESCRIBED)} forms. Each has an owner, a role that answers for what it asks, and a purpose for every "
        "field. A field of which nobody can say what it is for is not asked. Source: "
        "`homeward/insight/catalogue/`, compared with the forms by `tests/insight/test_catalogue.py`.",
        "How long each takes is measured from when it is opened until it is taken; not where it lay open for "
        f"{LONGEST} minutes or was left and resumed. A median is shown from {FEWEST} timed forms on. Nobody is "
        "named in it.",
    ]
    missing = not_described()
    if missing:
        parts.append(
            f"Not described yet, and not timed: {', '.join(f'`{path}`' for path in missing)}."
        )
    kinds = asked()
    groups: dict[str, list[str]] = {}
    for each in DESCRIBED.values():
        base = kinds[each.path].base_fields
        rows = [
            (str(field.label or name.replace("_", " ").capitalize()), each.fields[name])
            for name, field in base.items()
            if name in each.fields
        ]
        timed = " Not timed: usually one person fills it in." if each.one else ""
        groups.setdefault(each.about, []).extend(
            [
                f"### {each.called}",
                f"Owner: {each.owner.value}.{timed} `{each.path}`",
                table(
                    ("Asked", "What for"), [*rows, *(tuple(pair) for pair in each.each.values())]
                ),
            ]
        )
    for about, told in groups.items():
        parts += [f"## {about}", *told]
    parts += [
        "## Not described, because nothing of the work is asked",
        table(("Form", "Why"), [(f"`{path}`", why) for path, why in sorted(NOT_ASKED.items())]),
    ]
    return page("Forms", *parts)
