"""Addresses: how reports name a mailbox: «rfc822; anna@example.org», «utf-8; анна@…», in brackets."""

from __future__ import annotations

import re

LONGEST = 254
_LOCAL = r"[^\s<>\"'(),;:\[\]\\@`«»“”「」【】（）：，；、。]{1,64}"
_HOST = r"(?:[\w\-]{1,63}\.){0,8}[\w\-]{1,63}"
ADDRESS = re.compile(rf"({_LOCAL})@({_HOST})\b\.?")
_QUOTED = re.compile(r"\"([^\"\s]{1,64})\"@([\w.\-]{1,190})")
# RFC 6533, 3: letters beyond ASCII as «\x{44F}».
_ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")
_TYPE = re.compile(r"^\s*[\w.-]{1,20}\s*;\s*")
MACHINES = re.compile(
    r"^(?:mailer-?daemon|post[_-]?master|mail-?daemon|mdaemon|no-?reply|do-?not-?reply|mailerdaemon|mmdf"
    r"|microsoftexchange[0-9a-f]{8,40}|bounces?|abuse|www-data|root|daemon|hostmaster|webmaster)(?:[+\-=@]|$)"
)


def address_in(value: str) -> str:
    """Answer the first address in a field, small, or nothing."""
    value = _ESCAPED.sub(_letter, _TYPE.sub("", value[:1_000]))
    found = _QUOTED.search(value) or ADDRESS.search(value)
    return small(f"{found[1]}@{found[2]}") if found else ""


def addresses_in(text: str) -> list[str]:
    """Answer all addresses in a text in their order, each once."""
    found = (small(match[0].rstrip(".")) for match in ADDRESS.finditer(text))
    return list(dict.fromkeys(found))


def small(address: str) -> str:
    """Answer an address as it is compared: in small letters, without what stands around it."""
    return address.strip("<>'\".,;: ").lower()[:LONGEST]


def _letter(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "?"
