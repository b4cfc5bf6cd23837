"""Reading: a notification or a post as records.

An account's public world is one place, its direct messages another with a thread for each person.
Formats: <https://docs.joinmastodon.org/entities/Status/>, <https://docs.joinmastodon.org/entities/Notification/>.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import orjson

from veche.channels.rules.pages import text_of_page
from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.kit.time import Moment, moment
from veche.ledger.terms import About, Handle, Kind, Mark, Nature, Place, Sighting

OWN = N_("It is about the account itself, or asks it to do something.")
ENDED = N_("It says that a poll has ended.")
BOOST = N_("It brings another's words here: who boosts us is told by a notification.")
UNKNOWN = N_("It is a notification of a kind we do not know yet.")
# Mentions and tags are links too: it is enough to name them.
_MENTION = re.compile(r"<a\b[^<>]{0,2000}\bclass=\"[^\"<>]{0,200}\bmention\b[^<>]{0,2000}>")
_DIRECT = {"ru": "Mastodon: личные сообщения"}
_MEDIA = {"image": "photo", "gifv": "video", "video": "video", "audio": "audio"}
_REASONS = {
    "poll": ENDED,
    **dict.fromkeys(
        ("follow_request", "admin.sign_up", "admin.report", "severed_relationships", "moderation_warning"),
        OWN,
    ),
}
_DEEDS = {"favourite": Kind.REACTED, "reblog": Kind.REPOSTED, "quote": Kind.REPOSTED}


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what an envelope says."""
    told = orjson.loads(raw.payload)
    if raw.kind == "status":
        yield _post(told, known)
        return
    kind, where = str(told["type"]), f"{told['type']} {told['id']}"
    if kind in ("mention", "status", "update"):
        yield _post(told["status"], known)
    elif kind in _DEEDS:
        yield Record(where, (_deed(told, kind, known),))
    elif kind == "follow":
        seen = Sighting(
            _place(known), handle_of(told["account"], known), Kind.SUBSCRIBED, moment_of(told["created_at"]),
            f"follow/{told['id']}",
        )  # fmt: skip
        yield Record(where, (seen,))
    else:
        yield Record(clean_name(where, 60), (), _REASONS.get(kind, UNKNOWN))


def handle_of(account: dict[str, Any], known: Known) -> Handle:
    """Answer who an account is: its address, which is the same from every instance and never changes."""
    acct = str(account["acct"])
    value = acct if "@" in acct else f"{acct}@{known.facts.get('domain', '')}"
    own, is_bot = known.facts.get("id"), account.get("bot") is True
    nature = Nature.PLACE if account.get("id") == own else Nature.BOT if is_bot else Nature.PERSON
    name = clean_name(str(account.get("display_name") or "")) or clean_name(
        str(account.get("username") or acct)
    )
    return Handle("mastodon", value.lower(), name, nature)


def _post(status: dict[str, Any], known: Known) -> Record:
    number, author = str(status["id"]), handle_of(status["account"], known)
    if status.get("reblog"):
        return Record(number, (), BOOST)
    at, parent = moment_of(status["created_at"]), str(status.get("in_reply_to_id") or "")
    place, thread = _place(known), parent or number
    kind = Kind.COMMENTED if parent else Kind.MENTIONED
    if status.get("visibility") == "direct":
        place, thread, kind = _private(known), _other(status, known), Kind.MESSAGED
    elif author.nature is Nature.PLACE and not parent:
        kind = Kind.PUBLISHED
    elif not parent and not _names_us(status, known):
        kind = Kind.PUBLISHED  # found by its tag: they said it to the world
    edited = status.get("edited_at")
    media = _media(status)
    said = Sighting(
        place, author, kind, at, number, _words(status), moment_of(edited) if edited else None,
        thread, parent, about=_about(status, known), marks=int(Mark.MEDIA) if media else 0,
        extra={"media": media} if media else None,
    )  # fmt: skip
    return Record(number, (said,))


def _deed(told: dict[str, Any], kind: str, known: Known) -> Sighting:
    status, who = told["status"], handle_of(told["account"], known)
    number, by = str(status["id"]), str(told["account"]["id"])
    is_direct = status.get("visibility") == "direct"
    if kind == "quote":  # the post is theirs, with our words in it
        seen = _post(status, known).sightings[0]
        return seen._replace(kind=Kind.REPOSTED)
    return Sighting(
        _private(known) if is_direct else _place(known), who, _DEEDS[kind], moment_of(told["created_at"]),
        f"{number}/{kind}/{by}", thread=_other(status, known) if is_direct else number, reply_to=number,
        extra={"emoji": "⭐"} if kind == "favourite" else None,
    )  # fmt: skip


def _words(status: dict[str, Any]) -> str:
    poll = status.get("poll") or {}
    answers = [f"— {one['title']}" for one in poll.get("options", ()) if type(one.get("title")) is str]
    page = _MENTION.sub("", str(status.get("content") or ""))
    pieces = (str(status.get("spoiler_text") or ""), text_of_page(page), *answers)
    return "\n".join(filter(None, pieces))


def _media(status: dict[str, Any]) -> str:
    found = status.get("media_attachments") or ()
    return _MEDIA.get(str(found[0].get("type")), "file") if found else "poll" if status.get("poll") else ""


def _about(status: dict[str, Any], known: Known) -> About | None:
    """Answer the tag we follow that a post bears."""
    tags = {str(tag.get("name", "")).lower() for tag in status.get("tags") or ()}
    found = next((tag for tag in known.facts.get("tags", ()) if tag in tags), "")
    return About("topic", f"mastodon/tag/{found}", f"#{found}") if found else None


def _names_us(status: dict[str, Any], known: Known) -> bool:
    return any(one.get("id") == known.facts.get("id") for one in status.get("mentions") or ())


def _other(status: dict[str, Any], known: Known) -> str:
    """Answer with whom a direct message is: its thread, by the account's number."""
    own, author = known.facts.get("id"), str(status["account"]["id"])
    if author != own:
        return author
    others = [str(one["id"]) for one in status.get("mentions") or () if one.get("id") != own]
    return others[0] if others else author


def _place(known: Known) -> Place:
    name = f"@{known.facts.get('name', '')}@{known.facts.get('domain', '')}"
    return Place("mastodon", f"{known.facts.get('domain', '')}/{known.facts.get('id', '')}", name, "channel")


def _private(known: Known) -> Place:
    return Place("mastodon", "private", _DIRECT.get(known.language, "Mastodon: direct messages"), "private")


def moment_of(date: Any) -> Moment:
    """Answer the moment of a date."""
    return moment(datetime.fromisoformat(date))


def domain_of(account: dict[str, Any], address: str) -> str:
    """Answer the domain in the account's address, which may be another than the instance is asked at."""
    return (urlsplit(str(account.get("url") or "")).hostname or urlsplit(address).hostname or "").lower()
