"""A visit written on a telephone: few taps, large targets, and a connection that comes and goes.

The taps are counted, because minutes spent on a form are taken from families: every press that is not typing
counts one, from the family's page to the finished write-up. docs/explanation/a-visit-in-fourteen-taps.md.
"""

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from homeward.drafts.models import Draft
from homeward.support.models import EpisodeOfHelp, Happening, Photo, Visit
from tests.support.making import boxes, photo_file, write_plan, write_visit


MOST_TAPS = 14
TARGET = 44  # pixels: WCAG 2.5.5; 2.5.8 asks for 24


class Finger:
    """Taps, and counts them. Each target must be large enough for a thumb."""

    def __init__(self, person) -> None:
        self.page, self.taps = person.page, 0

    def tap(self, target) -> None:
        box = target.bounding_box()
        assert box["height"] >= TARGET, f"{target} is only {box['height']} pixels high"
        target.click()
        self.taps += 1

    def answer(self, name: str, value: object) -> None:
        """Tap the answer; its words are part of the target."""
        self.tap(self.page.locator(f"[name='{name}'][value='{value}']"))

    def type(self, name: str, words: str) -> None:
        """Tap the box, then type, or dictate."""
        box = self.page.locator(f"[name='{name}']")
        self.tap(box)
        box.press_sequentially(words) if len(words) < 20 else box.fill(words)

    def go(self, target) -> None:
        with self.page.expect_navigation():
            self.tap(target)


@pytest.fixture
def family(cast) -> EpisodeOfHelp:
    episode = cast.episode()
    write_plan(episode, by=cast.robin)
    return episode


def form_of(episode) -> str:
    return f"/support/{episode.pk}/visits/new/"


def write(finger, episode) -> None:
    """Everything there is to say about two children, one seen alone and one not."""
    ash, wren = episode.children.order_by("born")
    finger.answer("place", "At home")
    finger.answer("minutes", "60")
    finger.answer("there", "Dee Sampleton (mother)")
    finger.answer(f"seen_{ash.pk}", "alone")
    finger.answer(f"seen_{wren.pk}", "not alone")
    finger.type(f"why_{wren.pk}", "The cat")
    finger.type("what_happened", "Dee read the plan aloud, and we ate.")
    finger.type(f"only_{ash.pk}", "Ash and I walked to the shop and back.")
    finger.type(f"words_{ash.pk}", "Nan is fine.")
    finger.type(f"words_{wren.pk}", "So nobody shouts.")
    finger.answer("unsafe_tonight", "no")
    finger.type("what_next", "Robin comes on Friday.")


def finish(person):
    return person.page.get_by_role("button", name="Finish the write-up")


def test_visit_for_two_children_takes_at_most_fourteen_taps(cast, family, someone):
    with someone(cast.robin, width=320) as robin:
        finger = Finger(robin)
        robin.open(f"/support/{family.pk}/")
        finger.go(robin.page.get_by_role("button", name="Write up a visit"))
        robin.finds_no_barrier()
        write(finger, family)
        finger.go(finish(robin))

        robin.sees("The visit is written up.")
        robin.sees("About Ash only")
        robin.finds_no_barrier()
        assert finger.taps <= MOST_TAPS, f"{finger.taps} taps"

    visit = Visit.objects.get()
    assert visit.who_was_there == "Ash, Wren, Dee Sampleton (mother)"
    assert (visit.where, visit.minutes) == ("At home", 60)


def kept_in_the_browser(page) -> str:
    """All that the browser holds for the site, as text, without when the last request was."""
    return page.evaluate(
        """async () => {
          const stores = [localStorage, sessionStorage].map((store) => ({ ...store }));
          delete stores[0]["homeward-last-request"];
          const more = (await indexedDB.databases()).map((one) => one.name);
          return JSON.stringify([stores, more, await caches.keys()]);
        }"""
    )


NOTHING = "[[{},{}],[],[]]"


def without_connection(robin) -> None:
    robin.page.context.set_offline(True)


def with_connection(robin) -> None:
    """The failed requests were the point; from here every one counts again."""
    robin.page.context.set_offline(False)
    robin.faults.clear()


def nothing_is_sent(route) -> None:
    route.abort() if route.request.method == "POST" else route.continue_()


