"""What the cells of a column say about its meaning, whatever its title is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from veche.channels.connectors.table import cells, dates
from veche.channels.connectors.table.words import meanings_in
from veche.kit.money import SIGNS
from veche.kit.text import fold

_AT_NAME = re.compile(r"@[A-Za-z]\w{3,31}")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_HEX = re.compile(r"[0-9a-f]{7,64}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
_SNOWFLAKE = re.compile(r"[1-9]\d{16,19}")  # Discord's numbers
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_NAME_PART = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:[-'’.][^\W\d_]*)*")


@dataclass(frozen=True, slots=True)
class Contents:
    """Shares (0 to 1) of a column's filled cells that look like something, and how it is filled."""

    filled: int
    fullness: float
    variety: float  # different values among the filled ones
    length: float  # letters in a cell on average
    shares: dict[str, float]
    samples: frozenset[str] = frozenset()

    def share(self, what: str) -> float:
        """Answer which share of the filled cells looks like this."""
        return self.shares.get(what, 0.0)


def _is_date(text: str) -> bool:
    return not _NUMBER.fullmatch(text) and dates.parse(text, dates.DAY_FIRST) is not None


def _is_stamp(text: str) -> bool:
    return (
        text.isdigit() and len(text) in {10, 13} and dates.read_when(text, dates.DAY_FIRST, "UTC") is not None
    )


def is_name(text: str) -> bool:
    """Tell what looks like a human's name: a known given name, or two to four capitalised words."""
    parts = text.replace(",", " ").split()
    if not 1 <= len(parts) <= 4 or not all(_NAME_PART.fullmatch(part) for part in parts):
        return False
    return any(meanings_in("known.txt").get(fold(part)) == "given" for part in parts)


def _is_capitalised(text: str) -> bool:
    parts = text.split()
    return 2 <= len(parts) <= 4 and all(_NAME_PART.fullmatch(part) and part[0].isupper() for part in parts)


def _is_money(text: str) -> bool:
    return len(text) < 30 and bool(re.search(r"\d", text)) and any(sign in text.lower() for sign in SIGNS)


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    if not 10 <= digits <= 15 or not re.fullmatch(r"[+\d\s().\-–]{10,25}", text.strip()):
        return False
    return not _IP.fullmatch(text) and dates.parse(text, dates.DAY_FIRST) is None


_LOOKS: dict[str, Callable[[str], bool]] = {
    "email": lambda text: bool(cells.email_of(text)) and len(text) < 200,
    "phone": _is_phone,
    "telegram": lambda text: bool(_AT_NAME.fullmatch(text)) or _leads_to(text, "telegram"),
    "vk": lambda text: _leads_to(text, "vk") or bool(re.fullmatch(r"id\d{3,12}", text)),
    "github": lambda text: _leads_to(text, "github"),
    "instagram": lambda text: _leads_to(text, "instagram"),
    "site": lambda text: bool(cells.site_of(text)),
    "date": _is_date,
    "stamp": _is_stamp,
    "number": lambda text: bool(_NUMBER.fullmatch(text)),
    "money": _is_money,
    "truth": lambda text: cells.truth_of(text) is not None,
    "status": lambda text: fold(text) in meanings_in("statuses.txt"),
    "sex": lambda text: bool(cells.sex_of(text)),
    "hex": lambda text: bool(_HEX.fullmatch(text)),
    "snowflake": lambda text: bool(_SNOWFLAKE.fullmatch(text)),
    "ip": lambda text: bool(_IP.fullmatch(text)),
    "name": is_name,
    "capitalised": _is_capitalised,
    "city": lambda text: meanings_in("known.txt").get(fold(text)) == "cities",
    "card": cells.looks_like_card,
}


def _leads_to(text: str, kind: str) -> bool:
    found = cells.profile_of(text) if "/" in text else None
    return found is not None and found.kind.startswith(kind)


def look_into(values: Sequence[str]) -> Contents:
    """Answer what a column's cells look like; empty ones and those that say «none» do not count."""
    filled = [text for value in values if (text := value.strip()) and not cells.is_nothing(text)]
    if not filled:
        return Contents(0, 0.0, 0.0, 0.0, {})
    different = frozenset(filled)
    shares = {what: sum(map(look, filled)) / len(filled) for what, look in _LOOKS.items()}
    return Contents(
        len(filled), len(filled) / len(values), len(different) / len(filled),
        sum(map(len, filled)) / len(filled), shares, different,
    )  # fmt: skip
