"""How long one is in, what a wrong try tells, and what an installation is served with."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from homeward.access.actions import set_provider
from homeward.access.rules import allow
from homeward.trail.models import Entry
from tests.conftest import PASSWORD


SIGN_IN = "/sign-in/"
BEGAN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def give(client, email, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"email": email, "password": password, **more})


def test_busy_session_ends_after_twelve_hours_and_keeps_what_was_sent(cast, client):
    path = reverse("support:write_visit", args=[cast.episode().pk])
    with time_machine.travel(BEGAN, tick=False):
        give(client, cast.robin.email)
    for half_hours in range(1, 24):
        with time_machine.travel(BEGAN + timedelta(hours=half_hours / 2), tick=False):
            assert client.get("/").status_code == 200

    with time_machine.travel(BEGAN + timedelta(hours=12, minutes=1), tick=False):
        response = client.post(path, {"what_happened": "Dee read the plan aloud."})

    assert response.status_code == 401
    assert "what you typed will be kept" in response.content.decode()


def test_request_that_takes_longer_leaves_what_another_has_kept_meanwhile(
    cast, client, monkeypatch
):
    """As when a form that waited for the connection is sent while the page saves a draft: the message that it
    was taken is kept in the session by the one, and must not be written over by the other."""
    give(client, cast.robin.email)
    key = client.session.session_key

    def another_request(posts):
        other = SessionStore(key)
        other["told"] = "The visit is written up."
        other.save()
        return allow("you have a post today")

    monkeypatch.setattr("homeward.access.middleware.rules.may_be_in", another_request)
    client.get("/")

    assert SessionStore(key)["told"] == "The visit is written up."


def test_unused_session_ends_after_an_hour(cast, client):
    with time_machine.travel(BEGAN, tick=False):
        give(client, cast.robin.email)

    with time_machine.travel(BEGAN + timedelta(minutes=61), tick=False):
        assert client.get("/").status_code == 302


@pytest.mark.parametrize(("hours", "seconds"), [(0, 3600), (11.5, 1800)])
def test_page_warns_before_whichever_end_comes_first(cast, client, hours, seconds):
    with time_machine.travel(BEGAN, tick=False):
        give(client, cast.robin.email)
        session = client.session
        session["signed_in_at"] = (BEGAN - timedelta(hours=hours)).timestamp()
        session.save()

    with time_machine.travel(BEGAN, tick=False):
        page = client.get("/").content.decode()

    assert f'data-session-seconds="{seconds}"' in page


def said_to(email, password) -> str:
    """What the page says of this try, without what was typed and without tokens."""
    answer = give(Client(), email, password)
    page = answer.content.decode().replace(email, "")
    start = page.index('<div class="govuk-error-summary"')
    return f"{answer.status_code} {page[start : page.index('<h1', start)]}"


def test_wrong_try_says_the_same_whoever_it_is(cast):
    """A worker, a stranger to the installation, somebody whose organisation signs them in, and a leaver."""
    set_provider(
        cast.founded.charity, issuer="https://s.example", client_id="h", secret_variable="S"
    )
    cast.alex.is_active = False
    cast.alex.save()

    said = {
        said_to(cast.sam.email, "not it"),
        said_to("nobody@council.example", "not it"),
        said_to(cast.kit.email, PASSWORD),
        said_to(cast.alex.email, PASSWORD),
    }

    assert len(said) == 1


@pytest.mark.parametrize("email", ["robin@charity.example", "nobody@charity.example"])
def test_sixth_try_is_refused_alike_for_known_and_unknown(cast, email):
    said = [said_to(email, "not it") for _ in range(6)]

    assert "do not go together" in said[4]
    assert "Too many tries were wrong" in said[5]


def test_door_opens_again_after_five_minutes(cast, client):
    for _ in range(6):
        give(client, cast.robin.email, "not it")
    assert give(client, cast.robin.email).status_code == 200

    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        assert give(client, cast.robin.email).status_code == 302


def test_tries_are_counted_where_every_process_sees_them(cast, client):
    give(client, cast.robin.email, "not it")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] == 2  # of the person, and of where it came from


def test_trail_of_wrong_tries_holds_no_address_and_no_password(cast, client):
    for _ in range(6):
        give(client, cast.robin.email, "not-it-at-all")

    told = Entry.objects.filter(kind="refused", what="sign in").values_list("because", flat=True)
    assert len(told) == 6
    assert len({because[-12:] for because in told}) == 1  # one door was tried
    assert "robin" not in "".join(told)
    assert "not-it" not in "".join(told)


def test_right_password_is_in_the_trail_with_how(cast, client):
    give(client, cast.robin.email)

    entry = Entry.objects.get(what="signed in")
    assert (entry.worker, entry.because) == (cast.robin, "a password")


def test_leaver_with_the_right_password_is_told_and_stays_out(cast, client):
    membership = cast.robin.memberships.get()
    membership.period = (membership.start, localdate())
    membership.save()

    response = give(client, cast.robin.email)

    assert response.status_code == 403
    assert "You have no post here today" in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert Entry.objects.filter(kind="refused", what="sign in", worker=cast.robin).exists()


def test_half_in_opens_no_page_and_lasts_ten_minutes(cast, client, settings):
    settings.SECOND_STEP = True
    with time_machine.travel(BEGAN, tick=False):
        assert give(client, cast.robin.email).url == reverse("access:set_up")
        assert client.get("/").status_code == 302
        assert client.get(reverse("access:set_up")).status_code == 200

    with time_machine.travel(BEGAN + timedelta(minutes=11), tick=False):
        assert client.get(reverse("access:set_up")).url == reverse("access:sign_in")


def test_second_steps_change_only_for_who_has_just_shown_that_it_is_them(cast, client):
    with time_machine.travel(BEGAN, tick=False):
        give(client, cast.robin.email)
    later = BEGAN + timedelta(minutes=20)
    with time_machine.travel(later, tick=False):
        assert client.get(reverse("access:set_up_app")).url == reverse("access:confirm")

        wrong = client.post(reverse("access:confirm"), {"password": "not it"})
        assert "not the password" in wrong.content.decode()
        assert client.get(reverse("access:set_up_app")).url == reverse("access:confirm")
        client.post(reverse("access:confirm"), {"password": PASSWORD})

        assert client.get(reverse("access:set_up_app")).status_code == 200


@pytest.mark.parametrize(
    "said", ["", "no json", "{}", "[]", '"x"', '{"id": 1, "response": {}}', '{"rawId": null}']
)
def test_passkey_that_no_browser_would_send_is_no_fault_of_ours(cast, client, settings, said):
    settings.SECOND_STEP = True
    give(client, cast.robin.email)
    path = reverse("access:set_up_passkey")
    client.get(path)

    response = client.post(path, {"name": "laptop", "credential": said})

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()


SERVED = """
import json
from django.conf import settings
names = [name for name in dir(settings) if name.startswith(("SECURE_", "SESSION_", "CSRF_", "SECOND_", "MFA_"))]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def served(**environment) -> dict:
    """The settings as a process gets them that is neither a test nor, unless told, the demonstration."""
    url = "postgres:///none-is-needed-to-read-settings"
    done = subprocess.run(
        [sys.executable, "-c", SERVED],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "homeward.settings"}
        | {"DATABASE_URL": url, "SECRET_KEY": "x" * 50, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_installation_is_served_over_tls_with_cookies_to_match():
    settings = served()

    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SESSION_COOKIE_HTTPONLY"]
    assert settings["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert settings["SECOND_STEP"]
    assert not settings["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]


def test_demonstration_asks_for_no_second_step():
    assert not served(HOMEWARD_DEMO="1")["SECOND_STEP"]


def test_answers_carry_hsts_when_served_over_tls(cast, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True

    answer = Client().get(SIGN_IN, secure=True)

    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("path", [SIGN_IN, "/password/", "/sign-in/set-up/passkey/"])
def test_pages_of_signing_in_allow_no_script_but_ours(cast, client, path):
    give(client, cast.robin.email)

    answer = client.get(path)

    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    scripts = answer.content.decode().split("<script")[1:]
    assert all(" src=" in part.split(">")[0] or "application/json" in part for part in scripts)


def test_demonstration_signs_in_with_one_press(cast, client, settings):
    settings.DEMO, settings.SECOND_STEP = True, False
    settings.DEMO_PEOPLE = {cast.robin.email: "Be a family's key worker"}

    response = client.post(SIGN_IN, {"demo": cast.robin.email})

    assert response.url == "/"
    assert client.get("/").status_code == 200
    assert Entry.objects.get(what="signed in").because == "the demonstration"
