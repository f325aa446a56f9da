"""A real browser against the real server: several people at once, and no failed request unnoticed."""

import os
import time
from contextlib import contextmanager
from datetime import date
from threading import Lock

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import Page, Request, expect, sync_playwright

from tests.conftest import PASSWORD, found_cast
from tools.browser import find


os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items):
    """Every test here needs Chromium. Without it they are skipped only when told, and say so."""
    for item in items:
        if "functional" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if os.environ.get("SKIP_BROWSER") == "1":
                item.add_marker(pytest.mark.skip(reason="SKIP_BROWSER=1: no browser was used"))


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=str(find()), args=FLAGS)


@pytest.fixture
def cast(transactional_db):
    cache.clear()  # tries at signing in are counted there, in a table that no test empties
    yield found_cast()
    wait_for_the_last_request()


class InFlight:
    """How many requests the server is answering."""

    def __init__(self) -> None:
        self.many, self.lock = 0, Lock()
        request_started.connect(self.one_more, weak=False)
        request_finished.connect(self.one_less, weak=False)

    def one_more(self, **_sent) -> None:
        with self.lock:
            self.many += 1

    def one_less(self, **_sent) -> None:
        with self.lock:
            self.many -= 1


IN_FLIGHT = InFlight()
LOOKS = 3  # in a row: what a page sent just before it was closed may only now be read


def wait_for_the_last_request() -> None:
    """Its transaction still holds the tables that are emptied next."""
    IN_FLIGHT.many = max(IN_FLIGHT.many, 0)
    quiet = 0
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            is_quiet = cursor.fetchone() == (0,) and not IN_FLIGHT.many
        quiet = quiet + 1 if is_quiet else 0
        if quiet == LOOKS:
            return
        time.sleep(0.1)
    IN_FLIGHT.many = 0


class Person:
    """Someone at a browser: a context of their own, signed in with their password."""

    def __init__(self, page: Page, base: str, *, script: bool) -> None:
        self.page, self.base, self.script = page, base, script
        self.faults: list[str] = []
        self.tolerates_refusals = False  # of pages that are not for this person
        page.on("requestfailed", self._request_failed)
        page.on(
            "console",
            lambda message: self.faults.append(message.text) if message.type == "error" else None,
        )

    def _request_failed(self, request: Request) -> None:
        """Chromium aborts what still loads when its reader leaves the page; that is no fault of ours."""
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url} ({request.failure})")

    def give_password(self, worker) -> None:
        self.page.get_by_label("Email address").fill(worker.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.press("Sign in")

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def send(self) -> None:
        """Press the button of the page's one form."""
        with self.page.expect_navigation():
            self.page.locator("main form[method=post] button[type=submit]").click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def fill(self, **words: str) -> None:
        """Fill in the fields of these names, as a person who reads their labels would."""
        for name, text in words.items():
            self.page.locator(f"[name='{name}']").fill(text)

    def choose(self, name: str, value: object) -> None:
        """Choose a radio or tick a box."""
        self.page.locator(f"[name='{name}'][value='{value}']").check()

    def choose_labelled(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def date(self, name: str, day: date) -> None:
        parts = {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}
        self.fill(**{box: str(number) for box, number in parts.items()})

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base)

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def finds_no_barrier(self) -> None:
        """axe, WCAG 2.2 AA: no violation on the page as it stands. axe is a script itself, so a person
        whose browser runs none is told nothing here."""
        if not self.script:
            return
        results = Axe().run(
            self.page,
            options={
                "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
            },
        )
        assert results.violations_count == 0, results.generate_report()
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} pixels wider than the screen"


@pytest.fixture
def someone(chromium, live_server):
    """`with someone(cast.sam) as sam:` opens a browser signed in as Sam; with None, at the sign-in page. Any
    failed request or script error fails the test."""

    @contextmanager
    def opened(worker, *, width: int = 1280, script: bool = True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        context.set_default_timeout(10_000)
        base = live_server.url.replace("127.0.0.1", "localhost")
        person = Person(context.new_page(), base, script=script)
        person.open("/sign-in/")
        if worker is not None:
            person.give_password(worker)
        yield person
        context.close()
        refused = "Failed to load resource: the server responded with a status of 40"
        faults = [
            fault
            for fault in person.faults
            if not (person.tolerates_refusals and fault.startswith(refused))
        ]
        assert faults == []

    return opened
