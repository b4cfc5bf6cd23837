"""Places: the ledger's words for chats and messages, and the numbers the Bot API has for them."""

import re
from typing import Any

from veche.channels.connectors.telegram.updates import Updates
from veche.channels.terms.live import Access, Sent
from veche.kit.terms import N_, Refusal
from veche.kit.time import Moment
from veche.ledger.terms import Handle

NO_CHAT = N_("This chat is none that the bot can write to.")
NO_MESSAGE = N_("The bot has not heard this message itself, so it cannot answer or delete it.")
NO_PERSON = N_("This person has no Telegram account that the bot knows.")
_SUPER = 1_000_000_000_000
_PLACE = re.compile(r"(channel|chat|user)(\d{1,15})")
_MESSAGE = re.compile(r"(?:user\d{1,15}/)?(?:(\d{1,15})\.)?(\d{1,15})")


def chat_in(place: str, thread: str = "") -> int:
    """Answer the number of a chat: talks with one person are a thread each in one place."""
    found = _PLACE.fullmatch(thread if place == "private" else place)
    if not found:
        raise Refusal(NO_CHAT)
    number = int(found[2])
    return {"channel": -_SUPER - number, "chat": -number, "user": number}[found[1]]


def message_in(access: Access, external_id: str) -> int:
    """Answer the number of a message; refuses ids that another bot or an import has made."""
    found = _MESSAGE.fullmatch(external_id)
    if not found or found[1] not in (None, bot_of(access)):
        raise Refusal(NO_MESSAGE)
    return int(found[2])


def root_in(thread: str) -> int:
    """Answer the number of the message a thread began with; 0 where it is no thread of a group."""
    return int(thread) if thread.isascii() and thread.isdecimal() and len(thread) < 16 else 0


def user_in(handle: Handle | None) -> int:
    """Answer the number of a person."""
    if handle is None or handle.kind != "telegram" or not root_in(handle.value):
        raise Refusal(NO_PERSON)
    return int(handle.value)


def bot_of(access: Access) -> str:
    """Answer the number of the bot: what stands before the colon of its token."""
    return access.settings.get("token", "").strip().partition(":")[0]


def sent_as(access: Access, message: dict[str, Any]) -> Sent:
    """Answer where and under which id a message of ours stands."""
    chat = Updates("en", bot_of(access)).chat(message["chat"])
    number, root = int(message["message_id"]), message.get("message_thread_id")
    at = Moment(int(message["date"]) * 1000)
    thread = chat.thread or (str(root) if root else "")
    return Sent(chat.id_of_parent(number), at, chat.place.key, thread)