def test_visit_sent_without_a_connection_is_kept_and_goes_by_itself(cast, family, someone):
    with someone(cast.robin, width=320) as robin:
        robin.open(form_of(family))
        write(Finger(robin), family)
        without_connection(robin)
        finish(robin).click()

        robin.sees("Not sent yet: there is no connection.")
        words = robin.page.locator("[name='what_happened']")
        expect(words).to_have_value("Dee read the plan aloud, and we ate.")
        assert not Visit.objects.exists()
        robin.finds_no_barrier()

        with robin.page.expect_navigation():
            with_connection(robin)

        robin.sees("The visit is written up.")
        assert Visit.objects.count() == 1
        assert not Draft.objects.exists()
        assert kept_in_the_browser(robin.page) == NOTHING


def test_what_happened_is_kept_and_sent_once_when_the_line_is_back(cast, family, someone):
    with someone(cast.robin, width=320) as robin:
        robin.open(f"/support/{family.pk}/happened/")
        without_connection(robin)
        robin.page.locator("[name='children']").first.check()
        robin.page.locator("[name='kind'][value='went missing']").check()
        today = {name: str(part) for name, part in boxes("on", localdate()).items()}
        robin.fill(**today, what="Not back from school.")
        robin.page.get_by_role("button", name="Record it").click()

        robin.sees("Not sent yet: there is no connection.")
        assert "Not back from school." in kept_in_the_browser(robin.page)
        assert not Happening.objects.exists()

        with robin.page.expect_navigation():
            with_connection(robin)

        assert Happening.objects.get().what == "Not back from school."
        assert kept_in_the_browser(robin.page) == NOTHING


def test_answer_that_is_lost_on_the_way_makes_no_second_visit(cast, family, someone):
    """The server took it, and the telephone never heard: the page sends it again."""
    with someone(cast.robin, width=320) as robin:
        robin.open(form_of(family))
        write(Finger(robin), family)
        lost = []

        def lose_the_first_answer(route):
            if lost:
                route.continue_()
                return
            route.fetch(max_redirects=0)
            lost.append(route.request.url)
            route.abort("connectionreset")

        robin.page.route(
            lambda url: url.endswith(form_of(family)),
            lambda route: (
                lose_the_first_answer(route)
                if route.request.method == "POST"
                else route.continue_()
            ),
        )
        finish(robin).click()
        robin.sees("Not sent yet: there is no connection.")
        assert Visit.objects.count() == 1
        robin.faults.clear()
        with robin.page.expect_navigation():
            robin.page.get_by_role("button", name="Try to send it now").click()

        robin.sees("The visit is written up.")
        assert Visit.objects.count() == 1


def test_changing_what_waits_stops_it_from_going_by_itself(cast, family, someone):
    with someone(cast.robin, width=320) as robin:
        robin.open(form_of(family))
        write(Finger(robin), family)
        without_connection(robin)
        finish(robin).click()
        robin.sees("Not sent yet: there is no connection.")
        robin.page.locator("[name='what_next']").fill("Robin comes on Satur")
        robin.sees("You have changed it since")
        with_connection(robin)
        robin.page.wait_for_timeout(500)
        assert not Visit.objects.exists()
        robin.page.locator("[name='what_next']").fill("Robin comes on Saturday.")
        with robin.page.expect_navigation():
            finish(robin).click()

        assert Visit.objects.get().what_next == "Robin comes on Saturday."


def test_what_was_typed_without_a_connection_outlives_its_page(cast, family, someone):
    """A telephone throws away the page behind the one in view; later it is opened again."""
    with someone(cast.robin, width=320) as robin:
        robin.open(form_of(family))
        without_connection(robin)
        write(Finger(robin), family)
        robin.sees("Not saved: no connection.")
        robin.page.route("**/drafts/save/**", lambda route: route.abort())
        robin.page.on("dialog", lambda dialog: dialog.accept())
        with_connection(robin)
        robin.page.reload()
        words = robin.page.locator("[name='what_happened']")
        expect(words).to_have_value("Dee read the plan aloud, and we ate.")
        robin.page.unroute("**/drafts/save/**")
        robin.faults.clear()
        with robin.page.expect_navigation():
            finish(robin).click()

        assert Visit.objects.get().what_happened == "Dee read the plan aloud, and we ate."
        assert kept_in_the_browser(robin.page) == NOTHING


