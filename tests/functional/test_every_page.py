"""Every page, as those who open it: no barrier, nothing wider than the screen, in every state.

320 pixels is 400 per cent of 1280 (WCAG 1.4.10). `make test` looks at each page as its own reader on a
phone; `make test-all` (TEST_ALL=1) as every role, at both widths, and without script.
"""

import os
import re

import pytest
from django.urls import reverse

from homeward.people.models import Child
from tests.functional.conftest import Person
from tests.samples import READERS, samples_for
from tests.test_access import LISTS, STAFF, WITH_RECORD


WHOLE = os.environ.get("TEST_ALL") == "1"
WIDTHS = (1280, 320) if WHOLE else (320,)
LONG_NAME = "Persephone-Alexandrina " * 3
# Answer with a file or with another page, so there is nothing to look at.
NOT_PAGES = {
    "access:sign_out",
    "access:stay",
    "drafts:save",
    "files:download",
    "files:picture",
    "duty:take_file",
    "insight:export",
    "partnership:take_back_proposal",
    "returns:refusals",
    "support:photo",
    "voice:drawing",
    "voice:leave",
    "voice:open_link",
    "web:choose_partnership",
}


def looks(person: Person, name: str, arguments: dict | None) -> list[str]:
    """What stands in somebody's way on one page, as `Person.finds_no_barrier` sees it."""
    answer = person.page.goto(person.base + reverse(name, kwargs=arguments))
    if answer is None or answer.status in (403, 404, 405):
        return []  # not for this person: the sweeps over access say whether that is right
    if "text/html" not in answer.headers.get("content-type", ""):
        return []
    return faults_on(person, name)


def faults_on(person: Person, what: str) -> list[str]:
    try:
        person.finds_no_barrier()
    except AssertionError as fault:
        return [f"{what}: {fault}"[:600]]
    return []


def pages_for(who: str) -> list[tuple[str, bool]]:
    """(address, whether it takes a record) of what somebody looks at."""
    records = [
        (name, True) for name, _ in WITH_RECORD if WHOLE or READERS.get(name, "robin") == who
    ]
    lists = [(name, False) for name in LISTS if WHOLE or who in ("robin", "jo")]
    return [page for page in [*lists, *records] if page[0] not in NOT_PAGES]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", STAFF)
def test_no_page_has_a_barrier(cast, someone, who, width):
    samples = samples_for(cast)
    worker = getattr(cast, who)

    faults = []
    with someone(worker, width=width) as person:
        person.tolerates_refusals = True
        for name, takes in pages_for(who):
            faults += looks(person, name, samples[name] if takes else None)

    assert faults == []


@pytest.mark.parametrize("who", STAFF if WHOLE else ["kit", "jo"])
def test_no_empty_page_has_a_barrier(cast, someone, who):
    faults = []
    with someone(getattr(cast, who), width=320) as person:
        person.tolerates_refusals = True
        for name, takes in pages_for(who):
            if not takes:
                faults += looks(person, name, None)

    assert faults == []


@pytest.mark.parametrize("who", STAFF if WHOLE else ["robin"])
def test_no_long_name_makes_a_page_wider_than_the_screen(cast, someone, who):
    samples = samples_for(cast)
    for child in Child.objects.all():
        child.preferred_name, child.family_name = LONG_NAME.strip(), "Sampleton" * 4
        child.save()

    faults = []
    with someone(getattr(cast, who), width=320) as person:
        person.tolerates_refusals = True
        for name, takes in pages_for(who):
            faults += looks(person, name, samples[name] if takes else None)

    assert faults == []


def forms_for(who: str) -> list[str]:
    """Of the pages that this one opens; what is only sent has none."""
    return [
        name
        for name, _ in WITH_RECORD
        if READERS.get(name, "robin") == who and name not in NOT_PAGES
    ]


@pytest.mark.parametrize("who", STAFF if WHOLE else ["robin", "sam"])
def test_no_page_with_errors_has_a_barrier(cast, someone, who):
    """Each form is sent empty. What comes back names what to mend, and links to it."""
    samples = samples_for(cast)

    faults, seen = [], 0
    with someone(getattr(cast, who), width=320) as person:
        person.tolerates_refusals = True
        for name in forms_for(who):
            path = person.base + reverse(name, kwargs=samples[name])
            answer = person.page.goto(path)
            form = person.page.locator("main form[method=post]:has(textarea, input[type=text])")
            if answer is None or answer.status != 200 or form.count() != 1:
                continue
            stays = (
                form.get_attribute("data-send") is not None
            )  # the page's script shows the answer
            with person.page.expect_response(
                lambda answer, path=path: answer.request.method == "POST" and answer.url == path
            ) as sent:
                form.locator("button[type=submit]").last.click()
            if "json" in sent.value.headers.get("content-type", ""):
                person.page.wait_for_url(lambda url, path=path: url != path)
                continue  # nothing was missing: the script goes where it leads
            person.page.wait_for_load_state()
            summary = person.page.locator(".govuk-error-summary")
            if stays:
                summary.wait_for()
            if not summary.count():
                continue  # nothing was missing
            seen += 1
            for link in summary.locator("a").all():
                href = link.get_attribute("href") or ""
                if not person.page.locator(re.sub(r"[^#\w-]", "", href)).count():
                    faults.append(f"{name}: the error “{link.inner_text()}” leads nowhere")
            faults += faults_on(person, f"{name} with errors")

    assert seen >= 2
    assert faults == []


@pytest.mark.parametrize("who", STAFF if WHOLE else ["robin"])
def test_every_page_says_what_it_says_without_script(cast, someone, who):
    """The same heading, the same questions and the same buttons as with it."""
    samples = samples_for(cast)

    def told(person, name, takes):
        person.page.goto(person.base + reverse(name, kwargs=samples[name] if takes else None))
        return (
            person.page.locator("h1").all_inner_texts(),
            person.page.locator("main label, main legend").count(),
            person.page.locator("main button").count(),
        )

    faults = []
    worker = getattr(cast, who)
    with someone(worker) as scripted, someone(worker, script=False) as plain:
        scripted.tolerates_refusals = plain.tolerates_refusals = True
        for name, takes in pages_for(who):
            with_script, without = told(scripted, name, takes), told(plain, name, takes)
            if with_script != without:
                faults.append(f"{name}: {with_script} with script, {without} without")

    assert faults == []
