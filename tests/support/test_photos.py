"""Photos of a visit: written again without what the phone adds, and shown to who may see the child."""

import zlib
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import localdate, now
from PIL import Image
from time_machine import travel

from homeward.access.guard import Refused
from homeward.referrals.actions import ReferredChild
from homeward.sharing.actions import end_involvement
from homeward.support import actions, pictures, queries
from homeward.support.models import Photo
from homeward.support.models.visits import photo_storage
from homeward.support.pictures import NotAPhoto, rewritten
from homeward.support.rules import MOST_PHOTOS, PHOTO_BYTES, PHOTO_SIDE, Happened
from homeward.trail.actions import content_of
from homeward.trail.models import ChildKey, Entry
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
    assert "In the file of Wren." in page


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


def files():
    """What lies in the storage, by name."""
    held = {}
    for name in photo_storage().listdir("")[1]:
        with photo_storage().open(name) as file:
            held[name] = file.read()
    return held


def test_file_of_a_photo_holds_nothing_that_can_be_read(cast):
    photo = add(write_visit(cast.episode(), by=cast.robin), by=cast.robin)

    (held,) = files().values()

    assert b"JFIF" not in held
    assert not held.startswith(b"\xff\xd8")
    assert queries.picture_of(photo).startswith(b"\xff\xd8")


