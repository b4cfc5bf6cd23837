"""Mapping: which place of what is received means what, made by clicking on an example.

As a setting it is JSON: {"each": "", "place": {"id": "issue.id", "who": "sender.id", …},
"fixed": {"who_kind": "github", "kind": "commented"}, "kinds": {"created": "commented"}}. `place` says
where something stands, `fixed` what is the same in every call, `kinds` what the words of the outside
mean; `each` is the place of a list whose items are facts of their own.
"""

import json
import re
from collections.abc import Mapping as Named
from dataclasses import dataclass, field
from typing import Any

from veche.channels.connectors.webhook.paths import LONGEST_PATH, paths_in, text_of, value_at
from veche.channels.connectors.webhook.values import moment_of
from veche.kit.terms import N_, Reason
from veche.ledger.terms import HANDLES, KIND_WORDS

LONGEST = 50_000
# What a call may tell, and how it is called on the page; the first two have to be known.
FIELDS: Named[str, str] = {
    "who": N_("Who did it"), "kind": N_("What they did"), "who_kind": N_("What they are known by"),
    "name": N_("Their name"), "id": N_("Its number"), "time": N_("When"), "words": N_("Their words"),
    "subject": N_("What it is about"), "thread": N_("The conversation it belongs to"),
    "reply_to": N_("The number of what it answers"), "amount": N_("Amount of money"),
    "currency": N_("Currency"), "edited": N_("When it was changed"),
}  # fmt: skip
NOT_JSON = N_("The mapping is no JSON object.")
UNKNOWN_FIELD = N_("There is no field «{name}».")
BAD_PATH = N_("«{path}» is no place in a call.")
NEEDED = N_("Say where it stands, or what it always is: {title}.")
UNKNOWN_KIND = N_("«{word}» is nothing that people do here. Known are: {known}.")
UNKNOWN_HANDLE = N_("«{word}» is nothing that people are known by here. Known are: {known}.")
NO_KINDS = N_("Say what the words that stand for «What they did» mean.")
_CURRENCY = re.compile(r"[A-Z]{3}")
BAD_CURRENCY = N_("A currency is three capital letters.")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where things stand in a call, and what is always the same."""

    place: Named[str, str] = field(default_factory=dict)
    fixed: Named[str, str] = field(default_factory=dict)
    kinds: Named[str, str] = field(default_factory=dict)
    each: str | None = None

    def as_json(self) -> str:
        """Answer the mapping as it is kept."""
        told: dict[str, Any] = {
            "place": dict(self.place),
            "fixed": dict(self.fixed),
            "kinds": dict(self.kinds),
        }
        return json.dumps(told if self.each is None else told | {"each": self.each}, ensure_ascii=False)

    def value(self, item: Any, name: str) -> Any:
        """Answer what one item of a call says of a field."""
        return value_at(item, self.place[name]) if name in self.place else self.fixed.get(name)


def mapping_in(text: str) -> tuple[Mapping, list[Reason]]:
    """Read a mapping and answer it with everything that is wrong with it."""
    try:
        told = json.loads(text[:LONGEST] or "{}")
    except (ValueError, RecursionError):
        told = None
    parts = [told.get(name, {}) for name in ("place", "fixed", "kinds")] if type(told) is dict else []
    if type(told) is not dict or not all(_is_texts(part) for part in parts):
        return Mapping(), [Reason(NOT_JSON, field="mapping")]
    (place, fixed, kinds), each = parts, told.get("each")
    found = Mapping(place, fixed, kinds, each if type(each) is str else None)
    return found, faults_of(found)


def _is_texts(part: Any) -> bool:
    return type(part) is dict and all(type(one) is str for pair in part.items() for one in pair)


def faults_of(mapping: Mapping) -> list[Reason]:
    """Answer everything that is wrong with a mapping."""
    reasons = [
        Reason(UNKNOWN_FIELD, field="mapping", values={"name": name[:60]})
        for name in {**mapping.place, **mapping.fixed}
        if name not in FIELDS
    ]
    reasons += [
        Reason(BAD_PATH, field="mapping", values={"path": path[:60]})
        for path in (*mapping.place.values(), mapping.each or "x")
        if not 0 < len(path) <= LONGEST_PATH and path is not mapping.each
    ]
    known = mapping.place.keys() | {name for name, value in mapping.fixed.items() if value}
    reasons += [
        Reason(NEEDED, field="mapping", values={"title": FIELDS[name]})
        for name in ("who", "who_kind", "kind")
        if name not in known
    ]
    return reasons + _faults_of_words(mapping)


def _faults_of_words(mapping: Mapping) -> list[Reason]:
    kinds = [*mapping.kinds.values(), *([mapping.fixed["kind"]] if mapping.fixed.get("kind") else [])]
    reasons = [_unknown(UNKNOWN_KIND, word, KIND_WORDS) for word in kinds if word and word not in KIND_WORDS]
    if "kind" in mapping.place and not mapping.kinds:
        reasons.append(Reason(NO_KINDS, field="mapping"))
    handle = mapping.fixed.get("who_kind", "")
    if handle and handle not in HANDLES:
        reasons.append(_unknown(UNKNOWN_HANDLE, handle, HANDLES))
    currency = mapping.fixed.get("currency", "")
    if currency and not _CURRENCY.fullmatch(currency):
        reasons.append(Reason(BAD_CURRENCY, field="mapping"))
    return reasons


def _unknown(text: str, word: str, known: Named[str, Any]) -> Reason:
    return Reason(text, field="mapping", values={"word": word[:60], "known": ", ".join(sorted(known))})


# What places are called that mean something, the surest first; each is looked for at the end of paths.
_GUESSES: Named[str, tuple[str, ...]] = {
    "who": (r"sender\.id", r"email(?:\.value)?", r"(?:user|author|actor|customer|contact|from)\.(?:email|id)",
            r"user_?id", r"phone(?:\.value)?", r"(?:user|author)", r"login"),
    "name": (r"sender\.(?:login|name)",
             r"(?:user|author|actor|customer|from)\.(?:full_?name|name|login|username)",
             r"(?:full_?name|display_?name)", r"name", r"first_?name(?:\.value)?"),
    "id": (r"comment\.id", r"(?:message|event|order|payment|issue|review)\.id", r"(?:uuid|guid|event_?id)",
           r"id"),
    "time": (r"comment\.created_?at",
             r"(?:created_?at|occurred_?at|timestamp|date_?added|created|time|date)"),
    "words": (r"comment\.body", r"(?:message|comment|review|issue|discussion|release)\.(?:text|body|content)",
              r"(?:text|body|content|message|comment|question)"),
    "subject": (r"(?:issue|discussion|pull_request|product|event|release)\.(?:title|name)",
                r"(?:subject|title)"),
    "amount": (r"(?:amount|total|price|sum)",),
    "currency": (r"currency(?:_?code)?",),
    "kind": (r"(?:action|event_?type|event|type)",),
    "edited": (r"comment\.updated_?at",),
}  # fmt: skip
WORDS_OF_KINDS = {
    "created": "commented", "commented": "commented", "opened": "published", "published": "published",
    "started": "reacted", "starred": "reacted", "paid": "bought", "payment.succeeded": "bought",
    "purchase": "bought", "order.created": "bought", "subscribed": "subscribed",
    "unsubscribed": "unsubscribed", "refunded": "refunded", "registered": "registered", "joined": "joined",
    "left": "left", "answered": "answered", "member_added": "joined", "message": "messaged",
}  # fmt: skip


def guess_mapping(example: Any) -> Mapping:
    """Answer the likeliest mapping of an example: a beginning, to be looked at by a person."""
    each = "" if type(example) is list and example and type(example[0]) is dict else None
    item = example[0] if each is not None else example
    paths = [found.path for found in paths_in(item)]
    place = {name: path for name, ends in _GUESSES.items() if (path := _first(paths, ends, item, name))}
    fixed = {"who_kind": _kind_of_handle(item, place.get("who", ""))}
    word = text_of(value_at(item, place["kind"])) if "kind" in place else ""
    kinds = {word: WORDS_OF_KINDS[word.lower()]} if word.lower() in WORDS_OF_KINDS else {}
    if not kinds:
        place.pop("kind", None)
        fixed["kind"] = "bought" if "amount" in place else "submitted"
    return Mapping(place, fixed, kinds, each)


def _first(paths: list[str], ends: tuple[str, ...], item: Any, name: str) -> str:
    for end in ends:
        for path in sorted(paths, key=lambda path: path.count(".")):
            if re.search(rf"(?:^|\.)(?:{end})$", path, re.IGNORECASE):
                value = value_at(item, path)
                if name not in ("time", "edited") or moment_of(value) is not None:
                    return path
    return ""


def _kind_of_handle(item: Any, path: str) -> str:
    value = text_of(value_at(item, path)) if path else ""
    if "@" in value:
        return "email"
    if value.startswith("+") and value[1:].replace(" ", "").isdigit():
        return "phone"
    return "github" if "api.github.com" in str(item)[:20_000] and path.endswith("login") else "row"
