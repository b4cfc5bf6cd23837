"""Workbooks: XLSX, XLS and ODS by way of calamine; values only, formulas are never run."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veche.kit.tables.shapes import MOST_COLUMNS, Row, refuse_width
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


def is_workbook(path: Path) -> bool:
    """Tell a workbook by what it holds, whatever it is called."""
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLD:
        return True
    if not start.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.NameToInfo)
            return bool(names & _WORKBOOK_PARTS) or _is_ods(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, RuntimeError):
        return False


def _is_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "content.xml" not in names or "mimetype" not in names:
        return False
    with archive.open("mimetype") as file:
        return b"opendocument.spreadsheet" in file.read(200)


def sheets_of(path: Path) -> list[Sheet]:
    """Answer the sheets that hold anything, in the order of the workbook.

    Refuses workbooks that are locked, damaged or larger unpacked than any honest one.
    """
    _refuse_bomb(path)
    with _opening(path) as workbook:
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
        return [Sheet(s.name, s.end[0] + 1, s.end[1] + 1) for s in sheets if s.end]


def read_sheet_rows(path: Path, name: str) -> Iterator[Row]:
    """Answer the rows of a sheet that are not blank, cells as text: dates in ISO form."""
    with _opening(path) as workbook:
        sheet = workbook.get_sheet_by_name(name)
        refuse_width(sheet.end[1] + 1 if sheet.end else 0)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            row = [_text_of(cell) for cell in cells[:MOST_COLUMNS]]
            if any(row):
                yield Row(number, row)


class _opening:  # noqa: N801 - reads as a verb
    """Opens a workbook and turns what calamine raises into refusals."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Any:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError

        try:
            with self.path.open("rb") as file:
                return CalamineWorkbook.from_filelike(file)
        except PasswordError as error:
            raise Refusal(_LOCKED) from error
        except (CalamineError, OSError) as error:
            raise Refusal(Reason(_DAMAGED, values={"error": str(error)[:200]})) from error

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        from python_calamine import CalamineError

        if isinstance(error, CalamineError):
            raise Refusal(Reason(_DAMAGED, values={"error": str(error)[:200]})) from error


def _refuse_bomb(path: Path) -> None:
    """Refuse by what the archive claims; one that lies meets the bounds of the sandbox."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        size = sum(info.file_size for info in archive.infolist())
    packed = path.stat().st_size
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