def test_photo_is_gone_with_the_last_of_its_childrens_keys_and_not_before(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    ash, wren = (one.child for one in visit.about.order_by("child__born"))
    photo, of_ash = add(visit, by=cast.robin), add(visit, by=cast.robin, children=[ash])
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
    photo = add(visit, by=cast.robin, children=[ash])
    ChildKey.objects.filter(child_id=ash.pk).delete()

    add(visit, by=cast.robin, children=[ash])

    assert ChildKey.objects.filter(child_id=ash.pk).exists()
    assert queries.picture_of(photo) is None
    with pytest.raises(Refused, match="nobody can open this photo"):
        actions.tag_photo(photo, children=[ash], by=cast.robin)


def test_photo_of_the_wrong_child_leaves_that_childs_file_and_enters_the_other(cast, as_worker):
    episode = cast.episode()
    visit = write_visit(episode, by=cast.robin)
    ash, wren = episode.children.order_by("born")
    photo = add(visit, by=cast.robin, children=[ash])
    client = as_worker(cast.robin)

    client.post(address("tag_photo", photo.pk), {"children": [str(wren.pk)]})

    assert list(photo.children.all()) == [wren]
    assert photo.about.filter(child=ash).count() == 0
    assert client.get(address("photo", photo.pk)).status_code == 200
    timelines = [client.get(f"/children/{c.pk}/timeline/").content.decode() for c in (ash, wren)]
    assert ["The plan on the fridge" in page for page in timelines] == [False, True]
    assert "Took a photo out of the file" in timelines[0]
    out = Entry.objects.get(what__startswith="took a photo out of the file")
    assert (out.worker, out.child_ids) == (cast.robin, [ash.pk])
    ChildKey.objects.filter(child_id=wren.pk).delete()
    assert queries.picture_of(photo) is None  # Ash's key opens nothing of it


def test_who_sees_one_child_says_nothing_about_the_other(cast, as_worker):
    """A manager who sees Wren alone takes the photo out of Wren's file; in Ash's it stays."""
    with travel(now() - timedelta(days=30)):
        episode = cast.episode()
    visit = write_visit(episode, by=cast.robin)
    ash, wren = episode.children.order_by("born")
    photo = add(visit, by=cast.robin)
    end_involvement(ash, cast.north, by=cast.kit, on=in_days(-1))
    client = as_worker(cast.kit)

    page = client.get(address("tag_photo", photo.pk)).content.decode()
    client.post(address("tag_photo", photo.pk), {"children": []})

    assert "Wren" in page
    assert "Ash" not in page
    assert list(photo.children.all()) == [ash]


def test_photo_stays_about_somebody_of_the_visit(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    photo = add(visit, by=cast.robin)
    bo = ReferredChild("Bo", "Exampleton", date(2015, 1, 2), says="Hello.")
    other = cast.refer(children=[bo]).children.first()

    answer = as_worker(cast.robin).post(address("tag_photo", photo.pk), {"children": []})
    for about in ([], [other]):
        with pytest.raises(Refused, match="one or more of the children of the visit"):
            actions.tag_photo(photo, children=about, by=cast.robin)

    assert "Choose who the photo is about" in answer.content.decode()
    assert photo.children.count() == 2


def test_removed_photo_is_destroyed_and_who_when_and_why_stay(
    cast, as_worker, django_capture_on_commit_callbacks
):
    visit = write_visit(cast.episode(), by=cast.robin)
    children = {child.pk for child in visit.episode.children.all()}
    photo, other = add(visit, by=cast.robin), add(visit, by=cast.robin)
    client = as_worker(cast.robin)
    path = address("remove_photo", photo.pk)

    nothing_said = client.post(path, {"why": " "})
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(path, {"why": "A neighbour is in it."}, follow=True).content.decode()

    photo.refresh_from_db()
    assert "Enter why the photo is removed" in nothing_said.content.decode()
    assert (photo.removed_by, photo.removed_because) == (cast.robin, "A neighbour is in it.")
    assert set(files()) == {other.name}
    assert queries.key_of(photo) is None
    assert client.get(address("photo", photo.pk)).status_code == 404
    assert "A photo was here, and was removed: The plan on the fridge." in page
    assert "A neighbour is in it." in page
    assert address("photo", photo.pk) not in page
    entry = Entry.objects.get(what="removed a photo of a visit")
    assert (entry.worker, set(entry.child_ids)) == (cast.robin, children)
    assert content_of(entry.contents.first()) == {"reasons": "A neighbour is in it."}


def test_photo_is_removed_once_and_makes_room_for_another(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    photos = [add(visit, by=cast.robin) for _ in range(MOST_PHOTOS)]
    actions.remove_photo(photos[0], why="Blurred.", by=cast.robin)

    with pytest.raises(Refused, match="Robin Testerton removed this photo on"):
        actions.remove_photo(photos[0], why="Again.", by=cast.robin)
    page = as_worker(cast.robin).get(address("remove_photo", photos[0].pk)).content.decode()
    add(visit, by=cast.robin)

    assert "Robin Testerton removed this photo on" in page
    assert visit.photos.kept().count() == MOST_PHOTOS


@pytest.mark.parametrize("name", ["remove_photo", "tag_photo"])
@pytest.mark.parametrize(("who", "may"), [("robin", True), ("kit", True), ("alex", False)])
def test_who_wrote_the_visit_and_the_manager_change_its_photos(cast, as_worker, name, who, may):
    visit = write_visit(cast.episode(), by=cast.robin)
    photo = add(visit, by=cast.alex)
    worker, client = getattr(cast, who), as_worker(getattr(cast, who))
    before = Entry.objects.filter(kind="change").count()

    page = client.get(address(name, photo.pk)).content.decode()
    on_visit = client.get(address("visit", visit.pk)).content.decode()
    if not may:
        with pytest.raises(Refused, match="whoever wrote up the visit"):
            actions.remove_photo(photo, why="Blurred.", by=worker)
        with pytest.raises(Refused, match="whoever wrote up the visit"):
            actions.tag_photo(photo, children=[visit.about.first().child], by=worker)

    assert ('<button type="submit" class="govuk-button"' in page.split("<main")[1]) is may
    assert (address(name, photo.pk) in on_visit) is may
    assert ("You cannot change it: whoever wrote up the visit" in on_visit) is not may
    assert Entry.objects.filter(kind="change").count() == before


def test_mistake_can_be_put_right_after_support_ended(cast):
    episode = cast.episode()
    visit = write_visit(episode, by=cast.robin)
    photo = add(visit, by=cast.robin)
    actions.record_event(
        episode.children.all(),
        kind=Happened.FAMILY_WITHDREW,
        on=localdate(),
        what="No more.",
        episode=episode,
        by=cast.robin,
    )
    actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    actions.tag_photo(photo, children=[visit.about.first().child], by=cast.robin)
    actions.remove_photo(photo, why="Blurred.", by=cast.robin)

    assert Photo.objects.get().removed_by == cast.robin


@pytest.mark.parametrize("name", ["remove_photo", "tag_photo"])
@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_changing_a_photo_is_not_there_for_someone_with_no_part_in_it(cast, as_worker, name, who):
    photo = add(write_visit(cast.episode(), by=cast.robin), by=cast.robin)

    answer = as_worker(getattr(cast, who)).get(address(name, photo.pk))

    assert answer.status_code == 404


def test_photos_that_there_were_are_enciphered_and_their_files_replaced(
    cast, as_worker, django_capture_on_commit_callbacks
):
    """The whole way back and forth: as it was before there were keys, and as it is now."""
    visit = write_visit(cast.episode(), by=cast.robin)
    children = {one.child_id for one in visit.about.all()}
    photo = add(visit, by=cast.robin)
    with django_capture_on_commit_callbacks(execute=True):
        before = migrated(("support", "0009_photos_under_keys"))
    (name,) = files()
    was_plain = files()[name].startswith(b"\xff\xd8")
    told = before.get_model("support", "Photo").objects.get().children
    were_about = set(told.values_list("pk", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        migrated(("support", "0011_children_of_photos"))

    assert was_plain
    assert were_about == children
    ((name, held),) = files().items()
    photo.refresh_from_db()
    assert photo.name == name
    assert not held.startswith(b"\xff\xd8")
    assert {child.pk for child in photo.children.all()} == children
    answer = as_worker(cast.robin).get(address("photo", photo.pk))
    assert Image.open(BytesIO(answer.content)).format == "JPEG"


def migrated(to):
    connection.check_constraints()  # now, so that nothing waits when a table is changed
    executor = MigrationExecutor(connection)
    executor.migrate([to])
    connection.check_constraints()
    return executor.loader.project_state([to]).apps
