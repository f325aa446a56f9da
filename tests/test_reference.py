"""The reference in docs/ is made from the code, and says what the code does today."""

import re
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


def test_files_that_the_documents_name_are_there():
    documents = [BASE / "DEVELOPERS.md", *(BASE / "docs").rglob("*.md")]

    named = {
        file
        for document in documents
        for file in re.findall(r"`(homeward/[\w/]+\.py)`", document.read_text(encoding="utf-8"))
        if "reunification" not in file  # the area that a newcomer is shown how to add
    }

    assert len(named) > 5
    assert sorted(file for file in named if not (BASE / file).is_file()) == []
