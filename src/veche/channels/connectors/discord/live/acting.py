"""Acting: deleting a message, muting («timeout») and banning a member; each may be done twice."""

from collections.abc import Iterator
from datetime import timedelta

from veche.channels.connectors.discord.live.calling import (
    UNKNOWN_BAN,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    Discord,
    code_of,
)
from veche.channels.connectors.discord.values import dict_of, dicts_of, snowflake_of, text_of
from veche.channels.terms.live import Access, Act, Deed
from veche.kit.terms import N_, Refusal
from veche.kit.time import DAY, Moment, as_datetime, now

LONGEST_MUTE = 28 * DAY
CANNOT = N_("Discord knows no such act.")
TOO_LONG = N_("Discord mutes for 28 days at the most.")
NO_GUILD = N_("Nobody can be muted or banned in direct messages.")
MOST_THREADS = 100


def act(access: Access, deed: Deed) -> None:
    """Do one act of moderation."""
    discord = Discord(access)
    if deed.act is Act.DELETE and deed.external_id:
        _delete(discord, deed)
    elif deed.act in (Act.MUTE, Act.UNMUTE, Act.BAN, Act.UNBAN) and deed.handle is not None:
        _restrain(discord, deed, deed.handle.value)
    else:
        raise Refusal(CANNOT)


def _delete(discord: Discord, deed: Deed) -> None:
    """Delete a message wherever it stands: in the channel, in the thread it began, in another thread."""
    for channel in _where(discord, deed):
        try:
            discord.do("DELETE", f"/channels/{channel}/messages/{deed.external_id}")
        except Refusal as refusal:
            if code_of(refusal) not in (UNKNOWN_MESSAGE, UNKNOWN_CHANNEL):
                raise
        else:
            return


def _where(discord: Discord, deed: Deed) -> Iterator[str]:
    if not snowflake_of(deed.place):
        raise Refusal(CANNOT)
    yield deed.place
    yield deed.external_id
    guild = _guild(discord, deed.place)
    threads = dicts_of(dict_of(discord.ask(f"/guilds/{guild}/threads/active")).get("threads"))
    numbers = [text_of(one.get("id")) for one in threads if one.get("parent_id") == deed.place]
    yield from [number for number in numbers if number != deed.external_id][:MOST_THREADS]


def _restrain(discord: Discord, deed: Deed, who: str) -> None:
    guild = _guild(discord, deed.place)
    if deed.act is Act.MUTE:
        told = {"communication_disabled_until": _until(deed.until)}
        discord.do("PATCH", f"/guilds/{guild}/members/{who}", told)
    elif deed.act is Act.UNMUTE:
        discord.do("PATCH", f"/guilds/{guild}/members/{who}", {"communication_disabled_until": None})
    elif deed.act is Act.BAN:
        discord.do("PUT", f"/guilds/{guild}/bans/{who}", {"delete_message_seconds": 0})
    else:
        try:
            discord.do("DELETE", f"/guilds/{guild}/bans/{who}")
        except Refusal as refusal:
            if code_of(refusal) != UNKNOWN_BAN:
                raise


def _until(until: Moment | None) -> str:
    """Answer the end of a mute as Discord reads it; without one, the latest it knows."""
    latest = now() + LONGEST_MUTE
    if until is not None and until > latest:
        raise Refusal(TOO_LONG)
    return (as_datetime(until or latest) - timedelta(seconds=0 if until else 60)).isoformat()


def _guild(discord: Discord, place: str) -> str:
    if place.startswith("guild/"):
        return place.partition("/")[2]
    found = text_of(dict_of(discord.ask(f"/channels/{place}")).get("guild_id")) if snowflake_of(place) else ""
    if not found:
        raise Refusal(NO_GUILD)
    return found
