"""Photos of a visit: written again without what the phone adds, and shown to who may see the child."""

import zlib
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
from homeward.support import actions, pictures
from homeward.support.models import Photo
from homeward.support.models.visits import photo_storage
from homeward.support.pictures import NotAPhoto, rewritten
from homeward.support.rules import MOST_PHOTOS, PHOTO_BYTES, PHOTO_SIDE
from homeward.trail.models import Entry
from tests.support.making import address, in_days, photo_file, write_visit


GPS, ORIENTATION, MAKER = 34853, 274, 271  # numbers of EXIF


@pytest.fixture(autouse=True)
def photos_elsewhere(settings, tmp_path):
    """Each test has a folder of its own."""
    options = {**settings.STORAGES["photos"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {
        **settings.STORAGES,
        "photos": {**settings.STORAGES["photos"], "OPTIONS": options},
    }


def taken(file):
    return rewritten(file, file.size)


def opened(picture):
    return Image.open(BytesIO(picture.jpeg))


def with_exif():
    exif = Image.Exif()
    exif[MAKER] = "Mockphone"
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (52.0, 37.0, 1.0)}
    return photo_file(exif=exif)


def test_photo_is_kept_without_where_and_with_what_it_was_taken():
    sent = with_exif()
    assert b"Mockphone" in sent.read()

    picture = taken(sent)

    assert not opened(picture).getexif()
    assert b"Mockphone" not in picture.jpeg
    assert b"Exif" not in picture.jpeg
    assert (picture.width, picture.height) == (30, 40)  # turned upright


def test_large_photo_is_made_smaller():
    picture = taken(photo_file(size=(4000, 1000)))

    assert (picture.width, picture.height) == (PHOTO_SIDE, 500)
    assert opened(picture).size == (PHOTO_SIDE, 500)


def test_drawing_with_a_clear_ground_is_on_white():
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")

    picture = rewritten(out, out.tell())

    assert opened(picture).format == "JPEG"
    assert opened(picture).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"not a photo",
        b"\xff\xd8\xff\xe0 broken",
        b"<svg onload='alert(1)'/>",
        b"GIF89a\x01\x00",
    ],
)
def test_what_is_no_jpeg_or_png_is_refused_with_what_to_do(held):
    with pytest.raises(NotAPhoto, match="Only JPEG and PNG"):
        rewritten(BytesIO(held), len(held))


def test_only_the_first_of_several_pictures_in_a_photo_is_kept():
    out = BytesIO()
    behind = [Image.new("RGB", (40, 30), "navy")]
    Image.new("RGB", (40, 30), "sienna").save(out, "MPO", save_all=True, append_images=behind)

    picture = rewritten(out, out.tell())

    assert opened(picture).format == "JPEG"
    assert picture.jpeg.count(b"\xff\xd8\xff") == 1


def test_half_a_photo_is_refused():
    whole = photo_file(size=(400, 300)).read()

    with pytest.raises(NotAPhoto, match="could not be opened"):
        rewritten(BytesIO(whole[: len(whole) // 2]), len(whole) // 2)


def test_file_that_is_too_large_is_refused_unopened():
    with pytest.raises(NotAPhoto, match="larger than 10 MB"):
        rewritten(BytesIO(b""), PHOTO_BYTES + 1)


@pytest.mark.parametrize("side", [9_000, 14_000, 40_000])
def test_bomb_is_refused_before_it_unfolds(side, monkeypatch):
    """A small file that says it has that many dots: more than ours, than Pillow warns of, than it opens."""
    out = BytesIO()
    Image.new("1", (1, 1)).save(out, "PNG")
    told = bytearray(out.getvalue())
    told[16:24] = side.to_bytes(4, "big") * 2
    told[29:33] = zlib.crc32(bytes(told[12:29])).to_bytes(4, "big")
    monkeypatch.setattr(pictures, "_on_white", lambda image: pytest.fail("it was unfolded"))

    with pytest.raises(NotAPhoto, match="million dots"):
        rewritten(BytesIO(bytes(told)), len(told))


def add(visit, *, by, children=None, **more):
    picture = taken(photo_file())
    about = children if children is not None else [one.child for one in visit.about.all()]
    return actions.add_photo(
        visit, picture=picture, shows="The plan on the fridge", children=about, by=by, **more
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
    of_ash = add(visit, by=cast.robin, children=[ash])
    of_both = add(visit, by=cast.robin)
    end_involvement(ash, cast.west, by=cast.kit, on=in_days(-1))
    client = as_worker(cast.sam)

    page = client.get(address("visit", visit.pk)).content.decode()

    assert client.get(address("photo", of_ash.pk)).status_code == 404
    assert client.get(address("photo", of_both.pk)).status_code == 200
    assert address("photo", of_ash.pk) not in page
    assert address("photo", of_both.pk) in page
    assert "In the file of somebody else and Wren." in page


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_photo_is_not_there_for_someone_with_no_part_in_it(cast, as_worker, who):
    photo = add(write_visit(cast.episode(), by=cast.robin), by=cast.robin)

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
        add(visit, by=cast.robin)

    with pytest.raises(Refused, match="the most it can have"):
        add(visit, by=cast.robin)

    page = as_worker(cast.robin).get(address("add_photo", visit.pk)).content.decode()
    assert visit.photos.count() == MOST_PHOTOS
    assert len(photo_storage().listdir("")[1]) == MOST_PHOTOS
    assert "this visit has 6 photos" in page


def test_photo_by_another_team_is_refused_and_leaves_nothing(cast):
    visit = write_visit(cast.episode(), by=cast.robin)

    with pytest.raises(Refused):
        add(visit, by=cast.sam)

    assert not Photo.objects.exists()
    assert photo_storage().listdir("")[1] == []
    assert not Entry.objects.filter(what="added a photo to a visit").exists()


def test_photo_about_nobody_of_the_visit_is_refused(cast):
    visit = write_visit(cast.episode(), by=cast.robin)
    bo = ReferredChild("Bo", "Exampleton", date(2015, 1, 2), says="Hello.")
    other = cast.refer(children=[bo]).children.first()

    for about in ([], [other]):
        with pytest.raises(Refused, match="one or more of the children of the visit"):
            add(visit, by=cast.robin, children=about)

    assert not Photo.objects.exists()


def test_photos_lie_outside_what_the_web_server_serves(settings):
    place = settings.FILES_ROOT

    assert settings.STATIC_ROOT not in place.parents
    assert all(folder not in place.parents for folder in settings.STATICFILES_DIRS)
