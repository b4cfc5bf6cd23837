"""`veche work`: workers and scheduler."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from veche.kit.jobs.working import work


class Command(BaseCommand):
    """Does jobs until it is told to stop; any number of nodes may run it."""

    help = "Start workers and scheduler alone. Any number of machines may do so."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--processes", type=int, default=settings.WORKERS, help="jobs done at the same time"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Work."""
        work(options["processes"])
