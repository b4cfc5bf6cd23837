"""Embedding: glyphs cut out of their faces for a document, with the text they stand for (PDF 32000-1, 9.7).

Each face becomes one font, whose codes are given as they are needed, so that shaping is drawn as it is.
"""

from __future__ import annotations

import string
from typing import Any
from weakref import WeakKeyDictionary

from veche.kit.lettering.faces import Face

_USED: WeakKeyDictionary[Any, dict[Face, Embedded]] = WeakKeyDictionary()
# Symbolic: codes are not letters of the standard Latin character set (table 123).
_SYMBOLIC = 4
# What shaping has used already, or what is for lines from top to bottom.
_FOR_SHAPING = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"STAT", b"vhea", b"vmtx", b"VORG")


class Embedded:
    """What of a face one document uses; reportlab asks it for its objects when the document ends.

    A code stands for a glyph and the text it has here: one glyph has as many codes as it has texts.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self.codes: dict[tuple[int, str], int] = {(0, ""): 0}
        self.widths: list[float] = [self._width(0)]

    def code_of(self, glyph: int, text: str) -> int:
        """Answer the code of a glyph that stands for a text; «» for what only belongs to another glyph."""
        code = self.codes.setdefault((glyph, text), len(self.codes))
        if code == len(self.widths):
            self.widths.append(self._width(glyph))
        return code

    def _width(self, glyph: int) -> float:
        return round(float(self.face.font.get_glyph_h_advance(glyph)) * 1000 / self.face.em, 2)

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the font to the document that ends."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

        base = PDFName(f"{_tag(self.name)}+{_postscript_name(self.face)}")
        numbers, program = _cut(self.face, [glyph for glyph, _ in self.codes])
        glyphs = b"".join(numbers[glyph].to_bytes(2, "big") for glyph, _ in self.codes)
        cut = PDFDictionary({
            "Type": PDFName("Font"), "Subtype": PDFName("CIDFontType2"), "BaseFont": base,
            "CIDSystemInfo": PDFDictionary(
                {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
            ),
            "CIDToGIDMap": _stream(document, glyphs), "W": PDFArray([0, PDFArray(self.widths)]),
            "FontDescriptor": document.Reference(self._descriptor(document, base, program)),
        })  # fmt: skip
        font = PDFDictionary({
            "Type": PDFName("Font"), "Subtype": PDFName("Type0"), "BaseFont": base,
            "Encoding": PDFName("Identity-H"), "DescendantFonts": PDFArray([document.Reference(cut)]),
            "ToUnicode": _stream(document, _to_unicode([text for _, text in self.codes])),
        })  # fmt: skip
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _descriptor(self, document: Any, base: Any, program: bytes) -> Any:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        extents = self.face.font.get_font_extents("ltr")
        top, bottom = (round(value * 1000 / self.face.em) for value in (extents.ascender, extents.descender))
        return PDFDictionary({
            "Type": PDFName("FontDescriptor"), "FontName": base, "Flags": _SYMBOLIC,
            "FontBBox": PDFArray([-1000, bottom, 3000, top]), "Ascent": top, "Descent": bottom,
            "CapHeight": 700, "ItalicAngle": 0, "StemV": 80,
            "FontFile2": _stream(document, program, with_length=True),
        })  # fmt: skip


def embedded(document: Any, face: Face) -> Embedded:
    """Answer what a document uses of a face, noted for its end."""
    used = _USED.setdefault(document, {})
    if face not in used:
        used[face] = Embedded(face, f"L{len(used) + 1}")
        document.delayedFonts.append(used[face])
    return used[face]


def _cut(face: Face, glyphs: list[int]) -> tuple[dict[int, int], bytes]:
    """Answer the face with these glyphs alone, and their new numbers by their old ones."""
    import uharfbuzz

    wish = uharfbuzz.SubsetInput()
    wish.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    wish.glyph_set.update(glyphs)
    wish.drop_table_tag_set.update(int.from_bytes(table) for table in _FOR_SHAPING)
    plan = uharfbuzz.SubsetPlan(face.source, wish)
    return dict(plan.old_to_new_glyph_mapping), bytes(plan.execute().blob.data)


def _stream(document: Any, content: bytes, *, with_length: bool = False) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    made = PDFStream(content=content)
    made.filters = [PDFZCompress]
    if with_length:
        made.dictionary["Length1"] = len(content)
    return document.Reference(made)


def _to_unicode(texts: list[str]) -> bytes:
    """Answer the map from codes to texts (9.10.3); a block has at most a hundred lines."""
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for code, text in enumerate(texts)]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _postscript_name(face: Face) -> str:
    import uharfbuzz

    name = face.source.get_name(uharfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME) or "Face"
    return "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter == "-"))


def _tag(name: str) -> str:
    """Answer six capitals that differ for each font of a document (9.6.4)."""
    number, letters = int(name[1:]), ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters += string.ascii_uppercase[rest]
    return letters
