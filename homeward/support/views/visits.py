"""Writing up a visit, reading it, and its photos."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.decisions.queries import names
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.people.models import Child
from homeward.support import actions, queries, rules
from homeward.support.forms import PhotoForm, VisitForm
from homeward.support.models import Photo, Visit
from homeward.support.models.visits import photo_storage
from homeward.support.rules import MINUTES, MOST_PHOTOS
from homeward.support.views.shared import episode_seen, get_episode, opened, take
from homeward.trail import actions as trail


ALONE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


@answers_script
def write_visit(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    form = keeping.form_for(
        request,
        VisitForm,
        children=episode.children.all(),
        duty_phone=episode.partnership.duty_phone,
        places=queries.latest_places(episode),
        adults=queries.adults_around(episode, localdate()),
        initial={"on": localdate()},
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.write_up_visit(
            episode,
            on=typed["on"],
            minutes=typed["minutes"],
            where=form.place_said(),
            who_was_there=form.everybody(),
            what_happened=typed["what_happened"],
            what_next=typed["what_next"],
            unsafe_tonight=typed["unsafe_tonight"] != "no",
            children=form.seen(),
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "The visit is written up. Each child’s record has its own part.")
        return redirect("support:visit", pk=made.pk)
    context = {
        **opened(request, episode, "opened a visit to write it up"),
        "form": form,
        "answer": rules.may_write(request.worker, episode),
    }
    return render(request, "support/write_visit.html", context, status=status)


def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is shared, and the parts of those children whom this worker may see: no other child's."""
    visit, children = _get_visit(request, pk)
    ids = [child.pk for child in children]
    trail.looked("read a visit", by=request.user, children=ids, subject=visit)
    photos = visit.photos.visible_to(request.worker, localdate()).prefetch_related("children")
    context = {
        "visit": visit,
        "children": children,
        "names": names(children),
        "about": [about for about in visit.about.all() if about.child_id in ids],
        "episode": episode_seen(request, visit.episode_id),
        "photos": list(photos),
        "may_add_photo": rules.may_add_photo(request.worker, visit.episode, visit.photos.count()),
        "most_photos": MOST_PHOTOS,
        "rows": [
            {"key": "When", "value": f"{visit.on:%A %-d %B %Y}"},
            {"key": "How long", "value": MINUTES.get(visit.minutes, "Not written down")},
            {"key": "Where", "value": visit.where},
            {"key": "Who was there", "value": visit.who_was_there},
        ],
    }
    return render(request, "support/visit.html", context)


@answers_script
def add_photo(request: HttpRequest, pk: int) -> HttpResponse:
    visit, children = _get_visit(request, pk)
    form = keeping.form_for(request, PhotoForm, children=children)
    made, status = take(
        request,
        form,
        lambda typed: actions.add_photo(
            visit,
            picture=typed["photo"],
            shows=typed["shows"],
            children=[child for child in children if str(child.pk) in typed["children"]],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "The photo is in the record.")
        return redirect("support:visit", pk=pk)
    ids = [child.pk for child in children]
    trail.looked("opened a visit to add a photo", by=request.user, children=ids, subject=visit)
    context = {
        "visit": visit,
        "names": names(children),
        "form": form,
        "answer": rules.may_add_photo(request.worker, visit.episode, visit.photos.count()),
    }
    return render(request, "support/add_photo.html", context, status=status)


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture itself, for who may see a child whom it is about. Never kept by a browser or a proxy."""
    mine = Photo.objects.visible_to(request.worker, localdate())
    photo = get_object_or_404(mine, pk=pk)
    ids = photo.children.values_list("pk", flat=True)
    trail.looked("looked at a photo", by=request.user, children=ids, subject=photo)
    with photo_storage().open(photo.name) as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    # Opened on its own, the browser lays it out with a style of its own; nothing else may run or load.
    response.headers["Content-Security-Policy"] = ALONE
    return response


def _get_visit(request: HttpRequest, pk: int) -> tuple[Visit, list[Child]]:
    """The visit, and those of its children whom this worker may see."""
    today = localdate()
    visit = get_object_or_404(
        Visit.objects.visible_to(request.worker, today)
        .select_related("episode__partnership", "episode__team", "written_by")
        .prefetch_related("about__child"),
        pk=pk,
    )
    seen = Child.objects.visible_to(request.worker, today)
    children = seen.filter(pk__in=[about.child_id for about in visit.about.all()])
    return visit, list(children.order_by("born", "pk"))
