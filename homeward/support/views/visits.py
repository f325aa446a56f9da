"""Writing up a visit, reading it, and its photos."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.decisions.queries import names
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.files.actions import note_caught
from homeward.files.answers import as_answer
from homeward.forms import HomewardForm
from homeward.people.models import Child
from homeward.support import actions, queries, rules
from homeward.support.forms import PhotoForm, RemovePhotoForm, TagPhotoForm, VisitForm
from homeward.support.models import Photo, Visit
from homeward.support.rules import MINUTES, MOST_PHOTOS
from homeward.support.views.shared import episode_seen, get_episode, opened
from homeward.trail import actions as trail


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
    photos = visit.photos.visible_to(request.worker, localdate())
    photos = photos.select_related("visit__episode", "removed_by").prefetch_related("children")
    context = {
        "visit": visit,
        "children": children,
        "names": names(children),
        "about": [about for about in visit.about.all() if about.child_id in ids],
        "episode": episode_seen(request, visit.episode_id),
        "photos": [(one, rules.may_change_photo(request.worker, one)) for one in photos],
        "may_add_photo": queries.may_add_photo(request.worker, visit),
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
            children=form.chosen(children),
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "The photo is in the record.")
        return redirect("support:visit", pk=pk)
    if form.is_bound and form.caught:
        note_caught(children[0], found=form.caught, by=request.user)
    ids = [child.pk for child in children]
    trail.looked("opened a visit to add a photo", by=request.user, children=ids, subject=visit)
    context = {
        "visit": visit,
        "names": names(children),
        "form": form,
        "answer": queries.may_add_photo(request.worker, visit),
    }
    return render(request, "support/add_photo.html", context, status=status)


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture itself, for who may see a child whom it is about. Never kept by a browser or a proxy."""
    mine = Photo.objects.visible_to(request.worker, localdate()).kept()
    photo = get_object_or_404(mine, pk=pk)
    picture = photo.content()
    if picture is None:
        raise Http404
    ids = photo.children.values_list("pk", flat=True)
    trail.looked("looked at a photo", by=request.user, children=ids, subject=photo)
    return as_answer(picture, "image/jpeg", "inline")


def tag_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom it is about. Who sees some of the visit's children says so of these; the others stay as they are."""
    photo, children = _get_photo(request, pk)
    form = keeping.form_for(
        request,
        TagPhotoForm,
        children=children,
        initial={"children": [str(child.pk) for child in photo.children.all()]},
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.tag_photo(photo, children=form.chosen(children), by=request.user),
    )
    if made:
        messages.success(request, "It is in the files of those whom it is about, and in no other.")
        return redirect("support:visit", pk=photo.visit_id)
    return _change_photo(request, photo, children, "support/tag_photo.html", form, status)


def remove_photo(request: HttpRequest, pk: int) -> HttpResponse:
    photo, children = _get_photo(request, pk)
    form = keeping.form_for(request, RemovePhotoForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.remove_photo(photo, why=typed["why"], by=request.user),
    )
    if made:
        messages.success(request, "The photo is removed. Why it went stays in the record.")
        return redirect("support:visit", pk=photo.visit_id)
    return _change_photo(request, photo, children, "support/remove_photo.html", form, status)


def _get_photo(request: HttpRequest, pk: int) -> tuple[Photo, list[Child]]:
    """The photo, and those of its visit's children whom this worker may see."""
    mine = Photo.objects.visible_to(request.worker, localdate())
    photo = get_object_or_404(mine.select_related("visit__episode", "removed_by"), pk=pk)
    return photo, _get_visit(request, photo.visit_id)[1]


def _change_photo(
    request: HttpRequest,
    photo: Photo,
    children: list[Child],
    template: str,
    form: HomewardForm,
    status: int,
) -> HttpResponse:
    photo.refresh_from_db()
    about = photo.children.filter(pk__in=[child.pk for child in children])
    ids = about.values_list("pk", flat=True)
    trail.looked("opened a photo to change it", by=request.user, children=ids, subject=photo)
    context = {
        "photo": photo,
        "names": names(list(about.order_by("born", "pk"))),
        "form": form,
        "answer": rules.may_change_photo(request.worker, photo),
    }
    return render(request, template, context, status=status)


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