def test_words_beside_a_photo_outlive_their_page(cast, family, someone, tmp_path):
    """The photo is never kept in the browser, and has to be chosen again; what was typed is there."""
    picture = tmp_path / "plan.jpg"
    picture.write_bytes(photo_file().read())
    visit = write_visit(family, by=cast.robin)
    with someone(cast.robin, width=320) as robin:
        robin.open(f"/support/visits/{visit.pk}/photos/add/")
        robin.page.locator("[name='photo']").set_input_files(picture)
        robin.fill(shows="The plan on the fridge")
        robin.page.locator("[name='children']").first.check()
        without_connection(robin)
        robin.page.get_by_role("button", name="Add the photo").click()
        robin.sees("Not sent yet: there is no connection.")
        robin.page.on("dialog", lambda dialog: dialog.accept())
        robin.page.route("**/photos/add/", nothing_is_sent)
        with_connection(robin)
        robin.page.reload()

        expect(robin.page.locator("[name='shows']")).to_have_value("The plan on the fridge")
        expect(robin.page.locator("[name='children']").first).to_be_checked()
        robin.faults.clear()


def test_nothing_stays_in_the_browser_after_signing_out(cast, family, someone):
    with someone(cast.robin, width=320) as robin:
        robin.open(form_of(family))
        without_connection(robin)
        robin.page.locator("[name='what_happened']").fill("Dee read the plan aloud.")
        robin.sees("Not saved: no connection.")
        assert "Dee read" in kept_in_the_browser(robin.page)
        with_connection(robin)
        robin.page.on("dialog", lambda dialog: dialog.accept())
        robin.press("Sign out")

        assert kept_in_the_browser(robin.page) == NOTHING


def test_mistake_is_shown_without_losing_the_page(cast, family, someone):
    with someone(cast.robin, width=320) as robin:
        robin.open(form_of(family))
        write(Finger(robin), family)
        robin.page.locator("[name='what_next']").fill("")
        finish(robin).click()

        summary = robin.page.locator(".govuk-error-summary")
        expect(summary).to_be_focused()
        expect(robin.page).to_have_title("Error: Write up a visit - Homeward")
        robin.finds_no_barrier()
        robin.page.locator("[name='what_next']").fill("Robin comes on Friday.")
        with robin.page.expect_navigation():
            finish(robin).click()

        assert Visit.objects.count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_photo_is_added_with_and_without_script(cast, family, someone, script, settings, tmp_path):
    options = {**settings.STORAGES["photos"]["OPTIONS"], "location": tmp_path / "kept"}
    settings.STORAGES = {
        **settings.STORAGES,
        "photos": {**settings.STORAGES["photos"], "OPTIONS": options},
    }
    picture = tmp_path / "plan.jpg"
    picture.write_bytes(photo_file(size=(600, 400)).read())
    no_photo = tmp_path / "letter.jpg"
    no_photo.write_text("Dear Dee")
    with someone(cast.robin, width=320, script=script) as robin:
        robin.open(form_of(family))
        write(Finger(robin), family)
        with robin.page.expect_navigation():
            finish(robin).click()
        robin.page.get_by_role("button", name="Add a photo").click()
        robin.page.locator("[name='photo']").set_input_files(no_photo)
        robin.fill(shows="The plan on the fridge")
        robin.page.locator("[name='children']").first.check()
        robin.page.get_by_role("button", name="Add the photo").click()
        robin.sees("Only JPEG and PNG can be")
        expect(robin.page.locator("[name='shows']")).to_have_value("The plan on the fridge")
        expect(robin.page.locator("[name='children']").first).to_be_checked()
        robin.finds_no_barrier()
        robin.page.locator("[name='photo']").set_input_files(picture)
        with robin.page.expect_navigation():
            robin.page.get_by_role("button", name="Add the photo").click()

        robin.sees("The photo is in the record.")
        shown = robin.page.get_by_alt_text("The plan on the fridge")
        expect(shown).to_be_visible()
        assert shown.evaluate("async (it) => { await it.decode(); return it.naturalWidth }") == 600
        robin.finds_no_barrier()

    assert Photo.objects.get().children.count() == 1
