"""What every page needs around it: the menu, who you are, whom to phone."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from homeward.access.sessions import seconds_left
from homeward.partnership.choosing import chosen_id
from homeward.returns.rules import may_read_reports
from homeward.web.queries.sight import broken_by


def page(request: HttpRequest) -> dict:
    worker = getattr(request, "worker", None)
    if worker is None:
        return {"demo_mode": settings.DEMO}
    chosen = chosen_id(request)
    post = next((post for post in worker.posts if post.partnership_id == chosen), None)
    names = {post.partnership_id: post.partnership_name for post in worker.posts}
    return {
        "demo_mode": settings.DEMO,
        "glass": broken_by(worker),
        "navigation": _menu(request, worker),
        "role_line": worker.role_line,
        "partnership_name": names.get(chosen, ""),
        "other_partnerships": [(pk, name) for pk, name in sorted(names.items()) if pk != chosen],
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
        ("Partnership", "web:partnership", "partnership"),
    ]
    if may_read_reports(worker):
        entries.append(("Returns", "returns:reports", "returns"))
    here = _here(request)
    return [
        {"label": label, "url": reverse(name), "key": KEYS.get(name), "current": area == here}
        for label, name, area in entries
    ]


PANEL_PAGES = (
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
)
# The entry of the menu that a page belongs to, where it is not the area's own.
BELONGS = {
    "copies": "web",
    "disagreements": "partnership",
    "family": "web",
    "family:decide_gateway": "decisions",
    "family:duty": "partnership",
    "family:edge_of_court": "team",
    "files": "web",
    "duty": "day",
    "governance": "partnership",
    "letters": "web",
    "limits": "partnership",
    "measures": "web",
    "people": "web",
    "support": "web",
    "voice": "web",
    "voice:feedback": "team",
    "voice:answer_feedback": "team",
    "voice:counts": "team",
    "reunification": "web",
    "safeguarding": "web",
    "reunification:class_words": "partnership",
    "reunification:call_classes": "partnership",
    "reunification:sign": "decisions",
    "support:missing": "team",
    "support:missing_counts": "team",
    "support:answer_crisis": "referrals",
    "support:sign": "decisions",
    "support:sign_crisis": "decisions",
    "support:team": "team",
    "web:find": "find",
    "web:home": "day",
    "web:looking_back": "panel",
    **dict.fromkeys(
        [
            "web:partnership",
            "web:register",
            "web:change_register",
            "web:end_post",
            "web:what_could",
            "web:glasses",
            "web:review_glass",
            "web:trail_state",
            "letters:templates",
            "letters:template",
            "letters:write_template",
            "letters:template_version",
            "measures:how_scored",
            "measures:licences",
            "measures:end_licence",
            "measures:write_licence",
            "referrals:agree_eligibility",
            "referrals:eligibility",
        ],
        "partnership",
    ),
    **dict.fromkeys((f"referrals:{name}" for name in PANEL_PAGES), "panel"),
}


def _here(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return ""
    return BELONGS.get(match.view_name) or BELONGS.get(match.app_name, match.app_name)
