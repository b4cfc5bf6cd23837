"""`veche check`: is everything whole?"""

from typing import Any

from django.core.checks import ERROR, run_checks
from django.core.management.base import BaseCommand, CommandError

from veche.core.queries import heads_of_audit
from veche.kit.rooms import rooms


class Command(BaseCommand):
    """Runs the checks of every room and of the settings."""

    help = "Check that everything is whole: settings, database, audit chains, search, figures, jobs."
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **__: Any) -> None:
        """Say for each room what is not whole; exit code 1 if anything is."""
        faults = [str(found) for found in run_checks() if found.level >= ERROR]
        for name, room in rooms().items():
            found = [line for check in room.checks for line in check()]
            if room.checks:
                self.stdout.write(f"{name}: {'whole' if not found else f'{len(found)} faults'}")
            faults += [f"{name}: {line}" for line in found]
        for organisation, head in heads_of_audit().items():
            self.stdout.write(f"the audit of «{organisation}» ends with {head}")
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("Everything is whole.")
