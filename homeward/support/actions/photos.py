"""Adding a photo to a visit: kept outside the database, under a name that says nothing."""

import secrets
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.support import rules
from homeward.support.actions.shared import writing
from homeward.support.models import Photo, Visit
from homeward.support.models.visits import photo_storage
from homeward.support.pictures import Picture
from homeward.trail import actions as trail


def add_photo(
    visit: Visit, *, picture: Picture, shows: str, children: Sequence[Child], by: Worker
) -> Photo:
    """`picture` is one that `pictures.rewritten` gave. A refusal leaves no file behind."""
    name = f"{secrets.token_hex(16)}.jpg"
    photo_storage().save(name, ContentFile(picture.jpeg))
    try:
        return keep_photo(visit, name=name, picture=picture, shows=shows, children=children, by=by)
    except BaseException:
        photo_storage().delete(name)
        raise


@transaction.atomic
def keep_photo(
    visit: Visit,
    *,
    name: str,
    picture: Picture,
    shows: str,
    children: Sequence[Child],
    by: Worker,
) -> Photo:
    episode, _ = writing(visit.episode, by)  # locks, so that two at once cannot both be the sixth
    answer = require(rules.may_add_photo(by.on(localdate()), episode, visit.photos.count()))
    about = {child.pk for child in children}
    if not about or not about <= set(visit.about.values_list("child_id", flat=True)):
        raise Refused(refuse("a photo is about one or more of the children of the visit"))
    photo = Photo.objects.create(
        partnership_id=visit.partnership_id,
        visit=visit,
        shows=shows,
        name=name,
        width=picture.width,
        height=picture.height,
        added_by=by,
    )
    photo.children.set(about)
    trail.record(
        "added a photo to a visit",
        photo,
        by=by,
        children=about,
        because=answer.reason,
        on=visit.on,
        changed={"what": shows},
    )
    return photo
