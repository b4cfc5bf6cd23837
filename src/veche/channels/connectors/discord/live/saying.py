"""Saying: messages and files, to a channel, a thread or one person.

Format: <https://discord.com/developers/docs/resources/message#create-message>. Our key goes along as the
nonce, which Discord enforces for some minutes: a message that is sent once more is not said twice.
"""

import hashlib
from datetime import datetime
from typing import Any

from veche.channels.connectors.discord.clocks import born
from veche.channels.connectors.discord.live.calling import UNKNOWN_CHANNEL, Discord, code_of
from veche.channels.connectors.discord.values import dict_of, snowflake_of, text_of
from veche.channels.terms.live import Access, Doubtful, Message, Sent
from veche.kit.terms import N_, Refusal
from veche.kit.time import Moment, moment

LONGEST = 2000
NO_PERSON = N_("Only a Discord account can be written to here.")
NOT_A_ROOM = N_("It is a server as a whole: choose one of its channels.")


def send(access: Access, message: Message) -> Sent:
    """Say something; nobody is called by it but whom it answers to on the screen."""
    discord = Discord(access)
    channel, thread = _channel_for(discord, message)
    told: dict[str, Any] = {
        "content": message.text, "nonce": hashlib.sha256(message.key.encode()).hexdigest()[:25],
        "enforce_nonce": True, "allowed_mentions": {"parse": [], "replied_user": False},
    }  # fmt: skip
    if replied := snowflake_of(message.reply_to):
        told["message_reference"] = {"message_id": replied, "fail_if_not_exists": False}
    answer = discord.say(f"/channels/{channel}/messages", told, message.attachments)
    number = snowflake_of(answer.get("id"))
    if not number:
        raise Doubtful("Discord does not say as which message it was said")
    place = "private" if message.to is not None or message.place == "private" else message.place
    return Sent(number, _at(answer.get("timestamp"), number), place, thread or (replied and message.thread))


def _channel_for(discord: Discord, message: Message) -> tuple[str, str]:
    """Answer the channel to write into, and the thread of what is said there.

    A thread of the ledger is a thread of Discord, or a chain of replies, which is no channel.
    """
    if message.to is not None:
        if message.to.kind != "discord":
            raise Refusal(NO_PERSON)
        opened = discord.do("POST", "/users/@me/channels", {"recipient_id": message.to.value})
        number = text_of(dict_of(opened).get("id"))
        return number, number
    if message.place == "private":
        return message.thread, message.thread
    if not snowflake_of(message.place):
        raise Refusal(NOT_A_ROOM)
    if message.thread and message.thread != message.place and _is_thread(discord, message):
        return message.thread, message.thread
    return message.place, ""


def _is_thread(discord: Discord, message: Message) -> bool:
    try:
        channel = dict_of(discord.ask(f"/channels/{message.thread}"))
    except Refusal as refusal:
        if code_of(refusal) != UNKNOWN_CHANNEL:
            raise
        return False
    return channel.get("parent_id") == message.place


def _at(date: Any, number: str) -> Moment:
    return moment(datetime.fromisoformat(date)) if type(date) is str else born(number)
