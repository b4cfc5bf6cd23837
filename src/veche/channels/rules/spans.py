"""Spans: our small Markdown as plain text and what of it is bold, a link, code; cut to pieces.

For outsides that know no Markdown: what they take as marks is made of the spans, what they do not
take is still readable. Known are **bold**, *italic*, ~~struck~~, `code`, fences, [links](…), lists,
> quotes and headings, which become bold lines. HTML is text.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 20


class Form(StrEnum):
    """What a span is."""

    BOLD = "bold"
    ITALIC = "italic"
    STRUCK = "struck"
    CODE = "code"
    BLOCK = "block"  # of code; the value is its language
    LINK = "link"  # the value is where it leads
    QUOTE = "quote"


class Span(NamedTuple):
    """A stretch of text, from its first letter to the one after its last."""

    form: Form
    start: int
    end: int
    value: str = ""


class Spoken(NamedTuple):
    """Text with its spans, in the order of their starts, outer before inner."""

    text: str
    spans: tuple[Span, ...] = ()


_INLINE = {"strong": Form.BOLD, "em": Form.ITALIC, "s": Form.STRUCK, "link": Form.LINK}


def spoken(markdown: str) -> Spoken:
    """Answer a text of our Markdown as plain text with spans."""
    speaker = _Speaker()
    for token in _parser().parse(markdown):
        speaker.hear(token)
    return _trimmed("".join(speaker.text), tuple(sorted(speaker.spans, key=lambda s: (s.start, -s.end))))


def plain(markdown: str) -> str:
    """Answer a text of our Markdown as it reads where there are no marks: links say where they lead."""
    said = spoken(markdown)
    text = said.text
    for span in sorted(said.spans, key=lambda span: span.end, reverse=True):
        if span.form is Form.LINK and said.text[span.start : span.end] != span.value:
            text = f"{text[: span.end]} ({span.value}){text[span.end :]}"
    return text


def units(text: str) -> int:
    """Answer how long a text is in halves of UTF-16, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(said: Spoken, longest: int, measure: Callable[[str], int] = len) -> list[Spoken]:
    """Cut a text into pieces of no more than `longest`, between paragraphs, lines or words if it can."""
    found: list[Spoken] = []
    start = 0
    while measure(said.text[start:]) > longest:
        end = start + _break(said.text[start:], longest, measure)
        found.append(_part(said, start, end))
        start = end
    found.append(_part(said, start, len(said.text)))
    return [piece for piece in found if piece.text]


def _break(text: str, longest: int, measure: Callable[[str], int]) -> int:
    """Answer where to cut: at the last good place that is not in the first half."""
    end = min(len(text), longest)
    while measure(text[:end]) > longest:
        end -= max(1, (measure(text[:end]) - longest) // 2)
    for sign in ("\n\n", "\n", " "):
        found = text.rfind(sign, 0, end)
        if found > end // 2:
            return found + len(sign)
    return end


def _part(said: Spoken, start: int, end: int) -> Spoken:
    spans = (
        span._replace(start=max(span.start, start) - start, end=min(span.end, end) - start)
        for span in said.spans
        if span.start < end and span.end > start
    )
    return _trimmed(said.text[start:end], tuple(spans))


def _trimmed(text: str, spans: tuple[Span, ...]) -> Spoken:
    """Take space off both ends: outsides do, and the spans would no longer fit."""
    bare = text.strip()
    gone = len(text) - len(text.lstrip()) if bare else 0
    moved = (
        span._replace(start=max(span.start - gone, 0), end=min(span.end - gone, len(bare))) for span in spans
    )
    return Spoken(bare, tuple(span for span in moved if span.start < span.end))


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    return parser.enable("strikethrough").disable(["html_block", "html_inline", "image", "reference"])


class _Speaker:
    """Writes down what the parser finds."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.spans: list[Span] = []
        self.open: list[tuple[Form, int, str]] = []
        self.numbers: list[int | None] = []  # of lists that are open; None where they are not numbered

    def hear(self, token: "Token") -> None:
        """Write down one token of a block."""
        kind = token.type
        if kind == "inline":
            for inner in token.children or ():
                self._inline(inner)
        elif kind in ("fence", "code_block"):
            self._between(Form.BLOCK, token.content.rstrip("\n"), token.info.split(" ")[0])
            self._line(2)
        elif kind == "hr":
            self._say("———")
            self._line(2)
        elif kind in ("heading_open", "blockquote_open"):
            self._start(Form.BOLD if kind == "heading_open" else Form.QUOTE)
        elif kind in ("heading_close", "blockquote_close"):
            self._end()
            self._line(2)
        else:
            self._listed(token)

    def _listed(self, token: "Token") -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self._line(1)
            number = token.attrGet("start")
            self.numbers.append(None if kind[0] == "b" else 1 if number is None else int(number))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.numbers.pop()
            self._line(1 if self.numbers else 2)
        elif kind == "list_item_open":
            number = self.numbers[-1]
            self._say("  " * (len(self.numbers) - 1) + ("• " if number is None else f"{number}. "))
            self.numbers[-1] = None if number is None else number + 1
        elif kind == "list_item_close":
            self._line(1)
        elif kind == "paragraph_close":
            self._line(1 if token.hidden or self.numbers else 2)

    def _inline(self, token: "Token") -> None:
        kind = token.type
        if kind == "text":
            self._say(token.content)
        elif kind in ("softbreak", "hardbreak"):
            self._say("\n")
        elif kind == "code_inline":
            self._between(Form.CODE, token.content)
        elif kind.endswith("_open") and (form := _INLINE.get(kind[:-5])):
            self._start(form, str(token.attrGet("href") or ""))
        elif kind.endswith("_close"):
            self._end()

    def _say(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def _line(self, count: int) -> None:
        """End the line, with an empty one after it where two are wanted; never more."""
        there = len(self._tail()) - len(self._tail().rstrip("\n"))
        if self.length and there < count:
            self._say("\n" * (count - there))

    def _tail(self) -> str:
        return "".join(self.text[-3:])

    def _between(self, form: Form, text: str, value: str = "") -> None:
        self._start(form, value)
        self._say(text)
        self._end()

    def _start(self, form: Form, value: str = "") -> None:
        self.open.append((form, self.length, value))

    def _end(self) -> None:
        form, start, value = self.open.pop()
        whole = "".join(self._since(start))
        end = start + len(whole.rstrip("\n"))
        if start < end:
            self.spans.append(Span(form, start, end, value))

    def _since(self, start: int) -> Iterator[str]:
        place = self.length
        found: list[str] = []
        for piece in reversed(self.text):
            if place <= start:
                break
            place -= len(piece)
            found.append(piece)
        return reversed(found)
