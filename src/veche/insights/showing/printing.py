"""Printing: a board as a PDF of A4 pages and as a workbook, in the language of whoever asks."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext

from veche.insights.rules.periods import day_date
from veche.insights.showing.asking import Wanted
from veche.insights.showing.cards import Card, whole_cards
from veche.insights.showing.tabling import Table
from veche.insights.showing.wording import value_text
from veche.insights.terms import Measure
from veche.kit.lettering import paragraph
from veche.kit.paper import number_page, paper_styles

# Lines of a table on paper; the workbook has all.
MOST_ROWS, MOST_COLUMNS = 14, 7


def pdf_of(title: str, wanted: Wanted, measures: Sequence[Measure]) -> bytes:
    """Answer the measures as a PDF: number, change, picture, and the first lines of the table."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    styles, story = paper_styles(), []
    story += [
        paragraph(title, styles["title"]),
        paragraph(f"{wanted.community.name} · {_days(wanted)}", styles["lead"]),
    ]
    for card in whole_cards(wanted, measures):
        story += _told(card, styles)
    file = BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=48, rightMargin=48, topMargin=44, bottomMargin=44, title=title,
        author=wanted.community.name, invariant=False,
    )  # fmt: skip
    document.build(story, onFirstPage=number_page, onLaterPages=number_page)
    return file.getvalue()


def _days(wanted: Wanted) -> str:
    if not wanted.before:
        return wanted.period
    return gettext("{period}, compared with {before}").format(period=wanted.period, before=wanted.before)


def _told(card: Card, styles: dict[str, Any]) -> list[Any]:
    from reportlab.platypus import KeepTogether, Paragraph, Spacer

    from veche.insights.showing.plots import plot

    measure = card.measure
    parts = [paragraph(gettext(measure.title), styles["head"])]
    if card.value:
        was = gettext("was {before}").format(before=card.before) if card.before else ""
        number = f"<font size=15>{escape(card.value)}</font>  {escape(card.change)}  {escape(was)}"
        parts.append(Paragraph(number, styles["text"]))
    parts.append(paragraph(gettext(measure.definition), styles["faint"]))
    if card.advice:
        parts.append(paragraph(card.advice, styles["text"]))
    drawing = (
        plot(card.chart["wish"], lambda value: value_text(value, measure.headline.unit))
        if card.chart
        else None
    )
    if drawing is not None:
        parts.append(drawing)
    elif card.table is not None and card.table.rows:
        parts.append(_table(card.table, styles))
    else:
        parts.append(paragraph(gettext("Nothing of this happened in the period."), styles["faint"]))
    return [KeepTogether([*parts, Spacer(1, 14)])]


def _table(table: Table, styles: dict[str, Any]) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table as Grid
    from reportlab.platypus import TableStyle

    rows = [table.head, *[[cell.text for cell in row] for row in table.shown[:MOST_ROWS]]]
    cells = [[paragraph(text, styles["cell"]) for text in row[:MOST_COLUMNS]] for row in rows]
    lines = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#e5e7eb"))])
    return Grid(cells, style=lines, hAlign="LEFT", repeatRows=1)


def workbook_of(title: str, wanted: Wanted, measures: Sequence[Measure]) -> bytes:
    """Answer the measures as a workbook: a sheet of headlines, then one with the whole table of each."""
    from xlsxwriter import Workbook

    file = BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    cards = whole_cards(wanted, measures)
    first = book.add_worksheet(gettext("Overview")[:31])
    first.set_column(0, 0, 40)
    first.write_row(0, 0, [f"{title}, {wanted.community.name}, {_days(wanted)}"], bold)
    first.write_row(
        2, 0, [gettext("Measure"), gettext("Now"), gettext("The period before"), gettext("Unit")], bold
    )
    for row, card in enumerate(cards, 3):
        answered = card.answered
        numbers = (answered.value, answered.value_before) if answered else (None, None)
        shown = ["" if number is None else round(number, 4) for number in numbers]
        first.write_row(row, 0, [gettext(card.measure.title), *shown, gettext(card.measure.unit_title)])
    for place, card in enumerate(cards, 1):
        _write_sheet(book, f"{place} {_sheet_name(gettext(card.measure.title))}"[:31], card.table, bold)
    book.close()
    return file.getvalue()


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)


def _write_sheet(book: Any, name: str, table: Table, bold: Any) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, table.head, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 32)
    for place, row in enumerate(table.rows, 1):
        sheet.write_row(place, 0, [cell.value for cell in row])


def file_name(wanted: Wanted, board: str, form: str) -> str:
    """Answer what a file of a board is called."""
    last = day_date(wanted.asked.period.last).isoformat()
    return f"{wanted.community.slug}-{board}-{last}.{form}"
