"""What is typed is never lost by the page's own script: not at the end of a session, not after a mistake."""

import pytest
from playwright.sync_api import expect

from homeward.drafts.models import Draft
from homeward.support.models import EpisodeOfHelp


LATER = """(minutes) => {
  const later = Date.now() + minutes * 60 * 1000;
  Date.now = () => later;
  document.dispatchEvent(new Event("visibilitychange"));
}"""
TWO_HOURS = 120


@pytest.fixture
def family(cast) -> EpisodeOfHelp:
    return cast.episode()


def write(page, episode) -> None:
    for child in episode.children.all():
        page.locator(f"[name='seen_{child.pk}'][value='alone']").check()
    page.locator("[name='place'][value='At home']").check()
    page.locator("[name='minutes'][value='60']").check()
    page.locator("[name='unsafe_tonight'][value='no']").check()
    page.locator("[name='what_happened']").fill("Dee read the plan aloud.")
    page.locator("[name='what_next']").fill("Robin comes on Friday.")


def finish(page):
    return page.get_by_role("button", name="Finish the write-up")


def test_page_that_waits_to_be_sent_stays_when_the_session_ends(cast, family, someone):
    """All is saved as a draft, and what was sent has not arrived: the page must not open itself again."""
    with someone(cast.robin, width=320) as robin:
        page = robin.page
        robin.open(f"/support/{family.pk}/visits/new/")
        write(page, family)
        expect(page.locator("[data-saved]")).to_contain_text("Saved")
        page.context.set_offline(True)
        finish(page).click()
        robin.sees("Not sent yet: there is no connection.")
        page.evaluate("window.isTheSamePage = true")
        page.evaluate(LATER, TWO_HOURS)
        page.wait_for_timeout(300)

        assert page.evaluate("window.isTheSamePage")
        expect(page.locator("[name='what_next']")).to_have_value("Robin comes on Friday.")
        expect(page.locator("dialog")).to_contain_text("then send it here")
        expect(page.locator("dialog")).to_be_visible()
        page.context.set_offline(False)
        robin.faults.clear()


def test_form_that_was_replaced_saves_nothing_more(cast, family, someone):
    with someone(cast.robin, width=320) as robin:
        page = robin.page
        saved = []
        robin.open(f"/support/{family.pk}/visits/new/")
        write(page, family)
        page.locator("[name='what_next']").fill("")
        finish(page).click()
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        page.on(
            "request",
            lambda one: saved.append(one.post_data) if "/drafts/save/" in one.url else None,
        )
        page.locator("[name='what_next']").fill("Robin comes on Saturday.")
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.locator("[data-saved]")).to_contain_text("Saved")
        page.wait_for_timeout(500)

        assert saved
        assert all("Robin comes on Saturday." in one for one in saved)
        assert Draft.objects.get().data["what_next"] == ["Robin comes on Saturday."]
        page.on("dialog", lambda dialog: dialog.accept())


def test_session_that_was_begun_again_can_be_kept_and_ends_again(cast, family, someone):
    """Robin signed in again in another tab: what is typed here is saved, and the clock runs anew."""
    with someone(cast.robin, width=320) as robin:
        page, dialog = robin.page, robin.page.locator("dialog")
        robin.open(f"/support/{family.pk}/visits/new/")
        page.locator("[name='what_next']").fill("Robin comes on Friday.")
        page.evaluate(LATER, TWO_HOURS)
        expect(dialog).to_contain_text("You have been signed out")
        expect(page.locator("[data-saved]")).to_contain_text("Saved")
        page.evaluate(LATER, 0)
        expect(dialog).to_be_hidden()
        page.evaluate(LATER, 59)
        expect(dialog).to_contain_text("signed out in 2 minutes")
        with page.expect_response("**/stay/"):
            page.get_by_role("button", name="Stay signed in").click()
        page.evaluate(LATER, 30)
        expect(dialog).to_be_hidden()
        page.evaluate("window.isTheSamePage = true")
        with page.expect_navigation():
            page.evaluate(LATER, TWO_HOURS)

        assert not page.evaluate("window.isTheSamePage")
