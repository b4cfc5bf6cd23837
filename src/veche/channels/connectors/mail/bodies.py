"""Bodies: the words of a letter out of its parts, and how many files it carries."""

import re
from collections.abc import Sequence
from email.message import Message
from typing import NamedTuple

from veche.channels.connectors.mail.charsets import decoded
from veche.channels.rules.pages import text_of_page

MOST_PARTS = 100
DEEPEST = 12
LONGEST_TEXT = 300_000
_SOFT_BREAK = re.compile(r"(?m)^(?![>]|-- $)(.*\S) \n(?=[^>\s])")


class Body(NamedTuple):
    """What a letter says, before quotes are cut; how many files hang on it; letters inside it."""

    text: str
    files: int = 0
    enclosed: tuple[Message, ...] = ()


def body_of(letter: Message) -> Body:
    """Answer the words of a letter; HTML only where there is no plain text."""
    gathered = _Gathered()
    gathered.take(letter, 0)
    return Body("\n".join(gathered.texts)[:LONGEST_TEXT], gathered.files, tuple(gathered.enclosed))


class _Gathered:
    """What was found on the way through the parts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.enclosed: list[Message] = []
        self.files = 0
        self.parts = 0

    def take(self, part: Message, depth: int) -> None:
        """Take in one part and those inside it; nobody writes more of them than this."""
        self.parts += 1
        if self.parts > MOST_PARTS or depth > DEEPEST:
            return
        payload = part.get_payload()
        if isinstance(payload, list):
            self._take_several(part, payload, depth)
            return
        kind = part.get_content_type()
        if _is_file(part, kind):
            self.files += 1
        elif text := text_of_part(part, kind):
            self.texts.append(text)

    def _take_several(self, part: Message, payload: Sequence[object], depth: int) -> None:
        inner = [one for one in payload[:MOST_PARTS] if isinstance(one, Message)]
        if part.get_content_type() == "multipart/alternative":
            self._take_best(inner, depth)
        elif part.get_content_maintype() == "message":
            self.enclosed += inner
        else:
            for one in inner:
                self.take(one, depth + 1)

    def _take_best(self, inner: list[Message], depth: int) -> None:
        """Take the plain one of alternatives unless it is empty or only says that there is another."""
        plain = [part for part in inner if part.get_content_type() == "text/plain"]
        if plain and (text := text_of_part(plain[0], "text/plain")).strip() and not _is_excuse(text):
            self.texts.append(text)
            return
        rich = [part for part in inner if part.get_content_type() != "text/plain"]
        for part in (rich or plain)[:1]:
            self.take(part, depth + 1)


def _is_file(part: Message, kind: str) -> bool:
    if kind not in ("text/plain", "text/html", "text/enriched", "text/rtf") and not kind.startswith(
        "text/x-no"
    ):
        return True
    is_attached = str(part.get("content-disposition", "")).lstrip().lower().startswith("attachment")
    return is_attached or kind == "text/rtf" or (part.get_filename(None) is not None and kind == "text/html")


def _is_excuse(text: str) -> bool:
    """Tell a plain part that only says that one's program cannot show the letter."""
    words = text.strip().lower()
    return len(words) < 300 and (
        "support html" in words or "html-compatible" in words or "формате html" in words
    )


def text_of_part(part: Message, kind: str) -> str:
    """Answer the text of one part."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = (
        decoded(data[: 2 * LONGEST_TEXT], _parameter(part, "charset"))
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    if kind == "text/html":
        return text_of_page(text)
    if _parameter(part, "format").lower() == "flowed":
        return _unflowed(text, _parameter(part, "delsp").lower() == "yes")
    return text


def _unflowed(text: str, deletes_space: bool) -> str:
    """Join the lines that a program broke for narrow screens (RFC 3676)."""
    glue = r"\1" if deletes_space else r"\1 "
    for _ in range(2):  # neighbours overlap: the second walk joins what the first could not
        text = _SOFT_BREAK.sub(glue, text)
    return text


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name, "")
    except (ValueError, TypeError, IndexError, AttributeError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value or "")
