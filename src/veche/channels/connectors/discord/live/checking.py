"""Checking: what to fill in, what to create where, and what works of it."""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.discord.live.calling import ADDRESS, Discord
from veche.channels.connectors.discord.live.rooms import guilds_of
from veche.channels.connectors.discord.values import dict_of, snowflake_of, text_of
from veche.channels.terms.live import Access, Checked, Finding, Setting
from veche.kit.terms import N_
from veche.kit.text import clean_name

SETTINGS = (
    Setting("token", N_("Bot token"), N_("From the developer portal: Bot, Reset Token."), is_secret=True),
    Setting(
        "api", N_("Address of the API"), N_("Only for what speaks as Discord does."),
        is_optional=True, guess=ADDRESS,
    ),
)  # fmt: skip
STEPS = (
    N_("Open discord.com/developers/applications and make a New Application."),
    N_("Under Bot: Reset Token, and copy the token here."),
    N_("Under Bot: switch on Server Members Intent and Message Content Intent."),
    N_(
        "Under OAuth2, URL Generator: choose bot, then View Channels, Send Messages, Send Messages in"
        " Threads, Attach Files, Read Message History; to moderate also Manage Messages, Moderate Members,"
        " Ban Members."
    ),
    N_("Open the address it makes and add the bot to your server."),
)
MOST_GUILDS = 100
_MEMBERS, _CONTENT = 1 << 14 | 1 << 15, 1 << 18 | 1 << 19
_ADMINISTRATOR = 1 << 3
_NEEDED = {
    1 << 10: N_("View Channels"), 1 << 16: N_("Read Message History"), 1 << 11: N_("Send Messages"),
}  # fmt: skip
_MODERATING = {
    1 << 13: N_("Manage Messages"), 1 << 40: N_("Moderate Members"), 1 << 2: N_("Ban Members"),
}  # fmt: skip
_IN_PORTAL = N_("Switch it on in the developer portal, under Bot.")
_IN_ROLES = N_("Give it to the bot's role in the server's settings.")
_NO_GREETING = 1  # of a server's flags: nobody is greeted


def check(access: Access) -> Checked:
    """Ask Discord who we are, what is told to us, and which servers we are on."""
    discord = Discord(access)
    who = dict_of(discord.ask("/users/@me"))
    flags = dict_of(discord.ask("/applications/@me")).get("flags")
    name = clean_name(text_of(who.get("username")))
    guilds = guilds_of(discord)[:MOST_GUILDS]
    findings = [Finding(N_("Discord knows the bot as {name}."), values={"name": name})]
    findings += _of_intents(flags if type(flags) is int else 0)
    if not guilds:
        help_ = N_("Open the address that OAuth2, URL Generator makes.")
        findings.append(Finding(N_("The bot is on no server yet."), False, help_))
    facts: dict[str, Any] = {"user": text_of(who.get("id")), "guilds": [], "channels": {}}
    for guild in guilds:
        findings += _of_guild(guild)
        facts["guilds"].append(_known(discord, guild, facts["channels"]))
    title = clean_name(text_of(guilds[0].get("name"))) if len(guilds) == 1 else name
    return Checked(title or "Discord", tuple(findings), facts)


def _of_intents(flags: int) -> Iterator[Finding]:
    if not flags & _MEMBERS:
        yield Finding(N_("Server Members Intent is switched off."), False, _IN_PORTAL)
    if not flags & _CONTENT:
        yield Finding(N_("Message Content Intent is switched off."), False, _IN_PORTAL)


def _of_guild(guild: dict[str, Any]) -> Iterator[Finding]:
    server = clean_name(text_of(guild.get("name")), 100)
    told = text_of(guild.get("permissions"))
    rights = int(told) if told.isdecimal() and len(told) < 30 else 0
    if rights & _ADMINISTRATOR:
        rights = -1
    lacking = [name for bit, name in _NEEDED.items() if not rights & bit]
    if lacking:
        values: dict[str, object] = {"server": server, "names": lacking}
        yield Finding(N_("On {server} the bot lacks: {names}."), False, _IN_ROLES, values)
    else:
        yield Finding(N_("On {server} the bot hears and speaks."), values={"server": server})
    without = [name for bit, name in _MODERATING.items() if not rights & bit]
    if without:
        values = {"server": server, "names": without}
        text = N_("On {server} the bot cannot do everything of moderation: it lacks {names}.")
        yield Finding(text, True, _IN_ROLES, values)


def _known(discord: Discord, guild: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    """Answer what reading leans on: where Discord greets those who come, and what channels are called."""
    number = text_of(guild.get("id"))
    whole = dict_of(discord.ask(f"/guilds/{number}"))
    for channel in discord.listed(f"/guilds/{number}/channels"):
        names[text_of(channel.get("id"))] = clean_name(text_of(channel.get("name")), 100)
    flags = whole.get("system_channel_flags")
    is_quiet = type(flags) is int and bool(flags & _NO_GREETING)
    greets = "" if is_quiet else snowflake_of(whole.get("system_channel_id"))
    return {"id": number, "name": clean_name(text_of(guild.get("name")), 100), "greets": greets}
