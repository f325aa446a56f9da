"""A letter is begun from what is known, read, changed, issued and kept; and what is refused."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Overtaken, Refused
from homeward.decisions.models import Decision
from homeward.family.actions import add_relative, begin_group
from homeward.family.rules import Could
from homeward.files.models import File
from homeward.letters import actions, paper
from homeward.letters.actions import NewLetter
from homeward.letters.models import Letter
from homeward.letters.queries.lists import decisions_to_tell
from homeward.letters.rules import LetterKind
from homeward.people.models import Adult, Relationship
from homeward.sharing.actions import close_record
from homeward.sharing.rules import RestrictionKind
from homeward.support.models import EpisodeOfHelp
from homeward.trail.models import Entry
from tests.support.making import boxes, in_days, write_plan


def address(name: str, pk: int, **more) -> str:
    return reverse(f"letters:{name}", kwargs={"pk": pk, **more})


@pytest.fixture
def ash(cast):
    return cast.episode().children.get(preferred_name="Ash")


@pytest.fixture
def dee(ash):
    return ash.relationships.get().adult


@pytest.fixture
def ray(ash):
    """Ash’s father, who lives elsewhere."""
    ray = Adult.objects.create(
        partnership=ash.partnership, name="Ray Sampleton", phone="01632 960177"
    )
    Relationship.objects.create(
        partnership=ash.partnership,
        child=ash,
        adult=ray,
        kind="father",
        period=DateRange(localdate(), None),
    )
    return ray


PLACES = {"meeting": "a family meeting", "when": "Monday, 4pm", "where": "The library"}


def begun(ash, to, *, by, places=PLACES, **more):
    children = ash if isinstance(ash, list) else [ash]
    new = NewLetter(LetterKind.INVITATION, children, to, places=places, **more)
    return actions.write_letter(new, by=by)


def test_invitation_is_filled_in_read_issued_and_kept_as_pdf_and_word(cast, as_worker, ash, dee):
    client = as_worker(cast.robin)
    posted = {
        "to": f"adult-{dee.pk}",
        "address": "4 Hidden Lane\nSampleton",
        "children": [ash.pk],
        "meeting": "a family meeting",
        **boxes("on", in_days(5)),
        "at": "4.30pm",
        "where": "Sampleton Library",
    }

    page = client.post(address("begin", ash.pk, kind="invitation"), posted, follow=True)
    letter = Letter.objects.get()
    read = client.get(address("issue", letter.pk)).content.decode()
    done = client.post(address("issue", letter.pk), {"read": "on", "version": "1"}, follow=True)

    for said in ("Dear Dee Sampleton", "Invitation to a family meeting", "4.30pm", "4 Hidden Lane"):
        assert said in page.content.decode()
        assert said in read
    letter.refresh_from_db()
    assert (letter.issued_by, letter.text) == (cast.robin, "")
    forms = [letter.file, *letter.file.other_forms.all()]
    assert [form.file_name.rsplit(".", 1)[1] for form in forms] == (
        ["pdf", "docx"] if paper.can_be_drawn() else ["docx"]
    )
    assert all(form.content() for form in forms)
    assert list(File.objects.listed()) == [letter.file]
    assert "Take it away as" in done.content.decode()
    assert Entry.objects.get(what="issued a letter").child_ids == [ash.pk]
    assert letter.title in client.get(f"/children/{ash.pk}/").content.decode()


def test_letter_has_to_be_read_before_it_is_issued(cast, as_worker, ash, dee):
    letter = begun(ash, dee, by=cast.robin)

    page = (
        as_worker(cast.robin).post(address("issue", letter.pk), {"version": "1"}).content.decode()
    )

    assert "Read the letter above" in page
    assert Letter.objects.get().issued_at is None


def test_letter_in_which_something_is_missing_is_not_issued(cast, as_worker, ash, dee):
    letter = begun(ash, dee, by=cast.robin, places={"meeting": "a family meeting"})

    with pytest.raises(Refused, match="nothing was filled in"):
        actions.issue_letter(letter, seen=1, by=cast.robin)
    page = as_worker(cast.robin).get(address("issue", letter.pk)).content.decode()

    assert "[when], [where]" in page
    assert not File.objects.exists()


def test_letter_never_says_where_somebody_lives_who_could_help(cast, ash, dee):
    """Where Nan lives stands on the page of who is in the family alone."""
    group = begin_group([ash], by=cast.sam)
    add_relative(
        group,
        name="Nan Sampleton",
        relation="grandmother",
        children=[ash],
        could=[Could.RESPITE],
        words="",
        phone="",
        safe_contact="",
        address="7 Inventory Lane\nSampleford",
        by=cast.sam,
    )
    letter = begun(ash, dee, by=cast.robin)
    actions.change_letter(
        letter,
        title=letter.title,
        text=f"{letter.text}\nAsh is at 7, Inventory Lane on Fridays.",
        address="",
        seen=1,
        by=cast.robin,
    )

    with pytest.raises(Refused, match="never says how another is reached") as no:
        actions.issue_letter(letter, seen=2, by=cast.robin)

    assert "the address of Nan Sampleton" in no.value.answer.instead
    assert not File.objects.exists()


def test_letter_never_shows_where_another_adult_is(cast, as_worker, ash, dee, ray):
    """Where Ray was written to stays out of the letter to Dee, who is offered her own address alone."""
    begun(ash, ray, by=cast.robin, address="9 Open Road\nSampleton SA2 9YY")
    letter = begun(ash, dee, by=cast.robin, address="4 Hidden Lane")
    client = as_worker(cast.robin)

    before = client.get(address("letter", letter.pk)).content.decode()
    actions.change_letter(
        letter,
        title=letter.title,
        text=f"{letter.text}\nRay is at 9, Open Road: 01632 960177",
        address="4 Hidden Lane",
        seen=1,
        by=cast.robin,
    )
    with pytest.raises(Refused, match="never says how another is reached") as no:
        actions.issue_letter(letter, seen=2, by=cast.robin)
    page = client.post(address("issue", letter.pk), {"read": "on", "version": "2"})

    assert "the telephone of Ray Sampleton and the address of Ray" in no.value.answer.instead
    assert not Entry.objects.filter(because__contains="Ray").exists()
    assert "Open Road" not in before
    assert "960177" not in before
    assert page.status_code == 403
    assert "A letter to one adult never says how another is reached" in page.content.decode()
    assert not File.objects.exists()


def test_letter_changed_by_another_is_not_issued_unread(cast, ash, dee):
    letter = begun(ash, dee, by=cast.robin)
    words = {"title": "Other", "text": "Other words.", "address": ""}

    actions.change_letter(letter, **words, seen=1, by=cast.kit)
    with pytest.raises(Overtaken, match="somebody changed the words"):
        actions.change_letter(letter, **words, seen=1, by=cast.robin)
    with pytest.raises(Refused, match="somebody changed the words since you read them"):
        actions.issue_letter(letter, seen=1, by=cast.robin)

    assert Letter.objects.get().issued_at is None


def test_who_issued_too_early_reads_the_new_words_and_ticks_again(cast, as_worker, ash, dee):
    letter = begun(ash, dee, by=cast.robin)
    client, path = as_worker(cast.robin), address("issue", letter.pk)
    client.post(path, {"version": "1"})
    actions.change_letter(
        letter, title="Other", text="Other words.", address="", seen=1, by=cast.kit
    )

    late = client.post(path, {"read": "on", "version": "1"}).content.decode()
    page = client.get(path).content.decode()

    for shown in (late, page):
        assert "Other words." in shown
        assert 'name="version" value="2"' in shown
        assert "checked" not in shown.split('name="read"')[1][:200]
    client.post(path, {"read": "on", "version": "2"})
    assert Letter.objects.get().issued_at is not None


def test_words_that_were_changed_meanwhile_stand_beside_ones_own(cast, as_worker, ash, dee):
    letter = begun(ash, dee, by=cast.robin)
    client, path = as_worker(cast.robin), address("change", letter.pk)
    actions.change_letter(letter, title="T", text="Kit’s words.", address="", seen=1, by=cast.kit)

    typed = {"title": "T", "text": "Robin’s words.", "address": "", "version": "1"}
    late = client.post(path, typed)
    again = client.get(path).content.decode()

    assert late.status_code == 409
    for shown in (late.content.decode(), again):
        assert "Kit’s words." in shown
        assert "Robin’s words." in shown
    assert client.post(path, typed | {"version": "2"}).status_code == 302
    letter.refresh_from_db()
    assert letter.text == "Robin’s words."


def test_adult_of_one_child_gets_no_letter_about_another(cast, ash, dee):
    wren = EpisodeOfHelp.objects.get(children=ash).children.get(given_name="Wren")
    theirs = dee.relationships.get(child=wren)
    theirs.end_on(localdate())

    with pytest.raises(Refused, match="not around each of the children"):
        begun([ash, wren], dee, by=cast.robin)

    assert not Letter.objects.exists()


def test_who_signed_a_decision_but_does_not_see_every_child_of_it_writes_no_letter_of_it(cast, ash):
    wren = EpisodeOfHelp.objects.get(children=ash).children.get(given_name="Wren")
    today = localdate()
    before = list(decisions_to_tell(ash, cast.lee.on(today), today))

    close_record(
        wren,
        kind=RestrictionKind.SEALED,
        because="A relative works here.",
        named=[cast.kit],
        until=in_days(30),
        by=cast.kit,
    )

    assert [decision.signed_by for decision in before] == [cast.lee]
    assert list(Decision.objects.visible_to(cast.lee.on(today), today)) == before
    assert list(decisions_to_tell(ash, cast.lee.on(today), today)) == []


def test_issued_letter_stays_as_it_was_sent(cast, ash, dee):
    letter = actions.issue_letter(begun(ash, dee, by=cast.robin), seen=1, by=cast.robin)
    before = Entry.objects.filter(kind="change").count()

    for act in (
        lambda: actions.issue_letter(letter, seen=1, by=cast.robin),
        lambda: actions.change_letter(
            letter, title="x", text="x", address="", seen=1, by=cast.robin
        ),
        lambda: actions.throw_away_letter(letter, by=cast.robin),
    ):
        with pytest.raises(Refused, match="issued this letter on"):
            act()

    assert Entry.objects.filter(kind="change").count() == before


def test_plan_in_force_becomes_a_letter(cast, as_worker, ash, dee):
    episode = EpisodeOfHelp.objects.get(children=ash)
    client = as_worker(cast.robin)
    path = address("begin", ash.pk, kind="plan")

    nothing_yet = client.get(path).content.decode()
    write_plan(episode, by=cast.robin)
    page = client.post(path, {"to": f"adult-{dee.pk}"}, follow=True).content.decode()

    assert "there is no plan in force" in nothing_yet.replace("There", "there")
    assert "“Less shouting”" in page
    assert "Phone Nan." in page
    assert set(Letter.objects.get().children.all()) == set(episode.children.all())


def test_decision_that_was_signed_becomes_a_letter(cast, as_worker, ash, dee):
    client = as_worker(cast.robin)
    path = address("begin", ash.pk, kind="decision")
    signed = ash.decisions.filter(signed_at__isnull=False).first()

    page = client.post(
        path, {"to": f"adult-{dee.pk}", "decision": signed.pk}, follow=True
    ).content.decode()

    assert "You asked for help and came to everything." in page
    assert "Lee Specimen" in page
    assert set(Letter.objects.get().children.all()) == set(signed.children.all())


def test_letter_goes_to_somebody_of_the_family(cast, ash):
    other = Adult.objects.create(partnership=ash.partnership, name="Una Elsewhere")

    with pytest.raises(Refused, match="not around each of the children"):
        begun(ash, other, by=cast.robin)

    assert not Letter.objects.exists()


def test_meeting_in_the_past_is_refused_in_words(cast, as_worker, ash, dee):
    posted = {
        "to": f"adult-{dee.pk}",
        "children": [ash.pk],
        "meeting": "a family meeting",
        **boxes("on", localdate() - timedelta(days=1)),
        "at": "4.30pm",
        "where": "Sampleton Library",
    }

    page = as_worker(cast.robin).post(address("begin", ash.pk, kind="invitation"), posted)

    assert "The day of the meeting must be today or later" in page.content.decode()
    assert not Letter.objects.exists()


def test_draft_is_thrown_away_and_that_it_was_there_stays(cast, as_worker, ash, dee):
    letter = begun(ash, dee, by=cast.robin)

    as_worker(cast.robin).post(address("throw_away", letter.pk), {})

    assert not Letter.objects.exists()
    assert Entry.objects.get(what="threw the draft of a letter away").child_ids == [ash.pk]


@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("name", ["letter", "change", "issue", "throw_away"])
def test_letter_is_not_there_for_someone_with_no_part_in_it(cast, as_worker, ash, dee, who, name):
    letter = begun(ash, dee, by=cast.robin)

    assert as_worker(getattr(cast, who)).get(address(name, letter.pk)).status_code == 404


def test_unknown_kind_of_letter_is_not_there(cast, as_worker, ash):
    assert as_worker(cast.robin).get(address("begin", ash.pk, kind="bill")).status_code == 404


def test_letter_is_kept_only_when_the_scanner_answers_where_one_is_required(
    cast, ash, dee, settings
):
    letter = begun(ash, dee, by=cast.robin)
    settings.CLAMAV, settings.SCAN_REQUIRED = "/nowhere/clamd.sock", True

    with pytest.raises(Refused, match="the virus scanner does not answer"):
        actions.issue_letter(letter, seen=1, by=cast.robin)

    assert Letter.objects.get().issued_at is None
    assert Letter.objects.get().text
