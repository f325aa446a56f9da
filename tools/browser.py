"""Find Chromium for the browser tests, or install it: `python -m tools.browser`.

Run by `make test`. With SKIP_BROWSER=1 nothing is looked for, and what is left out is printed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path


NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# fonts-liberation has the widths of Arial, which the pages ask for: without it nothing is where it should be.
DEBIAN_PACKAGES = ("chromium", "fonts-liberation")
HOW = (
    "The browser tests need Chromium, and there is none here that they could use. Do one of these, then run "
    "`make test` again:\n"
    "  - install it: apt-get install chromium (as root), or your system's own way;\n"
    "  - if it is somewhere unusual, set CHROMIUM to its path;\n"
    "  - to go without the browser tests, run `make test SKIP_BROWSER=1`."
)


class BrowserError(RuntimeError):
    """There is no browser. The message says what to do."""


def find() -> Path:
    """The browser to use: the one named in CHROMIUM, else the system's, else playwright's own."""
    if told := os.environ.get("CHROMIUM"):
        if os.access(told, os.X_OK):
            return Path(told)
        raise BrowserError(
            f"CHROMIUM says {told}, and there is no program there. Set it to the path of a browser, or unset it."
        )
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    if own := playwrights_own():
        return own[-1]
    raise BrowserError(HOW)


def playwrights_own() -> list[Path]:
    told = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    cache = Path(told) if told else Path.home() / ".cache" / "ms-playwright"
    return sorted(cache.glob("chromium-*/chrome-linux*/chrome"))


def install() -> bool:
    """With Debian's packages, which only root may. What apt-get says is shown as it goes."""
    apt_get = shutil.which("apt-get")
    if os.geteuid() != 0 or apt_get is None:
        return False
    print("Installing Chromium for the browser tests, usually 1 to 3 minutes", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES]):
        done = subprocess.run([apt_get, "-q", *command], env=environment, check=False)
    return done.returncode == 0


def main() -> int:
    if os.environ.get("SKIP_BROWSER") == "1":
        print(
            "SKIP_BROWSER=1: the tests in tests/functional are left out. They tell the main job's story in a"
        )
        print(
            "browser, look for barriers with axe, and are the only ones that see a page as people see it."
        )
        return 0
    try:
        print(f"Browser: {find()}")
    except BrowserError as error:
        if not os.environ.get("CHROMIUM") and install():
            print(f"Browser: {find()}")
            return 0
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
