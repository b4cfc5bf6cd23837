"""Bodies of answers: unpacked here, so that none grows beyond its bound by being packed well."""

import zlib
from collections.abc import Iterable, Iterator

from veche.kit.web.door import BrokenOff

PIECE = 64 * 1024
# What may be asked for: nothing else is unpacked.
ACCEPTED = "gzip"
_PACKED = {"gzip", "x-gzip", "deflate"}


def unpacked(pieces: Iterable[bytes], encoding: str, largest: int) -> Iterator[bytes]:
    """Answer a body in pieces; it breaks off where there are more bytes than `largest`."""
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    packings = [name for name in names if name != "identity"]
    if len(packings) > 1 or not _PACKED.issuperset(packings):
        raise BrokenOff(f"the answer is packed in a way nobody asked for: {encoding[:60]}")
    left = largest
    for piece in _inflated(pieces) if packings else pieces:
        left -= len(piece)
        if left < 0:
            raise BrokenOff(f"the answer is larger than {largest} bytes")
        if piece:
            yield piece


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip (RFC 1952) and zlib (RFC 1950), a bounded piece at a time."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    has_begun = False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                has_begun = True
                if unpacker.eof:
                    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
                yield unpacker.decompress(rest, PIECE)
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise BrokenOff(f"the answer is packed badly: {error}") from error
    if has_begun and not unpacker.eof:
        raise BrokenOff("the answer ends too early")
