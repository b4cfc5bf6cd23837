"""Text tables: CSV with any delimiter, quoting and encoding, read row by row with flat memory."""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Literal, TextIO

from veche.kit.encodings import encoding_of
from veche.kit.tables.shapes import LARGEST_CELL, Row, refuse_width
from veche.kit.terms import N_, Reason, Refusal

LONGEST_LINE = 16 * 1024**2
DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
SAMPLE_ROWS = 60
UNCLOSED = N_("A quotation mark in it is never closed, or a cell is beyond all bounds.")
_LONG_LINE = N_("Line {line} is longer than {most} characters, as in no table of people.")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# How much of the sample must have the same number of cells for a delimiter to count as one.
_EVENNESS = 0.6
_ESCAPED = re.compile(r'\\"(?![,;\t|\r\n]|\Z)')


@dataclass(frozen=True, slots=True)
class TextShape:
    """How a text table is written; `columns` is how many cells most rows have.

    `escapes` says that a quotation mark in a cell has a backslash before it, as MySQL and PHP
    write it, and is not doubled.
    """

    encoding: str
    delimiter: str
    columns: int
    escapes: bool = False


def shape_of(file: BinaryIO) -> TextShape | None:
    """Answer how a text table is written, or nothing if this is no text or no table.

    Reads the file once to its end to know the encoding. A single column counts as a table
    of one column; whether that is any use the caller decides.
    """
    start = file.read(SAMPLE)
    encoding = encoding_of(file, start)
    text = start.decode(encoding, "replace").lstrip("\ufeff")
    if not text.strip() or len(_BINARY.findall(text)) > len(text) // 1000:
        return None
    if len(start) == SAMPLE:
        text = text[: text.rfind("\n") + 1] or text
    # A backslash before a mark that ends its cell says nothing: the cell may end in a backslash.
    escapes = _ESCAPED.search(text) is not None and '""' not in text.replace(',""', "").replace(';""', "")
    evenness, columns, delimiter = max(_evenness(text, delimiter, escapes) for delimiter in DELIMITERS)
    if columns < 2:
        return TextShape(encoding, ",", 1)
    return TextShape(encoding, delimiter, columns, escapes) if evenness >= _EVENNESS else None


def _evenness(text: str, delimiter: str, escapes: bool) -> tuple[float, int, str]:
    """Answer which share of rows has the commonest number of cells, and that number."""
    rows = _Rows(io.StringIO(text, newline=""), TextShape("", delimiter, 0, escapes)).read()
    counts = Counter(len(row.cells) for row in islice(rows, SAMPLE_ROWS))
    several = {width: count for width, count in counts.items() if width > 1}
    if not several:
        return 0.0, 1, delimiter
    width = max(several, key=lambda w: (several[w], w))
    return round(several[width] / counts.total(), 2), width, delimiter


def read_text_rows(file: BinaryIO, shape: TextShape) -> Iterator[Row]:
    """Answer every row that is not blank, with its number; a row that cannot be read has a fault.

    A quotation mark that is never closed spoils its own line and no other. Refuses what is no
    table: lines of megabytes, thousands of columns.
    """
    text = io.TextIOWrapper(file, encoding=shape.encoding, errors="replace", newline="")
    try:
        yield from _Rows(text, shape).read()
    finally:
        with suppress(ValueError):  # closed already by whoever opened it
            text.detach()


class _Rows:
    """Lines on their way through the csv module, kept until their row proves whole."""

    def __init__(self, file: TextIO, shape: TextShape) -> None:
        self.file, self.shape = file, shape
        self.kept: list[str] = []
        self.again: deque[str] = deque()
        self.line = 0

    def read(self) -> Iterator[Row]:
        csv.field_size_limit(LARGEST_CELL)
        number = 0
        rows = self._reader()
        while True:
            number += 1
            self.kept.clear()
            try:
                row = Row(number, next(rows))
            except StopIteration:
                return
            except csv.Error:
                rows, row = self._reader(), self._rescue(number)
            if len(self.kept) > 1 and self._is_torn(row.cells):
                rows, row = self._reader(), self._rescue(number)
            if number == 1 and self.shape.columns:
                refuse_width(len(row.cells))
            if row.fault or any(row.cells):
                yield row

    def _reader(self) -> Iterator[list[str]]:
        # Strict: a mark that closes in the middle of a cell was most likely never meant to open one.
        shape = self.shape
        escape = "\\" if shape.escapes else None
        lines = iter(self._next_line, "")
        return csv.reader(lines, delimiter=shape.delimiter, escapechar=escape, strict=True)

    def _next_line(self) -> str:
        line = self.again.popleft() if self.again else self._fresh_line()
        self.kept.append(line)
        return line

    def _fresh_line(self) -> str:
        line = self.file.readline(LONGEST_LINE)
        self.line += 1
        if len(line) >= LONGEST_LINE:
            self._refuse_line(line)
        return line.lstrip("\ufeff") if self.line == 1 else line

    def _refuse_line(self, line: str) -> None:
        count = 1
        while line and not line.endswith("\n"):
            count += line.count(self.shape.delimiter)
            line = self.file.readline(LONGEST_LINE)
        refuse_width(count + line.count(self.shape.delimiter))
        values = {"line": self.line, "most": LONGEST_LINE}
        raise Refusal(Reason(_LONG_LINE, place=str(self.line), values=values))

    def _is_torn(self, cells: list[str]) -> bool:
        """Tell whether a row over several lines is really several rows with stray marks between."""
        return len(cells) != self.shape.columns == len(self._first(csv.QUOTE_NONE))

    def _first(self, quoting: Literal[0, 3]) -> list[str]:
        """Answer the cells of the first line alone."""
        alone = csv.reader(self.kept[:1], delimiter=self.shape.delimiter, quoting=quoting)
        try:
            return next(alone, [])
        except csv.Error:
            return []

    def _rescue(self, number: int) -> Row:
        """Take the first line of a row that does not end well by itself; the others are read anew."""
        lines = [line for line in self.kept if line]
        self.again.extendleft(reversed(lines[1:]))
        self.kept = lines[:1]
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE) if len(lines) == 1 else (csv.QUOTE_NONE,):
            cells = [cell.strip().strip('"') for cell in self._first(quoting)]
            if len(cells) == self.shape.columns > 1:
                return Row(number, cells)
        return Row(number, cells, UNCLOSED)
