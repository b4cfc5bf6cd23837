"""Boxes: a file cut into its letters: mbox in its flavours, archives of lists, single letters.

mboxo, mboxrd, mboxcl: <https://www.loc.gov/preservation/digital/formats/fdd/fdd000383.shtml>;
Pipermail and HyperKitty write mboxo with « at » for «@»; LISTSERV parts letters by a line of «=».
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO, NamedTuple

from veche.kit.files import SAMPLE

# Words stand at the beginning of a letter; what is longer is a file that it carries.
MOST_KEPT = 3 * 1024**2
LONGEST_LINE = 64 * 1024
# A postmark: «From somebody, a clock and a year», in whichever order.
_POSTMARK = re.compile(rb"From (?=.{0,200}?\b\d{1,2}:\d\d)(?=.{0,200}?\b(?:19|20)\d\d\b)\S?")
_ESCAPED = re.compile(rb">+From ")
_NAME = re.compile(rb"[!-9;-~]{1,76}:")
# A line of a head that is neither a header nor, by its indent, the rest of one.
_STRAY = re.compile(rb"(?m)^(?![!-9;-~]{1,76}:|[ \t\r]|$|>?From ).")
_RULE = re.compile(rb"={60,}\r?\n?$")
_KNOWN = frozenset(
    (b"from", b"date", b"subject", b"message-id", b"received", b"return-path", b"to", b"mime-version",
     b"reply-to", b"delivered-to", b"x-original-to", b"references", b"in-reply-to", b"content-type",
     b"newsgroups", b"path", b"dkim-signature", b"authentication-results", b"list-id", b"sender", b"cc"),
)  # fmt: skip
_TELLING = frozenset((b"from", b"received", b"message-id", b"return-path", b"subject", b"date"))


class Form(StrEnum):
    """How letters stand in a file."""

    NONE = ""
    MBOX = "mbox"
    RULED = "ruled"  # LISTSERV's monthly logs
    LETTER = "letter"  # the file is one letter


class Piece(NamedTuple):
    """One letter as it stands in its box, with the postmark above it."""

    number: int
    data: bytes
    postmark: bytes = b""


def form_of(sample: bytes) -> Form:
    """Answer how letters stand in a file, by its beginning."""
    lines = sample[:SAMPLE].removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n")
    if lines[0].startswith(b"From ") and _are_headers(lines[1:]):
        return Form.MBOX
    if _RULE.match(lines[0]) and _are_headers(lines[1:]):
        return Form.RULED
    return Form.LETTER if _are_headers(lines) else Form.NONE


def _are_headers(lines: list[bytes]) -> bool:
    """Tell whether lines are the head of a letter: known names before the first empty line."""
    names = set()
    strays = 0
    for number, line in enumerate(lines[:400]):
        if not line.strip():
            break
        if _NAME.match(line):
            names.add(line.partition(b":")[0].lower())
        elif line[:1] not in (b" ", b"\t") and not line.startswith((b">From ", b"From ")):
            strays += 1
            if strays * 3 > number:
                break
    return len(names & _KNOWN) >= 2 and bool(names & _TELLING)


def mended(data: bytes) -> bytes:
    """Answer a letter whose head the parser reads whole: without empty lines above, with lost indents."""
    head, gap, body = data.lstrip().partition(b"\n\n" if b"\r\n\r\n" not in data[:SAMPLE] else b"\r\n\r\n")
    if len(head) > SAMPLE:
        return data.lstrip()
    return _STRAY.sub(b" \\g<0>", head) + gap + body


def letters_of(file: BinaryIO, form: Form) -> Iterator[Piece]:
    """Answer the letters of a file one after another; what is too long of one is left out."""
    if form is Form.LETTER:
        yield Piece(1, file.read(MOST_KEPT))
        return
    yield from _Cutter(file, form).pieces()


class _Cutter:
    """Walks through a box line by line; a line that begins a letter is known by the one after it."""

    def __init__(self, file: BinaryIO, form: Form) -> None:
        self.file, self.form = file, form
        self.kept: list[bytes] = []
        self.size = 0
        self.is_full = False
        self.in_head = True

    def pieces(self) -> Iterator[Piece]:
        number, postmark, has_begun = 0, b"", False
        line = self.file.readline(LONGEST_LINE)
        while line:
            ahead = self.file.readline(LONGEST_LINE)
            if self._begins(line, ahead, has_begun):
                if has_begun:
                    number += 1
                    yield self._piece(number, postmark)
                postmark, has_begun = line[:400].rstrip(), True
            elif has_begun or line.strip(b"\xef\xbb\xbf\r\n"):
                has_begun = True
                self._keep(line)
            line = ahead
        if has_begun:
            yield self._piece(number + 1, postmark)

    def _begins(self, line: bytes, ahead: bytes, has_begun: bool) -> bool:
        if self.form is Form.RULED:
            return _RULE.match(line) is not None and _NAME.match(ahead) is not None
        if not line.startswith(b"From "):
            return not has_begun and line.startswith(b"\xef\xbb\xbfFrom ")
        if not has_begun:
            return True
        return _POSTMARK.match(line) is not None and (
            _NAME.match(ahead) is not None or ahead.startswith(b">From ")
        )

    def _keep(self, line: bytes) -> None:
        self.is_full = self.is_full or self.size + len(line) > MOST_KEPT
        if self.is_full:
            return
        if self.form is Form.MBOX and _ESCAPED.match(line) and not self.in_head:
            line = line[1:]
        self.in_head = self.in_head and bool(line.strip())
        self.kept.append(line)
        self.size += len(line)

    def _piece(self, number: int, postmark: bytes) -> Piece:
        data = b"".join(self.kept)
        piece = Piece(number, data, postmark)
        self.kept, self.size, self.is_full, self.in_head = [], 0, False, True
        return piece
