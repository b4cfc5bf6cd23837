"""What names a recipient in the links of a letter and in its return address.

Six bytes say which delivery, twelve are a signature over them (HMAC-SHA256, cut to 96 bits): one of them
covers every link of a letter. A return address has another key and letters that survive a server which
writes local parts small (RFC 5321 lets it).
"""

from __future__ import annotations

import hmac
from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase

_ID, _SIGNED = 6, 18
TOKEN_LENGTH = 24


def token_of(key: bytes, delivery: int) -> str:
    """Answer the twenty-four letters that name a delivery in the links of its letter."""
    return urlsafe_b64encode(_signed(key, delivery)).decode()


def delivery_of(key: bytes, token: str) -> int | None:
    """Answer the delivery a token names, or nothing for one that we have not signed."""
    try:
        return _read(key, urlsafe_b64decode(token.encode("ascii")))
    except (NotBase, UnicodeEncodeError, ValueError):
        return None


def return_mark_of(key: bytes, delivery: int) -> str:
    """Answer the local part of a return address after its «b-», small letters and digits alone."""
    return b32encode(_signed(key, delivery)).decode().rstrip("=").lower()


def delivery_returned(key: bytes, mark: str) -> int | None:
    """Answer the delivery that a return address names, in whatever case it came back."""
    try:
        return _read(key, b32decode(mark.upper().encode("ascii") + b"=" * (-len(mark) % 8)))
    except (NotBase, UnicodeEncodeError, ValueError):
        return None


def _signed(key: bytes, delivery: int) -> bytes:
    name = delivery.to_bytes(_ID, "big")
    return name + hmac.digest(key, name, "sha256")[: _SIGNED - _ID]


def _read(key: bytes, signed: bytes) -> int | None:
    name, signature = signed[:_ID], signed[_ID:]
    expected = hmac.digest(key, name, "sha256")[: _SIGNED - _ID]
    if len(signed) != _SIGNED or not hmac.compare_digest(signature, expected):
        return None
    return int.from_bytes(name, "big")
