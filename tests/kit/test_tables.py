"""Tables from outside: every row comes out once, whatever the file does; nothing written is a formula."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.kit.encodings import encoding_of
from veche.kit.tables import (
    escape_formula,
    is_workbook,
    read_sheet_rows,
    read_text_rows,
    shape_of,
    sheets_of,
    write_csv,
    write_xlsx,
)
from veche.kit.terms import Refusal

RUSSIAN = "Имя;Город;Почта\nАнна Ким;Санкт-Петербург;anna@example.org\nПётр;Орёл;petr@example.org\n"


def rows_of(data: bytes):
    shape = shape_of(io.BytesIO(data))
    return [] if shape is None else list(read_text_rows(io.BytesIO(data), shape))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"]
)
def test_russian_tables_come_in_many_encodings(encoding):
    rows = rows_of(RUSSIAN.encode(encoding))

    assert [row.cells[1] for row in rows] == ["Город", "Санкт-Петербург", "Орёл"]


def test_letters_far_from_the_beginning_decide_the_encoding():
    text = "name;city\n" + "Ivan;Omsk\n" * 50_000 + "Пётр Петрович;Орёл\n"

    rows = rows_of(text.encode("cp1251"))

    assert rows[-1].cells == ["Пётр Петрович", "Орёл"]


def test_a_few_broken_bytes_do_not_make_it_another_encoding():
    data = ("имя,город\n" + "Анна,Москва\n" * 40).encode() + b"\xff\xfe,x\n"

    assert encoding_of(io.BytesIO(data)) == "utf-8"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    buffer = io.StringIO()
    lines = [("name", "note", "sum"), ("Anna", "one, two; three", "1,5"), ("Petr", "none", "2,5")]
    csv.writer(buffer, delimiter=delimiter).writerows(lines)

    rows = rows_of(buffer.getvalue().encode())

    assert rows[1].cells == ["Anna", "one, two; three", "1,5"]


def test_rows_keep_the_numbers_a_spreadsheet_shows():
    rows = rows_of(b'a,b\n1,"two\nlines"\n\n3,4\n')

    assert [(row.number, row.cells) for row in rows] == [
        (1, ["a", "b"]), (2, ["1", "two\nlines"]), (4, ["3", "4"]),
    ]  # fmt: skip


def test_a_stray_quotation_mark_spoils_its_own_line_only():
    data = b'name,city\nAnna,Omsk\n"Petr,Perm\nOleg,Orel\n"Inna,Tver\nOlga,Tula\n'

    rows = rows_of(data)

    assert [row.cells[1] for row in rows] == ["city", "Omsk", "Perm", "Orel", "Tver", "Tula"]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing():
    data = b'name,city\n"Petr,Perm and more,\n' + b"Anna,Omsk\n" * 60_000

    rows = rows_of(data)

    assert len(rows) == 60_002
    assert [row.number for row in rows if row.fault] == [2]


def test_ragged_rows_are_read_as_they_are():
    rows = rows_of(b"email,name,note\na@b.org\nc@d.org,Bob,x\n")

    assert [len(row.cells) for row in rows] == [3, 1, 3]


def test_a_million_columns_are_refused_with_their_number():
    with pytest.raises(Refusal) as refusal:
        rows_of(b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n")

    assert refusal.value.reasons[0].values["count"] == 1_000_000


def test_columns_beyond_any_line_are_counted_too():
    with pytest.raises(Refusal) as refusal:
        rows_of(b"a,b\n1,2\n" + b"column," * 4_000_000 + b"\n")

    assert refusal.value.reasons[0].values["count"] > 3_999_000


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x00\x01\x02" * 400, bytes(range(256)) * 10, b"\xff" * 500])
def test_what_is_no_table_is_none_and_nothing_breaks(data):
    assert shape_of(io.BytesIO(data)) is None or all(row.cells for row in rows_of(data))


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    rows = rows_of(data)

    assert [row.number for row in rows] == sorted({row.number for row in rows})


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00\ufeff", exclude_categories=["Cc"]))


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=3, max_size=30), st.sampled_from(",;\t|"))
def test_what_was_written_is_read(rows, delimiter):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("a", "b", "c"), *rows])

    read = rows_of(buffer.getvalue().encode())

    assert [row.cells for row in read] == [["a", "b", "c"], *(list(row) for row in rows if any(row))]


# -- workbooks ------------------------------------------------------------------


def _xlsx(columns, rows, tmp_path):
    path = tmp_path / "file"
    with path.open("wb") as file:
        write_xlsx(columns, rows, file)
    return path


def test_a_workbook_is_read_with_dates_and_whole_numbers(tmp_path):
    at = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
    path = _xlsx(["имя", "когда", "день", "тел"], [["Аня", at, date(2026, 3, 4), 79161234567.0]], tmp_path)

    assert is_workbook(path.open("rb"))
    assert [(sheet.rows, sheet.columns) for sheet in sheets_of(path.open("rb"))] == [(2, 4)]
    assert list(read_sheet_rows(path.open("rb"), "Sheet1"))[1].cells == [
        "Аня",
        "2026-03-04 12:30:00",
        "2026-03-04",
        "79161234567",
    ]


def test_an_open_document_is_read(tmp_path):
    path = tmp_path / "file"
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>{}</table:table-row>"
    body = row.format(cell.format("имя") + cell.format("город")) + row.format(
        cell.format("Аня") + cell.format("Омск")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Лист">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)

    assert is_workbook(path.open("rb"))
    assert [row.cells for row in read_sheet_rows(path.open("rb"), "Лист")] == [
        ["имя", "город"],
        ["Аня", "Омск"],
    ]


def test_a_damaged_workbook_is_refused(tmp_path):
    path = _xlsx(["a"], [["b"]] * 100, tmp_path)
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("xl/workbook.xml").header_offset + 60
    data = bytearray(path.read_bytes())
    data[place : place + 40] = b"x" * 40
    path.write_bytes(data)

    with pytest.raises(Refusal, match="damaged"):
        sheets_of(path.open("rb"))


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path):
    path = tmp_path / "file"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.xml", b" " * 600 * 1024**2)

    with pytest.raises(Refusal, match="unpack"):
        sheets_of(path.open("rb"))


# -- writing --------------------------------------------------------------------

FORMULAS = ["=1+1", "+7 916", "-5", "@x", "\t=1", "\r=1", "＝1", "＠x", "－1", "＋1", '=HYPERLINK("x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_starts_a_formula(text):
    data = b"".join(write_csv(["note"], [[text]])).decode("utf-8-sig")

    assert next(csv.reader(io.StringIO(data.split("\r\n", 1)[1], newline="")))[0] == f"'{text}"


@given(st.text())
def test_escaping_leaves_nothing_that_starts_a_formula(text):
    assert not escape_formula(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@given(st.text(max_size=200))
def test_a_workbook_holds_any_text_as_text(text):
    buffer = io.BytesIO()
    write_xlsx(["note"], [[text]], buffer)

    with zipfile.ZipFile(buffer) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet


def test_numbers_stay_numbers_and_pieces_stay_small():
    pieces = list(write_csv(["n", "when"], ([n, date(2026, 3, 4)] for n in range(50_000))))

    assert max(map(len, pieces)) < 100_000
    assert pieces[1].startswith(b"n,when\r\n0,2026-03-04\r\n")
