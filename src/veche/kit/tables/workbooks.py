"""Workbooks: XLSX, XLS and ODS by way of calamine; values only, formulas are never run."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from veche.kit.tables.shapes import Row, refuse_width
from veche.kit.terms import N_, Reason, Refusal

LARGEST = 512 * 1024**2
WORST_RATIO = 300
SMALL = 32 * 1024**2
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_PARTS = {"xl/workbook.xml", "xl/workbook.bin"}
_LOCKED = N_("The workbook is locked with a password: save it without one.")
_DAMAGED = N_("The workbook is damaged or of a kind we cannot open: {error}")
_BOMB = N_("The workbook would unpack to {size} MB, as no list of people does.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook and how large it is."""

    name: str
    rows: int
    columns: int


def is_workbook(file: BinaryIO) -> bool:
    """Tell a workbook by what it holds, whatever it is called; the file is left at its start."""
    start = file.read(8)
    file.seek(0)
    if start == _OLD:
        return True
    if not start.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.NameToInfo)
            return bool(names & _WORKBOOK_PARTS) or _is_ods(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, RuntimeError):
        return False
    finally:
        file.seek(0)


def _is_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "content.xml" not in names or "mimetype" not in names:
        return False
    with archive.open("mimetype") as file:
        return b"opendocument.spreadsheet" in file.read(200)


def sheets_of(file: BinaryIO) -> list[Sheet]:
    """Answer the sheets that hold anything, in the order of the workbook.

    Refuses workbooks that are locked, damaged or larger unpacked than any honest one.
    """
    _refuse_bomb(file)
    with _opening(file) as workbook:
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
        return [Sheet(s.name, s.end[0] + 1, s.end[1] + 1) for s in sheets if s.end]


def read_sheet_rows(file: BinaryIO, name: str) -> Iterator[Row]:
    """Answer the rows of a sheet that are not blank, cells as text: dates in ISO form."""
    with _opening(file) as workbook:
        sheet = workbook.get_sheet_by_name(name)
        refuse_width(sheet.end[1] + 1 if sheet.end else 0)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            row = [_text_of(cell) for cell in cells]
            if any(row):
                yield Row(number, row)


@contextmanager
def _opening(file: BinaryIO) -> Iterator[Any]:
    """Open a workbook and turn what calamine raises into refusals."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        file.seek(0)
        yield CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise Refusal(_LOCKED) from error
    except (CalamineError, OSError) as error:
        raise Refusal(Reason(_DAMAGED, values={"error": str(error)[:200]})) from error


def _refuse_bomb(file: BinaryIO) -> None:
    """Refuse by what the archive claims; one that lies meets the bounds of the sandbox."""
    packed = file.seek(0, 2)
    file.seek(0)
    if not zipfile.is_zipfile(file):
        return
    with zipfile.ZipFile(file) as archive:
        size = sum(info.file_size for info in archive.infolist())
    if size > LARGEST or (size > SMALL and size > WORST_RATIO * packed):
        raise Refusal(Reason(_BOMB, values={"size": size // 1024**2}))


def _text_of(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
