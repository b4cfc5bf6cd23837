"""What a table does not say of itself, with the best guesses."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePath

from veche.channels.connectors.table import dates, opening
from veche.channels.connectors.table.fields import FIELDS
from veche.channels.connectors.table.guessing import guess_mapping
from veche.channels.connectors.table.mapping import Mapping, signature_of
from veche.channels.terms import Ask, Question, Surroundings
from veche.kit.files import Source
from veche.kit.tables import Row
from veche.kit.terms import N_
from veche.kit.text import clean_name, fold

SHOWN_ROWS, LONGEST_CELL = 5, 80
MOST_VOTERS = 200_000
STATUSES = (
    ("registered", N_("They registered")), ("attended", N_("They came")), ("missed", N_("They did not come")),
)  # fmt: skip
ORDERS = (
    (dates.DAY_FIRST, N_("day first: 31.12.2025")), (dates.MONTH_FIRST, N_("month first: 12/31/2025")),
)  # fmt: skip
_CAME = re.compile(r"came|attend|visit|посет|приш|явк|был|участ")
_DATE_IN_NAME = re.compile(r"(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)|([0-3]\d)[-_.]([01]\d)[-_.](20\d\d)")


def questions(source: Source, surroundings: Surroundings) -> tuple[Question, ...]:
    """Answer what to ask of a table: what its rows and columns are, and what stands where it is silent."""
    parts = opening.parts_of(source)
    columns = opening.columns_of(source, parts)
    with opening.open_table(source, opening.main_part(parts)) as table:
        looked_at = [row.cells for row in table.looked_at if not row.fault]
        mapping = guess_mapping(columns, looked_at, table.has_titles, keep=not table.is_noted_by_machine)
        order, is_certain = _order(mapping, columns, table.rows)
    title = title_of(surroundings.file_name)
    sample = (columns, *(_shown(row, len(columns)) for row in looked_at[:SHOWN_ROWS]))
    silent = N_("Where no column says it.")
    return (
        Question("mapping", N_("Columns"), Ask.MAPPING, mapping.as_json(), FIELDS, sample=sample),
        Question("title", N_("What to call this list"), Ask.TEXT, title),
        Question("date", N_("When the list was made, or the event took place"), Ask.DATE,
                 date_in(surroundings.file_name), help=silent),
        Question("event", N_("Event"), Ask.TEXT, title, help=silent, is_optional=True, is_remembered=False),
        Question("status", N_("What the people of an attendance list did"), Ask.CHOICE,
                 "attended" if _CAME.search(fold(surroundings.file_name)) else "registered", STATUSES,
                 help=silent, is_optional=True, is_remembered=False),
        Question("order", N_("Dates are written"), Ask.CHOICE, order, ORDERS, is_optional=is_certain),
        Question("zone", N_("Time zone"), Ask.ZONE, surroundings.time_zone, help=silent, is_optional=True),
        Question("currency", N_("Currency"), Ask.TEXT, surroundings.currency, help=silent, is_optional=True),
    )  # fmt: skip


def signature(source: Source) -> str:
    """Answer what a table with the same columns is known by."""
    return signature_of(opening.columns_of(source, opening.parts_of(source)))


def title_of(file_name: str) -> str:
    """Suggest what to call a list by the name of its file."""
    stem = PurePath(file_name).name.removesuffix(".gz")
    stem = re.sub(r"\.(?:csv|tsv|tab|txt|xlsx?|xlsm|ods|jsonl?|ndjson|zip)$", "", stem, flags=re.IGNORECASE)
    return clean_name(stem.replace("_", " ")) or "table"


def date_in(file_name: str) -> str:
    """Answer the date in a file's name in ISO form, or nothing."""
    found = _DATE_IN_NAME.search(file_name)
    if not found:
        return ""
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    return f"{year}-{month}-{day}" if dates.parse(f"{year}-{month}-{day}", dates.DAY_FIRST) else ""


def _order(mapping: Mapping, columns: Sequence[str], rows: Iterator[Row]) -> tuple[str, bool]:
    """Decide by all the dates whether the day stands first; answers whether that is certain."""
    places = mapping.places(columns)
    dated = [*places.get("when", ()), *places.get("birthday", ())]
    if not dated:
        return dates.DAY_FIRST, True
    day = month = either = 0
    for row in islice(rows, MOST_VOTERS):
        votes = dates.votes_on_order([row.cells[place] for place in dated if place < len(row.cells)])
        day, month, either = day + votes[0], month + votes[1], either + votes[2]
    order = dates.MONTH_FIRST if month > day else dates.DAY_FIRST
    return order, not either or bool(day) != bool(month)


def _shown(row: Sequence[str], width: int) -> tuple[str, ...]:
    cells = [clean_name(cell, LONGEST_CELL) for cell in row[:width]]
    return tuple(cells + [""] * (width - len(cells)))
