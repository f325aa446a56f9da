"""The file for an outage: enciphered, without names outside, old ones gone; who sets and knows its passphrase."""

import base64
import json
import re
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.duty import actions, ciphering, queries
from homeward.duty.models import DutyFile, Given, Passphrase
from homeward.duty.tasks import make_duty_files
from homeward.duty.writing import NotWritten, name_of, page_of, write_everywhere
from homeward.partnership.models import Membership
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.trail.models import Entry
from tests.duty.making import address, night, on_duty, pip, write


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """The rounds are for whoever guesses, not for these tests."""
    monkeypatch.setattr(ciphering.derive, "__defaults__", (b"", 1_000))


@pytest.fixture
def episode(cast):
    return cast.episode()


@pytest.fixture
def ash(episode):
    return episode.children.get(preferred_name="Ash")


@pytest.fixture
def words(cast, episode):
    return actions.set_passphrase(cast.partnership, by=cast.morgan).words


def held_in(page: str) -> dict:
    return json.loads(re.search(r'id="held">(.*?)</script>', page)[1])


def opened(page: str, words: str) -> str:
    """As the browser opens it: with what stands in the file and the passphrase, and nothing else."""
    held = held_in(page)
    salt, nonce, cards = (base64.b64decode(held[name]) for name in ("salt", "nonce", "cards"))
    key = ciphering.derive(words, salt, held["rounds"]).key
    return AESGCM(key).decrypt(nonce, cards, held["about"].encode()).decode()


def made(cast) -> str:
    return page_of(actions.make_file(cast.partnership, by=None))


def test_file_opens_with_the_passphrase_and_holds_each_open_child(cast, words, ash):
    write(ash, by=cast.robin)
    pip(cast)

    cards = opened(made(cast), words)

    for said in ("Ash Sampleton", "Wren Sampleton", "Pip Fakerley", "3 Mock Street"):
        assert said in cards
    assert cards.count("As the record stood on") == cards.count("<article>") == 3


def test_file_that_is_read_on_another_day_does_not_say_today(cast, words, ash):
    write(ash, by=cast.robin)
    night(ash, by=cast.robin)

    page = made(cast)

    assert "Today" not in page + opened(page, words)
    assert "Ask Ash about tonight." in opened(page, words)


def test_outside_the_cipher_stands_no_name_and_no_word_of_a_record(cast, words, ash):
    write(ash, by=cast.robin)

    page = re.sub(
        r"[A-Za-z0-9+/=]{200,}", "", made(cast)
    )  # in which three letters may stand by chance

    for said in ("Sampleton", "Ash", "Wren", "Dee", "Mock Street", "Robin", "Testerton"):
        assert said not in page
    assert re.fullmatch(r"duty-cards-\d+-\d{8}-\d{6}\.html", name_of(DutyFile.objects.first()))


def test_another_passphrase_does_not_open_it(cast, words):
    with pytest.raises(InvalidTag):
        opened(made(cast), ciphering.made_up())


def test_hour_of_the_file_cannot_be_changed_unnoticed(cast, words):
    page = made(cast)
    held = held_in(page)
    later = held["about"].replace("202", "203", 1)

    with pytest.raises(InvalidTag):
        opened(page.replace(json.dumps(held["about"]), json.dumps(later)), words)


def test_no_two_files_are_enciphered_alike(cast, words):
    assert held_in(made(cast))["nonce"] != held_in(made(cast))["nonce"]


def test_file_forbids_itself_the_network_and_every_script_but_its_own(cast, words):
    page = made(cast)

    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert "default-src &#x27;none&#x27;" in policy or "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r'(?:src|href)="(?!tel:)', page)


def sealed(cast, child, kind=RestrictionKind.SEALED, named=()):
    return sharing.close_record(
        child,
        kind=kind,
        because="A threat.",
        named=named or [cast.kit],
        until=localdate() + timedelta(days=9),
        by=cast.kit,
    )


def test_sealed_record_is_left_out_and_the_file_says_that_one_is(cast, words, ash):
    sealed(cast, ash)

    cards = opened(made(cast), words)

    assert "Ash Sampleton" not in cards
    assert "1 record is closed and not in this file" in cards
    assert DutyFile.objects.first().left_out == 1


@pytest.mark.parametrize("kind", [RestrictionKind.ADOPTION, RestrictionKind.PROTECTION])
def test_file_does_not_tell_that_there_is_a_record_of_this_kind(cast, words, ash, kind):
    sealed(cast, ash, kind)

    cards = opened(made(cast), words)

    assert "Ash Sampleton" not in cards
    assert "not in this file" not in cards
    assert DutyFile.objects.first().left_out == 0


