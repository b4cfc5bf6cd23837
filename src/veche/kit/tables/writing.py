"""Writing tables that people open in a spreadsheet: streaming, and no cell can run anything."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any, BinaryIO

CHUNK = 64 * 1024
# What starts a formula in some spreadsheet, full-width forms too (OWASP, CSV injection).
_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_LONGEST_CELL = 32_767  # Excel's own bound
_PLAIN = (int, float, Decimal)


def escape_formula(text: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would take for a formula."""
    return f"'{text}" if text[:1] in _STARTS and text else text


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Answer a CSV in pieces: UTF-8 with a mark, so that Excel reads it, commas, CRLF.

    Texts are escaped against formulas; numbers, dates and yes/no are written as they are.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([escape_formula(column) for column in columns])
    yield b"\xef\xbb\xbf"
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        if buffer.tell() >= CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return piece


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, _PLAIN):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    return escape_formula(str(value).replace("\x00", ""))


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]], file: BinaryIO) -> None:
    """Write an XLSX with flat memory; texts are typed as text, so nothing is a formula or a link.

    Stops at Excel's last row: what is beyond is left out, a CSV holds any number.
    """
    from xlsxwriter import Workbook

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    dates = {"default_date_format": "yyyy-mm-dd hh:mm", "remove_timezone": True}
    options = {"constant_memory": True, **plain, **dates}
    with Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet()
        head, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, _short(column), head)
        for number, row in enumerate(rows, start=1):
            if number >= sheet.xls_rowmax:
                break
            for place, value in enumerate(row):
                _write_cell(sheet, number, place, value, day)


def _write_cell(sheet: Any, row: int, place: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, _PLAIN) and isfinite(value):
        sheet.write_number(row, place, value)
    elif isinstance(value, dt.date) and value.year > 1900:
        sheet.write_datetime(row, place, value, None if isinstance(value, dt.datetime) else day)
    else:
        sheet.write_string(row, place, _short(str(value)))


def _short(text: str) -> str:
    """Answer a text as an XLSX can hold it: lone surrogates and NUL are no letters there."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:_LONGEST_CELL]
