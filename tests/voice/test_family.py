"""The page that a family opens: a link and a code, once, for a short time; words that tell nothing; the trail."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils.timezone import now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.people.models import Relationship
from homeward.trail.models import Entry
from homeward.voice import door
from homeward.voice.actions import plans
from homeward.voice.models import FamilyLink, Feedback
from homeward.voice.rules.links import LASTS, NOT_OPEN, READS_FOR
from tests.voice.making import address, adult_of, at_the_door, issued_for, link_for


PAGES = ("code", "family", "easy", "say", "thanks")


@pytest.fixture(autouse=True)
def no_tries_so_far(db):
    cache.clear()


@pytest.fixture
def dee(cast):
    return adult_of(cast.episode())


@pytest.fixture
def made(cast, dee):
    return link_for(cast, dee.relationships.first().child.episodes_of_help.get(), dee)


def text_of(answer) -> str:
    return answer.content.decode()


def test_link_and_code_open_the_persons_page_for_a_short_time(client, made):
    answer = at_the_door(client, made.secret, made.code)

    page = text_of(client.get(address("family")))
    assert answer.headers["Location"] == address("family")
    assert "We eat together on Sundays" in page
    assert "01632 960101" in page
    assert "<title>Your page</title>" in page
    with travel(now() + READS_FOR + timedelta(seconds=1)):
        assert "Nothing is open here" in text_of(client.get(address("family")))


def test_code_may_be_typed_with_a_space(client, made):
    answer = at_the_door(client, made.secret, f"{made.code[:4]} {made.code[4:]}")

    assert answer.status_code == 302


def test_secret_code_and_session_are_kept_only_as_what_cannot_be_turned_back(client, made):
    at_the_door(client, made.secret, made.code)
    link = FamilyLink.objects.get()
    session = client.cookies[door.SESSION].value

    kept = " ".join(str(value) for value in vars(link).values())

    assert made.secret not in kept
    assert made.code not in kept
    assert session not in kept
    assert link.session_until


def test_link_opens_once_and_says_so_the_second_time(client, made):
    at_the_door(client, made.secret, made.code)
    client.cookies.clear()

    second = at_the_door(client, made.secret, made.code)

    assert second.status_code == 403
    assert "used before" in text_of(second)
    assert "Ask your worker" in text_of(second)
    assert "Nothing is open here" in text_of(client.get(address("family")))


def test_link_only_looked_at_is_not_used_up(client, made):
    """A telephone that shows what is behind a link opens it too."""
    client.get(address("open_link", made.secret))
    client.get(address("code"))

    assert FamilyLink.objects.get().opened_at is None


def test_wrong_code_says_the_same_of_a_link_that_there_is_and_one_that_there_is_not(client, made):
    known = at_the_door(client, made.secret, "00000000")
    unknown = at_the_door(client, "no-such-link", "00000000")

    told = [text_of(answer).split("<main")[1] for answer in (known, unknown)]
    assert NOT_OPEN in told[0]
    assert [answer.status_code for answer in (known, unknown)] == [403, 403]
    token = "csrfmiddlewaretoken"
    assert told[0].split(token)[0] == told[1].split(token)[0]
    assert "Dee" not in told[0]


def test_old_and_withdrawn_links_say_why_to_who_has_both(cast, client, made):
    with travel(now() + LASTS):
        old = at_the_door(client, made.secret, made.code)
    plans.withdraw_link(made.link, by=cast.robin)
    withdrawn = at_the_door(client, made.secret, made.code)

    assert "too old" in text_of(old)
    assert "closed" in text_of(withdrawn)


@pytest.mark.parametrize("secret", ["known", "no-such-link"])
def test_guessing_is_stopped_for_a_while_with_the_same_words(client, made, secret):
    secret = made.secret if secret == "known" else secret
    for _ in range(5):
        at_the_door(client, secret, "00000000")

    stopped = at_the_door(client, secret, made.code)

    assert stopped.status_code == 429
    assert "too many tries" in text_of(stopped)
    assert FamilyLink.objects.get().opened_at is None
    with travel(now() + timedelta(minutes=16)):
        later = at_the_door(client, secret, made.code)
    assert later.status_code == (302 if secret == made.secret else 403)


def test_withdrawn_link_closes_what_it_had_opened_at_once(cast, client, made):
    at_the_door(client, made.secret, made.code)

    plans.withdraw_link(made.link, by=cast.robin)

    answer = client.get(address("family"))
    assert answer.status_code == 403
    assert "Sundays" not in text_of(answer)


def test_person_who_belongs_to_the_children_no_more_reads_nothing(client, made, dee):
    at_the_door(client, made.secret, made.code)

    for one in Relationship.objects.filter(adult=dee):
        one.end_on(one.start)

    assert client.get(address("family")).status_code == 403


def test_page_that_names_a_child_who_is_theirs_no_more_is_closed(cast, client, made, dee):
    episode = dee.relationships.first().child.episodes_of_help.get()
    issued_for(cast, episode, dee)
    at_the_door(client, made.secret, made.code)
    assert client.get(address("family")).status_code == 200

    one = Relationship.objects.filter(adult=dee).order_by("pk").last()
    one.end_on(one.start)

    assert client.get(address("family")).status_code == 403


def test_leaving_ends_the_session_and_goes_to_a_page_of_no_matter(client, made):
    at_the_door(client, made.secret, made.code)
    session = client.cookies[door.SESSION].value

    answer = client.get(address("leave"))

    assert answer.headers["Location"] == door.AWAY
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    client.cookies[door.SESSION] = session  # as who presses Back would send it
    assert client.get(address("family")).status_code == 403


def test_pages_are_kept_nowhere_and_say_nothing_to_where_one_goes_next(client, made):
    at_the_door(client, made.secret, made.code)

    for name in PAGES:
        answer = client.get(address(name))
        assert answer.headers["Cache-Control"] == "no-store", name
        form = name in ("code", "say")  # see door.for_family
        assert answer.headers["Referrer-Policy"] == ("same-origin" if form else "no-referrer"), name
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], name
        assert answer.headers["X-Frame-Options"] == "DENY", name
        assert "noindex" in answer.headers["X-Robots-Tag"], name
        assert "<title>Your page</title>" in text_of(answer), name
        assert "Homeward" not in text_of(answer), name


def test_cookies_are_for_these_pages_alone_and_no_workers_session(client, made):
    at_the_door(client, made.secret, made.code)

    cookie = client.cookies[door.SESSION]
    assert cookie["path"] == door.PATH
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == READS_FOR.total_seconds()
    assert "sessionid" not in client.cookies
    assert client.get("/").status_code == 302  # to the sign-in of workers


def test_opening_reading_and_refusals_are_in_the_trail(client, made):
    at_the_door(client, made.secret, "00000000")
    at_the_door(client, made.secret, made.code)
    client.get(address("family"))

    opened = Entry.objects.get(what="one of the family opened their page with a link")
    assert opened.worker is None
    assert len(opened.child_ids) == 2
    assert Entry.objects.filter(what="one of the family read their page", kind="read").exists()
    refused = Entry.objects.get(what="open one person’s page with a link")
    assert refused.kind == "refused"
    names = ("Dee", "Ash", "Wren", "Sampleton")
    assert not [n for e in (opened, refused) for n in names if n in e.what + e.because]


def test_worker_who_is_signed_in_there_too_sees_the_persons_page_and_no_more(cast, as_worker, made):
    client = as_worker(cast.terry)

    at_the_door(client, made.secret, made.code)

    page = text_of(client.get(address("family")))
    assert "Sundays" in page
    assert "Terry" not in page


def test_page_that_was_withdrawn_is_not_read(cast, client, made):
    at_the_door(client, made.secret, made.code)
    issued = issued_for(cast, made.link.episode, made.link.adult)
    for plan in (issued, made.link.episode.issued_plans.get(version=1)):
        plans.withdraw_plan(plan, why="It named the street.", by=cast.robin)

    page = text_of(client.get(address("family")))

    assert "Your page is being changed" in page
    assert "Sundays" not in page


def test_new_link_makes_the_one_before_useless(cast, client, made):
    second = plans.make_link(made.link.episode, made.link.adult, by=cast.robin)

    assert "closed" in text_of(at_the_door(client, made.secret, made.code))
    assert at_the_door(client, second.secret, second.code).status_code == 302


def test_two_at_once_open_it_once(made):
    plans.open_page(made.secret, made.code)

    with pytest.raises(Refused, match="used before"):
        plans.open_page(made.secret, made.code)


def test_what_is_said_by_link_is_kept_and_reloading_sends_nothing_again(client, made):
    at_the_door(client, made.secret, made.code)

    thanks = client.post(
        address("say"),
        {"feeling": "unhappy", "words": "Nobody phoned.", "name": "yes"},
        follow=True,
    )

    said = Feedback.objects.get()
    assert said.adult == made.link.adult
    assert said.recorded_by is None
    assert "Somebody reads it today" in text_of(thanks)
    assert thanks.redirect_chain
    assert "Nobody phoned." in text_of(client.get(address("family")))


def test_without_a_name_nothing_of_who_it_was_is_kept(client, made):
    at_the_door(client, made.secret, made.code)
    last = Entry.objects.last().pk

    client.post(address("say"), {"feeling": "unsafe", "words": "", "name": "no"}, follow=True)

    said = Feedback.objects.get()
    assert (said.adult, said.child, said.episode) == (None, None, None)
    assert not said.children.exists()
    assert "without a name" in said.who
    told = Entry.objects.filter(pk__gt=last)
    assert {tuple(entry.child_ids) for entry in told} == {()}
    assert "voice.familylink" not in {entry.subject_kind for entry in told}
    assert "Feedback" not in text_of(client.get(address("family")))


def test_nobody_buries_the_team_in_statements(client, made):
    at_the_door(client, made.secret, made.code)
    typed = {"feeling": "good", "words": "Thanks", "name": "yes"}

    answers = [client.post(address("say"), typed).status_code for _ in range(11)]

    assert answers[-1] == 429
    assert Feedback.objects.count() == 10
