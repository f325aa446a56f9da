"""What a child says: written down once, first on the child's page, with drawings; and taken out again."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.trail.models import ChildKey, Entry
from homeward.voice.actions import saying as actions
from homeward.voice.models import Saying
from homeward.voice.models.saying import DRAWINGS
from homeward.voice.queries.saying import everything_said, latest_words, picture_of
from homeward.voice.rules.saying import How
from tests.samples.support import a_picture
from tests.support.making import boxes, in_days, photo_file, write_visit
from tests.voice.making import address


@pytest.fixture
def child(cast):
    return cast.episode().children.get(preferred_name="Ash")


def said(child, by, **changes):
    given = {"on": localdate(), "how": How.WORDS, "words": "I want my own key.", "to_whom": "Robin"}
    return actions.write_down(child, **{**given, **changes}, by=by)


def typed(**changes):
    given = {
        "how": "words",
        "words": "I want my own key.",
        "to_whom": "Nan",
        **boxes("on", localdate()),
    }
    return {**given, **changes}


def test_what_is_said_stands_first_on_the_childs_page(cast, child, as_worker):
    write_visit(child.episodes_of_help.get(), by=cast.robin, on=in_days(-1))
    client = as_worker(cast.sam)

    client.post(address("write_down", child.pk), typed())

    page = client.get(f"/children/{child.pk}/").content.decode()
    assert page.index("I want my own key.") < page.index("What to do next")
    assert "To Nan" in page
    entry = Entry.objects.get(what="wrote down what the child says")
    assert entry.child_ids == [child.pk]
    assert "key" not in entry.because


def test_newest_words_are_first_wherever_they_were_said(cast, child):
    """At a visit, outside one, and for the referral, which stands back for both."""
    write_visit(child.episodes_of_help.get(), by=cast.robin, on=in_days(-1))
    said(child, cast.robin, on=in_days(-2), words="Older.")

    found = everything_said(child, 10, safety=True)

    assert latest_words(child).words == "Nan is fine."
    days = [one.when for one in found]
    assert days == sorted(days, reverse=True)
    assert {"Nan is fine.", "Older.", "I want to stay at mum’s."} == {one.words for one in found}


def test_drawing_is_kept_enciphered_and_shown_to_who_sees_the_child(cast, child, as_worker):
    client = as_worker(cast.robin)

    client.post(
        address("write_down", child.pk), typed(how="drawing", picture=photo_file()), follow=True
    )

    drawing = Saying.objects.get()
    with DRAWINGS.storage.open(drawing.name) as file:
        assert not file.read().startswith(b"\xff\xd8")
    answer = client.get(address("drawing", drawing.pk))
    assert answer.content.startswith(b"\xff\xd8")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert Entry.objects.filter(what="looked at a drawing", child_ids=[child.pk]).exists()
    assert (
        'alt="Drawing: I want my own key."' in client.get(f"/children/{child.pk}/").content.decode()
    )


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_drawing_is_not_there_for_someone_with_no_part_in_it(cast, child, as_worker, who):
    drawing = said(child, cast.robin, how=How.DRAWING, picture=a_picture())

    answer = as_worker(getattr(cast, who)).get(address("drawing", drawing.pk))

    assert answer.status_code == 404


def test_picture_without_a_drawing_is_sent_back_with_what_was_typed(cast, child, as_worker):
    answer = as_worker(cast.robin).post(
        address("write_down", child.pk), typed(picture=photo_file())
    )

    page = answer.content.decode()
    assert "choose “With a drawing”" in page
    assert "I want my own key." in page
    assert not Saying.objects.exists()


def test_file_that_lies_about_its_kind_is_refused(cast, child, as_worker):
    fake = SimpleUploadedFile("cat.jpg", b"not a picture", content_type="image/jpeg")

    page = as_worker(cast.robin).post(
        address("write_down", child.pk), typed(how="drawing", picture=fake)
    )

    assert "Only JPEG and PNG" in page.content.decode()


def test_words_of_before_the_birth_are_refused_and_leave_no_file(cast, child):
    before = set(DRAWINGS.storage.listdir("")[1]) if DRAWINGS.storage.exists("") else set()

    with pytest.raises(Refused, match="before the child was born"):
        said(
            child,
            cast.robin,
            on=child.born - timedelta(days=1),
            how=How.DRAWING,
            picture=a_picture(),
        )

    assert not Saying.objects.exists()
    assert not Entry.objects.filter(what="wrote down what the child says").exists()
    after = set(DRAWINGS.storage.listdir("")[1]) if DRAWINGS.storage.exists("") else set()
    assert after == before


def test_taken_out_it_shows_no_more_and_the_drawing_is_destroyed(
    cast, child, as_worker, django_capture_on_commit_callbacks
):
    drawing = said(child, cast.robin, how=How.DRAWING, words="Our house", picture=a_picture())

    with django_capture_on_commit_callbacks(execute=True):
        as_worker(cast.robin).post(address("take_out", drawing.pk), {"why": "It was Wren’s."})

    drawing.refresh_from_db()
    assert not DRAWINGS.storage.exists(drawing.name)
    assert picture_of(drawing) is None
    page = as_worker(cast.robin).get(address("says", child.pk)).content.decode()
    assert "Our house" not in page
    assert "It was Wren’s." in page
    assert as_worker(cast.robin).get(address("drawing", drawing.pk)).status_code == 404
    for path in (f"/children/{child.pk}/", f"/children/{child.pk}/timeline/"):
        shown = as_worker(cast.robin).get(path).content.decode()
        assert "Our house" not in shown
        assert "It was Wren’s." in shown


def test_who_did_not_write_it_reads_who_takes_it_out(cast, child, as_worker):
    saying = said(child, cast.robin)

    page = as_worker(cast.sam).post(address("take_out", saying.pk), {"why": "Wrong."})

    assert page.status_code == 403
    assert "whoever wrote it down takes it out" in page.content.decode().lower()
    assert Saying.objects.get().removed_at is None


def test_drawing_goes_with_the_childs_record(cast, child):
    drawing = said(child, cast.robin, how=How.DRAWING, picture=a_picture())

    ChildKey.objects.filter(child_id=child.pk).delete()

    assert picture_of(drawing) is None


def test_queries_do_not_grow_with_what_was_said(
    cast, child, as_worker, django_assert_max_num_queries
):
    for number in range(12):
        said(child, cast.robin, words=f"{number}")
    client = as_worker(cast.robin)

    with django_assert_max_num_queries(22):
        client.get(address("says", child.pk))
