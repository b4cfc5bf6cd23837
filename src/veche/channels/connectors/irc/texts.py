"""Texts: the lines of a log, each decoded by itself, without the codes of colours."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from veche.kit.encodings import encoding_of
from veche.kit.files import SAMPLE, peeked

# IRC allows 512 bytes a line, tags and clients add some; more is no line of a log.
LONGEST_LINE = 16_384
PIECE = 256 * 1024
# Colours as mIRC and HexChat write them, bold, reset, reverse, italic, underline and their kin.
_COLOURS = re.compile(
    "\x03(?:\\d{1,2}(?:,\\d{1,2})?)?|\x04(?:[0-9a-fA-F]{6})?|[\x02\x0f\x11\x16\x1d\x1e\x1f\x08\x1c\ufeff]"
)
_ANSI = re.compile("\x1b\\[[0-9;]{0,20}m")
_WIDE = ("utf-16", "utf-32")


class Text:
    """The lines of one file with their numbers; what is too long for a line comes as nothing.

    People of one channel write in different encodings: a line is UTF-8 where it can be, else
    in the encoding that the other lines of its kind look like.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.start, self.file = peeked(file)
        self.codec = ""
        codec = encoding_of(io.BytesIO(), self.start[:4096]) if self.start else ""
        self.wide = codec if codec.startswith(_WIDE) else ""

    def sample(self) -> list[str]:
        """Answer the lines that the beginning of the file holds whole."""
        if self.wide:
            lines = self.start.decode(self.wide, "ignore").splitlines()
        else:
            lines = [self._decoded(line) for line in self.start.split(b"\n")]
        return lines[:-1] if len(self.start) == SAMPLE else lines

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        """Answer the number and text of every line that has something on it, nothing for one too long."""
        for number, line in enumerate(self._wide_lines() if self.wide else self._lines(), 1):
            if line is None or line.strip():
                yield number, line

    def _lines(self) -> Iterator[str | None]:
        for raw in _split(self.file):
            yield None if raw is None else self._decoded(raw)

    def _wide_lines(self) -> Iterator[str | None]:
        text = io.TextIOWrapper(self.file, self.wide, errors="replace", newline=None)
        while line := text.readline(LONGEST_LINE):
            is_long = not line.endswith("\n") and len(line) == LONGEST_LINE
            while is_long and line and not line.endswith("\n"):
                line = text.readline(LONGEST_LINE)
            yield None if is_long else plain(line)

    def _decoded(self, raw: bytes) -> str:
        try:
            return plain(raw.decode())
        except UnicodeDecodeError:
            self.codec = self.codec or self._legacy(raw)
            return plain(raw.decode(self.codec, "replace"))

    def _legacy(self, raw: bytes) -> str:
        """Guess the other encoding by all lines at the beginning that are no UTF-8, or by this one."""
        odd = [line for line in self.start.split(b"\n") if not _is_utf8(line)]
        codec = encoding_of(io.BytesIO(b"\n".join(odd or [raw])))
        return "cp1252" if codec.startswith(_WIDE) else codec


def plain(line: str) -> str:
    """Answer a line without the codes of colours and the ends that Windows gives it."""
    line = line.rstrip("\r\n")
    if line.isprintable():
        return line
    return _COLOURS.sub("", _ANSI.sub("", line)).replace("\0", "")


def _split(file: BinaryIO) -> Iterator[bytes | None]:
    """Cut bytes into lines; of one that does not end in time only that it was there is told."""
    rest, is_long = b"", False
    while piece := file.read(PIECE):
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield None if is_long or len(line) > LONGEST_LINE else line
            is_long = False
        if len(rest) > LONGEST_LINE:
            rest, is_long = b"", True
    if rest or is_long:
        yield None if is_long else rest


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
