"""`veche export people|interactions`: what a community knows, in a file others can read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from veche.core.models import Community
from veche.core.queries import actor_with_all_rights, communities_of
from veche.core.terms import Actor
from veche.people import actions, queries
from veche.people.management.writing import KINDS, write_whole
from veche.people.terms import COLUMNS, Wish


class Command(BaseCommand):
    """Writes people or interactions to a file."""

    help = (
        "Write the people of a community (CSV, XLSX, JSON) or everything that was done in it (CSV, "
        "JSON lines, Parquet) to a file; its ending says the format. Special categories never leave so."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("what", choices=sorted(KINDS), help="what to write")
        parser.add_argument("--community", metavar="SLUG", help="whose; needless if there is but one")
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FILE",
            help="where to: people.csv, .xlsx, .json; interactions.csv, .jsonl, .parquet",
        )  # fmt: skip
        parser.add_argument("--replace", action="store_true", help="overwrite a file that is there")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the file whole or not at all; ends with 1 if something was refused."""
        by = actor_with_all_rights("veche export")
        what, path = options["what"], options["out"]
        _check(what, path, may_replace=options["replace"])
        community = _community(options["community"], by)
        fields = [line for line in queries.fields_of(community) if not line.purpose]
        wish = Wish(columns=(*COLUMNS, *(f"trait:{line.key}" for line in fields)))
        actions.note_export(wish, in_=community, by=by)
        if what == "people":
            columns, rows, whole = _people(wish), _person_rows(community, wish), None
        else:
            columns, rows = list(queries.DEED_COLUMNS), queries.deeds_all(community)
            whole = queries.count_deeds(community)
        with tqdm(rows, desc=community.name, total=whole, unit=f" {what}", leave=False) as bar:
            write_whole(path, columns, bar)
            count = bar.n
        self.stdout.write(f"{path}: {count} {what}.")


def _check(what: str, path: Path, *, may_replace: bool) -> None:
    if path.suffix.lower() not in KINDS[what]:
        raise CommandError(f"Give {what} a file that ends with {', '.join(sorted(KINDS[what]))}.")
    if not path.parent.is_dir():
        raise CommandError(f"There is no folder {path.parent}.")
    if path.exists() and not may_replace:
        raise CommandError(f"{path} is there already. Say --replace to overwrite it.")


def _community(slug: str | None, by: Actor) -> Community:
    known = {each.slug: each for each in communities_of(by)}
    if slug is None and len(known) == 1:
        return next(iter(known.values()))
    if slug not in known:
        names = ", ".join(sorted(known)) or "none yet: open Veche in a browser first"
        raise CommandError(f"Which community? Say --community SLUG. There are: {names}")
    return known[slug]


def _people(wish: Wish) -> list[str]:
    return ["person", "name", *(column.removeprefix("trait:") for column in wish.columns)]


def _person_rows(community: Community, wish: Wish) -> Iterator[list[Any]]:
    for row in queries.people_all(community, wish):
        standing = row.standing
        plain = {
            "stage": standing.what.form.key, "last_seen": _iso(standing.last_seen_at),
            "last_own": _iso(standing.own_at), "first_seen": _iso(standing.first_seen_at),
            "joined": _iso(standing.joined_at), "activity": standing.own_count,
            "words": standing.words_count, "channels": ", ".join(row.channels),
            "handles": ", ".join(row.handles), "tags": ", ".join(row.tags),
        }  # fmt: skip
        cells = (
            plain[column] if column in plain else row.traits.get(column.removeprefix("trait:"), "")
            for column in wish.columns
        )  # fmt: skip
        yield [standing.person_id, standing.person.name, *cells]


def _iso(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
