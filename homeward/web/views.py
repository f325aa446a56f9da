"""My day, my children, the child's page composed from every area, the timeline, who looked, and failing."""

import logging
import secrets

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.timezone import localdate

from homeward.access.files import taken_away
from homeward.care.queries import care_history
from homeward.disagreements.queries import of_child
from homeward.drafts import lists
from homeward.duty.models import NightNote
from homeward.duty.queries import nights_of, on_duty_somewhere
from homeward.family.models import GroupChild
from homeward.family.queries import family_first
from homeward.files.queries import files_of
from homeward.measures.queries import measures_of
from homeward.partnership.queries import told_on_their_day
from homeward.partnership.rules import DataGroup, may_keep_agreement
from homeward.people.queries import kept_of, siblings
from homeward.people.rules import understood
from homeward.reunification.queries import going_home
from homeward.sharing.rules import may_ask_what_could
from homeward.support.models import FollowUp
from homeward.support.queries import interviews_of, missing_children, safety_plan_now
from homeward.tasks.models import Task
from homeward.trail import actions as trail
from homeward.voice.queries.persons import safe_ways
from homeward.voice.queries.saying import latest_words
from homeward.web import my_day, queries
from homeward.web.child_bar import child_with_bar
from homeward.web.forms import ChildrenForm, FindForm
from homeward.web.sight.children import less_than_all
from homeward.web.sight.closing import restrictions_of
from homeward.web.sight.where import somewhere


PAGE = 50
RETURNS = 3  # the last ones, on the child's page
FILES = 5  # likewise
NIGHTS = 3
logger = logging.getLogger("homeward")


def home(request: HttpRequest) -> HttpResponse:
    """My day."""
    today = localdate()
    day = my_day.my_day(request.worker, today)
    to_sign = my_day.to_sign(request.worker, today)
    changed = my_day.changed(request.worker, today)
    unallocated = queries.unallocated.unallocated(request.worker, today)
    missing = missing_children(request.worker, today)
    more_missing, missing = len(missing) > PAGE, missing[:PAGE]
    shown = {pk for item in (*day.items, *unallocated) for pk in item.child_ids}
    shown |= {child.pk for decision in to_sign for child in decision.children.all()}
    shown |= {change.child.pk for change in changed} | {one.child.pk for one in missing}
    trail.looked("read their day", by=request.user, children=shown)
    context = {
        "today": today,
        "missing": missing,
        "more_missing": more_missing,
        "most": PAGE,
        "day": day,
        "to_sign": to_sign,
        "changed": changed,
        "begun": my_day.begun(request.worker, _view_of),
        "unallocated": unallocated,
        "asks": somewhere(request.worker, may_ask_what_could),
        "reviews": somewhere(request.worker, may_keep_agreement),
        "on_duty": on_duty_somewhere(request.worker),
        "ending": told_on_their_day(request.worker, today),
    }
    return render(request, "web/home.html", context)


def _view_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def children(request: HttpRequest) -> HttpResponse:
    """The children my teams work with, narrowed as the worker chooses; with `?as=` as a file."""
    today = localdate()
    if request.method == "POST":
        return lists.remembered(request, ChildrenForm)
    narrowing = lists.narrowed(request, ChildrenForm)
    found = queries.children.narrowed(
        queries.children.caseload(request.worker, today), narrowing.chosen, today
    )
    if "as" in request.GET:
        every = list(found)
        table = queries.children.children_table(every, today)
        shown = [child.pk for child in every]
        return taken_away(request, [table], name="the list of children", children=shown)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    trail.looked("read the caseload", by=request.user, children=[child.pk for child in listed])
    context = {
        "page": page,
        "rows": [
            {"child": child, "age": child.age_on(today), "now": queries.children.now_of(child)}
            for child in listed
        ],
        "today": today,
        "narrowing": narrowing,
    }
    return render(request, "web/children.html", context)


def find(request: HttpRequest) -> HttpResponse:
    """Find a child. What is sought is posted and never in an address: it is a name."""
    today = localdate()
    form = FindForm(request.POST or None)
    context: dict = {"form": form, "sought": form.is_valid()}
    if form.is_valid():
        sought = understood(form.cleaned_data["words"], today)
        children = list(queries.children.sought_children(sought, request.worker, today)[: PAGE + 1])
        trail.looked("searched", by=request.user, children=[child.pk for child in children[:PAGE]])
        context |= {
            "rows": queries.children.found_rows(children[:PAGE], sought, today),
            "more": len(children) > PAGE,
            "most": PAGE,
        }
    return render(request, "web/find.html", context)


