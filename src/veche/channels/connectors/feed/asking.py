"""Asking: a feed is fetched, parsed from the bytes that came, and compared with what was told before."""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from veche.channels.connectors.feed.reading import key_of, wanted_words, words_of_entry
from veche.channels.rules.statuses import failure_of
from veche.channels.terms.live import LONGEST_SILENCE, Access, Checked, Cursor, Finding, Heard, Raw
from veche.kit.terms import N_, Reason, Refusal, Trouble, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import Moment, now

LARGEST_FEED = 8 * 1024**2
MOST_ENTRIES, MOST_REMEMBERED = 500, 2_000
SHORTEST, LONGEST = 5, 24 * 60
NO_ADDRESS = N_("An address begins with https:// or http://.")
BAD_MINUTES = N_("Between two looks pass {least} minutes at the least, a day at the most.")
NO_FEED = N_("What stands at this address is no feed: look for a link to RSS or Atom on the page.")
TOO_LARGE = N_("The feed is too large.")
FOUND = N_("It is a feed with {count} entries.")
WITH_WORDS = N_("{count} of them have the words that are looked for.")
_SHOWN = ("id", "link", "title", "author", "summary")


def faults_of(settings: Mapping[str, str]) -> list[Reason]:
    """Answer everything that is wrong with what was filled in."""
    reasons = []
    place = urlsplit(settings.get("address", "").strip())
    if place.scheme not in ("http", "https") or not place.hostname:
        reasons.append(Reason(NO_ADDRESS, field="address"))
    if _minutes(settings) is None:
        reasons.append(Reason(BAD_MINUTES, field="minutes", values={"least": SHORTEST}))
    return reasons


def _minutes(settings: Mapping[str, str]) -> int | None:
    told = settings.get("minutes", "").strip() or "30"
    found = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0
    return found if SHORTEST <= found <= LONGEST else None


def check(access: Access) -> Checked:
    """Fetch the feed once and say what is in it."""
    refuse_if(faults_of(access.settings))
    feed = _parsed(_fetched(access, {})[0])
    title = clean_name(feed["title"]) or urlsplit(access.settings["address"]).hostname or "feed"
    words = wanted_words(access.settings.get("words", ""))
    found = [Finding(FOUND, values={"count": len(feed["entries"])})]
    if words:
        fitting = sum(bool(words & words_of_entry(entry)) for entry in feed["entries"])
        found.append(Finding(WITH_WORDS, values={"count": fitting}))
    facts = {
        "key": key_of(access.facts, access.settings["address"]), "title": title,
        "about": access.settings.get("about", "") or "mentions", "words": sorted(words),
    }  # fmt: skip
    return Checked(title, tuple(found), facts)


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Tell of entries that were not told before; what a feed holds at first is news too: it is short.

    The cursor holds when to look next, so that a line that is called anew does not hurry.
    """
    refuse_if(faults_of(access.settings))
    at = dict(cursor)
    wait = (_minutes(access.settings) or 30) * 60_000
    while True:
        left = int(at.get("next", 0)) - now()
        if 0 < left <= LONGEST * 60_000:
            time.sleep(min(left / 1000, LONGEST_SILENCE - 5))
            yield Heard((), dict(at))
            continue
        content, marks = _fetched(access, at)
        raws, seen = ((), at.get("seen", [])) if content is None else _new_in(content, at)
        at = {**marks, "seen": seen, "next": now() + wait}
        yield Heard(raws, dict(at))


def _new_in(content: bytes, at: Mapping[str, Any]) -> tuple[tuple[Raw, ...], list[str]]:
    """Answer the entries that are new or were changed, the oldest first, and what to remember of all."""
    told = [str(one) for one in at.get("seen", [])]
    known = set(told)
    raws = []
    for entry in reversed(_parsed(content)["entries"]):  # feeds begin with the newest
        payload = json.dumps(entry | {"seen": now()}, ensure_ascii=False).encode("utf-8", "replace")
        # Not the moments: some feeds are dated anew each time they are asked.
        said = "\n".join(str(entry.get(name, "")) for name in ("id", "link", "title", "summary"))
        key = hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest()
        if key not in known:
            known.add(key)
            told.append(key)
            raws.append(Raw(key, payload, "entry"))
    return tuple(raws), told[-MOST_REMEMBERED:]


def _fetched(access: Access, at: Mapping[str, Any]) -> tuple[bytes | None, dict[str, str]]:
    """Answer the feed's bytes, None where it did not change, and its marks of the version."""
    if access.web is None:
        raise Trouble("there is no way out")
    headers = {"accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"}
    if at.get("etag"):
        headers["if-none-match"] = str(at["etag"])
    if at.get("modified"):
        headers["if-modified-since"] = str(at["modified"])
    with access.web.client(headers=headers) as client:
        answer = client.get(access.settings["address"].strip())
    if answer.status_code == 304 and at:
        return None, {name: str(at[name]) for name in ("etag", "modified") if at.get(name)}
    failure = failure_of(
        answer.status_code, retry_after=answer.headers.get("retry-after", ""), now=time.time()
    )
    if failure is not None:
        raise failure
    if len(answer.content) > LARGEST_FEED:
        raise Refusal(Reason(TOO_LARGE, field="address"))
    marks = {
        "etag": answer.headers.get("etag", "")[:500],
        "modified": answer.headers.get("last-modified", "")[:100],
    }
    return answer.content, {name: value for name, value in marks.items() if value.isprintable() and value}


def _parsed(content: bytes | None) -> dict[str, Any]:
    """Answer a feed's title and entries; refuses what is none. Bytes only: the parser fetches nothing."""
    import feedparser  # type: ignore[import-untyped]

    try:
        found = feedparser.parse(BytesIO(content or b""), sanitize_html=False, resolve_relative_uris=False)
        entries = [_entry(one) for one in found.get("entries", [])[:MOST_ENTRIES]]
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError) as error:
        raise Refusal(Reason(NO_FEED, field="address")) from error
    if not entries and not found.get("version"):
        raise Refusal(Reason(NO_FEED, field="address"))
    title = found.get("feed", {}).get("title", "")
    return {"title": title if type(title) is str else "", "entries": entries}


def _entry(told: Mapping[str, Any]) -> dict[str, Any]:
    """Answer what is kept of an entry: texts, and moments where they could be read."""
    entry: dict[str, Any] = {}
    raw = {key: dict.__getitem__(told, key) for key in dict.keys(told)} if isinstance(told, dict) else {}
    contents = [one.get("value", "") for one in told.get("content", []) if type(one.get("value")) is str]
    for name in _SHOWN:
        value = told.get(name, "")
        if type(value) is str and value:
            entry[name] = value[:100_000]
    if contents and len(contents[0]) > len(entry.get("summary", "")):
        entry["summary"] = contents[0][:100_000]
    for name in ("published", "updated"):
        parsed = raw.get(f"{name}_parsed")  # its own `get` takes one for the other
        entry[name] = _moment(parsed) if parsed else None
    detail = told.get("author_detail") or {}
    entry["mail"] = detail.get("email", "") if type(detail.get("email", "")) is str else ""
    entry["href"] = detail.get("href", "") if type(detail.get("href", "")) is str else ""
    entry["name"] = detail.get("name", "") if type(detail.get("name", "")) is str else ""
    return entry


def _moment(parsed: time.struct_time) -> Moment | None:
    import calendar

    try:
        return Moment(calendar.timegm(parsed) * 1000)
    except (ValueError, OverflowError, TypeError):
        return None
