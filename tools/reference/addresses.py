"""Every address."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tools.reference.pages import page, table


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
