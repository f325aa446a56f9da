"""A photo of the wrong child, or one that should not be there: put right, and told in the trail."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localdate, now
from PIL import Image
from time_machine import travel

from homeward.access.guard import Refused
from homeward.referrals.actions import ReferredChild
from homeward.sharing.actions import end_involvement
from homeward.support import actions
from homeward.support.models import Photo
from homeward.support.rules import MOST_PHOTOS, Happened
from homeward.trail.actions import content_of
from homeward.trail.models import ChildKey, Entry
from tests.migrating import back, forth
from tests.support.making import add_photo_to, address, in_days, photo_files, write_visit


BEFORE_KEYS = ("support", "0009_photos_under_keys")


def test_photo_of_the_wrong_child_leaves_that_childs_file_and_enters_the_other(cast, as_worker):
    episode = cast.episode()
    visit = write_visit(episode, by=cast.robin)
    ash, wren = episode.children.order_by("born")
    photo = add_photo_to(visit, by=cast.robin, children=[ash])
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
    assert photo.content() is None  # Ash's key opens nothing of it


def test_who_sees_one_child_says_nothing_about_the_other(cast, as_worker):
    """A manager who sees Wren alone takes the photo out of Wren's file; in Ash's it stays."""
    with travel(now() - timedelta(days=30)):
        episode = cast.episode()
    visit = write_visit(episode, by=cast.robin)
    ash, wren = episode.children.order_by("born")
    photo = add_photo_to(visit, by=cast.robin)
    end_involvement(ash, cast.north, by=cast.kit, on=in_days(-1))
    client = as_worker(cast.kit)

    page = client.get(address("tag_photo", photo.pk)).content.decode()
    client.post(address("tag_photo", photo.pk), {"children": []})

    assert "Wren" in page
    assert "Ash" not in page
    assert list(photo.children.all()) == [ash]


def test_photo_stays_about_somebody_of_the_visit(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    photo = add_photo_to(visit, by=cast.robin)
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
    photo, other = add_photo_to(visit, by=cast.robin), add_photo_to(visit, by=cast.robin)
    client = as_worker(cast.robin)
    path = address("remove_photo", photo.pk)

    nothing_said = client.post(path, {"why": " "})
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(path, {"why": "A neighbour is in it."}, follow=True).content.decode()

    photo.refresh_from_db()
    assert "Enter why the photo is removed" in nothing_said.content.decode()
    assert (photo.removed_by, photo.removed_because) == (cast.robin, "A neighbour is in it.")
    assert set(photo_files()) == {other.name}
    assert photo.key() is None
    assert client.get(address("photo", photo.pk)).status_code == 404
    assert "A photo was here, and was removed: The plan on the fridge." in page
    assert "A neighbour is in it." in page
    assert address("photo", photo.pk) not in page
    entry = Entry.objects.get(what="removed a photo of a visit")
    assert (entry.worker, set(entry.child_ids)) == (cast.robin, children)
    assert content_of(entry.contents.first()) == {"reasons": "A neighbour is in it."}


def test_photo_is_removed_once_and_makes_room_for_another(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    photos = [add_photo_to(visit, by=cast.robin) for _ in range(MOST_PHOTOS)]
    actions.remove_photo(photos[0], why="Blurred.", by=cast.robin)

    with pytest.raises(Refused, match="Robin Testerton removed this photo on"):
        actions.remove_photo(photos[0], why="Again.", by=cast.robin)
    page = as_worker(cast.robin).get(address("remove_photo", photos[0].pk)).content.decode()
    add_photo_to(visit, by=cast.robin)

    assert "Robin Testerton removed this photo on" in page
    assert visit.photos.kept().count() == MOST_PHOTOS


@pytest.mark.parametrize("name", ["remove_photo", "tag_photo"])
@pytest.mark.parametrize(("who", "may"), [("robin", True), ("kit", True), ("alex", False)])
def test_who_wrote_the_visit_and_the_manager_change_its_photos(cast, as_worker, name, who, may):
    visit = write_visit(cast.episode(), by=cast.robin)
    photo = add_photo_to(visit, by=cast.alex)
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
    photo = add_photo_to(visit, by=cast.robin)
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
    photo = add_photo_to(write_visit(cast.episode(), by=cast.robin), by=cast.robin)

    answer = as_worker(getattr(cast, who)).get(address(name, photo.pk))

    assert answer.status_code == 404


def test_photos_that_there_were_are_enciphered_and_their_files_replaced(
    cast, as_worker, django_capture_on_commit_callbacks
):
    """The whole way back and forth: as it was before there were keys, and as it is now."""
    visit = write_visit(cast.episode(), by=cast.robin)
    children = {one.child_id for one in visit.about.all()}
    photo = add_photo_to(visit, by=cast.robin)
    with django_capture_on_commit_callbacks(execute=True):
        before = back(BEFORE_KEYS)
    (name,) = photo_files()
    was_plain = photo_files()[name].startswith(b"\xff\xd8")
    told = before.get_model("support", "Photo").objects.get().children
    were_about = set(told.values_list("pk", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        forth(BEFORE_KEYS)

    assert was_plain
    assert were_about == children
    ((name, held),) = photo_files().items()
    photo.refresh_from_db()
    assert photo.name == name
    assert not held.startswith(b"\xff\xd8")
    assert {child.pk for child in photo.children.all()} == children
    answer = as_worker(cast.robin).get(address("photo", photo.pk))
    assert Image.open(BytesIO(answer.content)).format == "JPEG"
