"""Shapes: a message as the gateway tells it, in the shape that DiscordChatExporter writes.

So both are read by the same eyes. Format: <https://discord.com/developers/docs/resources/message>.
"""

import re
from collections.abc import Mapping
from typing import Any

from veche.channels.connectors.discord.values import dict_of, dicts_of, snowflake_of, text_of

_FORWARD = 1
_CHANNEL = re.compile(r"<#(\d{1,20})>")


def context_of(guild: Any, channel: Any) -> dict[str, Any]:
    """Answer the head of an export for a channel as it stands in an envelope; a thread with its parent."""
    guild, channel = dict_of(guild), dict_of(channel)
    parent = dict_of(channel.get("parent"))
    form = channel.get("type")
    # A thread of a channel for announcements and one in a forum are told apart by their parent.
    return {
        "guild": {"id": text_of(guild.get("id")) or "0", "name": text_of(guild.get("name"))},
        "channel": {
            "id": channel.get("id"), "type": str(form) if type(form) is int else "0",
            "name": text_of(channel.get("name")),
            "categoryId": parent.get("id"), "category": text_of(parent.get("name")),
        },
    }  # fmt: skip


def exported(message: Mapping[str, Any], channels: Mapping[str, str]) -> dict[str, Any]:
    """Answer a message in the exporter's shape; `channels` are names by numbers."""
    told = _content(message, channels)
    told |= {
        "id": message.get("id"), "type": message["type"], "timestamp": message.get("timestamp"),
        "timestampEdited": message.get("edited_timestamp"),
        "callEndedTimestamp": dict_of(message.get("call")).get("ended_timestamp"),
        "author": person(message.get("author"), message.get("member")),
        "mentions": [person(user, user.get("member")) for user in dicts_of(message.get("mentions"))],
        "stickers": dicts_of(message.get("sticker_items")), "reactions": dicts_of(message.get("reactions")),
    }  # fmt: skip
    reference = dict_of(message.get("message_reference"))
    if reference:
        told["reference"] = {
            "messageId": reference.get("message_id"), "channelId": reference.get("channel_id"),
            "type": "Forward" if reference.get("type") == _FORWARD else "Default",
        }  # fmt: skip
    snapshots = dicts_of(message.get("message_snapshots"))
    if snapshots:
        told["forwardedMessage"] = _content(dict_of(snapshots[0].get("message")), channels)
    command = message.get("interaction_metadata") or message.get("interaction")
    if command:
        told["interaction"] = {"user": person(dict_of(command).get("user"))}
    if message.get("poll"):
        told["poll"] = _poll(dict_of(message["poll"]))
    return told


def person(user: Any, member: Any = None) -> dict[str, Any] | None:
    """Answer an account; shown by its nick on the server, else by its display name."""
    if type(user) is not dict:
        return None
    nick = text_of(dict_of(member).get("nick")) or text_of(user.get("global_name"))
    return {
        "id": user.get("id"), "name": user.get("username"), "nickname": nick or text_of(user.get("username")),
        "discriminator": text_of(user.get("discriminator")), "isBot": user.get("bot") is True,
    }  # fmt: skip


def _content(message: Mapping[str, Any], channels: Mapping[str, str]) -> dict[str, Any]:
    files = [
        {"fileName": one.get("filename"), "url": one.get("url")}
        for one in dicts_of(message.get("attachments"))
    ]
    text = _CHANNEL.sub(
        lambda found: f"#{channels.get(found[1]) or found[1]}", text_of(message.get("content"))
    )
    return {"content": text, "embeds": dicts_of(message.get("embeds")), "attachments": files}


def _poll(poll: dict[str, Any]) -> dict[str, Any]:
    counts = dicts_of(dict_of(poll.get("results")).get("answer_counts"))
    return {
        "question": text_of(dict_of(poll.get("question")).get("text")),
        "answers": [
            {"id": one.get("answer_id"), "text": text_of(dict_of(one.get("poll_media")).get("text"))}
            for one in dicts_of(poll.get("answers"))
        ],
        "results": {"answers": [{"id": one.get("id"), "count": one.get("count")} for one in counts]},
    }


def root_of(message: Mapping[str, Any]) -> tuple[str, str]:
    """Answer which message a reply is to, and which that one replied to."""
    referred = dict_of(message.get("referenced_message"))
    above = dict_of(referred.get("message_reference"))
    if above.get("type") == _FORWARD:
        return snowflake_of(referred.get("id")), ""
    return snowflake_of(referred.get("id")), snowflake_of(above.get("message_id"))