def test_record_closed_to_a_relative_is_left_out_while_the_relative_is_on_duty(cast, words, ash):
    uma = on_duty(cast)
    sealed(cast, ash, RestrictionKind.RELATIVE, [uma])
    with_relative = opened(made(cast), words)

    Membership.objects.filter(worker=uma).delete()

    assert "Ash Sampleton" not in with_relative
    assert "Ash Sampleton" in opened(made(cast), words)


# Writing it


def test_job_writes_it_for_owner_and_group_alone_and_removes_the_one_before(
    cast, words, settings, tmp_path
):
    settings.DUTY_FILES = [tmp_path / "one", tmp_path / "two"]
    elsewhere = tmp_path / "one" / "duty-cards-99-20260101-000000.html"
    make_duty_files(0)
    elsewhere.write_text("of another partnership")

    with travel(now() + timedelta(hours=1)):
        make_duty_files(0)

    name = name_of(DutyFile.objects.first())
    assert {file.name for file in (tmp_path / "one").iterdir()} == {name, elsewhere.name}
    assert [file.name for file in (tmp_path / "two").iterdir()] == [name]
    assert (tmp_path / "two" / name).stat().st_mode & 0o777 == 0o640


def test_directory_that_cannot_be_written_fails_loudly_and_keeps_none_waiting(
    cast, words, tmp_path
):
    (tmp_path / "full").write_text("a file is no directory")

    with pytest.raises(NotWritten, match="full"):
        write_everywhere(cast.partnership, [tmp_path / "full", tmp_path / "good"])

    assert len(list((tmp_path / "good").iterdir())) == 1
    assert queries.last_file(cast.partnership.pk) is None  # not one that lies wherever it belongs


def test_job_says_that_the_signing_key_changed_and_what_to_do(cast, words, settings, tmp_path):
    settings.DUTY_FILES, settings.SECRET_KEY = [tmp_path], "another"

    with pytest.raises(NotWritten, match="signing key"):
        make_duty_files(0)

    assert not DutyFile.objects.exists()
    assert list(tmp_path.iterdir()) == []


def test_command_writes_one_file_and_says_of_whom_there_is_none(cast, words, tmp_path, capsys):
    call_command("duty", "bundle", str(tmp_path))

    said = capsys.readouterr().out
    assert "2 cards in duty-cards-" in said
    assert "no passphrase is set" in said  # of the other partnership
    assert len(list(tmp_path.iterdir())) == 1


def test_command_without_a_directory_says_what_to_do(cast, settings):
    settings.DUTY_FILES = []

    with pytest.raises(CommandError, match="set DUTY_FILES"):
        call_command("duty", "bundle")


def test_job_without_a_directory_or_a_passphrase_makes_nothing(cast, settings, tmp_path):
    settings.DUTY_FILES = [tmp_path]

    make_duty_files(0)

    assert not DutyFile.objects.exists()
    assert list(tmp_path.iterdir()) == []


# Who takes it away


def test_duty_takes_it_away_and_whose_cards_are_in_it_is_in_the_trail(cast, as_worker, words, ash):
    uma = on_duty(cast)

    response = as_worker(uma).post(address("take_file"))

    entry = Entry.objects.get(worker=uma, what__startswith="took away the cards of all")
    assert "Ash Sampleton" in opened(response.content.decode(), words)
    assert response["Content-Disposition"].startswith('attachment; filename="duty-cards-')
    assert ash.pk in entry.child_ids
    assert DutyFile.objects.get().taken_by == uma
    # What is taken at each shift is no news of each child.
    assert not Entry.objects.filter(kind="change", worker=uma, child_ids=[ash.pk]).exists()


@pytest.mark.parametrize("who", ["robin", "morgan", "terry", "stranger"])
def test_nobody_off_duty_takes_it_away(cast, as_worker, words, who):
    response = as_worker(getattr(cast, who)).post(address("take_file"))

    assert response.status_code == 403
    assert not DutyFile.objects.exists()


# The passphrase


