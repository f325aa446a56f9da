"""The reference in docs/ is made from the code, and says what the code does today."""

import subprocess
import sys
from pathlib import Path


BASE = Path(__file__).resolve().parent.parent


def reference(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tools.reference", *arguments],
        cwd=BASE,
        capture_output=True,
        text=True,
        check=False,
    )


def test_reference_is_current():
    checked = reference("--check")

    assert checked.returncode == 0, checked.stderr


def test_page_that_was_changed_by_hand_is_named(tmp_path):
    made = reference("--to", str(tmp_path))
    page = tmp_path / "functions-and-deciders.md"
    page.write_text(page.read_text().replace("never", "sometimes"))

    checked = reference("--check", "--to", str(tmp_path))

    assert made.returncode == 0, made.stderr
    assert checked.returncode == 1
    assert checked.stderr.splitlines() == [
        "functions-and-deciders.md does not say what the code does. Run: python -m tools.reference"
    ]
