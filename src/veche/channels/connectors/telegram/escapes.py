"""Escapes: Telegram Desktop writes control characters as `\\x0B`, which is no JSON."""

import re
from typing import BinaryIO

_ESCAPE = re.compile(rb"\\(?:x[0-9A-Fa-f]{2}|.)", re.DOTALL)
_LONGEST_RUN = 1000


class Mended:
    """A file in which every `\\xNN` is a space; reads as fast as the file where there is none."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.held = b""  # what may be the first half of an escape

    def read(self, size: int) -> bytes:
        """Answer about `size` bytes; nothing only at the end."""
        while True:
            fresh = self.file.read(size)
            piece, self.held = self.held + fresh, b""
            if fresh:
                piece, self.held = _split(piece)
            if piece or not fresh:
                return _ESCAPE.sub(_mend, piece) if b"\\x" in piece else piece


def _split(piece: bytes) -> tuple[bytes, bytes]:
    """Cut before a run of backslashes that ends too close to the end to know what it escapes."""
    at = piece.rfind(b"\\", max(0, len(piece) - 4))
    if at < 0:
        return piece, b""
    start = at
    while start and piece[start - 1] == 0x5C and at - start < _LONGEST_RUN:
        start -= 1
    return piece[:start], piece[start:]


def _mend(found: re.Match[bytes]) -> bytes:
    escape = found.group()
    return b" " if len(escape) == 4 else escape
