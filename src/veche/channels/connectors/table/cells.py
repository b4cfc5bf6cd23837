"""Reads single cells: addresses, numbers and accounts as people write them."""

import re
from functools import lru_cache

from veche.channels.connectors.table.words import meanings_in
from veche.kit.text import fold, phone_of
from veche.ledger.terms import Handle

_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}", re.IGNORECASE
)
_PHONE = re.compile(r"(?:\+|\b)?[\d(][\d\s().\-–—/]{5,22}\d")
_SPLIT = re.compile(r"[,;|\n]+|\s/\s|\s+(?:и|and|or|или)\s+")
_NAME = re.compile(r"[A-Za-z0-9_.\-]{2,64}")
_HOSTS = (
    ("telegram", re.compile(r"(?:^|//|\.|\s)(?:t\.me|telegram\.me)/(?:s/)?@?([A-Za-z]\w{3,31})\b", re.I)),
    ("telegram", re.compile(r"tg://resolve\?domain=([A-Za-z]\w{3,31})\b", re.I)),
    ("vk", re.compile(r"(?:^|//|\.|\s)(?:vk\.(?:com|ru|me)|vkontakte\.ru)/([\w.]{2,64})", re.I)),
    ("github", re.compile(r"(?:^|//|\.|\s)github\.com/([\w-]{1,39})", re.I)),
    ("instagram", re.compile(r"(?:^|//|\.|\s)instagram\.com/([\w.]{1,30})", re.I)),
)  # fmt: skip
_NO_PROFILES = {
    "joinchat",
    "addstickers",
    "share",
    "proxy",
    "c",
    "s",
    "iv",
    "feed",
    "im",
    "wall",
    "p",
    "reel",
}
_VK_PLACE = re.compile(r"(?:club|public|event|wall|album|photo|video|topic)-?\d+")
_SITE = re.compile(r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?:[/?#]\S*)?", re.I)
_CARD = re.compile(r"[2-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,7}")
_LONGEST_ANSWER = 24


@lru_cache(maxsize=20_000)
def answer_in(text: str) -> str:
    """Answer «yes», «no», «nothing», «male» or «female» for the many ways to write them."""
    word = fold(text.strip())
    if not word:
        return "nothing"
    known = meanings_in("answers.txt")
    return known.get(word) or known.get(word.rstrip("."), "") if len(word) <= _LONGEST_ANSWER else ""


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that it says nothing."""
    return answer_in(text) == "nothing" or text.strip() in {"-", "–", "—"}


def email_of(text: str) -> str:
    """Answer the e-mail address in a cell, or nothing if there is none that could work."""
    found = _EMAIL.search(text)
    address = found.group().strip(".") if found else ""
    local = address.partition("@")[0]
    return "" if ".." in address or local.startswith(".") or local.endswith(".") else address.lower()


def emails_of(text: str) -> list[str]:
    """Answer every e-mail address in a cell."""
    return list(dict.fromkeys(found for part in _SPLIT.split(text) if (found := email_of(part))))


@lru_cache(maxsize=20_000)
def phones_of(text: str, country: str) -> tuple[str, ...]:
    """Answer the phone numbers in a cell in E.164, read by the rules of the country."""
    found = []
    for part in _SPLIT.split(text):
        for piece in _PHONE.findall(part):
            number = phone_of(piece, country)
            if number and number not in found:
                found.append(number)
    return tuple(found)


def profile_of(text: str) -> Handle | None:
    """Answer the account a link leads to, where it is one of the networks we know."""
    for kind, pattern in _HOSTS:
        found = pattern.search(text)
        if found and found.group(1).lower() not in _NO_PROFILES:
            return handle_of(kind, found.group(1))
    return None


def handle_of(field: str, text: str, scope: str = "") -> Handle | None:
    """Answer the handle that a cell of an account column names, or nothing if it names none.

    `scope` keeps apart numbers that mean something within one list only.
    """
    text = text.strip().strip("<>\"'")
    if is_nothing(text):
        return None
    if "/" in text or "://" in text:
        found = profile_of(text)
        return found if found and found.kind.startswith(field) else None
    name = text.removeprefix("@")
    if field == "account":
        return Handle("account", f"{scope}:{text[:100]}") if len(text) <= 100 else None
    if field in {"telegram", "vk"}:
        return _numbered(field, name)
    kinds = {"discord": "discord" if name.isdigit() and len(name) > 14 else "discord_name"}
    if not _NAME.fullmatch(name) and field != "discord":
        return None
    return Handle(kinds.get(field, field), name[:64])


def _numbered(field: str, name: str) -> Handle | None:
    """Telegram and VK know people by a number and by a name they may change."""
    if name.isdigit():
        return Handle(field, str(int(name))) if 2 < len(name) < 16 else None
    if field == "vk":
        if found := re.fullmatch(r"id(\d{1,12})", name):
            return Handle("vk", found.group(1))
        return None if _VK_PLACE.fullmatch(name) or not _NAME.fullmatch(name) else Handle("vk_name", name)
    return Handle("telegram_name", name) if re.fullmatch(r"[A-Za-z]\w{3,31}", name) else None


def site_of(text: str) -> str:
    """Answer the address of a website without its scheme, or nothing."""
    text = text.strip()
    return re.sub(r"^https?://", "", text, flags=re.I).rstrip("/") if _SITE.fullmatch(text) else ""


def sex_of(text: str) -> str:
    """Answer «male» or «female», or nothing."""
    found = answer_in(text)
    return found if found in {"male", "female"} else ""


def truth_of(text: str) -> bool | None:
    """Answer yes or no, or nothing."""
    return {"yes": True, "no": False}.get(answer_in(text))


def looks_like_card(text: str) -> bool:
    """Tell a payment card's number (ISO/IEC 7812-1: 13 to 19 digits in groups, and the Luhn sum)."""
    if not _CARD.fullmatch(text.strip()):
        return False
    digits = [int(sign) for sign in text if sign.isdigit()]
    doubled = [sum(divmod(2 * d, 10)) if place % 2 else d for place, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
