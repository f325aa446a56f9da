"""Signing in, being signed out while typing, and what the pages around it promise."""

import re

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from homeward.access.models import IdentityProvider
from homeward.drafts import keeping
from homeward.drafts.models import Draft
from homeward.trail.models import Entry
from tests.conftest import PASSWORD


SIGN_IN = "/sign-in/"


def test_right_password_opens_home(cast, client):
    response = client.post(SIGN_IN, {"email": cast.robin.email, "password": PASSWORD})

    assert response.status_code == 302
    assert response.url == "/"


def test_wrong_password_says_what_to_mend_and_is_in_the_trail(cast, client):
    response = client.post(SIGN_IN, {"email": cast.robin.email, "password": "not it"})

    assert "do not go together" in response.content.decode()
    assert Entry.objects.filter(kind="refused", what="sign in").count() == 1


def test_demo_people_do_not_exist_outside_the_demonstration(cast, client):
    response = client.post(SIGN_IN, {"demo": cast.robin.email})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_sign_in_never_sends_anyone_to_another_site(cast, client):
    response = client.post(
        SIGN_IN,
        {"email": cast.robin.email, "password": PASSWORD, "next": "https://elsewhere.example/"},
    )

    assert response.url == "/"


@pytest.mark.parametrize(("who", "kept"), [("robin", True), ("alex", False)])
def test_what_was_typed_after_the_session_ended_is_kept(cast, client, who, kept):
    """The story of a closed laptop: post, be asked to sign in, and find the words in the form.
    Someone else who signs in at the same computer does not get them."""
    path = reverse("support:write_visit", args=[cast.episode().pk])
    client.post(SIGN_IN, {"email": cast.robin.email, "password": PASSWORD})
    del client.cookies["sessionid"]
    response = client.post(path, {"what_happened": "Dee read the plan aloud."})
    assert response.status_code == 401
    typed = re.search(r'name="kept" value="([^"]+)"', response.content.decode())[1]

    client.post(SIGN_IN, {"email": getattr(cast, who).email, "password": PASSWORD, "kept": typed})

    assert ("Dee read the plan aloud." in client.get(path).content.decode()) is kept


def test_tampered_words_are_not_taken(cast, client):
    signed = signing.dumps({"path": "/", "data": {}}, salt="another salt")

    client.post(SIGN_IN, {"email": cast.robin.email, "password": PASSWORD, "kept": signed})

    assert Draft.objects.count() == 0


def test_draft_is_its_writers_alone(cast, as_worker):
    episode = cast.episode()
    path = reverse("support:write_visit", args=[episode.pk])
    keeping.keep(
        cast.robin.pk, path, keeping.as_querydict({"what_happened": ["Only Robin’s words."]})
    )

    mine = as_worker(cast.robin).get(path).content.decode()
    theirs = as_worker(cast.alex).get(path).content.decode()

    assert "Only Robin’s words." in mine
    assert "Only Robin’s words." not in theirs


def test_saving_a_draft_answers_with_the_time(cast, as_worker):
    path = reverse("support:write_visit", args=[cast.episode().pk])

    response = as_worker(cast.robin).post(
        f"/drafts/save/?form={path}", {"what_happened": "Half a line"}
    )

    assert re.fullmatch(r"\d{1,2}\.\d\d[ap]m", response.json()["saved"])
    assert Draft.objects.get().data == {"what_happened": ["Half a line"]}


def test_nothing_is_kept_in_caches(cast, as_worker):
    assert as_worker(cast.robin).get("/")["Cache-Control"] == "no-store"


def test_no_page_allows_inline_script(cast, as_worker):
    policy = as_worker(cast.robin).get("/")["Content-Security-Policy"]

    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_of_a_stranger_is_404_and_in_the_trail(cast, as_worker, method):
    child = cast.refer().children.first()

    response = getattr(as_worker(cast.stranger), method)(reverse("web:child", args=[child.pk]))

    assert response.status_code == 404
    assert Entry.objects.filter(kind="refused", worker=cast.stranger).count() == 1
    assert "Sampleton" not in response.content.decode()


def test_post_without_the_token_is_refused(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.robin)

    assert strict.post("/sign-out/").status_code == 403


NEW = "three quiet lanterns"


def test_password_is_changed_by_its_owner_who_stays_signed_in(cast, client):
    client.post(SIGN_IN, {"email": cast.robin.email, "password": PASSWORD})

    response = client.post(
        "/password/",
        {"current_password": PASSWORD, "new_password": NEW, "new_password_again": NEW},
    )

    cast.robin.refresh_from_db()
    assert response.status_code == 302
    assert cast.robin.check_password(NEW)
    assert client.get("/").status_code == 200
    assert Entry.objects.filter(what="changed their password", worker=cast.robin).exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"current_password": "not it"}, "not the password you sign in with"),
        ({"new_password": "short", "new_password_again": "short"}, "at least 12 characters"),
        ({"new_password_again": "three quiet lambs"}, "not the same"),
    ],
)
def test_password_is_not_changed_and_the_page_says_what_to_mend(cast, client, changes, said):
    client.post(SIGN_IN, {"email": cast.robin.email, "password": PASSWORD})
    typed = {"current_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}

    page = client.post("/password/", typed | changes).content.decode()

    cast.robin.refresh_from_db()
    assert said in page
    assert cast.robin.check_password(PASSWORD)


def test_no_password_is_kept_as_a_draft_or_sent_back(cast, client):
    typed = {"current_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}

    page = client.post("/password/", typed).content.decode()

    kept = re.search(r'name="kept" value="([^"]+)"', page)[1]
    assert signing.loads(kept, salt=keeping.SALT)["data"] == {}
    assert PASSWORD not in page


def test_whoever_finds_a_computer_open_cannot_guess_the_password_without_end(cast, client):
    client.force_login(cast.robin)
    guess = {"current_password": "not it", "new_password": NEW, "new_password_again": NEW}

    for _ in range(30):
        client.post("/password/", guess)
    right = client.post("/password/", {**guess, "current_password": PASSWORD})

    cast.robin.refresh_from_db()
    assert not cast.robin.check_password(NEW)
    assert right.status_code == 200
    tries = Entry.objects.filter(kind=Entry.Kind.REFUSED, what="change the password")
    assert tries.filter(worker=cast.robin).count() == 31


def test_nothing_typed_is_no_wrong_password(cast, client):
    client.force_login(cast.robin)

    client.post("/password/", {"new_password": NEW, "new_password_again": NEW})
    client.post(reverse("access:confirm"), {"password": ""})

    assert not Entry.objects.filter(kind=Entry.Kind.REFUSED).exists()


def test_password_is_not_tried_of_whose_organisation_has_its_own_sign_in(cast, client):
    charity = cast.founded.charity
    IdentityProvider.objects.create(
        partnership=cast.partnership,
        organisation=charity,
        issuer="https://sign-in.charity.example",
        client_id="homeward",
        secret_variable="NONE",
    )
    client.force_login(cast.robin)

    page = client.post("/password/", {"current_password": "not it"})

    assert "your organisation has its own sign-in" in page.content.decode().lower()
    assert not Entry.objects.filter(what="change the password").exists()
