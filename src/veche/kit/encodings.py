"""Finds the encoding of a text from outside: Russian files come in six of them."""

import codecs
import re
from typing import BinaryIO

CHUNK = 256 * 1024
SAMPLE = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# Those that are met where this is used; fewer candidates make better guesses.
CANDIDATES = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5", "cp1252", "cp1250", "cp1254"]
_TELLING = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
# A few broken bytes in a text that is otherwise UTF-8 do not make it something else.
_TOLERATED = 0.05


def encoding_of(file: BinaryIO, start: bytes | None = None) -> str:
    """Answer the codec of a whole text, read once to its end where the beginning does not tell.

    Text that is valid UTF-8 throughout is UTF-8; else it is guessed from where it first is not.
    `start` is what was read of the file already.
    """
    start = file.read(CHUNK) if start is None else start
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return codec
    if codec := _wide(start):
        return codec
    sample = _not_utf8(start, file)
    return "utf-8" if sample is None else _guess(sample)


def _wide(start: bytes) -> str:
    """Tell UTF-16 without a mark by its many zero bytes at every other place."""
    start = start[:SAMPLE]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if odd > half // 5 and even * 10 < odd:
        return "utf-16-le"
    return "utf-16-be" if even > half // 5 and odd * 10 < even else ""


def _not_utf8(piece: bytes, file: BinaryIO) -> bytes | None:
    """Answer the bytes around the first that are no UTF-8, or nothing if all are."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    while piece:
        try:
            decode(piece)
        except UnicodeDecodeError as error:
            place = max(0, min(error.start, len(piece) - 1) - SAMPLE // 2)
            return piece[place : place + SAMPLE] + file.read(SAMPLE)
        piece = file.read(CHUNK)
    try:
        decode(b"", True)
    except UnicodeDecodeError:
        return b""
    return None


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    if _is_nearly_utf8(sample):
        return "utf-8"
    telling = b"\n".join(_TELLING.findall(sample))
    best = from_bytes(telling, cp_isolation=CANDIDATES).best()
    return best.encoding if best else "cp1252"


def _is_nearly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    whole = sum(1 for letter in text if letter > "\x7f") - broken
    return broken <= 2 and whole >= broken if whole + broken < 40 else broken < _TOLERATED * (whole + broken)
