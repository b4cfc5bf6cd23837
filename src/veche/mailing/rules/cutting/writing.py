"""Writing: pieces as the octets of a part, quoted-printable (RFC 2045, 6.7) or 8bit, ready to be joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from veche.mailing.rules.cutting.pieces import TOKEN, Hole, Piece
from veche.mailing.rules.tokens import TOKEN_LENGTH

LONGEST_LINE = 998
# What a hole of an 8bit part may hold at most, in octets.
MOST_OCTETS = 240
_WIDTH = 75
_REMEMBERED = 8192
_PLAIN = {octet: chr(octet) for octet in range(33, 127) if octet != ord("=")} | {32: " ", 9: "\t"}
_SIGNS = [_PLAIN.get(octet, f"={octet:02X}") for octet in range(256)]
Write = Callable[..., bytes]
# What stands between two values: constant octets, with the token between each two of them.
Stretch = tuple[bytes, ...]


class Encoding(StrEnum):
    """How the parts of a letter are carried."""

    QUOTED = "quoted-printable"
    EIGHT_BIT = "8bit"


class Joined:
    """Octets with holes: stretches of constants, and between them what writes a value."""

    def __init__(self) -> None:
        self._stretches: list[list[bytearray]] = [[bytearray()]]
        self._holes: list[tuple[tuple[str, ...], Write]] = []

    def add(self, octets: bytes) -> None:
        """Add constant octets."""
        self._stretches[-1][-1] += octets

    def add_token(self) -> None:
        """Leave room for the recipient's token."""
        self._stretches[-1].append(bytearray())

    def add_hole(self, names: tuple[str, ...], write: Write) -> None:
        """Leave room for what `write` answers for the values of these names; it is remembered."""
        self._holes.append((names, lru_cache(maxsize=_REMEMBERED)(write)))
        self._stretches.append([bytearray()])

    @property
    def first(self) -> Stretch:
        """Answer what stands before the first value."""
        return tuple(map(bytes, self._stretches[0]))

    @property
    def rest(self) -> list[tuple[tuple[str, ...], Write, Stretch]]:
        """Answer every value's names and writer with what follows it."""
        after = (tuple(map(bytes, stretch)) for stretch in self._stretches[1:])
        return [(names, write, stretch) for (names, write), stretch in zip(self._holes, after, strict=True)]

    def weight(self) -> int:
        """Answer how many octets are constant, tokens included."""
        parts = [part for stretch in self._stretches for part in stretch]
        tokens = len(parts) - len(self._stretches)
        return sum(map(len, parts)) + tokens * TOKEN_LENGTH


def write_part(pieces: Sequence[Piece], encoding: Encoding, joined: Joined) -> Encoding:
    """Add the octets of a part; answer how they are encoded: quoted-printable too where 8bit is not sure."""
    chosen = encoding if encoding is Encoding.QUOTED or fits_eight_bit(pieces) else Encoding.QUOTED
    joined.add(f"Content-Transfer-Encoding: {chosen}\r\n\r\n".encode())
    _WRITERS[chosen](pieces, joined)
    return chosen


def fits_eight_bit(pieces: Sequence[Piece]) -> bool:
    """Tell whether no line can pass 998 octets and none begins with a dot, whatever fills the holes."""
    text = "".join(
        piece if isinstance(piece, str) else "x" * (TOKEN_LENGTH if piece is TOKEN else MOST_OCTETS)
        for piece in pieces
    )
    return all(len(line.encode()) <= LONGEST_LINE and line[:1] != "." for line in text.split("\n"))


def quoted(text: str) -> bytes:
    """Answer a value in quoted-printable, as it stands at the beginning of a line and before a soft break."""
    out: list[str] = []
    _quote_line(text.replace("\n", " ").encode(), 0, out)
    return "".join(out).encode()


def eight_bit(text: str) -> bytes:
    """Answer a value in 8bit: at most so many octets, and never a dot at its beginning."""
    value = text.encode()
    if len(value) > MOST_OCTETS:
        value = value[: MOST_OCTETS - 3].decode(errors="ignore").encode() + "…".encode()
    return b"\xe2\x80\xa4" + value[1:] if value[:1] == b"." else value


def _write_quoted(pieces: Sequence[Piece], joined: Joined) -> None:
    column = 0
    for piece in pieces:
        if isinstance(piece, str):
            column = _quote(piece, column, joined)
        elif isinstance(piece, Hole):
            joined.add(b"=\r\n" if column else b"")
            joined.add_hole(piece.names, _then(quoted, piece.text))
            joined.add(b"=\r\n")
            column = 0
        else:
            if column + TOKEN_LENGTH > _WIDTH:
                joined.add(b"=\r\n")
                column = 0
            joined.add_token()
            column += TOKEN_LENGTH
    joined.add(b"\r\n" if column else b"")


def _quote(text: str, column: int, joined: Joined) -> int:
    out: list[str] = []
    lines = text.split("\n")
    for at, line in enumerate(lines):
        is_last = at == len(lines) - 1
        octets = line.encode()
        bare = octets if is_last else octets.rstrip(b" \t")
        column = _quote_line(bare, column, out)
        for octet in octets[len(bare) :]:
            column = _put(f"={octet:02X}", column, out)
        if not is_last:
            out.append("\r\n")
            column = 0
    joined.add("".join(out).encode())
    return column


def _quote_line(octets: bytes, column: int, out: list[str]) -> int:
    for at, octet in enumerate(octets):
        sign = _SIGNS[octet]
        # A dot would be doubled on its way, and «From » gets a > from old mailboxes.
        if (column == 0 or column + len(sign) > _WIDTH) and (
            sign == "." or (sign == "F" and octets[at : at + 5] == b"From ")
        ):
            sign = f"={octet:02X}"
        column = _put(sign, column, out)
    return column


def _put(sign: str, column: int, out: list[str]) -> int:
    if column + len(sign) > _WIDTH:
        out.append("=\r\n")
        column = 0
    out.append(sign)
    return column + len(sign)


def _write_eight_bit(pieces: Sequence[Piece], joined: Joined) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            joined.add(piece.replace("\n", "\r\n").encode())
        elif isinstance(piece, Hole):
            joined.add_hole(piece.names, _then(eight_bit, piece.text))
        else:
            joined.add_token()
    joined.add(b"\r\n")


def _then(write: Callable[[str], bytes], text: Callable[..., str]) -> Write:
    return lambda *values: write(text(*values))


_WRITERS: Mapping[Encoding, Callable[[Sequence[Piece], Joined], None]] = {
    Encoding.QUOTED: _write_quoted, Encoding.EIGHT_BIT: _write_eight_bit,
}  # fmt: skip
