"""The plain part of a letter, made from its HTML: linear, 76 signs wide, addresses whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser

WIDTH = 76
_BLOCKS = frozenset({
    "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table",
    "tr", "ul",
})  # fmt: skip
_VOID = frozenset({"br", "col", "hr", "img"})
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_UNDERLINES = {"h1": "=", "h2": "-"}
_SPACE = re.compile(r"[ \t\r\n\f]+")


def plain_of(html: str) -> str:
    """Answer the words of a clean HTML body: headings underlined, lists and quotes with their signs.

    Links stand as «words <address>» in the order of the HTML; cells of a table beside each other, those
    of a scaffold below each other; pictures as their words. What is hidden is left out.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


def wrapped(text: str, prefix: str = "", first: str | None = None) -> list[str]:
    """Answer the lines of a paragraph, broken at spaces alone: words and addresses stay whole."""
    lines, line = [], prefix if first is None else first
    empty = len(line)
    for word in text.split(" "):
        if len(line) > empty and len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line, empty = prefix, len(prefix)
        line += word if len(line) == empty else f" {word}"
    return [*lines, line]


class _Reader(HTMLParser):
    """Walks HTML that the sanitiser wrote and gathers paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._hidden = 0
        self._pre = 0
        self._quotes = 0
        self._lists: list[int] = []
        self._item = ""
        self._links: list[tuple[str, int]] = []
        self._data_tables: list[bool] = []

    def text(self) -> str:
        """Answer what was gathered."""
        self._flush()
        found = "\n".join(line.rstrip() for line in self._out)
        return re.sub(r"\n{3,}", "\n\n", found).strip("\n") + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
            self._hidden += bool(self._hidden or _HIDDEN.search(given.get("style", "")))
        if self._hidden:
            return
        if tag in _BLOCKS:
            self._begin(tag, given)
        elif tag == "br":
            self._words.append("\n")
        elif tag == "img" and given.get("alt", "").strip():
            self._words.append(f"[{given['alt'].strip()}]")
        elif tag == "a":
            self._links.append((given.get("href", ""), len(self._words)))

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag not in self._open:
            return
        while self._open:
            found = self._open.pop()
            if self._hidden:
                self._hidden -= 1
            else:
                self._end(found)
            if found == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._hidden:
            self._words.append(data if self._pre else _SPACE.sub(" ", data))

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if tag == "tr" and self._is_in_data():
            self._flush()
            return
        self._flush()
        if tag == "table":
            self._data_tables.append(given.get("role") != "presentation")
        elif tag in {"ul", "ol"}:
            start = given.get("start", "")
            self._lists.append(0 if tag == "ul" else int(start) if start.isdecimal() else 1)
        elif tag == "li":
            self._begin_item()
        elif tag == "hr":
            self._out += ["", "-" * 40, ""]
        self._quotes += tag == "blockquote"
        self._pre += tag == "pre"

    def _begin_item(self) -> None:
        number = self._lists[-1] if self._lists else 0
        self._item = f"{number}. " if number else "* "
        if number:
            self._lists[-1] += 1

    def _end(self, tag: str) -> None:
        if tag == "a" and self._links:
            self._end_link(*self._links.pop())
        elif tag in {"td", "th"}:
            self._words.append(" | ") if self._is_in_data() else self._flush()
        elif tag in _BLOCKS:
            self._flush(_UNDERLINES.get(tag, ""))
            self._leave(tag)

    def _leave(self, tag: str) -> None:
        self._quotes -= tag == "blockquote"
        self._pre -= tag == "pre"
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag == "table" and self._data_tables:
            self._data_tables.pop()
        if tag == "li":
            self._item = ""
        if tag == "blockquote" and self._out and not self._out[-1].strip("> "):
            self._out[-1] = self._quoted("")
        in_list = tag in {"li", "tr"} or (tag in {"ul", "ol"} and self._lists)
        if not in_list and self._out and self._out[-1].strip("> "):
            self._out.append(self._quoted(""))

    def _end_link(self, address: str, began: int) -> None:
        words = _SPACE.sub(" ", "".join(self._words[began:])).strip()
        bare = address.removeprefix("mailto:").removeprefix("tel:")
        if address and not address.startswith("#") and words not in {address, bare}:
            self._words.append(f" <{bare}>" if words else f"<{bare}>")

    def _is_in_data(self) -> bool:
        return bool(self._data_tables and self._data_tables[-1])

    def _quoted(self, line: str) -> str:
        return "> " * self._quotes + line

    def _flush(self, underline: str = "") -> None:
        text = "".join(self._words)
        self._words = []
        self._links = [(address, 0) for address, _ in self._links]
        if self._pre:
            self._out += [self._quoted(line) for line in text.strip("\n").split("\n")]
            return
        lines = [re.sub(" +", " ", line).strip().removesuffix("|").rstrip() for line in text.split("\n")]
        if not any(lines):
            return
        indent = "  " * max(0, len(self._lists) - (1 if self._item else 0))
        first: str | None = self._quoted(indent + self._item) if self._item else None
        prefix = self._quoted(indent + " " * len(self._item))
        for line in lines:
            self._out += wrapped(line, prefix, first)
            first = None
        self._item = ""
        if underline:
            longest = max(len(line) for line in lines)
            self._out.append(self._quoted(underline * min(WIDTH, longest)))
