"""Reading: a call by its mapping: each item of it is a fact, or says why it is none."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.webhook.mapping import Mapping, mapping_in
from veche.channels.connectors.webhook.paths import text_of, value_at
from veche.channels.connectors.webhook.values import moment_of, money_of
from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean, clean_name
from veche.kit.time import Moment
from veche.ledger.terms import (
    KIND_WORDS,
    LONGEST_ID,
    LONGEST_WORDS,
    SPOKEN,
    About,
    Handle,
    Kind,
    Place,
    Sighting,
)

MOST_ITEMS = 1_000
NO_MAPPING = N_("Nobody has said yet what the fields of these calls mean.")
NOBODY = N_("It does not say who did it.")
NO_MAIL = N_("What stands where the e-mail address should be is none.")
NO_KIND = N_("It tells of something that the mapping gives no meaning.")
EMPTY = N_("The list in it is empty.")
NO_LIST = N_("There is no list where the mapping says there is one.")


def example_of(payload: bytes) -> Any:
    """Answer what was received, as it is shown for clicking."""
    return json.loads(payload)["body"]


def place_of(known: Known) -> Place:
    """Answer the channel of these calls."""
    return Place("webhook", str(known.facts["key"]), str(known.facts["title"]), "list")


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what a call says; what is not understood is told with its reason."""
    told = json.loads(raw.payload)
    mapping, reasons = mapping_in(str(known.facts.get("mapping", "")))
    if not known.facts.get("mapping"):
        yield Record(raw.key, (), NO_MAPPING)
        return
    if reasons:
        raise Refusal(*reasons)
    place, at = place_of(known), Moment(told["at"])
    for number, item in enumerate(_items(told["body"], mapping)):
        where = raw.key if mapping.each is None else f"{raw.key}/{number}"
        found = _fact(item, mapping, place, where, at)
        yield Record(where, (), found) if isinstance(found, str) else Record(where, (found,))


def _items(body: Any, mapping: Mapping) -> list[Any]:
    if mapping.each is None:
        return [body]
    found = value_at(body, mapping.each)
    if type(found) is not list:
        raise Refusal(NO_LIST)
    if not found:
        raise Refusal(EMPTY)
    return found[:MOST_ITEMS]


def _fact(item: Any, mapping: Mapping, place: Place, where: str, received: Moment) -> Sighting | str:
    kind = _kind(item, mapping)
    if kind is None:
        return NO_KIND
    handle = _handle(item, mapping, place)
    if isinstance(handle, str):
        return handle
    told = {
        name: text_of(mapping.value(item, name)) for name in ("id", "thread", "reply_to", "subject", "words")
    }
    # What is spoken can be answered: its number is its own. Of other things one may do several.
    own = told["id"] and (told["id"] if kind.number in SPOKEN else f"{kind.word}/{told['id']}")
    currency = clean_name(text_of(mapping.value(item, "currency"))).upper()[:3]
    money = money_of(mapping.value(item, "amount"), currency) if "amount" in mapping.place else None
    money = money if money and money.currency else None
    subject = clean_name(told["subject"])
    return Sighting(
        place, handle, kind, moment_of(mapping.value(item, "time")) or received, _digest(own or where),
        clean(told["words"], LONGEST_WORDS), moment_of(mapping.value(item, "edited")),
        thread=_digest(told["thread"]), reply_to=_digest(told["reply_to"]),
        about=About("topic", _digest(subject), subject) if subject else None,
        amount=money.amount if money else None, currency=money.currency if money else "",
    )  # fmt: skip


def _kind(item: Any, mapping: Mapping) -> Kind | None:
    if "kind" not in mapping.place:
        return KIND_WORDS.get(mapping.fixed["kind"])
    word = text_of(value_at(item, mapping.place["kind"]))
    return KIND_WORDS.get(mapping.kinds.get(word, ""))


def _handle(item: Any, mapping: Mapping, place: Place) -> Handle | str:
    value = clean_name(text_of(mapping.value(item, "who")), LONGEST_ID)
    name = clean_name(text_of(mapping.value(item, "name")))
    kind = text_of(mapping.value(item, "who_kind")) or "row"
    if not value:
        return NOBODY
    if kind == "email" and ("@" not in value or " " in value):
        return NO_MAIL
    if kind in ("row", "named"):
        value = f"{place.key}/{value}"[:LONGEST_ID]
    return Handle(kind, value, name)


def _digest(text: str) -> str:
    """Answer an id that names nobody: outsides put addresses into theirs."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest() if text else ""
