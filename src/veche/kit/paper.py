"""Paper: PDF files of A4 pages in the house's type, for whatever a room wants printed.

Texts are texts: nothing in them is taken for markup.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from json import loads
from pathlib import Path
from typing import Any

from django.utils import formats, timezone

from veche.kit.lettering import paragraph

DIST = Path(__file__).resolve().parent / "static/kit/dist"
MARGIN, WIDTH = 48, 499
FACE, BOLD = "Report", "Report-Bold"


class Paper:
    """A document that grows from top to bottom."""

    def __init__(self, title: str, lead: str = "", *, author: str = "") -> None:
        self.title, self.author = title, author
        self._story: list[Any] = []
        self.words(title, "title")
        if lead:
            self.words(lead, "lead")

    def words(self, text: str, style: str = "text") -> None:
        """Add a paragraph: title, lead, head, text or faint."""
        self._story.append(paragraph(text, paper_styles()[style]))

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float] = ()) -> None:
        """Add a table; `widths` are parts of the page's width, all columns after the first are numbers."""
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import Spacer, Table, TableStyle

        styles = paper_styles()
        names = ["strong", *["strong-number"] * (len(head) - 1)], ["cell", *["number"] * (len(head) - 1)]
        cells = [
            [paragraph(text, styles[name]) for text, name in zip(row, names[place > 0], strict=False)]
            for place, row in enumerate([head, *rows])
        ]
        whole = sum(widths)
        look = TableStyle([
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#e5e7eb")), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ])  # fmt: skip
        self._story.append(
            Table(cells, colWidths=[WIDTH * one / whole for one in widths] or None, style=look, repeatRows=1)
        )
        self._story.append(Spacer(1, 12))

    def as_bytes(self) -> bytes:
        """Answer the whole as a PDF."""
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import SimpleDocTemplate

        file = BytesIO()
        document = SimpleDocTemplate(
            file, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=44, bottomMargin=44,
            title=self.title, author=self.author, invariant=False,
        )  # fmt: skip
        document.build(self._story, onFirstPage=number_page, onLaterPages=number_page)
        return file.getvalue()


def number_page(canvas: Any, document: Any) -> None:
    """Write below a page when it was made and which one it is."""
    canvas.setFont(FACE, 7)
    at = formats.date_format(timezone.localtime(), "j E Y, H:i")
    canvas.drawString(MARGIN, 26, f"Veche · {at}")
    canvas.drawRightString(MARGIN + WIDTH, 26, str(document.page))


@cache
def paper_styles() -> dict[str, Any]:
    """Load the fonts once: Latin, Greek and Cyrillic; other scripts are set by `kit.lettering`."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    names = loads((DIST / "manifest.json").read_text())
    for face, file in ((FACE, "report.ttf"), (BOLD, "report-bold.ttf")):
        pdfmetrics.registerFont(TTFont(face, str(DIST / names[file])))
    faint = {"fontName": FACE, "textColor": HexColor("#6b7280")}
    cell, right = {"fontSize": 7.5, "leading": 10}, {"alignment": TA_RIGHT}
    return {
        "title": ParagraphStyle("title", fontName=BOLD, fontSize=18, leading=23),
        "lead": ParagraphStyle("lead", fontSize=9, leading=13, spaceAfter=14, **faint),
        "head": ParagraphStyle("head", fontName=BOLD, fontSize=11, leading=15),
        "text": ParagraphStyle("text", fontName=FACE, fontSize=9, leading=18),
        "faint": ParagraphStyle("faint", fontSize=7.5, leading=10, spaceAfter=4, **faint),
        "cell": ParagraphStyle("cell", fontName=FACE, **cell),
        "number": ParagraphStyle("number", fontName=FACE, **cell, **right),
        "strong": ParagraphStyle("strong", fontName=BOLD, **cell),
        "strong-number": ParagraphStyle("strong-number", fontName=BOLD, **cell, **right),
    }  # fmt: skip
