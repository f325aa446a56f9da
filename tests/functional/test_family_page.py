"""A family's own page, in the browser, on a phone: issued, opened with a link and a code, and answered that night.

Robin checks the page for Dee and passes on the link and the code. Dee opens it on a phone, reads it, and says that she
is not happy. It is night: duty has it at once, reads the safe way to reach her, and answers. Whoever finds the link
later and has the code reads that it was used, and nothing else.
"""

from contextlib import contextmanager

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from time_machine import travel

from homeward.voice import door
from homeward.voice.models import FamilyLink, Feedback
from tests.functional.conftest import Person
from tests.support.making import write_plan
from tests.voice.making import adult_of, at_night, someone_on_duty


@pytest.fixture
def at_a_phone(chromium, live_server, monkeypatch):
    """Somebody without an account, with a browser of their own. The neutral page is one of this machine's: tests
    reach no other."""
    monkeypatch.setattr(door, "AWAY", f"{live_server.url}{reverse('web:accessibility')}")

    @contextmanager
    def opened(*, script: bool = True):
        context = chromium.new_context(
            viewport={"width": 320, "height": 700}, java_script_enabled=script
        )
        context.set_default_timeout(10_000)
        base = live_server.url.replace("127.0.0.1", "localhost")
        person = Person(context.new_page(), base, script=script)
        person.tolerates_refusals = True
        yield person
        context.close()

    return opened


def a_page_and_a_link(cast, robin, episode, dee) -> tuple[str, str]:
    robin.open(f"/support/{episode.pk}/")
    robin.follow("Each person’s own page, link and safe way")
    robin.finds_no_barrier()
    robin.page.get_by_role("link", name="Make it for Dee Sampleton").click()
    robin.page.get_by_label("Something else that you agreed").fill("We ring you on Mondays")
    robin.page.get_by_label("I read this page as the person who gets it").check()
    robin.finds_no_barrier()
    robin.send()
    robin.sees("Our plan: Ash and Wren")
    robin.sees("We ring you on Mondays")
    robin.finds_no_barrier()
    robin.page.get_by_role("link", name="The family’s pages").click()
    robin.page.get_by_role("link", name="Make a link for Dee Sampleton").click()
    robin.sees("Phone before six")
    robin.page.get_by_label("I pass on the link and the code apart").check()
    robin.finds_no_barrier()
    robin.send()
    robin.finds_no_barrier()
    link, code = robin.page.locator(".hw-secret").all_inner_texts()
    return link, code


def test_parent_says_they_are_unhappy_and_duty_answers_that_night(cast, someone, at_a_phone):
    episode = cast.episode()
    write_plan(episode, by=cast.robin)
    dee, bo = adult_of(episode), someone_on_duty(cast)

    with travel(at_night()):
        with someone(cast.robin, width=320) as robin:
            link, code = a_page_and_a_link(cast, robin, episode, dee)

        with at_a_phone() as parent:
            parent.page.goto(link)
            assert parent.page.title() == "Your page"
            assert link.rsplit("/", 2)[1] not in parent.page.url
            parent.finds_no_barrier()
            parent.fill(code=code)
            parent.press("Open")
            parent.sees("We ring you on Mondays")
            parent.finds_no_barrier()
            parent.follow("Easy read")
            parent.sees("You can say no to any part.")
            parent.finds_no_barrier()
            parent.page.get_by_role("button", name="Tell us how it is for you").click()
            parent.choose_labelled("I am not happy with it")
            parent.fill(words="Nobody rang on Monday.")
            parent.choose("name", "yes")
            parent.finds_no_barrier()
            parent.press("Send")
            parent.sees("Somebody reads it today.")
            parent.finds_no_barrier()
            parent.page.get_by_role("button", name="Leave now").click()
            parent.page.wait_for_url(door.AWAY)
            parent.open("/page/read/")
            parent.sees("Nothing is open here")

        with someone(bo, width=320) as duty:
            duty.open("/")
            duty.page.get_by_role("link", name="Somebody is not happy with the help").click()
            duty.sees("Nobody rang on Monday.")
            duty.sees("Phone before six")
            duty.finds_no_barrier()
            duty.fill(answer="Sorry. Bo rang you tonight; Robin rings on Monday at ten.")
            duty.send()
            duty.sees("It is answered.")

        with at_a_phone() as finder:
            finder.page.goto(link)
            finder.fill(code=code)
            finder.press("Open")
            finder.sees("This link was used before")
            finder.finds_no_barrier()
            assert "Dee" not in finder.page.content()

        said = Feedback.objects.get()
        assert (said.adult, said.on, said.answered_on) == (dee, localdate(), localdate())
        assert said.answered_by == bo


@pytest.mark.parametrize("script", [True, False])
def test_one_way_out_hides_the_page_at_once(cast, at_a_phone, someone, script):
    """By the button, with or without script, and by the Escape key; Back shows nothing."""
    episode = cast.episode()
    write_plan(episode, by=cast.robin)
    with someone(cast.robin) as robin:
        link, code = a_page_and_a_link(cast, robin, episode, adult_of(episode))

    with at_a_phone(script=script) as parent:
        parent.page.goto(link)
        parent.fill(code=code)
        parent.press("Open")
        parent.sees("We ring you on Mondays")
        if script:
            parent.page.keyboard.press("Escape")
        else:
            parent.page.get_by_role("button", name="Leave now").click()
        parent.page.wait_for_url(door.AWAY)
        parent.page.go_back()

        assert "Mondays" not in parent.page.content()
        assert FamilyLink.objects.get().session_until is not None
