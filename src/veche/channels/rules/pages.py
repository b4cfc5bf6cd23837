"""Pages: HTML letters as text: links keep where they lead, quotes their sign, styles and scripts nothing."""

import html
import re

LONGEST_PAGE = 400_000
DEEPEST_QUOTE = 20
_TOKEN = re.compile(
    r"<(/?)([a-zA-Z][\w:-]{0,30})((?:[^<>\"']|\"[^\"<>]{0,4000}\"|'[^'<>]{0,4000}'){0,2000})>"
    r"|<[!?/][^<>]{0,4000}>|[^<]+|<"
)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_HIDDEN = frozenset(
    ("style", "script", "head", "title", "template", "noscript", "svg", "xml", "o:shapedefaults")
)
_BLOCKS = frozenset(
    ("br", "li", "blockquote", "p", "div", "table", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
     "section", "article", "header", "footer", "pre", "center", "hr", "address", "dl", "dt", "dd", "form"),
)  # fmt: skip
_SPARSE = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre"))


def text_of_page(page: str) -> str:
    """Answer what a page of HTML says."""
    return _Page().read(_without_comments(page[:LONGEST_PAGE]))


def _without_comments(page: str) -> str:
    pieces = []
    at = 0
    while (start := page.find("<!--", at)) >= 0:
        pieces.append(page[at:start])
        end = page.find("-->", start + 4)
        if end < 0:
            return "".join(pieces)
        at = end + 3
    return "".join([*pieces, page[at:]])


class _Page:
    """Walks through the tags of a page and gathers its lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""
        self.hidden = ""
        self.quoted = 0
        self.pre = 0
        self.links: list[tuple[str, int]] = []

    def read(self, page: str) -> str:
        for found in _TOKEN.finditer(page):
            if found[2]:
                self._tag(found[2].lower(), found[3] or "", is_end=bool(found[1]))
            elif not self.hidden and not found[0].startswith(("<!", "<?", "</")):
                self._words(found[0])
        self._end_line()
        return "\n".join(self.lines).strip("\n")

    def _words(self, text: str) -> None:
        text = html.unescape(text).replace("\xa0", " ").replace("\u200b", "")
        if self.pre:
            *whole, rest = text.split("\n")
            for line in whole:
                self.line += line
                self._end_line()
            self.line += rest
            return
        plain = " ".join(text.split())
        if not plain:
            self.line += " " if self.line and text and not self.line.endswith(" ") else ""
            return
        lead = " " if text[0].isspace() and self.line and not self.line.endswith(" ") else ""
        self.line += lead + plain + (" " if text[-1].isspace() else "")

    def _tag(self, name: str, attributes: str, *, is_end: bool) -> None:
        if self.hidden:
            if is_end and name == self.hidden:
                self.hidden = ""
        elif name in _HIDDEN:
            self.hidden = "" if is_end or attributes.endswith("/") else name
        elif name == "a":
            self._link(attributes, is_end=is_end)
        elif name in ("td", "th"):
            self.line += " "
        elif name in _BLOCKS:
            self._block(name, is_end=is_end)

    def _block(self, name: str, *, is_end: bool) -> None:
        self._end_line(keep=name == "br")
        step = -1 if is_end else 1
        if name == "pre":
            self.pre = max(0, self.pre + step)
        elif name == "blockquote":
            self.quoted = max(0, min(self.quoted + step, DEEPEST_QUOTE))
        elif name == "li" and not is_end:
            self.line = "— "
        if name in _SPARSE and self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * self.quoted)

    def _link(self, attributes: str, *, is_end: bool) -> None:
        if not is_end:
            found = _HREF.search(attributes)
            target = html.unescape(next((part for part in found.groups() if part), "")) if found else ""
            self.links.append((target, len(self.line)))
            del self.links[:-50]
        elif self.links:
            target, start = self.links.pop()
            shown = self.line[start:].strip()
            if target.startswith(("http://", "https://")) and target.rstrip("/") != shown.rstrip("/"):
                self.line = f"{self.line.rstrip()} ({target}) " if shown else self.line + target

    def _end_line(self, *, keep: bool = False) -> None:
        line = self.line.rstrip()
        if line or keep:
            self.lines.append("> " * self.quoted + line)
        self.line = ""