def child(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    try:
        child, bar, sight = child_with_bar(request, pk, today, "child")
    except Http404:
        return less_than_all(request, pk, today)
    trail.looked(
        my_day.READ_THE_CHILD, by=request.user, children=[pk], subject=child, because=bar["why"]
    )
    episode = queries.child.episode_of(child, request.worker, today)
    entries = list(queries.child.timeline(child, request.worker, sight)[:6])
    kept = kept_of([pk], queries.child.APART)
    care = care_history(child, kept=kept)
    if not (care and care.since) and episode and episode.closed_on is None:
        bar["facts"].insert(0, f"Helped at home since {episode.started_on:%-d %B %Y}")
    going = going_home(child)
    context = {
        "child": child,
        "bar": bar,
        "today": today,
        "words": latest_words(child),
        "safe_way": safe_ways([child]).get(("child", pk)),
        "safe": queries.child.feels_safe(child, going.plan),
        "nights": nights_of(child, NIGHTS)
        if NightNote in kept and sight.may_see(DataGroup.SAFETY)
        else [],
        "reads_card": bool(sight.may_see(DataGroup.SAFETY)),
        "interviews": interviews_of(child, RETURNS) if sight.may_see(DataGroup.SAFETY) else [],
        "measures": measures_of(child, sight, kept),
        "first": family_first(child, request.worker, today) if GroupChild in kept else None,
        "episode": episode,
        "key_worker": episode.allocations.held_on(today).select_related("worker").first()
        if episode
        else None,
        "plan": episode.plans.prefetch_related("goals").select_related("written_by").first()
        if episode
        else None,
        "safety": safety_plan_now(episode, today) if episode else None,
        "visit": episode.visits.filter(about__child=child).select_related("written_by").first()
        if episode
        else None,
        "files": list(files_of(child, request.worker, today).kept()[:FILES]),
        "relationships": list(queries.child.relationships(child, today)),
        "siblings": list(siblings(child, request.worker, today)),
        "referrals": list(queries.child.referrals_of(child, request.worker, today)),
        "decisions": list(queries.child.decisions_of(child, request.worker, today)),
        "disagreements": of_child(child, request.worker, today),
        "tasks": list(
            Task.objects.visible_to(request.worker)
            .open()
            .filter(children=child)
            .select_related("worker")
        ),
        "follow_ups": list(FollowUp.objects.filter(child=child, done_at=None).order_by("due")[:1]),
        "care": care,
        "going": going,
        "may_leave": list(queries.working.teams_working(request.worker, child, today)),
        "recent": queries.child.with_content(entries, child),
    }
    if context["siblings"]:
        trail.looked(
            "saw the child named on a brother’s or sister’s page",
            by=request.user,
            children=[sibling.pk for sibling in context["siblings"]],
        )
    context["dates"] = queries.child.next_dates(
        context["tasks"], context["follow_ups"], context["decisions"], context["plan"], today
    )
    return render(request, "web/child.html", context)


def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    child, bar, sight = child_with_bar(request, pk, localdate(), "timeline")
    trail.looked(
        my_day.READ_THE_TIMELINE, by=request.user, children=[pk], subject=child, because=bar["why"]
    )
    told = queries.child.timeline(child, request.worker, sight)
    page = Paginator(told, PAGE).get_page(request.GET.get("page"))
    rows = queries.child.with_content(list(page.object_list), child)
    return render(
        request, "web/timeline.html", {"child": child, "bar": bar, "page": page, "rows": rows}
    )


def who_looked(request: HttpRequest, pk: int) -> HttpResponse:
    child, bar, sight = child_with_bar(request, pk, localdate(), "who_looked")
    trail.looked(
        "read who looked", by=request.user, children=[pk], subject=child, because=bar["why"]
    )
    looks = queries.child.looks(child, request.worker, sight)
    page = Paginator(looks, PAGE).get_page(request.GET.get("page"))
    context = {
        "child": child,
        "bar": bar,
        "page": page,
        "rows": queries.child.with_reason(list(page.object_list), child),
        **restrictions_of(request, child, localdate()),
    }
    return render(request, "web/who_looked.html", context)


@login_not_required
def failed(request: HttpRequest) -> HttpResponse:
    """Something of ours broke: a reference to say over the phone, the same in the log, and no detail."""
    reference = secrets.token_hex(3).upper()
    logger.error("Failure %s", reference)
    return render(request, "500.html", {"error_reference": reference}, status=500)


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


def keyboard(request: HttpRequest) -> HttpResponse:
    return render(request, "web/keyboard.html")


def components(request: HttpRequest) -> HttpResponse:
    """Every component with invented content, for those who make pages."""
    return render(request, "web/components.html")
