"""Rooms: the servers, channels and threads a bot sees, as they go into envelopes."""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.discord.live.calling import MISSING_ACCESS, UNKNOWN_CHANNEL, Discord, code_of
from veche.channels.connectors.discord.values import dict_of, dicts_of, snowflake_of, text_of
from veche.kit.terms import Refusal

MOST = 20_000
# Text, voice, announcements, stages, and the three kinds of threads hold messages; forums hold threads.
SPOKEN_IN = frozenset((0, 2, 5, 10, 11, 12, 13))
_THREADED = frozenset((0, 5, 15, 16))
_DIRECT = frozenset((1, 3))


class Rooms:
    """What is known of channels: from events as they come, and asked for where it is not."""

    def __init__(self, discord: Discord) -> None:
        self.discord = discord
        self.guilds: dict[str, str] = {}
        self.channels: dict[str, dict[str, Any]] = {}

    def note(self, kind: str, event: dict[str, Any]) -> None:
        """Take in what an event says of servers, channels and threads."""
        if kind in ("GUILD_CREATE", "GUILD_UPDATE"):
            self.guilds[text_of(event.get("id"))] = text_of(event.get("name"))
        if kind in ("CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"):
            self._keep(event)
        for part in ("channels", "threads"):
            for channel in dicts_of(event.get(part)):
                self._keep(channel | {"guild_id": event.get("id") or event.get("guild_id")})

    def around(self, event: dict[str, Any]) -> dict[str, Any]:
        """Answer what goes into an envelope beside an event: its server, its channel."""
        number = snowflake_of(event.get("channel_id"))
        channel = self.channel(number) if number else {}
        guild = text_of(event.get("guild_id")) or text_of(channel.get("guild_id"))
        return {"guild": self.guild(guild), "channel": channel}

    def guild(self, number: str) -> dict[str, str]:
        """Answer a server by its number; nothing for direct messages."""
        if number and number not in self.guilds:
            self.guilds[number] = text_of(dict_of(self._asked(f"/guilds/{number}")).get("name"))
        return {"id": number, "name": self.guilds[number]} if number else {}

    def channel(self, number: str) -> dict[str, Any]:
        """Answer a channel by its number, a thread with its parent."""
        if number not in self.channels:
            self._keep({"id": number, **dict_of(self._asked(f"/channels/{number}"))})
        channel = self.channels[number]
        if channel["type"] in (10, 11, 12) and channel["parent_id"]:
            parent = self.channel(channel["parent_id"])
            return channel | {"parent": {"id": parent["id"], "name": parent["name"], "type": parent["type"]}}
        return channel

    def _keep(self, channel: dict[str, Any]) -> None:
        if len(self.channels) >= MOST:
            self.channels.clear()
        form = channel.get("type")
        self.channels[text_of(channel.get("id"))] = {
            "id": text_of(channel.get("id")), "type": form if type(form) is int else 1,
            "name": "" if form in _DIRECT else text_of(channel.get("name")),
            "parent_id": text_of(channel.get("parent_id")), "guild_id": text_of(channel.get("guild_id")),
        }  # fmt: skip

    def _asked(self, path: str) -> Any:
        """What the bot may not see stays unnamed."""
        try:
            return self.discord.ask(path)
        except Refusal as refusal:
            if code_of(refusal) not in (MISSING_ACCESS, UNKNOWN_CHANNEL):
                raise
            return {}


def guilds_of(discord: Discord) -> list[dict[str, Any]]:
    """Answer the servers the bot is on."""
    return [one for one in discord.listed("/users/@me/guilds") if snowflake_of(one.get("id"))]


def channels_of(discord: Discord, guild: str, *, with_old_threads: bool = False) -> Iterator[dict[str, Any]]:
    """Answer every channel and thread of a server in which words may stand, each with its last message."""
    channels = discord.listed(f"/guilds/{guild}/channels")
    yield from (channel for channel in channels if channel.get("type") in SPOKEN_IN)
    yield from dicts_of(dict_of(discord.ask(f"/guilds/{guild}/threads/active")).get("threads"))
    for channel in channels if with_old_threads else ():
        if channel.get("type") in _THREADED:
            yield from _archived(discord, str(channel["id"]))


def _archived(discord: Discord, channel: str) -> Iterator[dict[str, Any]]:
    before: str | None = None
    while True:
        try:
            path = f"/channels/{channel}/threads/archived/public"
            told = dict_of(discord.ask(path, limit=100, before=before))
        except Refusal:
            return  # a channel the bot may not read
        threads = dicts_of(told.get("threads"))
        yield from threads
        if not threads or told.get("has_more") is not True:
            return
        before = text_of(dict_of(threads[-1].get("thread_metadata")).get("archive_timestamp")) or None
        if before is None:
            return
