"""Headers: words in encoded words (RFC 2047), addresses checked; nothing in a value begins a new line."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence

from veche.kit.text import clean_name
from veche.mailing.rules.cutting.pieces import Hole, Piece
from veche.mailing.rules.cutting.writing import Joined

# Octets of one encoded word, so that a line of it stays under 76 with any of our headers before it.
_WORD = 39
_SIMPLE = re.compile(r"[\w .,!?+\-/&']{0,60}", re.ASCII)
_HOST = r"@([^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,253})"
_ADDRESS = re.compile(r"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})" + _HOST)
# Before the @ other letters may stand too, in an address that we write to (RFC 6532).
_RECIPIENT = re.compile(r"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~\u00a1-\U0010ffff-]{1,64})" + _HOST)
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


class NotAnAddress(ValueError):
    """A recipient's address that no letter can be sent to."""


def phrase(text: str) -> str:
    """Answer words as they stand in a header: as they are where that is safe, else in encoded words."""
    one_line = clean_name(text, 300)
    return one_line if _SIMPLE.fullmatch(one_line) else "\r\n ".join(encoded_words(one_line))


def mailbox(name: str, address: str, pattern: re.Pattern[str] = _ADDRESS) -> str:
    """Answer a name with its address as a header holds them. Refuses (`NotAnAddress`) what is none."""
    checked = checked_address(address, pattern)
    shown = clean_name(name, 100)
    if not shown:
        return checked
    written = f'"{shown}"' if _SIMPLE.fullmatch(shown) else "\r\n ".join(encoded_words(shown))
    return f"{written} <{checked}>"


def recipient(name: str, address: str) -> str:
    """Answer whom a letter goes to; before the @ may stand letters that want SMTPUTF8 of the server."""
    return mailbox(name, address, _RECIPIENT)


def checked_address(address: str, pattern: re.Pattern[str] = _ADDRESS) -> str:
    """Answer an address that may stand in a header and an envelope, its domain in letters of ASCII."""
    found = pattern.fullmatch(address)
    if not found or not address.isprintable():
        raise NotAnAddress(address[:100])
    domain = found[2]
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode()
        except UnicodeError as error:
            raise NotAnAddress(address[:100]) from error
    if not _DOMAIN.fullmatch(domain) or ".." in domain:
        raise NotAnAddress(address[:100])
    return f"{found[1]}@{domain}"


def encoded_words(text: str) -> Iterator[str]:
    """Answer a text as encoded words that never part a letter; between two of them white space is nothing."""
    whole = text.encode(errors="replace")
    if len(whole) <= _WORD:
        if whole:
            yield _word(whole)
        return
    part = bytearray()
    for letter in text:
        octets = letter.encode(errors="replace")
        if len(part) + len(octets) > _WORD:
            yield _word(part)
            part = bytearray()
        part += octets
    if part:
        yield _word(part)


def write_words(name: str, pieces: Sequence[Piece], joined: Joined) -> None:
    """Add a header of words with holes; with a hole in it every piece is in encoded words."""
    if all(isinstance(piece, str) for piece in pieces):
        joined.add(f"{name}: {phrase(''.join(map(str, pieces)))}\r\n".encode())
        return
    joined.add(f"{name}:".encode())
    for at, piece in enumerate(pieces):
        start = "\r\n " if at else " "
        if isinstance(piece, Hole):
            joined.add_hole(piece.names, _folding(start, piece.text))
        elif isinstance(piece, str):
            joined.add(_folded(start, piece))
    joined.add(b"\r\n")


def _folding(start: str, text: Callable[..., str]) -> Callable[..., bytes]:
    return lambda *values: _folded(start, text(*values))


def _folded(start: str, text: str) -> bytes:
    one_line = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", text)
    words = "\r\n ".join(encoded_words(one_line))
    return f"{start}{words}".encode() if words else b""


def _word(octets: bytes | bytearray) -> str:
    return f"=?utf-8?B?{b64encode(octets).decode()}?="
