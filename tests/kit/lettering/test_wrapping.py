"""Paragraphs of any script break into lines that fit, and reach the page with their text."""

from io import BytesIO

from pypdf import PdfReader
from reportlab.graphics.renderPDF import drawToString
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black

from veche.kit.lettering import label, set_line
from veche.kit.lettering.wrapping import wrapped
from veche.kit.paper import Paper


def test_lines_break_between_words_beside_han_and_in_words_too_long():
    for text, width in (("สมชาย วงศ์สวัสดิ์ ณ อยุธยา", 5), ("王小明王小明王小明", 4), ("क्षत्रिय" * 6, 6)):
        lines = wrapped(text, width)

        assert len(lines) > 1
        assert "".join(lines) == text
        assert all(set_line(line.rstrip()).width <= width for line in lines)


def test_a_table_on_paper_has_names_of_any_script():
    paper = Paper("Список — รายชื่อ")
    paper.words("श्री " * 1600)
    paper.table(["Имя", "Сумма"], [["Анна", "1"], ["김민수 สมชาย", "2"]], (4, 1))

    pages = PdfReader(BytesIO(paper.as_bytes())).pages

    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert len(pages) > 1
    assert text.count("श्री") == 1600
    assert "김민수สมชาย" in text
    assert "รายชื่อ" in text


def test_a_chart_has_labels_of_any_script():
    drawing = Drawing(200, 100)
    for place, text in enumerate(("วันจันทร์", "Monday")):
        style = {"fontName": "Helvetica", "fontSize": 7, "fillColor": black, "textAnchor": "end"}
        drawing.add(label(150, 20 * place, text, **style))

    text = PdfReader(BytesIO(drawToString(drawing))).pages[0].extract_text()

    assert "วันจันทร์" in text
    assert "Monday" in text
