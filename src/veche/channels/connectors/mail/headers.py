"""Headers: names and addresses, dates and ids as letters of thirty years really write them."""

import binascii
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_tz
from hashlib import blake2b
from typing import NamedTuple

from veche.channels.connectors.mail.charsets import decoded, raw_decoded
from veche.kit.text import clean_name
from veche.kit.time import Moment, in_zone, is_plausible, moment

LONGEST_HEADER = 20_000
LONGEST_ADDRESS = 200
MOST_IDS = 200
_MAIL = re.compile(
    r"[^\s@<>\"',;:()\[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,180}[A-Za-z0-9])?"
    r"|[^\s@<>\"',;:()\[\]\\]{1,64}@[\w.-]{1,180}\w"
)
# How archives hide addresses from machines: «anna at example.org (Anna)», «anna(a)example.org».
_HIDDEN = re.compile(
    r"^\s*(?P<name>\"?[^<>\"]*?\"?)\s*<?(?P<local>[^\s<>()@\"]{1,64})\s*(?: at |\(a\)|\(at\)|\[at\]| на )\s*"
    r"(?P<host>[^\s<>()@\"]{1,180})>?\s*(?:\((?P<remark>.*)\))?\s*$",
    re.IGNORECASE,
)
_ID = re.compile(r"<\s*([^<>\s]{1,900})\s*>")
_ZONED = re.compile(r"(?:[+-]\d{4}|\b(?:UTC?|GMT|Z|[ECMP][SD]T|CES?T|MSK|MSD|BST|IST|JST))\b", re.IGNORECASE)
_NAMED_ZONES = {
    "MSK": 180,
    "MSD": 240,
    "CET": 60,
    "CEST": 120,
    "BST": 60,
    "JST": 540,
    "EET": 120,
    "EEST": 180,
}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
_CLOCK_AT_END = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2}),? [\d: ]+.*$"
)


class Address(NamedTuple):
    """An address with the name beside it; without «@» where the archive hid a part of it."""

    mail: str
    name: str = ""


def text_of(letter: Message, name: str) -> str:
    """Answer a header in plain text, or an empty one."""
    for key, value in letter.raw_items():
        if key.lower() == name:
            return _plain(str(value))
    return ""


def texts_of(letter: Message, name: str) -> list[str]:
    """Answer every header of a name, from the top."""
    return [_plain(str(value)) for key, value in letter.raw_items() if key.lower() == name][:100]


def _plain(value: str) -> str:
    """Undo folding, encoded words and bytes that should never have been there."""
    value = raw_decoded(" ".join(value[:LONGEST_HEADER].split()))
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except (HeaderParseError, binascii.Error, ValueError):
        return value
    return "".join(
        piece if isinstance(piece, str) else decoded(piece, charset or "us-ascii")
        for piece, charset in pieces
    )


def addresses_in(text: str) -> list[Address]:
    """Answer the addresses of a header in their order."""
    text = text[:LONGEST_HEADER]
    hidden = _HIDDEN.match(text) if "@" not in text.partition("(")[0] else None
    if hidden and (mail := _mail(f"{hidden['local']}@{hidden['host']}")):
        return [Address(mail, _name(hidden["remark"] or hidden["name"]))]
    try:
        found = getaddresses([text])
    except (ValueError, IndexError, RecursionError):
        found = []
    answers = [Address(_mail(mail), _name(name)) for name, mail in found[:500] if "@" in mail]
    answers = [address for address in answers if address.mail]
    if not answers and (loose := _MAIL.search(text)) and (mail := _mail(loose[0])):
        answers = [Address(mail, _name(text[: loose.start()]))]
    return answers


def _mail(mail: str) -> str:
    mail = re.sub(r"\s?@\s?", "@", " ".join(mail.split())).strip("<>'\".,;: ").lower()
    return mail if _MAIL.fullmatch(mail) and len(mail) <= LONGEST_ADDRESS else ""


def _name(name: str) -> str:
    name = clean_name(_plain(name)).partition("<")[0].strip("\"' >")
    return "" if "@" in name and _MAIL.fullmatch(name) else name


def ids_in(text: str) -> list[str]:
    """Answer the ids of letters in a header, as they are kept: see `kept_id`.

    Without brackets an id counts only where ids are all that stands there.
    """
    found = _ID.findall(text[-LONGEST_HEADER:])
    if not found and all("@" in word and len(word) < 900 for word in text.split()):
        found = text.split()
    return [kept_id(told) for told in found[:MOST_IDS]]


def kept_id(told: str) -> str:
    """Answer what stands for an id: many hold an address, which erasing a person would not find there."""
    return blake2b(told.strip().encode("utf-8", "replace"), digest_size=12).hexdigest()


def moment_in(text: str, zone: str) -> Moment | None:
    """Answer the moment a date header names; `zone` is where it was written if it does not say so."""
    text = text.strip()[:200]
    try:
        at = _by_standard(text, zone) or _by_iso(text, zone)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return at if at is not None and is_plausible(at) else None


def has_zone(text: str) -> bool:
    """Tell whether a date says its zone."""
    iso = _ISO.search(text)
    return _ZONED.search(text) is not None or (iso is not None and iso[7] is not None)


def _by_standard(text: str, zone: str) -> Moment | None:
    parsed = parsedate_tz(text) or _parsed_at_end(text)
    if parsed is None or parsed[0] < 1970:
        return None
    wall = datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC)
    named = next((minutes for name, minutes in _NAMED_ZONES.items() if name in text.upper().split()), None)
    if named is not None and not parsed[9]:
        return moment(wall - timedelta(minutes=named))
    if not _ZONED.search(text):
        return in_zone(wall.replace(tzinfo=None), zone)
    offset = parsed[9] or 0
    if abs(offset) >= 24 * 3600:
        return moment(wall)
    return moment(wall.replace(tzinfo=timezone(timedelta(seconds=offset))))


def _parsed_at_end(text: str) -> tuple[int, int, int, int, int, int, int, int, int, int | None] | None:
    """Read a date behind something else: «RANDOM_Wed, 21 Sep 2016 …», a postmark."""
    found = _CLOCK_AT_END.search(text)
    return parsedate_tz(found[0]) if found else None


def _by_iso(text: str, zone: str) -> Moment | None:
    found = _ISO.search(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    wall = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - a wall clock
    offset = found[7]
    if not offset:
        return in_zone(wall, zone)
    minutes = 0 if offset == "Z" else int(offset[1:3]) * 60 + int(offset[-2:])
    sign = -1 if offset[0] == "-" else 1
    return moment(wall.replace(tzinfo=UTC) - timedelta(minutes=sign * minutes))


def dates_of(letter: Message, postmark: str) -> Iterator[str]:
    """Answer what may say when a letter was written: its date, then who took it on, then its postmark."""
    yield from texts_of(letter, "date")[:1]
    for name in ("received", "delivery-date", "resent-date", "nntp-posting-date", "x-original-arrival-time"):
        yield from (text.rpartition(";")[2].strip() for text in texts_of(letter, name)[:3])
    if postmark:
        yield postmark.partition(" ")[2].partition(" ")[2]
