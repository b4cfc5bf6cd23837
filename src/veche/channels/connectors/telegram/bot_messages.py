"""Bot messages: a message as the Bot API writes it (core.telegram.org/bots/api#message)."""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.telegram.chats import Chat
from veche.channels.connectors.telegram.media import carried_by_bot_message
from veche.channels.connectors.telegram.notices import CALL, CHANGED, CONTACT, MONEY, PLAYED
from veche.channels.connectors.telegram.people import handle_of_chat, handle_of_user, peer_of_chat
from veche.channels.rules.relaying import is_relay, relayed, relayed_handle
from veche.channels.terms import Record
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.kit.time import Moment
from veche.ledger.terms import About, Handle, Kind, Mark, Nature, Sighting

EMPTY = N_("It holds neither words nor anything else we know.")
_FORWARDED, _RELAYED = int(Mark.FORWARDED), int(Mark.RELAYED)
_SKIPPED = {
    CHANGED: (
        "new_chat_title", "new_chat_photo", "delete_chat_photo", "supergroup_chat_created",
        "channel_chat_created", "message_auto_delete_timer_changed", "migrate_to_chat_id",
        "migrate_from_chat_id", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
        "general_forum_topic_hidden", "general_forum_topic_unhidden", "chat_background_set",
        "paid_message_price_changed", "direct_message_price_changed",
    ),
    MONEY: (
        "successful_payment", "refunded_payment", "boost_added", "giveaway_created", "giveaway_completed",
        "gift", "unique_gift",
    ),
    PLAYED: ("write_access_allowed", "web_app_data", "users_shared", "chat_shared", "checklist_tasks_done"),
    CONTACT: ("passport_data", "proximity_alert_triggered", "connected_website"),
    CALL: ("video_chat_scheduled", "video_chat_ended", "video_chat_participants_invited"),
}  # fmt: skip
_REASONS = {key: reason for reason, keys in _SKIPPED.items() for key in keys}


def read_bot_message(chat: Chat, message: dict[str, Any], where: str) -> Record:
    """Answer what a message says, service messages too; raises where it is not built as one."""
    number, at = int(message["message_id"]), Moment(int(message["date"]) * 1000)
    who = _author(message)
    said = Sighting(chat.place, who, chat.kind, at, chat.id_of(number, at, who.value), thread=chat.thread)
    seen = tuple(_noticed(chat, message, said))
    if seen:
        return Record(where, seen)
    reason = next((_REASONS[key] for key in message if key in _REASONS), "")
    if reason:
        return Record(where, (), reason)
    said = _in_thread(chat, message, _with_content(chat, message, said))
    return Record(where, (said,)) if said.words or said.extra else Record(where, (), EMPTY)


def _author(message: dict[str, Any]) -> Handle:
    if message.get("sender_chat"):
        return handle_of_chat(message["sender_chat"])
    return handle_of_user(message["from"]) if message.get("from") else handle_of_chat(message["chat"])


def _noticed(chat: Chat, message: dict[str, Any], said: Sighting) -> Iterator[Sighting]:
    """Answer who came, left, pinned, called; nothing of a message that somebody wrote."""
    comers = message.get("new_chat_members") or []
    for number, user in enumerate(comers):
        comer = handle_of_user(user)
        is_own = comer.value == said.handle.value
        if not is_own:
            part = _move(chat, Kind.INVITED, comer, said, f"/invited/{number}")
            yield said._replace(kind=Kind.INVITED, external_id=part, target=comer)
        part = _move(chat, Kind.JOINED, comer, said, "" if is_own else f"/joined/{number}")
        yield said._replace(kind=Kind.JOINED, external_id=part, handle=comer)
    if message.get("left_chat_member"):
        gone = handle_of_user(message["left_chat_member"])
        by = None if gone.value == said.handle.value else {"removed_by": said.handle.value}
        part = _move(chat, Kind.LEFT, gone, said, "")
        yield said._replace(kind=Kind.LEFT, external_id=part, handle=gone, extra=by)
    if message.get("group_chat_created"):
        yield said._replace(kind=Kind.JOINED)
    if message.get("pinned_message"):
        pinned = chat.id_of_parent(int(message["pinned_message"]["message_id"]))
        yield said._replace(kind=Kind.PINNED, reply_to=pinned)
    if "video_chat_started" in message or "voice_chat_started" in message:
        yield said._replace(kind=Kind.CALLED)
    if message.get("forum_topic_created"):
        about = chat.name_topic(int(message["message_id"]), str(message["forum_topic_created"]["name"]))
        yield said._replace(words=about.title, about=about, thread=said.external_id)


