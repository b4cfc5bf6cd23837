"""People: users and chats as the Bot API writes them, as handles."""

from typing import Any

from veche.kit.text import clean_name
from veche.ledger.terms import Handle, Nature

_SUPER = 1_000_000_000_000


def handle_of_user(user: dict[str, Any]) -> Handle:
    """Answer a user's handle; raises where there is no number."""
    number = user["id"]
    if type(number) is not int or not 0 < number < 1 << 62:
        raise ValueError(number)
    parts = (user.get("first_name"), user.get("last_name"))
    name = clean_name(" ".join(part for part in parts if type(part) is str))
    nickname = user.get("username")
    aliases = (Handle("telegram_name", clean_name(nickname)),) if type(nickname) is str and nickname else ()
    nature = Nature.BOT if user.get("is_bot") is True else Nature.PERSON
    return Handle("telegram", str(number), name, nature, aliases)


def handle_of_chat(chat: dict[str, Any]) -> Handle:
    """Answer the handle of a chat that speaks in its own name; raises where there is no number."""
    title = chat.get("title")
    return Handle(
        "telegram", peer_of_chat(chat), clean_name(title) if type(title) is str else "", Nature.PLACE
    )


def peer_of_chat(chat: dict[str, Any]) -> str:
    """Answer what Telegram Desktop's exports call this chat: «channel1», «chat1» or «user1»."""
    number = chat["id"]
    if type(number) is not int or not -1 << 62 < number < 1 << 62:
        raise ValueError(number)
    if number < -_SUPER:
        return f"channel{-number - _SUPER}"
    return f"chat{-number}" if number < 0 else f"user{number}"
