"""`veche migrate`: Django's own, in a tenth of its time on an empty database."""

from typing import Any

from django.core.management.commands import migrate

from veche.kit.migrating import only_what_changed


class Command(migrate.Command):
    """Brings the database to this version."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate."""
        with only_what_changed():
            super().handle(*args, **options)
