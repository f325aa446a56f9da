"""Photos of a visit: written again without what the phone adds, and shown to who may see the child."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now
from PIL import Image
from time_machine import travel

from homeward.access.guard import Refused
from homeward.referrals.actions import ReferredChild
from homeward.sharing.actions import end_involvement
from homeward.support import actions
from homeward.support.models import Photo
from homeward.support.models.visits import PHOTOS
from homeward.support.rules import MOST_PHOTOS
from homeward.trail.models import ChildKey, Entry
from tests.support.making import (
    add_photo_to,
    address,
    in_days,
    photo_file,
    photo_files,
    write_visit,
)


def posted(children, **changes):
    return {
        "photo": photo_file(),
        "shows": "The plan on the fridge",
        "children": [child.pk for child in children],
        **changes,
    }


def test_photo_is_added_shown_and_in_the_trail(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    children = list(visit.episode.children.all())
    client = as_worker(cast.robin)

    page = client.post(address("add_photo", visit.pk), posted(children), follow=True)
    photo = Photo.objects.get()
    picture = client.get(address("photo", photo.pk))

    assert 'alt="The plan on the fridge"' in page.content.decode()
    assert "plan.jpg" not in photo.name
    assert Image.open(BytesIO(picture.content)).format == "JPEG"
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.headers["Cache-Control"] == "no-store"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert picture.headers["Content-Disposition"] == "inline"
    assert "default-src 'none'" in picture.headers["Content-Security-Policy"]
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    looks = Entry.objects.get(what="looked at a photo")
    assert set(looks.child_ids) == {child.pk for child in children}
    assert Entry.objects.filter(what="added a photo to a visit", worker=cast.robin).exists()


def test_photo_of_ash_is_not_there_for_who_sees_only_wren(cast, as_worker):
    with travel(now() - timedelta(days=30)):
        episode = cast.episode()
    visit = write_visit(episode, by=cast.robin)
    ash, wren = episode.children.order_by("born")
    of_ash = add_photo_to(visit, by=cast.robin, children=[ash])
    of_both = add_photo_to(visit, by=cast.robin)
    end_involvement(ash, cast.west, by=cast.kit, on=in_days(-1))
    client = as_worker(cast.sam)

    page = client.get(address("visit", visit.pk)).content.decode()

    assert client.get(address("photo", of_ash.pk)).status_code == 404
    assert client.get(address("photo", of_both.pk)).status_code == 200
    assert address("photo", of_ash.pk) not in page
    assert address("photo", of_both.pk) in page
    assert "In the file of Wren." in page


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_photo_is_not_there_for_someone_with_no_part_in_it(cast, as_worker, who):
    photo = add_photo_to(write_visit(cast.episode(), by=cast.robin), by=cast.robin)

    answer = as_worker(getattr(cast, who)).get(address("photo", photo.pk))

    assert answer.status_code == 404


def test_refused_file_says_why_and_keeps_what_was_typed(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    children = list(visit.episode.children.all())
    fake = SimpleUploadedFile("plan.jpg", b"not a photo", content_type="image/jpeg")

    answer = as_worker(cast.robin).post(
        address("add_photo", visit.pk), posted(children, photo=fake)
    )

    page = answer.content.decode()
    assert "Only JPEG and PNG" in page
    assert 'value="The plan on the fridge"' in page
    assert not Photo.objects.exists()


def test_seventh_photo_is_refused_and_leaves_no_file(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    for _ in range(MOST_PHOTOS):
        add_photo_to(visit, by=cast.robin)

    with pytest.raises(Refused, match="the most it can have"):
        add_photo_to(visit, by=cast.robin)

    page = as_worker(cast.robin).get(address("add_photo", visit.pk)).content.decode()
    assert visit.photos.count() == MOST_PHOTOS
    assert len(PHOTOS.storage.listdir("")[1]) == MOST_PHOTOS
    assert "this visit has 6 photos" in page


def test_photo_by_another_team_is_refused_and_leaves_nothing(cast):
    visit = write_visit(cast.episode(), by=cast.robin)

    with pytest.raises(Refused):
        add_photo_to(visit, by=cast.sam)

    assert not Photo.objects.exists()
    assert PHOTOS.storage.listdir("")[1] == []
    assert not Entry.objects.filter(what="added a photo to a visit").exists()


def test_photo_about_nobody_of_the_visit_is_refused(cast):
    visit = write_visit(cast.episode(), by=cast.robin)
    bo = ReferredChild("Bo", "Exampleton", date(2015, 1, 2), says="Hello.")
    other = cast.refer(children=[bo]).children.first()

    for about in ([], [other]):
        with pytest.raises(Refused, match="one or more of the children of the visit"):
            add_photo_to(visit, by=cast.robin, children=about)

    assert not Photo.objects.exists()


def test_photos_lie_outside_what_the_web_server_serves(settings):
    place = settings.FILES_ROOT

    assert settings.STATIC_ROOT not in place.parents
    assert all(folder not in place.parents for folder in settings.STATICFILES_DIRS)


def test_file_of_a_photo_holds_nothing_that_can_be_read(cast):
    photo = add_photo_to(write_visit(cast.episode(), by=cast.robin), by=cast.robin)

    (held,) = photo_files().values()

    assert b"JFIF" not in held
    assert not held.startswith(b"\xff\xd8")
    assert photo.content().startswith(b"\xff\xd8")


def test_photo_is_gone_with_the_last_of_its_childrens_keys_and_not_before(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    ash, wren = (one.child for one in visit.about.order_by("child__born"))
    photo, of_ash = (
        add_photo_to(visit, by=cast.robin),
        add_photo_to(visit, by=cast.robin, children=[ash]),
    )
    client = as_worker(cast.robin)

    ChildKey.objects.filter(child_id=ash.pk).delete()
    after_ash = [client.get(address("photo", one.pk)).status_code for one in (photo, of_ash)]
    ChildKey.objects.filter(child_id=wren.pk).delete()
    after_both = client.get(address("photo", photo.pk)).status_code

    assert after_ash == [200, 404]
    assert after_both == 404


def test_key_that_a_child_is_given_later_opens_nothing_of_before(cast):
    visit = write_visit(cast.episode(), by=cast.robin)
    ash = visit.about.order_by("child__born")[0].child
    photo = add_photo_to(visit, by=cast.robin, children=[ash])
    ChildKey.objects.filter(child_id=ash.pk).delete()

    add_photo_to(visit, by=cast.robin, children=[ash])

    assert ChildKey.objects.filter(child_id=ash.pk).exists()
    assert photo.content() is None
    with pytest.raises(Refused, match="nobody can open this photo"):
        actions.tag_photo(photo, children=[ash], by=cast.robin)
