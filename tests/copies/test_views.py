"""Asking for a copy: who may, what is refused, and what the trail keeps."""

import pytest

from homeward.exports.pdf import can_be_drawn
from homeward.people.models import Child
from homeward.trail.models import Content, Entry
from tests.copies.reading import pictures_in, words_in
from tests.support.making import add_photo_to, write_visit


SAID = {"asker": "child", "reason": "Ash wrote to us. It is Ash: I know them.", "will_read": "on"}
needs_pango = pytest.mark.skipif(not can_be_drawn(), reason="Pango is not installed")


def path(child) -> str:
    return f"/children/{child.pk}/copy/"


@pytest.fixture
def ash(cast):
    cast.episode()
    return Child.objects.get(given_name="Ashley")


@needs_pango
def test_manager_is_handed_the_copy_and_the_trail_says_why(cast, ash, as_worker):
    answer = as_worker(cast.kit).post(path(ash), SAID)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert "Ash" not in answer["Content-Disposition"]
    words = words_in(answer.content)
    assert "The file of Ash Sampleton" in words
    assert "What is not in it, and why" in words
    assert "I want to stay at mum’s." in words
    assert "Kit Dummerly" in words
    assert "01632 960155" not in words
    entry = Entry.objects.get(what="made a copy of the child’s file")
    assert (entry.worker, entry.child_ids) == (cast.kit, [ash.pk])
    assert "for the child, or the adult they are now" in entry.because
    assert "Ash" not in entry.because
    assert Content.objects.filter(entry=entry).exists()


@needs_pango
def test_form_that_is_sent_twice_makes_one_copy_and_hands_it_over_twice(cast, ash, as_worker):
    client = as_worker(cast.kit)
    sending = client.get(path(ash)).context["form"].sending

    answers = [client.post(path(ash), {**SAID, "sending": sending}) for _ in range(2)]

    assert {answer["Content-Type"] for answer in answers} == {"application/pdf"}
    assert Entry.objects.filter(what="made a copy of the child’s file").count() == 1
    assert Entry.objects.filter(what="was handed the copy of a file").count() == 2


@needs_pango
def test_photo_stands_in_the_copy_of_whom_it_is_about(cast, ash, as_worker):
    visit = write_visit(ash.episodes_of_help.get(), by=cast.robin)
    add_photo_to(visit, children=[ash], by=cast.robin)
    wren = Child.objects.get(given_name="Wren")

    mine = as_worker(cast.kit).post(path(ash), SAID)
    theirs = as_worker(cast.kit).post(path(wren), SAID)

    assert len(pictures_in(mine.content)) == 1
    assert pictures_in(theirs.content) == set()


@needs_pango
def test_page_shows_the_copies_that_were_made(cast, ash, as_worker):
    before = as_worker(cast.kit).get(path(ash))
    as_worker(cast.kit).post(path(ash), SAID)

    after = as_worker(cast.kit).get(path(ash))

    assert "No copy of Ash’s file was made yet" in before.content.decode()
    assert "Ash wrote to us. It is Ash: I know them." in after.content.decode()


@pytest.mark.parametrize("missing", list(SAID))
def test_form_that_lacks_something_makes_nothing_and_loses_nothing(cast, ash, as_worker, missing):
    answer = as_worker(cast.kit).post(
        path(ash),
        {**SAID, missing: ""}
        if missing != "will_read"
        else {"asker": "child", "reason": SAID["reason"]},
    )

    assert answer["Content-Type"].startswith("text/html")
    assert "There is a problem" in answer.content.decode()
    if missing != "reason":
        assert SAID["reason"] in answer.content.decode()
    assert not Entry.objects.filter(what__startswith="made a copy").exists()


def test_reason_of_a_word_is_refused_in_words(cast, ash, as_worker):
    answer = as_worker(cast.kit).post(path(ash), {**SAID, "reason": "SAR"})

    assert answer.status_code == 403
    assert "says too little why it is made" in answer.content.decode()
    assert not Entry.objects.filter(what__startswith="made a copy").exists()


def test_nobody_knows_an_asker_that_there_is_not(cast, ash, as_worker):
    answer = as_worker(cast.kit).post(path(ash), {**SAID, "asker": "a newspaper"})

    assert answer["Content-Type"].startswith("text/html")
    assert not Entry.objects.filter(what__startswith="made a copy").exists()


def test_key_worker_reads_who_may_and_posts_in_vain(cast, ash, as_worker):
    page = as_worker(cast.robin).get(path(ash))
    answer = as_worker(cast.robin).post(path(ash), SAID)

    assert "managers of a team that works with the child" in page.content.decode()
    assert b"<textarea" not in page.content
    assert answer.status_code == 403
    assert not Entry.objects.filter(what__startswith="made a copy").exists()


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_page_is_not_there_for_a_stranger(cast, ash, as_worker, who):
    client = as_worker(getattr(cast, who))

    assert client.get(path(ash)).status_code == 404
    assert client.post(path(ash), SAID).status_code == 404


def test_where_pdfs_cannot_be_drawn_it_is_said(cast, ash, as_worker, monkeypatch):
    monkeypatch.setattr("homeward.copies.actions.can_be_drawn", lambda: False)

    answer = as_worker(cast.kit).post(path(ash), SAID)

    assert answer.status_code == 403
    assert "cannot make PDFs" in answer.content.decode()
    assert not Entry.objects.filter(what__startswith="made a copy").exists()
