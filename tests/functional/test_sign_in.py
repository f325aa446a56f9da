"""The second step after the password, being locked out, signing out everywhere, and leaving: in a browser."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils.timezone import localdate
from playwright.sync_api import expect

from homeward.trail.models import Entry


@pytest.fixture
def with_second_step(settings):
    """As an installation is: the other tests, like the demonstration, ask for a password only."""
    settings.SECOND_STEP = True


class App:
    """What the telephone does: the digits of a moment, from the key on the page."""

    def __init__(self, shown: str) -> None:
        self.key = shown.replace(" ", "")
        self.shown = 0

    def digits(self) -> str:
        """Of this half minute; and, because each is taken once, of the next one when asked again."""
        now = int(time.time()) // 30
        self.shown = now if self.shown < now else self.shown + 1
        return format_hotp_value(hotp_value(self.key, self.shown))


def set_up_app(person) -> tuple[App, list[str]]:
    person.press("Use an app")
    app = App(person.page.locator("main strong").inner_text())
    person.finds_no_barrier()
    person.fill(code=app.digits())
    person.press("Set it up")
    codes = re.findall(r"\b\d{8}\b", person.page.locator("main").inner_text())
    return app, codes


def test_app_is_set_up_at_the_first_sign_in_and_asked_for_at_the_next(
    cast, someone, with_second_step
):
    with someone(cast.robin) as robin:
        robin.sees("Set up a second step")
        robin.finds_no_barrier()
        robin.open("/")
        robin.sees("Email address")  # half in opens nothing
        robin.give_password(cast.robin)
        app, codes = set_up_app(robin)
        robin.sees("Keep your recovery codes")
        robin.finds_no_barrier()
        assert len(codes) == 10
        robin.press("I have kept them")
        robin.sees("Robin Testerton, key worker")

    with someone(cast.robin) as robin:
        robin.finds_no_barrier()
        robin.fill(code="000000")
        robin.press("Go on")
        robin.sees("That code is not right")
        robin.fill(code=app.digits())
        robin.press("Go on")
        robin.sees("Robin Testerton, key worker")

    with someone(cast.robin) as robin:
        robin.fill(code=codes[0])
        robin.press("Go on")
        robin.sees("Robin Testerton, key worker")

    with someone(cast.robin) as robin:
        robin.fill(code=codes[0])
        robin.press("Go on")
        robin.sees("was used before")
    told = Entry.objects.filter(worker=cast.robin, what="signed in").values_list("because")
    assert [because for (because,) in told.order_by("pk")] == [
        "a password and an app on a telephone",
        "a password and an app on a telephone",
        "a password and a recovery code",
    ]


def authenticator(person) -> None:
    """A device with a fingerprint reader, as the browser sees it, on which the right person has the finger."""
    session = person.page.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_passkey_is_set_up_and_shown_and_one_more_step_added_and_taken_away(
    cast, someone, with_second_step
):
    with someone(cast.robin) as robin:
        authenticator(robin)
        robin.press("Use a passkey")
        robin.finds_no_barrier()
        robin.fill(name="work laptop")
        robin.press("Set it up")
        robin.sees("Keep your recovery codes")
        robin.press("I have kept them")
        robin.sees("Robin Testerton, key worker")
        robin.press("Sign out")

        robin.give_password(cast.robin)
        robin.finds_no_barrier()
        robin.press("Use your passkey")
        robin.sees("Robin Testerton, key worker")

        robin.open("/password/")
        robin.follow("See and change your second steps")
        robin.finds_no_barrier()
        robin.sees("Passkey: work laptop")
        robin.press("Remove the passkey work laptop")
        robin.sees("It was not removed: it is the only second step you have")
        robin.press("Set up another")
        set_up_app(robin)
        robin.sees("Codes from an app")
        robin.press("Remove the passkey work laptop")
        robin.sees("It is removed")
        robin.press("Make new recovery codes")
        robin.sees("Keep your recovery codes")
    told = Entry.objects.filter(worker=cast.robin, subject_kind="partnership.worker")
    assert [(entry.what, entry.because) for entry in told.order_by("pk")] == [
        ("set up a second step", "a passkey"),
        ("signed in", "a password and a passkey"),
        ("signed in", "a password and a passkey"),
        ("set up a second step", "an app on a telephone"),
        ("removed a second step", "a passkey"),
        ("made new recovery codes", ""),
    ]


def test_passkey_that_is_stopped_says_what_to_do(cast, someone, with_second_step):
    with someone(cast.robin) as robin:
        robin.press("Use a passkey")
        robin.fill(name="work laptop")

        robin.page.evaluate(
            "() => { navigator.credentials.create = () => Promise.reject(new Error()) }"
        )
        robin.page.get_by_role("button", name="Set it up").click()

        robin.sees("Nothing came from your passkey")


def test_what_was_typed_comes_back_after_the_second_step(cast, someone, with_second_step):
    path = f"/referrals/{cast.refer().pk}/screen/"
    with someone(cast.kit) as kit:
        app, _ = set_up_app(kit)
        kit.open(path)
        kit.fill(reasons="Dee came to every meeting.")
        kit.page.context.clear_cookies(name="sessionid")
        kit.tolerates_refusals = True
        kit.send()
        kit.give_password(cast.kit)
        kit.fill(code=app.digits())

        kit.press("Go on")

        expect(kit.page).to_have_url(kit.base + path)
        expect(kit.page.locator("[name='reasons']")).to_have_value("Dee came to every meeting.")


def test_five_wrong_passwords_shut_the_door_to_the_right_one_too(cast, someone):
    with someone(None) as robin:
        for _ in range(5):
            robin.page.get_by_label("Email address").fill(cast.robin.email)
            robin.page.get_by_label("Password").fill("not it")
            robin.press("Sign in")
            robin.sees("do not go together")

        robin.give_password(cast.robin)

        robin.sees("Too many tries were wrong")
        robin.finds_no_barrier()
    with someone(cast.alex) as alex:
        alex.sees("Alex Fictional, key worker")


def test_signing_out_everywhere_ends_the_session_in_the_other_browser(cast, someone):
    with someone(cast.robin) as telephone, someone(cast.robin) as computer:
        telephone.open("/children/")
        computer.open("/password/")
        computer.finds_no_barrier()

        computer.press("Sign out everywhere")

        computer.sees("You are signed out on every device")
        telephone.open("/children/")
        telephone.sees("Email address")
    assert Entry.objects.filter(what="signed out everywhere", worker=cast.robin).count() == 1


def test_open_session_of_a_leaver_shows_nothing_from_that_day(cast, someone):
    cast.episode()
    with someone(cast.robin) as robin:
        robin.open("/children/")
        robin.sees("Ash Sampleton")
        membership = cast.robin.memberships.get()
        membership.period = (membership.start, localdate())
        membership.save()
        robin.tolerates_refusals = True

        robin.open("/children/")

        robin.sees("You have no post here today")
        robin.finds_no_barrier()
        expect(robin.page.locator("body")).not_to_contain_text("Sampleton")
        robin.press("Sign out")
        robin.give_password(cast.robin)
        robin.sees("You have no post here today")
        robin.open("/children/")
        robin.sees("Email address")


def test_leaver_of_tomorrow_is_still_in_today(cast, someone):
    membership = cast.robin.memberships.get()
    membership.period = (membership.start, localdate() + timedelta(days=1))
    membership.save()

    with someone(cast.robin) as robin:
        robin.sees("Robin Testerton, key worker")
