"""What a row says was done: the status it names, the money in it, what it is about."""

import html
import re
from collections.abc import Sequence

from veche.channels.connectors.table import cells
from veche.channels.connectors.table.words import meanings_in
from veche.kit.money import Money, read_money
from veche.kit.text import fold
from veche.ledger.terms import KIND_WORDS, Kind

_TAG = re.compile(r"<[^<>]{1,2000}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/blockquote|/h[1-6])\s*/?>", re.IGNORECASE)
_IS_HTML = re.compile(r"\s*<(?:p|div|br|ul|ol|blockquote|aside|h[1-6]|html|span|a)\b", re.IGNORECASE)
UNPAID = "unpaid"


def kind_of_status(text: str, title: str, default: Kind) -> Kind | str:
    """Answer what a status says was done; a bare yes or no answers the column's title.

    «unpaid» for a payment that was none; the default where the status says nothing known.
    """
    known = meanings_in("statuses.txt")
    word = fold(" ".join(text.split()))
    meaning = known.get(word)
    if meaning is None and (truth := cells.truth_of(text)) is not None:
        meaning = _answered(truth, title, default)
    if meaning is None:
        meaning = next((known[part] for part in word.split() if len(part) > 3 and part in known), None)
    if meaning == UNPAID:
        return UNPAID
    return KIND_WORDS[meaning] if meaning else default


def _answered(truth: bool, title: str, default: Kind) -> str:
    """«Came: no» is missed, «Subscribed: no» unsubscribed, «Unsubscribed: yes» the same."""
    known = meanings_in("statuses.txt")
    words = fold(title).replace("_", " ").split()
    asked = next((known[word] for word in [" ".join(words), *words] if word in known), default.word)
    if asked in _OPPOSITES:
        return asked if truth else _OPPOSITES[asked]
    return asked


_OPPOSITES = {
    "attended": "missed", "missed": "attended", "registered": "declined", "subscribed": "unsubscribed",
    "unsubscribed": "subscribed", "bought": UNPAID, "cancelled": "registered", "declined": "registered",
    "bounced": "subscribed",
}  # fmt: skip


def money_in(
    row: Sequence[str], amounts: Sequence[int], currencies: Sequence[int], default: str
) -> Money | None:
    """Answer the amount of a row in its own, its column's or the community's currency."""
    named = next((text for place in currencies if (text := row[place].strip())), "")
    currency = named.upper() if re.fullmatch(r"[A-Za-z]{3}", named) else ""
    if named and not currency and (found := read_money(f"1 {named}", "")):
        currency = found.currency
    for place in amounts:
        text = row[place].strip()
        if text and not cells.is_nothing(text) and (found := read_money(text, currency or default)):
            return found
    return None


def plain_words(text: str) -> str:
    """Answer the words of a text that is HTML, or the text itself."""
    if not _IS_HTML.match(text):
        return text
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()
