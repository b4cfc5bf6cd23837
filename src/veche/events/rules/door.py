"""Tickets and passes: reading codes, and judging scans alike in whatever order they arrive."""

import hashlib
import re
from base64 import b32decode, b32encode
from collections.abc import Iterable, Mapping

from veche.events.terms.door import Code, Outcome, Pass, PassKind

PREFIX, SIGNATURE = "V1", 64
# How much of a digest devices get: 96 bits, nothing to be found by trying.
DIGEST = 24
# How long a phone lets its words travel (ms).
LONGEST_WAY = 8000
SHORT = re.compile(r"[A-Z2-7]{4}-?[A-Z2-7]{4}")
# A scanner that types as a keyboard types what the layout makes of its keys.
_LAYOUT = str.maketrans("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "QWERTYUIOPASDFGHJKLZXCVBNM")


def signed_part(event: int, secret: str) -> bytes:
    """Answer what a ticket's signature is over."""
    return event.to_bytes(8, "big") + secret.encode()


def write_code(code: Code) -> str:
    """Write a ticket's code in letters that QR codes pack tightly: «V1» and RFC 4648's base32."""
    raw = signed_part(code.event, code.secret) + code.signature
    return PREFIX + b32encode(raw).decode().rstrip("=")


def name_on(own: str, guest: str, number: int, seats: int) -> str:
    """Answer whose ticket it is: their own name, or «Anna (2 of 3)» where only the party has one."""
    if own or seats < 2:
        return own or guest
    return f"{guest} ({number}/{seats})"


def read_code(text: str) -> Code | None:
    """Read a ticket's code as a scanner gives it, or nothing where it is none of ours."""
    letters = re.sub(r"\s", "", text.upper()).translate(_LAYOUT)
    if not letters.startswith(PREFIX):
        return None
    letters = letters.removeprefix(PREFIX)
    try:
        raw = b32decode(letters + "=" * (-len(letters) % 8))
        secret = raw[8:-SIGNATURE].decode("ascii")
    except ValueError:
        return None
    if len(raw) <= 8 + SIGNATURE:
        return None
    return Code(int.from_bytes(raw[:8], "big"), secret, raw[-SIGNATURE:])


def digest_of(event: int, secret: str) -> str:
    """Answer what devices know a ticket by: its secret cannot be had from it."""
    return hashlib.sha256(signed_part(event, secret)).hexdigest()[:DIGEST]


def short_of(digest: str) -> str:
    """Answer a ticket's number that people read out and type: «K7QM-2XPA»."""
    letters = b32encode(bytes.fromhex(digest[:10])).decode()
    return f"{letters[:4]}-{letters[4:]}"


def read_short(text: str) -> str:
    """Answer the ticket's number somebody typed as it is written, or nothing."""
    letters = "".join(text.upper().split()).translate(_LAYOUT)
    if not SHORT.fullmatch(letters):
        return ""
    letters = letters.replace("-", "")
    return f"{letters[:4]}-{letters[4:]}"


def clock_ahead(sent_at: int, heard_at: int) -> int:
    """Answer how far a device's clock is ahead of ours (ms), by when it told us something and we heard it.

    What only seems behind by less than a phone lets its words travel is a slow line and no wrong clock:
    set right by that, who was scanned first would depend on whose line is faster.
    """
    ahead = sent_at - heard_at
    return 0 if -LONGEST_WAY <= ahead <= 0 else ahead


def judge(passes: Iterable[Pass]) -> Mapping[str, Outcome]:
    """Judge all scans of one ticket by their own times, whichever came first to us: key → outcome.

    Whoever is inside is in once; who went out may come in again. What was taken back never was, nor
    were its doubles until then: whoever is really there is scanned again.
    """
    ordered = sorted(passes, key=lambda one: (one.at, one.key))
    taken_back = {one.undoes: one.at for one in ordered if one.kind is PassKind.UNDO}
    found: dict[str, Outcome] = {}
    is_inside, void_until = False, -1
    for one in ordered:
        if one.kind is PassKind.UNDO:
            found[one.key] = Outcome.UNDO
        elif one.key in taken_back:
            found[one.key] = Outcome.VOID
            void_until = max(void_until, taken_back[one.key]) if one.kind is PassKind.IN else void_until
        elif one.kind is PassKind.OUT:
            found[one.key], is_inside, void_until = Outcome.OUT, False, -1
        elif is_inside:
            found[one.key] = Outcome.DOUBLE
        elif one.at <= void_until:
            found[one.key] = Outcome.VOID
        else:
            found[one.key], is_inside = Outcome.IN, True
    return found


def is_inside(passes: Iterable[Pass]) -> bool:
    """Tell whether somebody is inside on a ticket now."""
    ordered = sorted(passes, key=lambda one: (one.at, one.key))
    outcomes = judge(ordered)
    last = [one.kind for one in ordered if outcomes[one.key] in {Outcome.IN, Outcome.OUT, Outcome.DOUBLE}]
    return bool(last) and last[-1] is PassKind.IN
