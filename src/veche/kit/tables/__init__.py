"""Tables in files: reading whatever people call a table, writing CSV and XLSX that run nothing."""

from veche.kit.tables.shapes import Row
from veche.kit.tables.texts import TextShape, read_text_rows, shape_of
from veche.kit.tables.workbooks import Sheet, is_workbook, read_sheet_rows, sheets_of
from veche.kit.tables.writing import escape_formula, write_csv, write_xlsx

__all__ = [
    "Row",
    "Sheet",
    "TextShape",
    "escape_formula",
    "is_workbook",
    "read_sheet_rows",
    "read_text_rows",
    "shape_of",
    "sheets_of",
    "write_csv",
    "write_xlsx",
]
