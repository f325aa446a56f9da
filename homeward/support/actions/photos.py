"""Adding a photo to a visit, saying whom it is about, and removing it.

It is kept as every file of the record is (`files.vault`).
What is wrong about it can be put right, also after support ended (UK GDPR Articles 16 and 17): whoever wrote
up the visit, or the team's manager, takes it out of the file of a child whom it is not about, or removes it.
"""

from collections.abc import Iterable, Sequence

from django.utils.timezone import localdate

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.files.pictures import Picture
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.support import rules
from homeward.support.actions.shared import writing
from homeward.support.models import Photo, Visit
from homeward.trail import actions as trail


def add_photo(
    visit: Visit, *, picture: Picture, shows: str, children: Sequence[Child], by: Worker
) -> Photo:
    """`picture` is one that `pictures.rewritten` gave. A refusal leaves no file behind."""
    with Photo.vault.put(picture.jpeg) as (name, key):
        return keep_photo(
            visit, name=name, key=key, picture=picture, shows=shows, children=children, by=by
        )


@unlocked()
def keep_photo(
    visit: Visit,
    *,
    name: str,
    key: bytes,
    picture: Picture,
    shows: str,
    children: Sequence[Child],
    by: Worker,
) -> Photo:
    episode, _ = writing(visit.episode, by)  # locks, so that two at once cannot both be the sixth
    answer = require(rules.may_add_photo(by.on(localdate()), episode, visit.photos.kept().count()))
    about = _of_the_visit(visit, children)
    photo = Photo.objects.create(
        partnership_id=visit.partnership_id,
        visit=visit,
        shows=shows,
        name=name,
        width=picture.width,
        height=picture.height,
        added_by=by,
    )
    _into_files(photo, about, key, because=answer.reason, by=by)
    return photo


@unlocked()
def tag_photo(photo: Photo, *, children: Iterable[Child], by: Worker) -> Photo:
    """Say anew whom it is about. It leaves the file of whom it is not about, with its key. Of children whom
    `by` does not see nothing is said."""
    photo = _locked(photo)
    worker, today = by.on(localdate()), localdate()
    answer = require(rules.may_change_photo(worker, photo))
    before = set(photo.about.values_list("child_id", flat=True))
    seen = Child.objects.visible_to(worker, today).filter(pk__in=before)
    unseen = Child.objects.filter(pk__in=before).exclude(pk__in=seen.values("pk"))
    about = _of_the_visit(photo.visit, [*children, *unseen])
    key = photo.key()
    if key is None:
        raise Refused(refuse("nobody can open this photo: its children’s records were destroyed"))
    if added := about - before:
        _into_files(photo, added, key, because=answer.reason, by=by)
    if taken := before - about:
        photo.about.filter(child__in=taken).delete()
        trail.record(
            "took a photo out of the file: it is not about this child",
            photo,
            by=by,
            children=taken,
            because=answer.reason,
        )
    return photo


@unlocked()
def remove_photo(photo: Photo, *, why: str, by: Worker) -> Photo:
    """Its file and its key are destroyed. That it was there, and why it went, stays."""
    photo = _locked(photo)
    answer = require(rules.may_remove_photo(by.on(localdate()), photo, why))
    photo.destroy(by=by, why=why)
    trail.record(
        "removed a photo of a visit",
        photo,
        by=by,
        children=photo.about.values_list("child_id", flat=True),
        because=answer.reason,
        changed={"reasons": why},
    )
    return photo


def _locked(photo: Photo) -> Photo:
    of_visit = Photo.objects.select_related("visit__episode", "removed_by")
    return of_visit.select_for_update(of=("self",)).get(pk=photo.pk)


def _of_the_visit(visit: Visit, children: Iterable[Child]) -> set[int]:
    about = {child.pk for child in children}
    if not about or not about <= set(visit.about.values_list("child_id", flat=True)):
        raise Refused(
            refuse(
                "a photo is about one or more of the children of the visit",
                "Choose who the photo is about.",
            )
        )
    return about


def _into_files(photo: Photo, children: set[int], key: bytes, *, because: str, by: Worker) -> None:
    photo.put_into_files(children, key)
    trail.record(
        "added a photo to a visit",
        photo,
        by=by,
        children=children,
        because=because,
        on=photo.visit.on,
        changed={"what": photo.shows},
    )