def test_passphrase_is_shown_once_and_kept_nowhere(cast, as_worker):
    client = as_worker(cast.morgan)
    form = client.get(address("set_passphrase")).context["form"]

    first = client.post(address("set_passphrase"), {"sending": form.sending}).content.decode()
    again = client.post(address("set_passphrase"), {"sending": form.sending}).content.decode()

    (words,) = re.findall(r"\b(?:\w{4}-){4}\w{4}\b", first)
    assert words not in again
    assert "not shown again" in again
    assert Passphrase.objects.count() == 1
    assert ciphering.derive(words, bytes(Passphrase.objects.get().salt)).key not in bytes(
        Passphrase.objects.get().key
    )
    assert not Entry.objects.filter(because__contains=words).exists()


def test_next_passphrase_makes_the_one_before_useless_here(cast, words):
    before = made(cast)
    new = actions.set_passphrase(cast.partnership, by=cast.morgan).words

    after = made(cast)

    assert "Ash" in opened(after, new)
    assert "Ash" in opened(before, words)  # a copy that somebody kept
    with pytest.raises(InvalidTag):
        opened(after, words)
    assert Passphrase.objects.exclude(key=None).count() == 1


@pytest.mark.parametrize("who", ["kit", "robin", "lee", "jo", "stranger"])
def test_nobody_else_sets_it_and_nothing_is_written(cast, who):
    told = Entry.objects.count()

    with pytest.raises(Refused):
        actions.set_passphrase(cast.partnership, by=getattr(cast, who))

    assert not Passphrase.objects.exists()
    assert Entry.objects.count() == told


def test_who_has_it_is_written_down_and_told_in_the_trail(cast, as_worker, words):
    uma = on_duty(cast)

    as_worker(cast.morgan).post(address("give_passphrase"), {"worker": uma.pk})

    entry = Entry.objects.filter(what="gave somebody the passphrase").get()
    assert {given.worker for given in Given.objects.all()} == {cast.morgan, uma}
    assert entry.subject_id == Given.objects.last().pk


@pytest.mark.parametrize("who", ["robin", "terry", "stranger"])
def test_it_is_given_to_nobody_who_is_not_on_duty(cast, words, who):
    with pytest.raises(Refused):
        actions.give_passphrase(cast.partnership, getattr(cast, who), by=cast.morgan)

    assert Given.objects.count() == 1


def test_when_somebody_who_knows_it_leaves_duty_another_is_due_on_my_day(cast, as_worker, words):
    uma = on_duty(cast)
    actions.give_passphrase(cast.partnership, uma, by=cast.morgan)
    client = as_worker(cast.morgan)
    before = client.get("/").content.decode()

    Membership.objects.filter(worker=uma).delete()

    assert "Set another passphrase" not in before
    assert "Set another passphrase" in client.get("/").content.decode()
    assert "Uma Nightly knows it" in client.get(address("file")).content.decode()
    assert "Set another passphrase" not in as_worker(cast.kit).get("/").content.decode()


LATE = "Duty’s file for an outage is not made any more"


def test_file_that_is_not_made_any_more_stands_on_the_day_of_who_answers_for_duty(
    cast, as_worker, words, settings, tmp_path
):
    settings.DUTY_FILES = [tmp_path]
    make_duty_files(0)
    fresh = as_worker(cast.morgan).get("/").content.decode()

    with travel(now() + timedelta(hours=3)):
        actions.make_file(cast.partnership, by=on_duty(cast))  # taken away: not made by itself
        late = as_worker(cast.morgan).get("/").content.decode()
        page = as_worker(cast.morgan).get(address("file")).content.decode()
        others = as_worker(cast.kit).get("/").content.decode()

    assert LATE not in fresh + others
    assert LATE in late
    assert "It should be made every hour, and is not." in page


def test_where_no_place_is_named_the_page_says_to_take_it_away(cast, as_worker, words, settings):
    settings.DUTY_FILES = []

    page = as_worker(cast.morgan).get(address("file")).content.decode()

    assert "it is not made by itself" in page
    assert LATE not in as_worker(cast.morgan).get("/").content.decode()


@pytest.mark.parametrize("name", ["file", "set_passphrase", "give_passphrase"])
@pytest.mark.parametrize("who", ["robin", "kit", "terry", "stranger"])
def test_pages_of_the_file_are_for_duty_and_who_answers_for_it(cast, as_worker, words, name, who):
    response = as_worker(getattr(cast, who)).get(address(name))

    assert response.status_code == 403 if who != "stranger" else response.status_code in (403, 404)


def test_partnership_leads_to_the_file_for_those_who_may_read_it(cast, as_worker):
    link = address("file")

    assert link in as_worker(cast.morgan).get(reverse("web:partnership")).content.decode()
    assert link not in as_worker(cast.robin).get(reverse("web:partnership")).content.decode()
