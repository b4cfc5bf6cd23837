"""What arrives at a webhook: its latest calls, where in them things stand, what they would become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from veche.channels.connectors.webhook.mapping import FIELDS, Mapping, guess_mapping, mapping_in
from veche.channels.connectors.webhook.paths import Found, paths_in, text_of, value_at
from veche.channels.connectors.webhook.reading import example_of, read
from veche.channels.models import Connection, Envelope
from veche.channels.queries.doors import known_of
from veche.channels.terms.live import Raw
from veche.kit.money import Money
from veche.kit.terms import Reason, Refusal
from veche.kit.time import as_datetime
from veche.ledger.terms import HANDLES, Kind, Sighting

WEBHOOK = "webhook"
# So many calls are looked at for the words they use, and no more bytes of them than a page waits for.
MOST_CALLS, MOST_BYTES, MOST_WORDS, MOST_SHOWN = 20, 8 * 1024**2, 20, 5
LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it came: `body` is its JSON."""

    raw: Raw
    body: Any
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Becomes:
    """What a call would become: one fact, or why it would be none."""

    refused: str = ""
    who: str = ""
    known_by: str = ""
    kind: Kind | None = None
    at: datetime | None = None
    words: str = ""
    subject: str = ""
    money: Money | None = None


def calls_of(connection: Connection) -> list[Call]:
    """Answer the latest calls that are still whole, whatever became of them, the latest first."""
    found = Envelope.objects.filter(connection=connection).exclude(payload=b"")
    rows = found.order_by("-received_at", "-pk").values_list("key", "kind", "payload", "received_at")
    calls: list[Call] = []
    left = MOST_BYTES
    for key, kind, payload, received_at in rows[:MOST_CALLS].iterator(chunk_size=2):
        left -= len(payload)
        if calls and left < 0:
            break
        raw = Raw(key, bytes(payload), kind)
        try:
            calls.append(Call(raw, example_of(raw.payload), received_at))
        except (ValueError, LookupError, TypeError, RecursionError):
            continue
    return calls


def item_of(body: Any, each: str | None) -> Any:
    """Answer what one fact is read from: the call, or the first item of the list in it."""
    found = body if each is None else value_at(body, each)
    return found[0] if each is not None and type(found) is list and found else found


def mapping_of(connection: Connection, body: Any) -> Mapping:
    """Answer the mapping that is kept, or the likeliest of an example where there is none yet."""
    kept = str(connection.settings.get("mapping", ""))
    return mapping_in(kept)[0] if kept else guess_mapping(body)


def paths_at(item: Any, mapping: Mapping) -> list[tuple[Found, list[str]]]:
    """Answer every place of an example with what stands there, and which of our fields are read there."""
    used: dict[str, list[str]] = {}
    for name, path in mapping.place.items():
        used.setdefault(path, []).append(FIELDS[name])
    return [(found, used.get(found.path, [])) for found in paths_in(item)]


def words_at(calls: Sequence[Call], each: str | None, path: str) -> list[str]:
    """Answer which words stand at a place in the latest calls: what each means is to be said."""
    words: dict[str, None] = {}
    for call in calls:
        found = value_at(call.body, each) if each is not None else [call.body]
        for item in found[:MOST_WORDS] if type(found) is list else ():
            word = text_of(value_at(item, path))
            if word and len(word) <= LONGEST_WORD:
                words[word] = None
    return list(words)[:MOST_WORDS]


def preview_of(
    connection: Connection, mapping: Mapping, call: Call
) -> tuple[list[Becomes], tuple[Reason, ...]]:
    """Answer what a call would become by a mapping, and all that is wrong with it; nothing is kept."""
    facts = {"key": "", "title": connection.title, **connection.facts, "mapping": mapping.as_json()}
    known = known_of(connection)._replace(facts=facts)
    try:
        records = list(islice(read(call.raw, known), MOST_SHOWN))
    except Refusal as refusal:
        return [], refusal.reasons
    return [
        _becomes(record.sightings[0]) if record.sightings else Becomes(record.refused) for record in records
    ], ()


def _becomes(seen: Sighting) -> Becomes:
    who, value = seen.handle, seen.handle.value
    if who.kind in ("row", "named"):
        value = value.partition("/")[2]
    known_by = HANDLES[who.kind].title if who.kind in HANDLES else who.kind
    money = Money(seen.amount, seen.currency) if seen.amount is not None else None
    about = seen.about.title if seen.about else ""
    named = f"{who.name} ({value})" if who.name else value
    return Becomes("", named, known_by, seen.kind, as_datetime(seen.at), seen.words, about, money)
