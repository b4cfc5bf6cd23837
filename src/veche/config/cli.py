"""The `veche` command."""

import os
import sys


def main() -> None:
    """Run a management command by its friendly name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veche.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(
        [sys.argv[0], *(a.replace("-", "_") if i == 0 else a for i, a in enumerate(sys.argv[1:]))]
    )
