"""Past: what was said before the bot came, and while nobody listened."""

import hashlib
import time
from collections.abc import Iterator
from typing import Any

import orjson

from veche.channels.connectors.discord.live.calling import Discord
from veche.channels.connectors.discord.live.rooms import Rooms, channels_of, guilds_of
from veche.channels.connectors.discord.values import snowflake_of
from veche.channels.terms.live import Access, Cursor, Heard, Raw
from veche.kit.terms import Refusal, Trouble

PAGE = 100
LONGEST_WAIT = 15.0


def backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Yield every channel and thread from its newest message down; the cursor names those that are done."""
    discord = Discord(access)
    rooms = Rooms(discord)
    done: list[str] = list(cursor.get("done", ()))
    for guild in guilds_of(discord):
        for channel in channels_of(discord, str(guild["id"]), with_old_threads=True):
            number = snowflake_of(channel.get("id"))
            if not number or number in done:
                continue
            before = str(cursor.get("before") or "") if cursor.get("channel") == number else ""
            for messages in _pages(discord, number, before=before or None):
                last = str(messages[-1]["id"])
                told = {"done": list(done), "channel": number, "before": last}
                yield Heard((page_of(rooms, number, messages),), told)
            done.append(number)
            yield Heard((), {"done": list(done)})


def missed(discord: Discord, rooms: Rooms, since: str) -> Iterator[tuple[Raw, ...]]:
    """Yield what was said since a message; where Discord asks to wait it is waited here."""
    for guild in guilds_of(discord):
        for channel in channels_of(discord, str(guild["id"])):
            number, last = snowflake_of(channel.get("id")), snowflake_of(channel.get("last_message_id"))
            if number and last and int(last) > int(since):
                yield from _patiently(discord, rooms, number, since)


def page_of(rooms: Rooms, channel: str, messages: list[dict[str, Any]]) -> Raw:
    """Answer the envelope of some messages of a channel: the same ones are no news."""
    told = {"t": "HISTORY", "messages": messages, **rooms.around({"channel_id": channel})}
    payload = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    return Raw(f"history/{hashlib.sha256(payload).hexdigest()[:40]}", payload, "history")


def _patiently(discord: Discord, rooms: Rooms, number: str, since: str) -> Iterator[tuple[Raw, ...]]:
    while True:
        try:
            found = _newer(discord, number, since)
        except Trouble as trouble:
            if trouble.retry_after is None:
                raise
            yield ()
            time.sleep(min(trouble.retry_after, LONGEST_WAIT))
            continue
        if not found:
            return
        yield (page_of(rooms, number, found),)
        since = str(max(int(message["id"]) for message in found))


def _newer(discord: Discord, number: str, since: str) -> list[dict[str, Any]]:
    try:
        return discord.listed(f"/channels/{number}/messages", after=since, limit=PAGE)
    except Refusal:
        return []  # a channel the bot may not read


def _pages(discord: Discord, number: str, before: str | None) -> Iterator[list[dict[str, Any]]]:
    while True:
        try:
            found = discord.listed(f"/channels/{number}/messages", before=before, limit=PAGE)
        except Refusal:
            return
        if not found:
            return
        yield found
        before = str(found[-1]["id"])
