"""Messages: what people say, and how others react."""

from pathlib import PurePosixPath
from typing import Any

from veche.channels.connectors.discord.people import Author
from veche.channels.connectors.discord.rooms import Room
from veche.channels.connectors.discord.values import count_of, dict_of, dicts_of, snowflake_of, text_of
from veche.channels.connectors.discord.words import emoji_of, poll_of, words_of, words_of_embeds
from veche.channels.rules.relaying import relayed, relayed_handle
from veche.channels.terms import Record
from veche.kit.terms import N_
from veche.ledger.terms import Handle, Kind, Mark, Nature, Sighting

NOBODY = N_("It does not say who wrote it.")
_MEDIA = {
    "photo": ("png", "jpg", "jpeg", "gif", "webp", "heic", "avif", "bmp"),
    "video": ("mp4", "mov", "webm", "mkv", "avi"),
    "audio": ("mp3", "wav", "flac", "m4a", "opus"),
    "voice": ("ogg",),
}
_BY_ENDING = {f".{ending}": media for media, endings in _MEDIA.items() for ending in endings}


def read_message(room: Room, message: dict[str, Any], number: str, where: str) -> Record:
    """Answer what a message says: the message itself, then the reactions whose authors are named."""
    author = room.people.find(message.get("author") or message.get("authorId"))
    if author is None:
        return Record(where, (), NOBODY)
    at = room.clock.at(message.get("timestamp"), number)
    reply_to, is_forward = _reply_to(room, message)
    thread = room.thread_of_reply(number, reply_to) if reply_to else room.thread
    said = Sighting(
        room.place, author.handle, room.kind, at, number,
        words=words_of(message.get("content"), message.get("mentions")),
        edited_at=room.clock.later(message.get("timestampEdited"), at, number),
        thread=thread, reply_to=reply_to, about=room.about,
        target=None if reply_to else _target(room, message, author.handle),
        marks=int(Mark.FORWARDED) if is_forward else 0,
    )  # fmt: skip
    said = _with_more(message, said)
    if author.carries:
        said = _carried_over(room, author, said)
    return Record(where, _with_reactions(room, message, said) if message.get("reactions") else (said,))


def _reply_to(room: Room, message: dict[str, Any]) -> tuple[str, bool]:
    """Answer what a message replies to, and whether it brings another place's words here.

    Besides replies, forwards refer to a message, and so do posts that came from a followed channel.
    """
    reference = message.get("reference")
    if type(reference) is not dict:
        return "", "forwardedMessage" in message
    if reference.get("type") == "Forward" or "forwardedMessage" in message:
        return "", True
    channel = snowflake_of(reference.get("channelId"))
    if channel not in ("", room.id):
        return "", True
    return snowflake_of(reference.get("messageId")), False


def _target(room: Room, message: dict[str, Any], author: Handle) -> Handle | None:
    """Answer the one person a message speaks to; nobody if it names none or several.

    The answer of a bot to a command speaks to whoever gave the command.
    """
    if (command := message.get("interaction")) is not None:
        asked = dict_of(command)
        return room.people.handle(asked.get("user") or asked.get("userId"))
    mentions = message.get("mentions") or message.get("mentionIds")
    found = room.people.handle(mentions[0]) if type(mentions) is list and len(mentions) == 1 else None
    return found if found and found.value != author.value else None


def _with_more(message: dict[str, Any], said: Sighting) -> Sighting:
    """Answer a message with what it carries beside its words."""
    pieces, media, tallies = [said.words], _media_of(message), said.tallies
    if "forwardedMessage" in message:
        forwarded = dict_of(message["forwardedMessage"])
        pieces.append(words_of(forwarded.get("content")) or words_of_embeds(forwarded.get("embeds")))
        media = media or _media_of(forwarded)
    if message.get("poll"):
        words, tallies = poll_of(message["poll"])
        media = media or "poll"
        pieces.append(words)
    if message.get("embeds") and (not said.words or said.handle.nature is Nature.BOT):
        pieces.append(words_of_embeds(message["embeds"]))
    return said._replace(
        words="\n".join(filter(None, pieces)), tallies=tallies, extra={"media": media} if media else None,
        marks=said.marks | (int(Mark.MEDIA) if media else 0),
    )  # fmt: skip


def _media_of(message: dict[str, Any]) -> str:
    """Answer the kind of the first thing attached; of its name only the ending is looked at."""
    for attachment in dicts_of(message.get("attachments")):
        name = text_of(attachment.get("fileName")) or text_of(attachment.get("url")).partition("?")[0]
        return _BY_ENDING.get(PurePosixPath(name[-20:]).suffix.lower(), "file")
    return "sticker" if dicts_of(message.get("stickers")) else ""


def _carried_over(room: Room, author: Author, said: Sighting) -> Sighting:
    """Give the words that a bridge carried over to whoever said them."""
    found = relayed(author.handle.name, said.words)
    if found is None:
        return said
    network, who, words = found
    return said._replace(
        handle=relayed_handle(room.place.key, network, who), words=words,
        marks=said.marks | int(Mark.RELAYED), extra={**(said.extra or {}), "via": author.handle.value},
    )  # fmt: skip


def _with_reactions(room: Room, message: dict[str, Any], said: Sighting) -> tuple[Sighting, ...]:
    """Answer the message with the number of unnamed reactions, then a sighting of each named one.

    Newer versions name who reacted, no version says when: it is taken as the moment of the message.
    """
    named: dict[str, Sighting] = {}
    total = 0
    for reaction in dicts_of(message["reactions"]):
        users = reaction.get("users") or reaction.get("userIds")
        users = users if type(users) is list else []
        total += max(count_of(reaction.get("count")), len(users))
        key, emoji = emoji_of(reaction)
        for user in users:
            handle = room.people.handle(user)
            if handle is None or handle.kind != "discord" or handle.nature is Nature.PLACE:
                continue
            external_id = f"{said.external_id}/reaction/{handle.value}/{key}"
            named[external_id] = Sighting(
                said.place, handle, Kind.REACTED, said.at, external_id, thread=said.thread,
                reply_to=said.external_id, extra={"emoji": emoji},
            )  # fmt: skip
    unnamed = total - len(named)
    tallies = said.tallies + ((("reactions", unnamed),) if unnamed > 0 else ())
    return (said._replace(tallies=tallies), *named.values())
