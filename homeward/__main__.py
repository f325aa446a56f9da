"""The `homeward` command: `homeward help` lists what it can do."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from homeward.embedded import EmbeddedError
from homeward.trail import verify


def main() -> None:
    if sys.argv[1:3] == ["trail", "verify"]:  # needs no database, so no Django either
        sys.exit(verify.main(sys.argv[3:]))
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("HOMEWARD_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.settings")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EmbeddedError) as why:  # the message says what to mend
        sys.exit(f"homeward: {why}")


if __name__ == "__main__":
    main()
