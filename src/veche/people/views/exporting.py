"""Saving lists of people as files that open in a spreadsheet, where no cell can run anything."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.translation import gettext, pgettext

from veche.core.models import Community
from veche.kit.pages import give_csv
from veche.kit.tables import write_xlsx
from veche.kit.time import as_datetime, day_of, now
from veche.people import actions, queries
from veche.people.terms import COLUMNS, Wish

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def columns_of(wish: Wish, lines: list[queries.FieldLine]) -> list[tuple[str, str]]:
    """Answer the columns that are wished for with their titles; fields that are gone are left out."""
    fields = {f"trait:{line.key}": line.title for line in lines if not line.purpose}
    known = {key: gettext(title) for key, title in COLUMNS.items()} | fields
    return [(key, known[key]) for key in wish.columns if key in known]


def exported(
    request: HttpRequest, community: Community, wish: Wish, only: set[int] | None, kind: str
) -> HttpResponseBase:
    """Answer the people that are wished for as a file; the audit notes how many could be in it."""
    actions.note_export(wish, only=only, in_=community, by=request.actor)
    columns = columns_of(wish, queries.fields_of(community))
    titles = [gettext("Number"), pgettext("person", "Name"), *(title for _, title in columns)]
    rows = _rows(community, wish, only, [key for key, _ in columns])
    name = f"{community.slug}-{gettext('people')}-{day_of(now(), community.time_zone)}"
    if kind == "csv":
        return give_csv(name, titles, rows)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(titles, rows, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _rows(
    community: Community, wish: Wish, only: set[int] | None, columns: list[str]
) -> Iterator[list[Any]]:  # fmt: skip
    for row in queries.people_all(community, wish, only=only):
        standing = row.standing
        yield [standing.person_id, standing.person.name, *(_cell(row, key, community) for key in columns)]


def _cell(row: queries.Row, column: str, community: Community) -> Any:
    standing = row.standing
    if column.startswith("trait:"):
        return row.traits.get(column.removeprefix("trait:"), "")
    plain: dict[str, Any] = {
        "stage": gettext(standing.what.form.title), "activity": standing.own_count,
        "words": standing.words_count, "channels": ", ".join(row.channels),
        "handles": ", ".join(row.handles), "tags": ", ".join(row.tags),
    }  # fmt: skip
    if column in plain:
        return plain[column]
    moments = {
        "last_seen": standing.last_seen_at, "last_own": standing.own_at, "first_seen": standing.first_seen_at,
        "joined": standing.joined_at,
    }  # fmt: skip
    at = moments.get(column)
    return as_datetime(int(at.timestamp() * 1000), community.time_zone) if at else ""
