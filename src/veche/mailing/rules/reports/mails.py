"""Mails: bytes of a letter as headers and parts. Own, because bombs must neither raise nor last.

The standard library's parser recurses into every part of every part; this one stops at a depth, at a number
of parts and at a size, and takes what is broken as text.
"""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from base64 import b64decode
from email.errors import HeaderParseError
from email.header import decode_header
from html import unescape
from typing import NamedTuple

LARGEST = 1024**2
DEEPEST, MOST_PARTS = 5, 40
LONGEST_TEXT = 200_000
LONGEST_HEADERS, MOST_FIELDS, LONGEST_FIELD = 100_000, 400, 8_000
_FIELD = re.compile(r"^([!-9;-~]{1,76})[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)
_PARAMETER = re.compile(r";\s*([\w*-]{1,40})\s*=\s*(?:\"([^\"]{0,250})\"|([^\s;]{1,250}))")
_KIND = re.compile(r"\s*([\w.+-]{1,60}/[\w.+-]{1,60})")
# Reading these takes ever longer the longer the text, or runs escapes.
_UNWANTED = frozenset(
    {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "mbcs", "oem", "undefined"}
)
_DROPPED = re.compile(r"(?i)<(/?)(?:style|script|head)\b[^<>]{0,2000}>")
_BREAK = re.compile(r"(?i)<(?:br|/p|/div|/tr|/td|/h\d|/li)\b[^>]{0,200}>")
_TAG = re.compile(r"<[^<>]{0,2000}>")


class Fields(NamedTuple):
    """The headers of a letter or the fields of a block, in their order; names are small."""

    all: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """Answer the first of a name, or an empty text."""
        return next((value for key, value in self.all if key == name), "")

    def many(self, name: str) -> list[str]:
        """Answer all of a name."""
        return [value for key, value in self.all if key == name]


class Part(NamedTuple):
    """A part without parts of its own."""

    kind: str
    fields: Fields
    text: str


class Mail(NamedTuple):
    """A letter: its headers, and its parts in the order they stand."""

    fields: Fields
    kind: str
    parts: tuple[Part, ...]


def read_mail(raw: bytes) -> Mail:
    """Answer the headers and parts of a letter; what is beyond the bounds is not read."""
    raw = raw[:LARGEST].replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\0", b"")
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    head, body = split_head(raw)
    fields = fields_in(plain(head))
    parts: list[Part] = []
    _take(fields, body, 0, parts)
    return Mail(fields, kind_of(fields), tuple(parts))


def split_head(raw: bytes) -> tuple[bytes, bytes]:
    """Answer the headers of a letter and what follows the first empty line."""
    raw = raw.lstrip(b"\n")
    head, _, body = raw.partition(b"\n\n")
    return (head, body) if len(head) <= LONGEST_HEADERS else (head[:LONGEST_HEADERS], body)


def fields_in(text: str) -> Fields:
    """Answer the fields of a block «Name: value», unfolded."""
    found = []
    for match in _FIELD.finditer(text[:LONGEST_HEADERS]):
        found.append((match[1].lower(), " ".join(match[2][:LONGEST_FIELD].split())))
        if len(found) >= MOST_FIELDS:
            break
    return Fields(tuple(found))


def kind_of(fields: Fields) -> str:
    """Answer the media type a block of headers names."""
    found = _KIND.match(fields.get("content-type"))
    return found[1].lower() if found else "text/plain"


def parameters_of(value: str) -> dict[str, str]:
    """Answer the parameters of a header like Content-Type, names small."""
    return {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(value[:LONGEST_FIELD])}


def _take(fields: Fields, body: bytes, depth: int, parts: list[Part]) -> None:
    """Put the parts of a body at the end of a list."""
    kind = kind_of(fields)
    pieces = _pieces(fields, body) if kind.startswith("multipart/") and depth < DEEPEST else []
    if not pieces:
        if kind.startswith("multipart/"):
            kind = "text/plain"  # broken, so taken as it stands
        if len(parts) < MOST_PARTS:
            parts.append(Part(kind, fields, _text(kind, fields, body)))
        return
    for piece in pieces:
        if len(parts) >= MOST_PARTS:
            return
        head, inner = split_head(piece) if not piece.startswith(b"\n") else (b"", piece[1:])
        _take(fields_in(plain(head)), inner, depth + 1, parts)


def _pieces(fields: Fields, body: bytes) -> list[bytes]:
    boundary = parameters_of(fields.get("content-type")).get("boundary", "").strip()
    if not boundary:
        return []
    line = re.compile(rb"(?m)^--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(?:--)?[ \t]*$\n?")
    return line.split(body, MOST_PARTS)[1:]


def _text(kind: str, fields: Fields, body: bytes) -> str:
    """Answer a part as text: its transfer encoding and its letters undone, tags taken away."""
    encoding = fields.get("content-transfer-encoding").lower()
    if kind.partition("/")[0] in ("image", "audio", "video", "font"):
        return ""
    if "base64" in encoding:
        body = _unbased(body)
    elif "quoted-printable" in encoding:
        body = quopri.decodestring(body)
    charset = parameters_of(fields.get("content-type")).get("charset", "")
    if encoding not in ("base64", "quoted-printable") and charset.lower().startswith(("utf-16", "utf-32")):
        charset = ""  # its zeros are gone
    text = plain(body, charset)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")[:LONGEST_TEXT]
    return untagged(text) if kind == "text/html" else text


def _unbased(body: bytes) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    try:
        return b64decode(letters[: len(letters) // 4 * 4] if len(letters) % 4 == 1 else
                         letters + b"=" * (-len(letters) % 4))  # fmt: skip
    except (binascii.Error, ValueError):
        return body


def plain(body: bytes, charset: str = "") -> str:
    """Answer bytes as text in the charset they claim, else in UTF-8, else letter by letter; never raises."""
    if charset:
        try:
            codec = codecs.lookup(charset.strip("'\" "))
            if codec.name not in _UNWANTED:
                return body.decode(codec.name, "replace")
        except (LookupError, ValueError, UnicodeError):
            pass
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def untagged(text: str) -> str:
    """Answer the words of a page, a line for every block."""
    # Cut at every beginning and end: what stands behind an end, or before the first, are words.
    pieces = _DROPPED.split(text)
    text = pieces[0] + " ".join(piece for end, piece in zip(pieces[1::2], pieces[2::2], strict=True) if end)
    return unescape(_TAG.sub(" ", _BREAK.sub("\n", text))).replace("\N{NO-BREAK SPACE}", " ")


def words_of(value: str) -> str:
    """Answer a header with its encoded words undone."""
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value[:2_000])
    except (HeaderParseError, binascii.Error, ValueError, UnicodeError, IndexError):
        return value
    return "".join(
        piece if isinstance(piece, str) else plain(piece, charset or "us-ascii") for piece, charset in pieces
    )
