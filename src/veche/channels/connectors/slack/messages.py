"""Messages: what people and bots say."""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.slack.emoji import sign_of
from veche.channels.connectors.slack.lines import Line
from veche.channels.connectors.slack.people import People
from veche.channels.connectors.slack.rooms import Room
from veche.channels.connectors.slack.stamps import moment_of, stamp_of
from veche.channels.connectors.slack.words import (
    mentioned,
    words_in_attachments,
    words_in_blocks,
    words_of,
)
from veche.channels.rules.relaying import relayed, relayed_handle, relayed_name
from veche.channels.terms import Record
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.kit.time import Moment
from veche.ledger.terms import Handle, Kind, Mark, Nature, Sighting

NOBODY = N_("It does not say who wrote it.")
EMPTY = N_("It holds neither words nor anything else we know.")
MOST_REACTIONS = 10_000
_MEDIA, _FORWARDED, _RELAYED = int(Mark.MEDIA), int(Mark.FORWARDED), int(Mark.RELAYED)
_MEDIA_OF = {"image": "photo", "video": "video", "audio": "audio"}
_LONGEST_PART = 60


def read_message(line: Line) -> Record:
    """Answer what a message says, then who reacted to it and who pinned it."""
    room, people, message, stamp = line.room, line.people, line.message, line.stamp
    author = author_of(room, people, message)
    if author is None:
        return Record(line.where, (), NOBODY)
    text = _text_of(message)
    words = words_of(text, people) if text else _other_words(message, people)
    media = _media_of(message)
    if not words and not media and "reactions" not in message:
        return Record(line.where, (), EMPTY)
    thread, reply_to = _in_thread(room, message, stamp)
    target = "" if reply_to else mentioned(text)
    said = Sighting(
        room.place, author, Kind.MESSAGED, line.at, room.id_of(stamp), words, _edited_at(line), thread,
        reply_to, target=people.find(target) if target else None,
        marks=(_MEDIA if media else 0) | (_FORWARDED if _is_shared(message) else 0),
        extra={"media": media} if media else None,
    )  # fmt: skip
    if author.nature is Nature.BOT:
        said = _carried_over(line, said)
    if "reactions" not in message and "pinned_info" not in message:
        return Record(line.where, (said,))
    named = {seen.external_id: seen for seen in _reactions(people, message, said)}
    said = said._replace(tallies=_unnamed(message, len(named)))
    return Record(line.where, (said, *named.values(), *_pinned(people, message, said)))


def author_of(room: Room, people: People, message: dict[str, Any]) -> Handle | None:
    """Answer who speaks: an account, a bot, or a name that stands alone."""
    comment = message.get("comment")
    user = comment.get("user") if type(comment) is dict else message.get("user")
    found = people.find(user, message.get("user_profile")) or people.bot(message)
    if found is None and type(name := message.get("username")) is str and (name := clean_name(name)):
        return Handle("named", f"{room.key}/{name}", name)
    return found


def _text_of(message: dict[str, Any]) -> str:
    """Answer the words as written; of old notes on files only what was said, not how Slack tells of it."""
    comment, file = message.get("comment"), message.get("file")
    if type(comment) is dict and type(comment.get("comment")) is str:
        return str(comment["comment"])
    if type(file) is dict and message.get("subtype") == "file_share":
        first = file.get("initial_comment")
        said = first.get("comment") if type(first) is dict else file.get("title")
        return said if type(said) is str else ""
    text = message.get("text")
    return text if type(text) is str else ""


def _other_words(message: dict[str, Any], people: People) -> str:
    return words_in_blocks(message.get("blocks"), people) or words_in_attachments(
        message.get("attachments"), people
    )


def _media_of(message: dict[str, Any]) -> str:
    files = message.get("files")
    file = files[0] if type(files) is list and files else message.get("file")
    if type(file) is not dict:
        return ""
    if file.get("subtype") == "slack_audio":
        return "voice"
    kind = file.get("mimetype")
    return _MEDIA_OF.get(kind.partition("/")[0], "file") if type(kind) is str else "file"


def _is_shared(message: dict[str, Any]) -> bool:
    cards = message.get("attachments")
    return type(cards) is list and any(type(c) is dict and c.get("is_share") is True for c in cards[:50])


def _in_thread(room: Room, message: dict[str, Any], stamp: str) -> tuple[str, str]:
    """Answer the thread and the message replied to: in Slack the one the thread began with."""
    root = stamp_of(message.get("thread_ts"))
    if not root or root == stamp:
        return room.thread, ""
    return room.thread or root, room.id_of(root)


def _edited_at(line: Line) -> Moment | None:
    edited = line.message.get("edited")
    found = moment_of(edited.get("ts")) if type(edited) is dict else None
    return found if found is not None and found > line.at else None


def _carried_over(line: Line, said: Sighting) -> Sighting:
    """Give the words that a bridge carried over to whoever said them."""
    bot = said.handle
    username = line.message.get("username")
    name = clean_name(username) if type(username) is str else ""
    is_relay = line.people.is_relay(line.message, bot)
    network, who, words = "", "", said.words
    if name and (told := relayed_name(name)):
        network, who = told
    elif name and is_relay and name != bot.name:
        who = name
    elif found := relayed(f"{bot.name} relay-bot" if is_relay else bot.name, words):
        network, who, words = found
    if not who:
        return said
    return said._replace(
        handle=relayed_handle(line.room.key, network, who), words=words, marks=said.marks | _RELAYED,
        extra={**(said.extra or {}), "via": bot.value},
    )  # fmt: skip


def _reactions(people: People, message: dict[str, Any], said: Sighting) -> Iterator[Sighting]:
    """Answer who reacted how; Slack does not tell when, surely not before the message."""
    left = MOST_REACTIONS
    for name, users, _ in _reactions_in(message):
        for user in users[:left]:
            left -= 1
            if handle := people.find(user):
                key = f"{said.external_id}/reaction/{handle.value}/{clean_name(name, _LONGEST_PART)}"
                yield Sighting(
                    said.place, handle, Kind.REACTED, said.at, key, thread=said.thread,
                    reply_to=said.external_id, extra={"emoji": sign_of(name)},
                )  # fmt: skip


def _unnamed(message: dict[str, Any], named: int) -> tuple[tuple[str, int], ...]:
    """Answer how many reactions there are beyond those whose authors are told: Slack tells fifty."""
    total = sum(max(count, len(users)) for _, users, count in _reactions_in(message))
    return (("reactions", total - named),) if total > named else ()


def _reactions_in(message: dict[str, Any]) -> Iterator[tuple[str, list[Any], int]]:
    reactions = message.get("reactions")
    for one in reactions[:MOST_REACTIONS] if type(reactions) is list else []:
        name = one.get("name") if type(one) is dict else None
        if type(name) is str and name:
            users, count = one.get("users"), one.get("count")
            known = users if type(users) is list else []
            yield name, known, count if type(count) is int and 0 < count < 1 << 40 else 0


def _pinned(people: People, message: dict[str, Any], said: Sighting) -> Iterator[Sighting]:
    pinned = message.get("pinned_info")
    if type(pinned) is not dict:
        return
    who, at = people.find(pinned.get("pinned_by")), moment_of(pinned.get("pinned_ts"))
    if who is not None and at is not None:
        yield Sighting(
            said.place, who, Kind.PINNED, at, f"{said.external_id}/pinned", thread=said.thread,
            reply_to=said.external_id,
        )  # fmt: skip
