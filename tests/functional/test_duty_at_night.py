"""At night, in the browser: duty opens a card and writes what was done; at nine both teams have it on their day. And
when Homeward does not answer, a browser without any connection opens the cards with the passphrase."""

from datetime import datetime, time, timedelta

import pytest
from django.utils.timezone import localdate, make_aware
from playwright.sync_api import expect
from time_machine import travel

from homeward.clocks.rules import is_working_day
from homeward.duty import actions
from homeward.duty.models import NightNote
from homeward.duty.writing import write_everywhere
from homeward.people.models import Child
from tests.duty.making import on_duty, pip, write
from tests.support.making import write_plan


@pytest.fixture
def ash(cast) -> Child:
    episode = cast.episode()
    write_plan(episode, by=cast.robin)
    child = episode.children.get(preferred_name="Ash")
    write(child, by=cast.robin, keep_away=[])
    return child


def working_day() -> datetime:
    day = localdate() + timedelta(days=1)
    while not (is_working_day(day) and is_working_day(day + timedelta(days=1))):
        day += timedelta(days=1)
    return make_aware(datetime.combine(day, time(23, 30)))


def test_duty_writes_what_was_done_and_at_nine_both_teams_have_it(cast, ash, someone):
    uma = on_duty(cast)
    night = working_day()

    with travel(night), someone(uma, width=320) as duty:
        duty.follow("On duty: find the card of any child")
        duty.finds_no_barrier()
        duty.fill(words="sampelton")
        duty.press("Find")
        duty.finds_no_barrier()
        duty.follow("Ash Sampleton")
        duty.fill(reason="A neighbour rang: shouting since ten.")
        duty.finds_no_barrier()
        duty.press("Open the card")
        duty.sees("what keeps Ash safe tonight?")
        duty.sees("Nan, 01632 960177: she said yes.")
        duty.sees("Phone Nan.")
        duty.finds_no_barrier()
        duty.press("Write what was done tonight")
        duty.fill(
            happened="A row about the telephone.",
            done="Rang Dee before six, as she asks. Ash is at Nan’s.",
            waits="Ask Ash whether to go home today.",
        )
        duty.finds_no_barrier()
        duty.press("Write it down and tell them")
        duty.sees("West team")
        duty.sees("North team")
    assert NightNote.objects.get().written_by == uma

    morning = night.replace(hour=9, minute=0) + timedelta(days=1)
    for worker, others in ((cast.robin, "West team"), (cast.sam, "North team")):
        with travel(morning), someone(worker, width=320) as person:
            person.sees("Read what duty did last night, and take it over")
            person.follow("Read what duty did last night, and take it over")
            person.sees("Ask Ash whether to go home today.")
            person.sees(others)
            person.finds_no_barrier()
            person.fill(how=f"{worker.name} sees Ash at ten.")
            person.press("We take it over")
            person.sees("Your team has taken it over.")
            person.finds_no_barrier()


def test_cards_open_in_a_browser_without_any_connection(cast, ash, chromium, tmp_path):
    pip(cast)
    words = actions.set_passphrase(cast.partnership, by=cast.morgan).words
    write_everywhere(cast.partnership, [tmp_path])
    (file,) = tmp_path.iterdir()
    context = chromium.new_context(viewport={"width": 320, "height": 800}, offline=True)
    context.set_default_timeout(20_000)
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))

    page.goto(file.as_uri())
    body = page.locator("body")
    expect(body).not_to_contain_text("Sampleton")
    page.get_by_label("Passphrase").fill("abcd-efgh-jkmn-pqrs-tuvw")
    page.get_by_role("button", name="Open the cards").click()
    expect(body).to_contain_text("That passphrase does not open this file.")
    page.get_by_label("Passphrase").fill(words.upper().replace("-", " "))
    page.get_by_role("button", name="Open the cards").click()

    expect(page.get_by_role("heading", name="Ash Sampleton")).to_be_visible()
    expect(body).to_contain_text("Nan, 01632 960177: she said yes.")
    expect(body).to_contain_text("As the record stood on")
    expect(body).to_contain_text("3 cards")
    page.get_by_label("Name").fill("pip")
    expect(page.get_by_role("heading", name="Pip Fakerley")).to_be_visible()
    expect(page.get_by_role("heading", name="Ash Sampleton")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.get_by_role("button", name="Close the cards").click()
    expect(body).not_to_contain_text("Sampleton")
    expect(page.get_by_label("Passphrase")).to_be_visible()
    context.close()

    assert {url for url in asked if not url.startswith("file:")} == set()
    assert faults == []
