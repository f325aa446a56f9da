"""What every page needs around it: the menu, who you are, whom to phone."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from homeward.access.sessions import seconds_left
from homeward.returns.rules import may_read_reports
from homeward.web.queries.sight import broken_by


def page(request: HttpRequest) -> dict:
    worker = getattr(request, "worker", None)
    if worker is None:
        return {"demo_mode": settings.DEMO}
    post = next(iter(worker.posts), None)
    return {
        "demo_mode": settings.DEMO,
        "glass": broken_by(worker),
        "navigation": _menu(request, worker),
        "role_line": worker.role_line,
        "partnership_name": post.partnership_name if post else "",
        "duty_phone": post.duty_phone if post else "",
        "help_phone": post.help_phone if post else "",
        "session_seconds": min(settings.SESSION_COOKIE_AGE, seconds_left(request)),
        "keepalive_url": reverse("access:stay"),
    }


# With the browser's own key, Alt in most: numbers, because letters open the browser's menus. A place keeps
# its number whoever sees which of them.
KEYS = {
    "web:home": 1,
    "web:children": 2,
    "referrals:inbox": 3,
    "referrals:panel": 4,
    "decisions:log": 5,
    "tasks:list": 6,
    "support:team": 7,
    "insight:service": 8,
    "web:find": 9,
    "returns:reports": 0,
}


def _menu(request: HttpRequest, worker) -> list[dict]:
    entries = [
        ("My day", "web:home", "day"),
        ("Children", "web:children", "web"),
        ("Referrals", "referrals:inbox", "referrals"),
        ("Panel", "referrals:panel", "panel"),
        ("Decisions", "decisions:log", "decisions"),
        ("To do", "tasks:list", "tasks"),
        ("Team", "support:team", "team"),
        ("Service", "insight:service", "insight"),
        ("Find", "web:find", "find"),
    ]
    if may_read_reports(worker):
        entries.append(("Returns", "returns:reports", "returns"))
    here = request.resolver_match.app_name if request.resolver_match else ""
    if here == "referrals" and request.resolver_match.url_name in PANEL_PAGES:
        here = "panel"
    if here == "web":
        here = {
            "find": "find",
            "home": "day",
            "looking_back": "panel",
            "register": "decisions",
            "change_register": "decisions",
            "end_post": "partnership",
        }.get(request.resolver_match.url_name, "web")
    if here == "people":
        here = "web"
    if here == "support":
        here = {"sign": "decisions", "team": "team"}.get(request.resolver_match.url_name, "web")
    return [
        {"label": label, "url": reverse(name), "key": KEYS[name], "current": area == here}
        for label, name, area in entries
    ]


PANEL_PAGES = frozenset(
    {
        "panel",
        "sitting",
        "item",
        "declare",
        "add_condition",
        "add_panel_view",
        "sign_item",
        "send_item",
        "arrange_sitting",
        "name_members",
        "attendance",
        "no_interest",
        "name_deputy",
        "expect",
        "dissent",
        "minute",
        "meet_condition",
    }
)
