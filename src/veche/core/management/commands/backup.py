"""`veche backup FILE`: everything in one file, while Veche runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from veche.core.actions import write_backup
from veche.core.queries import actor_with_all_rights


class Command(BaseCommand):
    """Writes a backup."""

    help = "Write all tables and files to one zip while Veche runs. Keep the secret.key file elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="where to, such as veche-2026-11-23.zip")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write it and say what is in it."""
        kept = write_backup(options["file"], by=actor_with_all_rights("veche backup"))
        rows = sum(kept.counts.values())
        self.stdout.write(
            f"{options['file']}: {rows} rows in {len(kept.counts)} tables, {len(kept.files)} files."
        )
        for organisation, head in kept.heads.items():
            self.stdout.write(f"audit of organisation {organisation} ends with {head}")
