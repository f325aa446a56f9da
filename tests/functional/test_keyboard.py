"""The hardest parts of the story without a mouse: Sam refers a family, Lee signs what a panel decided.

Only keys are pressed. What has the focus must look different from when it has not (WCAG 2.2, 2.4.7), the
skip link passes the menu, and after an error the focus is where the errors are told.
"""

from playwright.sync_api import expect

from homeward.referrals.models import Referral


# Its name as a screen reader says it, and what does not show. GOV.UK draws the focus of a radio or a tick
# box beside it, on its label; an outline that is transparent is for high contrast, and is not counted.
FOCUSED = """() => {
  const it = document.activeElement;
  if (it === document.body) return ["(the end of the page)", ""];
  const labels = [...(it.labels ?? [])];
  const name = (it.getAttribute("aria-label") ?? (labels[0] ?? it).textContent)
    .replace("(optional)", "").replace(/\\s+/g, " ").trim();
  const looks = () => [it, ...labels].flatMap((one) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part || null);
    if (style.opacity === "0") return "";
    const drawn = style.outlineStyle !== "none" && !style.outlineColor.endsWith(", 0)");
    return [drawn && style.outline, style.boxShadow, style.backgroundColor].join();
  })).join();
  const focused = looks();
  it.blur();
  const same = focused === looks();
  it.focus();
  const box = it.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 9));
  if (!it.contains(top) && !labels.some((one) => one.contains(top))) return [name, "is covered or off the screen"];
  return [name, same ? "looks as it does without the focus" : ""];
}"""


class Keyboard:
    """Somebody who has keys and no mouse."""

    def __init__(self, person) -> None:
        self.person, self.page = person, person.page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self) -> str:
        name, fault = self.page.evaluate(FOCUSED)
        assert not fault, f"“{name}” has the focus and {fault}, at {self.person.path}"
        return name

    def tab_to(self, name: str, *, key: str = "Tab") -> None:
        met = []
        while len(met) < 80:  # more than any page has
            self.press(key)
            met.append(self.focused())
            if met[-1] == name:
                return
        raise AssertionError(f"“{name}” was not met at {self.person.path}, only {met}")

    def skip_the_menu(self) -> None:
        self.tab_to("Skip to main content")
        self.press("Enter")

    def write(self, **words: str) -> None:
        """Write in each box by its label, in the order of the page; spaces are underscores here."""
        for label, text in words.items():
            self.answer(label.replace("_", " "), text)

    def answer(self, label: str, text: str) -> None:
        self.tab_to(label)
        self.page.keyboard.type(text)

    def choose(self, label: str) -> None:
        """Tick a box, or choose the answer of a group that Tab comes to."""
        self.tab_to(label)
        self.press("Space")

    def go(self, *names: str) -> None:
        """Press each on its page: a link with Enter, a button with the space bar."""
        for name in names:
            self.tab_to(name)
            button = self.page.locator("button:focus, [role=button]:focus").count()
            with self.page.expect_navigation():
                self.press("Space" if button else "Enter")


def test_sam_refers_a_family_with_the_keyboard_alone(cast, someone):
    with someone(cast.sam) as sam:
        keys = Keyboard(sam)
        keys.go("Referrals", "Refer a family", "Start")
        keys.skip_the_menu()
        keys.go("Children", "Add a child")
        keys.write(First_name="Ash", Last_name="Sampleton", Day="4", Month="5", Year="2013")
        keys.tab_to("Male")
        keys.press("ArrowDown", "ArrowUp")
        keys.answer("What does the child say?", "I want to stay at mum’s.")
        keys.go("Save", "That is everyone", "Adults and safe ways to contact", "Add an adult")
        keys.write(Full_name="Dee Sampleton")
        keys.answer("Who is this to the children?", "mother")
        keys.tab_to("Yes")
        keys.press("ArrowDown", "ArrowUp")
        keys.answer("What is a safe way to contact this person?", "Text first.")
        keys.go("Save", "That is everyone", "Why now")
        keys.choose("Rows at home")
        keys.answer("Why does the family need help now?", "The rows are worse since August.")
        keys.go("Save", "What has been tried")
        keys.answer("What has been tried?", "Early help from March to June.")
        keys.go("Save", "What the family says")
        keys.answer("What does the family say?", "We want help, not a move.")
        keys.go("Save", "Urgency")
        keys.choose("In the usual time")
        keys.go("Save", "Check and send", "Send the referral")

        referral = Referral.objects.get()
        assert sam.path == f"/referrals/{referral.pk}/sent/"
        assert (referral.children.get().name, referral.children.get().sex) == ("Ash Sampleton", "M")
        assert referral.adults.get().parental_responsibility is True


def test_lee_signs_a_panel_decision_with_the_keyboard_alone(cast, someone):
    decision = cast.on_panel().decision
    with someone(cast.lee) as lee:
        keys = Keyboard(lee)
        keys.go(decision.question, "Declare your interest, or that you have none")
        keys.choose("No interest: votes")
        keys.go("Save", "Decide and sign")
        keys.tab_to("Take the family on")
        keys.press("ArrowDown", "ArrowUp")
        keys.answer("Type your full name to sign", "Lee Specimen")
        keys.tab_to("Why, in words that the family will read", key="Shift+Tab")
        keys.page.keyboard.type("You asked for help and came to everything.")
        keys.go("Sign this decision")

        decision.refresh_from_db()
        assert decision.outcome.code == "agree"
        assert decision.signed_name == "Lee Specimen"


def test_first_key_skips_the_menu_and_errors_lead_to_their_boxes(cast, someone):
    with someone(cast.sam, width=320) as sam:
        keys = Keyboard(sam)
        sam.open("/referrals/start/")
        keys.press("Tab")
        assert keys.focused() == "Skip to main content"
        keys.press("Enter")
        expect(sam.page.locator("main")).to_be_focused()
        keys.go("Start")
        keys.skip_the_menu()
        keys.go("Children", "Add a child", "Save")

        for error, box in [("Enter first name", "First name"), ("Enter the date of birth", "Day")]:
            expect(sam.page.locator(".govuk-error-summary")).to_be_focused()
            keys.tab_to(error)
            keys.press("Enter")
            assert keys.focused() == box
            keys.go("Save")


def press_access_key(page, key: str) -> None:
    """As Chromium on Linux has it: Alt and the key. Typed as the browser is told by the system, because keys
    that are pressed in the page itself never reach it."""
    typed = {"key": key, "text": key, "unmodifiedText": key, "modifiers": 1}
    session = page.context.new_cdp_session(page)
    with page.expect_navigation():
        session.send("Input.dispatchKeyEvent", {"type": "keyDown", **typed})
        session.send("Input.dispatchKeyEvent", {"type": "keyUp", **typed})


def test_keys_go_straight_to_each_place_and_send_the_form(cast, someone):
    child = cast.episode().children.get(preferred_name="Ash")
    with someone(cast.robin) as robin:
        press_access_key(robin.page, "9")
        expect(robin.page.locator("h1")).to_have_text("Find a child")
        robin.open(f"/children/{child.pk}/about/")
        robin.page.get_by_label("Pronouns").fill("they")
        press_access_key(robin.page, "s")
        robin.open("/keyboard/")
        robin.finds_no_barrier()

    child.refresh_from_db()
    assert child.pronouns == "they"
