"""`veche rebuild-columns`: the columnar copy of the ledger anew, and whether it is whole."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from veche.core.models import Community
from veche.ledger import columns
from veche.ledger.queries import ask_columns, check_columns


class Command(BaseCommand):
    """Makes the columnar copy anew, while everybody works on."""

    help = "Make the copy of the ledger that figures are counted from anew, and compare it with the ledger."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--community", metavar="ADDRESS", help="only this community, by its address")

    def handle(self, *_: Any, **options: Any) -> None:
        """Make each community's copy anew; exit code 1 if one differs from its ledger afterwards."""
        communities = Community.objects.order_by("pk")
        if options["community"]:
            communities = communities.filter(slug=options["community"])
            if not communities:
                raise CommandError(f"There is no community «{options['community']}».")
        faults = [fault for community in communities for fault in self._rebuild(community)]
        if faults:
            raise CommandError("\n".join(faults))

    def _rebuild(self, community: Community) -> list[str]:
        start = time.monotonic()
        with tqdm(desc=community.name, unit=" months", leave=False) as bar:

            def tell(done: int, whole: int) -> None:
                bar.total = whole
                bar.update(done - bar.n)

            columns.rebuild(community.pk, tell)
        rows = ask_columns(community, "SELECT count(*) FROM interactions", kept=False)[0][0]
        self.stdout.write(f"{community.name}: {rows} interactions in {time.monotonic() - start:.1f} s")
        return [f"{community.name}: {difference}" for difference in check_columns(community)]
