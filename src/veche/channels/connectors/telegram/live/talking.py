"""Talking: one line to the Bot API, and what its refusals mean in our words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from veche.channels.terms.live import Access, Doubtful
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean_name

if TYPE_CHECKING:
    from aiogram import Bot

NO_TOKEN = N_("This is no token of a bot: @BotFather gives one like 123456789:AAE….")
WRONG_TOKEN = N_("Telegram does not know this token. Copy it once more from @BotFather.")
BAD_API = N_("This is no address of a Bot API server.")
SILENT = N_("Telegram does not answer.")
ODD = N_("Telegram answered with something that is no answer.")
BUSY = N_("Telegram asks to wait before the next message.")
FAILING = N_("Telegram has a fault of its own at the moment.")
HEARD_TWICE = N_("Another program asks for the news of this bot.")
HOOKED = N_("A webhook is set for this bot, so it cannot be asked for news. Choose one of the two ways.")
MOVED = N_("The group has become a supergroup with another number. Write to that one.")
TOO_LARGE = N_("The file is too large for Telegram.")
CUT_OFF = N_("The line to Telegram broke after the message had gone out: it may stand in the chat or not.")
SAID_NO = N_("Telegram refuses: {said}")
# What stands in the descriptions of refusals, which Telegram's documentation does not list.
_MEANINGS = {
    "bot was blocked by the user": N_("This person has blocked the bot."),
    "bot can't initiate conversation": N_("A bot may write only to people who have written to it first."),
    "user is deactivated": N_("This account was deleted."),
    "bot was kicked": N_("The bot was removed from this chat."),
    "bot is not a member": N_("The bot is not in this chat."),
    "chat not found": N_("The bot does not know this chat: add it there first."),
    "message to be replied not found": N_("The message that was to be answered is gone."),
    "message to reply not found": N_("The message that was to be answered is gone."),
    "message thread not found": N_("This topic is gone."),
    "topic_closed": N_("This topic is closed."),
    "not enough rights": N_("The bot lacks the right to do this: make it an administrator with this right."),
    "need administrator rights": N_("The bot must be an administrator of this chat."),
    "chat_admin_required": N_("The bot must be an administrator of this chat."),
    "user is an administrator": N_("Telegram does not let a bot do this to an administrator."),
    "can't remove chat owner": N_("Telegram does not let a bot do this to the owner of the chat."),
    "message can't be deleted": N_("Telegram lets a bot delete messages of the last 48 hours only."),
    "have no rights to send": N_("The bot may not write in this chat."),
    "chat_write_forbidden": N_("The bot may not write in this chat."),
}


class Line:
    """An open line to the Bot API."""

    def __init__(self, bot: Bot, runner: asyncio.Runner) -> None:
        self.bot, self.runner = bot, runner

    def ask(self, method: str, *, is_deed: bool = False, patience: int | None = None, **values: Any) -> Any:
        """Ask with a method by aiogram's name of it, and answer the result as plain JSON.

        A deed is not to be done twice: where it may have been done, it raises `Doubtful`. `patience`
        is in seconds, else that of the door.
        """
        try:
            said = _plain(method)(**{key: value for key, value in values.items() if value is not None})
            return self.runner.run(self.bot(said, request_timeout=patience))
        except Exception as error:
            meaning = _meaning(error, is_deed=is_deed)
        raise meaning  # outside of `except`: its trace would hold the address with the token in it


@contextmanager
def line_to(access: Access) -> Iterator[Line]:
    """Open a line; refuses a token or an address that are none."""
    from aiogram import Bot
    from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
    from aiogram.utils.token import TokenValidationError, validate_token

    from veche.channels.connectors.telegram.live.session import Session

    assert access.web is not None
    token, api = access.settings.get("token", "").strip(), access.settings.get("api", "").strip()
    try:
        validate_token(token)
    except TokenValidationError:
        raise Refusal(Reason(NO_TOKEN, field="token")) from None
    if api and not api.startswith(("https://", "http://")):
        raise Refusal(Reason(BAD_API, field="api"))
    server = TelegramAPIServer.from_base(api) if api else PRODUCTION
    with access.web.client(follow_redirects=False) as client, asyncio.Runner() as runner:
        yield Line(Bot(token, session=Session(client, server)), runner)


@lru_cache(maxsize=64)
def _plain(name: str) -> Any:
    """Answer aiogram's method with plain JSON as its result: a newer Telegram may say more than it knows."""
    from aiogram import methods

    method = getattr(methods, name)
    return type(name, (method,), {"__returning__": Any, "__module__": __name__})


def _meaning(error: Exception, *, is_deed: bool) -> Exception:
    """Answer what went wrong in our words; nothing of what was asked stands in it."""
    from aiogram import exceptions as told

    from veche.kit.web import BrokenOff

    if is_deed and isinstance(error, (BrokenOff, told.ClientDecodeError)):
        return Doubtful(CUT_OFF)
    if isinstance(error, told.TelegramServerError):
        return Trouble(FAILING)
    if isinstance(error, told.TelegramRetryAfter):
        return Trouble(BUSY, float(error.retry_after))
    if isinstance(error, told.TelegramAPIError):
        return _refusal(error)
    if isinstance(error, Trouble):
        return Trouble(SILENT, error.retry_after)
    # A refusal is the door's; what else there is, is a fault of ours.
    return Trouble(ODD) if isinstance(error, told.ClientDecodeError) else error


def _refusal(error: Any) -> Exception:
    from aiogram import exceptions as told

    said = str(error.message or "")
    match error:
        case told.TelegramUnauthorizedError() | told.TelegramNotFound():
            return Refusal(Reason(WRONG_TOKEN, field="token"))
        case told.TelegramConflictError():
            return Refusal(HOOKED) if "webhook" in said.lower() else Trouble(HEARD_TWICE)
        case told.TelegramMigrateToChat():
            return Refusal(MOVED)
        case told.TelegramEntityTooLarge():
            return Refusal(TOO_LARGE)
    low = said.lower()
    known = next((meaning for sign, meaning in _MEANINGS.items() if sign in low), "")
    return Refusal(known or Reason(SAID_NO, values={"said": clean_name(said, 200)}))
