"""Signing in where one's organisation signs in: with a real OpenID Connect provider, a process beside ours.

It is `oidc-provider`, which the OpenID Foundation has certified (tests/functional/provider, fetched by
`make test`). What goes over the wire, and what each side makes of it, is what a council would see.
"""

import json
import os
import socket
import subprocess
from contextlib import contextmanager

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from homeward.access.actions import set_provider
from homeward.access.models import IdentityProvider
from homeward.trail.models import Entry
from tools.assets import node_binaries
from tools.provider import SCRIPT


SECRET = "a-secret-of-the-tests"
VARIABLE = "SAMPLEHOPE_SIGN_IN_SECRET"
KIT = {"kit-0001": {"email": "Kit@charity.example", "email_verified": True}}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        return listener.getsockname()[1]


@contextmanager
def serving(provider: IdentityProvider, back: str, people: dict):
    """The organisation's own process, which knows these people."""
    told = {
        "port": int(provider.issuer.rsplit(":")[-1]),
        "clientId": provider.client_id,
        "clientSecret": SECRET,
        "back": f"{back}/sign-in/back/{provider.pk}/",
        "people": people,
    }
    with subprocess.Popen(
        [node_binaries() / "node", SCRIPT],
        env=os.environ | {"ORGANISATION": json.dumps(told)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout.readline() == "ready\n", "run `python -m tools.provider` first"
            yield
        finally:
            process.terminate()


@pytest.fixture
def samplehope(cast, monkeypatch) -> IdentityProvider:
    """The charity has a sign-in of its own. Nobody serves it yet."""
    monkeypatch.setenv(VARIABLE, SECRET)
    return set_provider(
        cast.founded.charity,
        issuer=f"http://localhost:{free_port()}",
        client_id="homeward",
        secret_variable=VARIABLE,
    )


@pytest.fixture
def base(live_server) -> str:
    return live_server.url.replace("127.0.0.1", "localhost")


def go_to_samplehope(person, who: str, act: str = "Sign in here") -> None:
    person.page.get_by_role("button", name="Sign in with Samplehope").click()
    person.page.get_by_label("Who are you?").fill(who)
    person.page.get_by_role("button", name=act, exact=True).click()


def test_worker_of_the_charity_signs_in_there(cast, someone, samplehope, base):
    with serving(samplehope, base, KIT), someone(None) as kit:
        kit.finds_no_barrier()

        go_to_samplehope(kit, "kit-0001")

        expect(kit.page).to_have_url(f"{base}/")
        kit.sees("Kit Dummerly, team manager")
    entry = Entry.objects.get(what="signed in")
    assert (entry.worker, entry.because) == (cast.kit, "their organisation’s sign-in")


def test_what_was_typed_comes_back_through_the_organisation(cast, someone, samplehope, base):
    path = reverse("referrals:screen", args=[cast.refer().pk])
    with serving(samplehope, base, KIT), someone(None) as kit:
        go_to_samplehope(kit, "kit-0001")
        expect(kit.page).to_have_url(f"{base}/")
        kit.open(path)
        kit.fill(reasons="Dee came to every meeting.")
        kit.page.context.clear_cookies(name="sessionid")
        kit.tolerates_refusals = True
        kit.send()
        kit.sees("Sign in and what you typed will be kept")

        kit.page.get_by_role("button", name="Sign in with Samplehope").click()  # it knows Kit still

        expect(kit.page).to_have_url(base + path)
        expect(kit.page.locator("[name='reasons']")).to_have_value("Dee came to every meeting.")


@pytest.mark.parametrize(
    ("who", "says", "why"),
    [
        ("sam", {"email": "sam@council.example", "email_verified": True}, "no post with it here"),
        ("new", {"email": "ray@charity.example", "email_verified": True}, "no post with it here"),
        ("kit", {"email": "kit@charity.example", "email_verified": False}, "has not checked"),
    ],
)
def test_the_charity_signs_in_its_own_and_nobody_else(
    cast, someone, samplehope, base, who, says, why
):
    """Not a council officer, though the charity's sign-in says that it is them; nobody who is not a worker; and
    nobody whose address it has not checked."""
    with serving(samplehope, base, {who: says}), someone(None) as person:
        person.tolerates_refusals = True

        go_to_samplehope(person, who)

        person.sees("You are not signed in")
        person.sees(why)
        person.finds_no_barrier()
        person.open("/")
        person.sees("Sign in with Samplehope")
    assert not Entry.objects.filter(what="signed in").exists()
    assert Entry.objects.filter(kind="refused", what="sign in").count() == 1


def test_address_given_to_somebody_else_opens_nothing(cast, someone, samplehope, base):
    """Kit has left the charity's address to a new colleague, whom the charity knows by another name."""
    people = KIT | {"new-0002": KIT["kit-0001"]}
    with serving(samplehope, base, people):
        with someone(None) as kit:
            go_to_samplehope(kit, "kit-0001")
            expect(kit.page).to_have_url(f"{base}/")
        with someone(None) as other:
            other.tolerates_refusals = True

            go_to_samplehope(other, "new-0002")

            other.sees("belonged to somebody else")


def test_stopping_there_leads_back_to_a_page_that_says_so(cast, someone, samplehope, base):
    with serving(samplehope, base, KIT), someone(None) as kit:
        kit.tolerates_refusals = True

        go_to_samplehope(kit, "kit-0001", act="Stop")

        kit.sees("you or your organisation stopped it")
        expect(kit.page.get_by_role("button", name="Try again")).to_be_visible()


def test_organisation_that_does_not_answer_costs_nothing_typed(cast, someone, samplehope, base):
    """It is down when Kit wants in, with a form half written; a while later it is up."""
    path = reverse("referrals:screen", args=[cast.refer().pk])
    with someone(None) as kit:
        kit.tolerates_refusals = True
        with serving(samplehope, base, KIT):
            go_to_samplehope(kit, "kit-0001")
            expect(kit.page).to_have_url(f"{base}/")
            kit.open(path)
        kit.fill(reasons="Dee came to every meeting.")
        kit.page.context.clear_cookies(name="sessionid")
        kit.send()
        kit.press("Sign in with Samplehope")
        kit.sees("The sign-in of Samplehope does not work now")
        kit.finds_no_barrier()

        with serving(samplehope, base, KIT):
            kit.page.get_by_role("button", name="Try again").click()
            kit.page.get_by_label("Who are you?").fill("kit-0001")
            kit.page.get_by_role("button", name="Sign in here").click()

            expect(kit.page.locator("[name='reasons']")).to_have_value("Dee came to every meeting.")
        kit.faults = [fault for fault in kit.faults if "503" not in fault]


def test_wrong_secret_is_told_as_a_sign_in_that_does_not_work(
    cast, someone, samplehope, base, monkeypatch
):
    with serving(samplehope, base, KIT), someone(None) as kit:
        monkeypatch.setenv(VARIABLE, "another-secret")

        go_to_samplehope(kit, "kit-0001")

        kit.sees("The sign-in of Samplehope does not work now")
        kit.faults = [fault for fault in kit.faults if "503" not in fault]
    assert not Entry.objects.filter(what="signed in").exists()
