"""Reading: an entry as what was published, or as a mention of us."""

import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw
from veche.kit.terms import N_
from veche.kit.text import clean, clean_name, stems_of
from veche.kit.time import Moment, is_plausible
from veche.ledger.terms import LONGEST_WORDS, About, Handle, Kind, Nature, Place, Sighting

WITHOUT_WORDS = N_("It has none of the words that are looked for.")
EMPTY = N_("It says nothing.")
_HIDDEN = re.compile(
    r"(?is)<(script|style|head|template|noscript)\b.{0,200000}?(?:</\1\s*>|\Z)|<!--.{0,200000}?(?:-->|\Z)"
)
_BREAK = re.compile(r"(?i)<(?:br|/?p|/?div|/?li|/?h[1-6]|/?blockquote|/?tr|/?pre|hr)\b[^<>]{0,2000}>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,4000}>|<![^<>]{0,2000}>")
_MAIL = re.compile(r"[^\s@<>(),;]{1,64}@[\w.-]{2,180}\.\w{2,}")


def key_of(facts: Mapping[str, Any], address: str) -> str:
    """Answer what the feed's channel is known by, also after the feed has moved."""
    kept = facts.get("key")
    return kept if type(kept) is str and kept else _digest(address.strip())


def wanted_words(told: str) -> frozenset[str]:
    """Answer the stems of the words that an entry must have one of."""
    return frozenset(stem for word in re.split(r"[,;\n]", told) for stem in stems_of(word))


def words_of_entry(entry: Mapping[str, Any]) -> frozenset[str]:
    """Answer the stems of the words of an entry."""
    return frozenset(stems_of(f"{plain(_text(entry, 'title'))} {plain(_text(entry, 'summary'))}"))


def plain(page: str) -> str:
    """Answer what a piece of HTML says, in lines, without what is not shown."""
    text = _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub(" ", page[:LONGEST_WORDS])))
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", clean("\n".join(lines))).strip()


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer who published what; an author without an address is known in this feed alone."""
    entry, facts = json.loads(raw.payload), known.facts
    words = frozenset(facts.get("words") or ())
    title, text = clean_name(plain(_text(entry, "title"))), plain(_text(entry, "summary"))
    link = _text(entry, "link") if _text(entry, "link").startswith(("https://", "http://")) else ""
    if not title and not text and not link:
        yield Record(raw.key, (), EMPTY)
    elif words and not words & words_of_entry(entry):
        yield Record(raw.key, (), WITHOUT_WORDS)
    else:
        whole = text if text.startswith(title) else "\n\n".join(part for part in (title, text) if part)
        yield Record(raw.key, (_sighting(entry, facts, (title, whole, link[:2000])),))


def _sighting(entry: Mapping[str, Any], facts: Mapping[str, Any], said: tuple[str, str, str]) -> Sighting:
    title, words, link = said
    place = Place("feed", str(facts["key"]), str(facts["title"]), "feed")
    own = _digest(_text(entry, "id") or link or words)
    at, edited = _at(entry, "published") or _at(entry, "updated"), _at(entry, "updated")
    seen = Moment(int(entry["seen"]))
    about = About("post", own, title) if title else None
    kind = Kind.PUBLISHED if facts.get("about") == "own" else Kind.MENTIONED
    return Sighting(
        place, _author(entry, place), kind, at or seen, own,
        "\n\n".join(part for part in (words, link) if part)[:LONGEST_WORDS],
        edited if edited and at and edited > at else None, about=about,
    )  # fmt: skip


def _author(entry: Mapping[str, Any], place: Place) -> Handle:
    """Answer who wrote an entry; the feed itself where it does not say."""
    told = _text(entry, "author")
    mail = _MAIL.search(_text(entry, "mail") or told)
    name = clean_name(_text(entry, "name") or _MAIL.sub("", told).strip(" ()<>,"))
    if mail:
        return Handle("email", mail[0].lower(), name)
    if name:
        return Handle("named", f"{place.key}/{name}", name)
    return Handle("row", f"{place.key}/feed", place.title, Nature.PLACE)


def _at(entry: Mapping[str, Any], name: str) -> Moment | None:
    at = entry.get(name)
    return Moment(at) if type(at) is int and is_plausible(at) else None


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name, "")
    return value if type(value) is str else ""


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
