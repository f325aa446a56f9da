"""`python -m tools.pictures [BASE] [DIRECTORY]`: pictures of the real pages of a running demonstration.

Each page is taken as the person who uses it, at 1280 and 320 pixels, and checked with axe on the way. The
README's pictures are made with it, and every page that a change touches is looked at with it.
"""

import re
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from tools.browser import find


FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

PEOPLE = (
    "sam@council.demo",
    "kit@charity.demo",
    "robin@charity.demo",
    "lee@council.demo",
    "morgan@council.demo",
    "jo@council.demo",
    "ira@council.demo",
    "gale@charity.demo",
)


def links(page) -> set[str]:
    """The addresses on a page, without query or anchor."""
    return {
        href.split("?")[0].split("#")[0]
        for href in page.eval_on_selector_all(
            "a[href^='/']", "all => all.map(a => a.getAttribute('href'))"
        )
    }


def take(browser: Browser, base: str, email: str, directory: Path) -> list[str]:
    """One person's pages: every distinct kind of page reachable in three steps, once at each width."""
    faults = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{base}/sign-in/")
    page.locator(f"form:has(input[value='{email}']) button, button[value='{email}']").first.click()
    page.wait_for_load_state()
    seen, waiting = {}, ["/"]
    while waiting and len(seen) < 60:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "n", path)
        if kind in seen or kind.endswith(("/refusals/", "/sign-out/")):
            continue
        seen[kind] = path
        response = page.goto(base + path)
        if response is None or response.status >= 400:
            faults.append(f"{email} {path}: answered {response.status if response else 'nothing'}")
        name = "-".join([email.split("@")[0], *kind.strip("/").split("/")]).rstrip("-")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=directory / f"{name}-{width}.png", full_page=True)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if over > 0:
                faults.append(f"{email} {path} at {width}: {over} pixels too wide")
        page.set_viewport_size({"width": 1280, "height": 900})
        for violation in Axe().run(page).response["violations"]:
            node = violation["nodes"][0]["html"][:120]
            faults.append(f"{email} {path}: {violation['id']} ({violation['impact']}) {node}")
        waiting += sorted(links(page))
    context.close()
    return faults


def main() -> int:
    base = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    directory = Path(sys.argv[2] if len(sys.argv) > 2 else "var/pictures")
    directory.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find()), args=FLAGS)
        for email in PEOPLE:
            faults += take(browser, base, email, directory)
    for fault in faults:
        print(fault)
    print(f"{len(list(directory.glob('*.png')))} pictures in {directory}; {len(faults)} faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
