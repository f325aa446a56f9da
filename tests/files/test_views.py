"""A file is added, read, taken away and removed; and who does not see that it is there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.files import actions
from homeward.files.models import File
from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup
from homeward.sharing.actions import end_involvement
from homeward.trail.models import ChildKey, Entry
from tests.files.making import A_PDF, a_word_document, add_file_to, address, posted, sent
from tests.support.making import write_visit


@pytest.fixture
def ash(cast):
    return cast.episode().children.get(preferred_name="Ash")


def test_file_is_added_read_and_taken_away_and_each_is_in_the_trail(cast, as_worker, ash):
    client = as_worker(cast.robin)

    page = client.post(address("add", ash.pk), posted([ash]), follow=True).content.decode()
    file = File.objects.get()
    taken = client.get(address("download", file.pk))

    assert "Letter from school" in page
    assert "Oakfield School" in page
    assert taken.content == A_PDF
    named = (
        f"a-letter-that-came-{localdate().isoformat()}-{file.pk}.pdf"  # the title may name a child
    )
    assert taken.headers["Content-Disposition"] == f'attachment; filename="{named}"'
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in taken.headers["Content-Security-Policy"]
    assert taken.headers["Cache-Control"] == "no-store"
    assert Entry.objects.get(what="took a file away").child_ids == [ash.pk]
    assert Entry.objects.get(what="added a file to the record").worker == cast.robin
    assert "Letter from school" in client.get(f"/children/{ash.pk}/").content.decode()


def test_file_lies_enciphered_and_goes_with_the_last_of_its_childrens_keys(cast, ash):
    wren = cast.refer().children.get(given_name="Wren")
    file = add_file_to([ash, wren], by=cast.robin)
    with File.vault.storage.open(file.name) as held:
        on_disk = held.read()

    ChildKey.objects.filter(child_id=ash.pk).delete()
    after_one = file.content()
    ChildKey.objects.filter(child_id=wren.pk).delete()

    assert b"%PDF" not in on_disk
    assert after_one == A_PDF
    assert file.content() is None


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.pdf", b"MZ" + b"\0" * 300, "none of the types we take"),
        ("letter.pdf.exe", A_PDF, "the file is not what it says"),
        ("letter.pdf", a_word_document(), "it holds a Word document"),
    ],
)
def test_file_that_lies_about_its_type_is_refused_and_the_words_stay(
    cast, as_worker, ash, name, content, said
):
    page = as_worker(cast.robin).post(
        address("add", ash.pk), posted([ash], file=sent(name, content))
    )

    assert said in page.content.decode().replace("The file", "the file")
    assert 'value="Oakfield School"' in page.content.decode()
    assert not File.objects.exists()


def test_same_file_again_is_refused_and_another_of_its_name_gets_a_number(cast, as_worker, ash):
    add_file_to([ash], by=cast.kit)
    client = as_worker(cast.robin)

    again = client.post(address("add", ash.pk), posted([ash]))
    other = sent(content=A_PDF + b"%another")
    client.post(address("add", ash.pk), posted([ash], file=other))

    assert again.status_code == 403
    assert "Kit Dummerly added it on" in again.content.decode()
    titles = File.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Letter from school", "Letter from school (2)"]


def test_refused_file_leaves_nothing_in_the_vault(cast, ash):
    add_file_to([ash], by=cast.robin)

    with pytest.raises(Refused, match="the very same file"):
        add_file_to([ash], by=cast.robin)
    with pytest.raises(Refused, match="you do not see"):
        add_file_to([ash], by=cast.terry, content=A_PDF + b"%")
    with pytest.raises(Refused, match="day to come"):
        add_file_to(
            [ash], by=cast.robin, content=A_PDF + b"%%", dated=localdate() + timedelta(days=1)
        )

    assert File.objects.count() == 1
    assert len(File.vault.storage.listdir("")[1]) == 1
    assert Entry.objects.filter(what="added a file to the record").count() == 1


def test_letter_about_two_is_for_those_who_see_both(cast, as_worker):
    with travel(now() - timedelta(days=30)):
        episode = cast.episode()
    ash, wren = episode.children.order_by("born")
    of_both = add_file_to([ash, wren], by=cast.robin, title="About the two")
    of_wren = add_file_to([wren], by=cast.robin, title="Of Wren", content=A_PDF + b"%")
    end_involvement(ash, cast.west, by=cast.kit, on=localdate() - timedelta(days=1))
    client = as_worker(cast.sam)

    page = client.get(address("files", wren.pk)).content.decode()
    timeline = client.get(f"/children/{wren.pk}/timeline/").content.decode()

    assert "Of Wren" in page
    assert "About the two" not in page
    assert "Of Wren" in timeline
    assert "About the two" not in timeline
    assert client.get(address("file", of_both.pk)).status_code == 404
    assert client.get(address("download", of_both.pk)).status_code == 404
    assert client.get(address("file", of_wren.pk)).status_code == 200


def test_file_of_another_group_of_data_is_not_there_for_who_does_not_see_it(cast, as_worker, ash):
    file = add_file_to([ash], by=cast.robin, title="From the clinic", group=DataGroup.HEALTH)
    Grant.objects.filter(data_group=DataGroup.HEALTH, role="key worker").delete()
    client = as_worker(cast.alex)

    assert client.get(address("file", file.pk)).status_code == 404
    assert "From the clinic" not in client.get(address("files", ash.pk)).content.decode()
    assert "From the clinic" not in client.get(f"/children/{ash.pk}/timeline/").content.decode()
    assert 'value="health"' not in client.get(address("add", ash.pk)).content.decode()
    assert as_worker(cast.kit).get(address("file", file.pk)).status_code == 200


@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("name", ["file", "download", "picture", "remove"])
def test_file_is_not_there_for_someone_with_no_part_in_it(cast, as_worker, ash, who, name):
    file = add_file_to([ash], by=cast.robin)

    assert as_worker(getattr(cast, who)).get(address(name, file.pk)).status_code == 404


def test_file_added_to_a_visit_is_shown_with_it(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)
    children = [one.child for one in visit.about.order_by("child__born")]
    client = as_worker(cast.robin)
    path = reverse("files:add_to", args=["visit", visit.pk])

    form = client.get(path).content.decode()
    page = client.post(path, posted(children), follow=True).content.decode()
    of_visit = client.get(reverse("support:visit", args=[visit.pk])).content.decode()

    assert "to a visit" in form
    assert reverse("support:visit", args=[visit.pk]) in page
    assert "Letter from school" in of_visit
    assert client.get(reverse("files:add_to", args=["worker", 1])).status_code == 404


def test_removed_file_is_destroyed_and_who_and_why_stay(
    cast, as_worker, ash, django_capture_on_commit_callbacks
):
    file = add_file_to([ash], by=cast.robin)
    client = as_worker(cast.robin)
    path = address("remove", file.pk)

    nothing_said = client.post(path, {"why": " "}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(path, {"why": "It is of another family."}, follow=True).content.decode()

    file.refresh_from_db()
    assert "Enter why the file is removed" in nothing_said
    assert file.removed_by == cast.robin
    assert file.content() is None
    assert not File.vault.storage.exists(file.name)
    assert "It is of another family." in page
    assert client.get(address("download", file.pk)).status_code == 403
    assert Entry.objects.filter(what="removed a file from the record").exists()


def test_who_did_not_add_it_cannot_remove_it_and_reads_why(cast, as_worker, ash):
    file = add_file_to([ash], by=cast.robin)

    page = as_worker(cast.alex).get(address("remove", file.pk)).content.decode()
    with pytest.raises(Refused, match="whoever added a file"):
        actions.remove_file(file, why="x", by=cast.alex)

    file.refresh_from_db()
    assert "whoever added a file removes it" in page.replace("Whoever", "whoever")
    assert file.removed_at is None


def test_list_of_files_takes_no_more_queries_for_more_files(
    cast, as_worker, ash, django_assert_max_num_queries
):
    for number in range(12):
        add_file_to([ash], by=cast.robin, content=A_PDF + b"%" * (number + 1))
    client = as_worker(cast.robin)
    client.get(address("files", ash.pk))

    with django_assert_max_num_queries(20):
        page = client.get(address("files", ash.pk))

    assert page.content.decode().count("Letter from school") == 12
