"""Messages: what people and channels say."""

from typing import Any

from veche.channels.connectors.telegram.chats import Chat
from veche.channels.connectors.telegram.media import carried_by
from veche.channels.connectors.telegram.peers import peer_of
from veche.channels.connectors.telegram.reactions import reactions_to
from veche.channels.connectors.telegram.words import mentioned, words_of
from veche.channels.rules.relaying import relayed, relayed_handle
from veche.channels.terms import Record
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.kit.time import Moment
from veche.ledger.terms import About, Handle, Kind, Mark, Nature, Sighting

LEAST, MOST = -(1 << 62), 1 << 62  # what any number of a message lies between
NOBODY = N_("It does not say who wrote it.")
_FORWARDED, _RELAYED = int(Mark.FORWARDED), int(Mark.RELAYED)
# A message of these keys alone is words and nothing else.
_PLAIN = frozenset(
    ("id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "from_id", "text",
     "text_entities", "reply_to_message_id", "reply_to_peer_id"),
)  # fmt: skip


def read_message(chat: Chat, message: dict[str, Any], number: int, where: str) -> Record:
    """Answer what a message says: the message itself, then the reactions whose authors are named.

    Written in one piece and without detours: nine of ten messages are plain, and a million
    of them come in a row.
    """
    exact = message.get("date_unixtime")
    at = Moment(int(exact) * 1000) if type(exact) is str else chat.clock.read(message)
    found = chat.peers.known.get((message.get("from_id"), message.get("from"))) or _author(chat, message)
    if found is None:
        return Record(where, (), NOBODY)
    handle, carries = found
    external_id = (
        str(number) if number > 0 and not chat.counts_alone else chat.id_of(number, at, handle.value)
    )
    text = message.get("text", "")
    words = text if type(text) is str else words_of(text)
    kind, thread, reply_to, about = chat.kind, chat.thread, "", None
    if "reply_to_message_id" in message:
        kind, thread, reply_to, about = _place_in_thread(chat, message, number)
    edited_at = _edited_at(chat, message, at) if "edited" in message else None
    said = Sighting(chat.place, handle, kind, at, external_id, words, edited_at, thread, reply_to, about)
    if carries or not _PLAIN.issuperset(message):
        return Record(where, _more(chat, message, said, carries=carries))
    if text is not words and not reply_to and (target := mentioned(text)):
        said = said._replace(target=target)
    return Record(where, (said,))


def _author(chat: Chat, message: dict[str, Any]) -> tuple[Handle, bool] | None:
    """Answer who wrote it; in a channel of which the export names no author it is the channel."""
    found = chat.peers.find(message.get("from_id"), message.get("from"))
    if found is None and chat.is_channel:
        return chat.peers.find(chat.key, chat.place.title)
    return found


def _place_in_thread(chat: Chat, message: dict[str, Any], number: int) -> tuple[Kind, str, str, About | None]:
    """Answer the kind, thread, parent and topic of a reply.

    Whatever is said in a forum topic replies to the message the topic began with, which is no
    reply; a reply to a post that a channel forwarded into its discussion group is a comment.
    """
    parent = message["reply_to_message_id"]
    if type(parent) is not int or not LEAST < parent < MOST or _is_elsewhere(chat, message):
        return chat.kind, chat.thread, "", None
    root = chat.root_of(number, parent)
    reply_to = chat.id_of_parent(parent)
    thread = chat.thread or (reply_to if root == parent else chat.id_of_parent(root))
    kind = Kind.COMMENTED if chat.posts and chat.posts.get(root) else chat.kind
    about = chat.topic(root) if chat.topics else None
    return kind, thread, "" if about and root == parent else reply_to, about


def _is_elsewhere(chat: Chat, message: dict[str, Any]) -> bool:
    if "reply_to_peer_id" not in message:
        return False
    peer = peer_of(message["reply_to_peer_id"])
    return bool(peer) and peer != chat.key


def _edited_at(chat: Chat, message: dict[str, Any], at: Moment) -> Moment | None:
    """Answer when it was edited; old exports say 1970 of what never was."""
    try:
        edited_at = chat.clock.read(message, "edited")
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return edited_at if edited_at > at else None


def _more(chat: Chat, message: dict[str, Any], said: Sighting, *, carries: bool) -> tuple[Sighting, ...]:
    """Answer a message that is more than words: media, forwards, what bots carried, reactions."""
    carried = carried_by(message)
    words = "\n".join(filter(None, (said.words, carried.words)))
    extra: dict[str, Any] = {"media": carried.media} if carried.media else {}
    marks, kind = carried.marks, said.kind
    if "forwarded_from" in message or "forwarded_from_id" in message:
        marks |= _FORWARDED
        if origin := peer_of(message.get("forwarded_from_id")):
            extra["forwarded_from"] = origin
        if _is_post(chat, message):
            chat.posts.put(message["id"], True)
            kind = Kind.REPOSTED
    if type(bot := message.get("via_bot")) is str and bot:
        extra["via_bot"] = clean_name(bot, 64)
    if "inline_bot_buttons" in message and "via_bot" not in message:
        said = _from_bot(chat, message, said)
    said = said._replace(
        kind=kind, words=words, marks=marks, tallies=carried.tallies, extra=extra or None,
        target=None if said.reply_to else mentioned(message.get("text")),
    )  # fmt: skip
    if carries:
        said = _carried_over(chat, said)
    return reactions_to(chat, message, said) if "reactions" in message else (said,)


def _from_bot(chat: Chat, message: dict[str, Any], said: Sighting) -> Sighting:
    """Note that the author is a bot: nobody else can put buttons under a message."""
    if said.handle.kind != "telegram" or said.handle.nature is not Nature.PERSON:
        return said
    chat.peers.is_bot(peer_of(message.get("from_id")))
    return said._replace(handle=said.handle._replace(nature=Nature.BOT))


def _is_post(chat: Chat, message: dict[str, Any]) -> bool:
    """Tell whether this is a post that Telegram itself brought from a channel into its group."""
    peer = peer_of(message.get("from_id"))
    if chat.is_channel or not peer.startswith("channel") or peer == chat.key:
        return False
    origin = peer_of(message.get("forwarded_from_id"))
    return origin == peer if origin else message.get("forwarded_from") == message.get("from")


def _carried_over(chat: Chat, said: Sighting) -> Sighting:
    """Give the words that a bridge carried over to whoever said them."""
    found = relayed(said.handle.name, said.words)
    if found is None:
        return said
    network, who, words = found
    return said._replace(
        handle=relayed_handle(chat.key, network, who), words=words, marks=said.marks | _RELAYED,
        extra={**(said.extra or {}), "via": said.handle.value},
    )  # fmt: skip
