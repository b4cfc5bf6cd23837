"""Opens whatever is a table: text, workbook, JSON; finds its columns and gives its rows."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from veche.channels.connectors.table import contents, json_rows
from veche.channels.connectors.table.headers import known_title
from veche.channels.terms import Understanding
from veche.kit.files import Member, Source
from veche.kit.tables import (
    Row,
    Sheet,
    is_workbook,
    read_sheet_rows,
    read_text_rows,
    shape_of,
    sheets_of,
)
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name

LOOKED_AT = 300
MOST_MEMBERS = 200
LARGEST_WORKBOOK = 256 * 1024**2
LONGEST_TITLE = 100
_TOO_LARGE = N_("The workbook is larger than {most} MB: save the sheet as CSV.")
_ALIKE, _SOME = 0.7, 0.4
_OTHER_STARTS = (b"%PDF", b"<", b"From ", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"BEGIN:V", b"SQLite")


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table by unique titles, the first rows to look at, and all rows after the titles.

    `is_noted_by_machine` says that nobody chose the columns: they are the keys of JSON.
    """

    columns: tuple[str, ...]
    looked_at: list[Row]
    rows: Iterator[Row]
    has_titles: bool
    is_noted_by_machine: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a file: a member of the archive, a sheet of the workbook."""

    member: Member
    sheet: str = ""
    rows: int = 0

    @property
    def name(self) -> str:
        """What the part is called where there are several."""
        return clean_name(self.sheet or self.member.name)


def recognise(source: Source) -> Understanding:
    """Tell a table by what it holds: rows of alike cells, sheets, records; never by its name."""
    return Understanding.MAYBE if parts_of(source) else Understanding.NO


def parts_of(source: Source) -> list[Part]:
    """Answer the tables of a file: of two columns or more, or a column of addresses."""
    found: list[Part] = []
    for member in source.members[:MOST_MEMBERS]:
        sheets = _sheets_in(source, member)
        if sheets:
            found += [Part(member, sheet.name, sheet.rows) for sheet in sheets]
        elif sheets is None and _is_table(source, member):
            found.append(Part(member))
    return found


def main_part(parts: Sequence[Part]) -> Part:
    """Answer the table that decides what the columns are: the first, of a workbook the longest."""
    return max(parts, key=lambda part: part.rows)


def columns_of(source: Source, parts: Sequence[Part]) -> tuple[str, ...]:
    """Answer the columns of the main table."""
    with open_table(source, main_part(parts)) as table:
        return table.columns


@contextmanager
def open_table(source: Source, part: Part) -> Iterator[Table]:
    """Open a table for one reading from its start."""
    with _opened(source, part.member) as file:
        rows = read_sheet_rows(file, part.sheet) if part.sheet else _text_rows(source, part.member, file)
        yield _table_of(rows)


def _sheets_in(source: Source, member: Member) -> list[Sheet] | None:
    """Answer the sheets of a workbook, or nothing for other files."""
    with _opened(source, member) as file:
        return sheets_of(file) if file.seekable() and is_workbook(file) else None


def _is_table(source: Source, member: Member) -> bool:
    start = source.sample(member)
    if not start or start.lstrip().startswith(_OTHER_STARTS):
        return False
    with open_table(source, Part(member)) as table:
        if len(table.columns) != 1 or json_rows.form_of(start):
            return bool(table.columns)
        look = contents.look_into([row.cells[0] for row in table.looked_at if row.cells])
    return any(look.share(what) > _ALIKE for what in ("email", "phone", "telegram", "vk", "github", "name"))


@contextmanager
def _opened(source: Source, member: Member) -> Iterator[BinaryIO]:
    """Open a member; a workbook inside an archive is unpacked into memory to be sought in."""
    with source.open(member) as file:
        if file.seekable() or not source.sample(member, 8).startswith((b"PK", b"\xd0\xcf\x11\xe0")):
            yield file
            return
        data = file.read(LARGEST_WORKBOOK + 1)
    if len(data) > LARGEST_WORKBOOK:
        raise Refusal(Reason(_TOO_LARGE, values={"most": LARGEST_WORKBOOK // 1024**2}))
    yield io.BytesIO(data)


def _text_rows(source: Source, member: Member, file: BinaryIO) -> Iterator[Row]:
    start = source.sample(member)
    form = json_rows.form_of(start)
    if form == "lines":
        return json_rows.rows_of_lines(file)
    if form == "array":
        return json_rows.rows_of_array(file, member.size, start)
    with source.open(member) as whole:
        shape = shape_of(whole)
    return read_text_rows(file, shape) if shape else iter(())


def _table_of(rows: Iterator[Row]) -> Table:
    """Find where the titles stand: lines above them and tables without any are common."""
    first = list(islice(rows, LOOKED_AT))
    width = max(
        Counter(len(row.cells) for row in first).items(), key=lambda item: item[::-1], default=(0, 0)
    )[0]
    at = next((place for place, row in enumerate(first[:10]) if _fill(row) * 2 > width), 0)
    body = first[at:]
    if not body:
        return Table((), [], iter(()), False)
    is_machine = body[0].number == 0
    has_titles = is_machine or are_titles(body[0].cells, [row.cells for row in body[1:]])
    titles = body[0].cells if has_titles else []
    rest = body[1:] if has_titles else body
    columns = _unique([*titles, *[""] * (max(width, len(titles)) - len(titles))])
    return Table(columns, rest, chain(rest, rows), has_titles, is_machine)


def _fill(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def are_titles(first: list[str], rest: list[list[str]]) -> bool:
    """Tell whether the first row names the columns: by known titles, or by being unlike what follows."""
    cells = [cell.strip() for cell in first if cell.strip()]
    look = contents.look_into(cells)
    if look.share("email") or look.share("phone") or look.share("date") or look.share("stamp"):
        return False
    if any(known_title(cell) for cell in cells):
        return True
    if len(set(cells)) < len(cells) or look.share("number") or look.share("hex") > _SOME:
        return False
    below = [
        contents.look_into([row[place] for row in rest if place < len(row)]) for place in range(len(first))
    ]
    return any(
        column.share(what) > _ALIKE for column in below for what in ("email", "phone", "date", "number")
    )


def _unique(titles: list[str]) -> tuple[str, ...]:
    """Answer titles that are told apart: a column without one is named by its number."""
    found: list[str] = []
    seen: set[str] = set()
    for place, title in enumerate(titles, 1):
        plain = clean_name(title, LONGEST_TITLE) or f"№ {place}"
        unique = plain if plain not in seen else f"{plain} ({place})"
        seen.add(unique)
        found.append(unique)
    return tuple(found)