def _move(chat: Chat, kind: Kind, who: Handle, said: Sighting, part: str) -> str:
    return chat.id_of_move(kind, who.value, said.at, f"{said.external_id}{part}")


def _with_content(chat: Chat, message: dict[str, Any], said: Sighting) -> Sighting:
    media, more, tallies = carried_by_bot_message(message)
    words = "\n".join(filter(None, (_words(message), more)))
    extra: dict[str, Any] = {"media": media} if media else {}
    marks = int(Mark.MEDIA) if media else 0
    if "forward_origin" in message or "forward_date" in message:
        marks |= _FORWARDED
        if origin := _origin(message):
            extra["forwarded_from"] = origin
    if message.get("via_bot"):
        extra["via_bot"] = clean_name(str(message["via_bot"].get("username", "")), 64)
    edited = message.get("edit_date")
    said = said._replace(
        words=words, marks=marks, tallies=tallies, extra=extra or None, target=_mentioned(message),
        edited_at=Moment(int(edited) * 1000) if edited else None,
    )  # fmt: skip
    carries = said.handle.nature is Nature.BOT or is_relay(said.handle.name)
    found = relayed(said.handle.name, words) if carries else None
    if found is None:
        return said
    network, nick, words = found
    return said._replace(
        handle=relayed_handle(chat.key, network, nick), words=words, marks=marks | _RELAYED,
        extra={**extra, "via": said.handle.value},
    )  # fmt: skip


def _words(message: dict[str, Any]) -> str:
    """Answer the words; hidden links say where they lead. Entities count in halves of UTF-16."""
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    links = [e for e in entities if e.get("type") == "text_link" and type(e.get("url")) is str]
    if not links:
        return str(text)
    raw = str(text).encode("utf-16-le", "surrogatepass")
    for link in sorted(links, key=lambda e: int(e["offset"]), reverse=True):
        end = 2 * (int(link["offset"]) + int(link["length"]))
        raw = raw[:end] + f" ({link['url']})".encode("utf-16-le", "surrogatepass") + raw[end:]
    return raw.decode("utf-16-le", "replace")


def _mentioned(message: dict[str, Any]) -> Handle | None:
    entities = message.get("entities") or message.get("caption_entities") or []
    users = [e["user"] for e in entities if e.get("type") == "text_mention" and e.get("user")]
    return handle_of_user(users[0]) if len(users) == 1 else None


def _origin(message: dict[str, Any]) -> str:
    origin = message.get("forward_origin") or {}
    chat = origin.get("chat") or origin.get("sender_chat") or message.get("forward_from_chat")
    user = origin.get("sender_user") or message.get("forward_from")
    if chat:
        return peer_of_chat(chat)
    return f"user{handle_of_user(user).value}" if user else ""


def _in_thread(chat: Chat, message: dict[str, Any], said: Sighting) -> Sighting:
    number, parent = int(message["message_id"]), message.get("reply_to_message")
    if message.get("is_automatic_forward") is True:
        chat.posts.put(number, True)
        return said._replace(kind=Kind.REPOSTED)
    began = message.get("message_thread_id")
    replied = int(parent["message_id"]) if parent else None
    root = int(began) if began else chat.root_of(number, replied) if replied else None
    if root is None:
        return said
    about = _topic(chat, message, root)
    is_comment = chat.posts.get(root) or (parent or {}).get("is_automatic_forward") is True
    is_reply = replied is not None and not (about and replied == root)
    return said._replace(
        thread=chat.thread or chat.id_of_parent(root), about=about,
        reply_to=chat.id_of_parent(replied) if is_reply and replied is not None else "",
        target=None if is_reply else said.target, kind=Kind.COMMENTED if is_comment else said.kind,
    )  # fmt: skip


def _topic(chat: Chat, message: dict[str, Any], root: int) -> About | None:
    if message.get("is_topic_message") is not True:
        return None
    known = chat.topic(root)
    created = (message.get("reply_to_message") or {}).get("forum_topic_created") or {}
    if known is None and type(created.get("name")) is str:
        return chat.name_topic(root, created["name"])
    return known
