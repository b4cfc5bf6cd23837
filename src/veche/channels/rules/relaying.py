"""Relaying: whose words a bridge between two chats really carries.

The formats are those of matterbridge (`[irc] <nick> text`, `<nick> text`, `nick: text`),
TeleIRC (`<nick> text`), discord-irc (`**<nick>** text`, `nick (IRC): text`) and their kin.
"""

import re

from veche.ledger.terms import Handle

_NETWORKS = {
    "tg": "telegram", "telegram": "telegram", "dc": "discord", "discord": "discord", "irc": "irc",
    "slack": "slack", "matrix": "matrix", "xmpp": "xmpp", "jabber": "xmpp", "vk": "vk", "gitter": "gitter",
    "whatsapp": "whatsapp", "mattermost": "mattermost", "rocketchat": "rocketchat", "zulip": "zulip",
    "signal": "signal", "mumble": "mumble", "keybase": "keybase", "steam": "steam", "twitch": "twitch",
    "minecraft": "minecraft", "teams": "teams", "teamspeak": "teamspeak", "viber": "viber", "web": "web",
}  # fmt: skip
_KNOWN = "|".join(sorted(_NETWORKS, key=len, reverse=True))
_RELAY = re.compile(
    r"(?:^|[\W_\d])(?:bridge|gateway|relay|relayer|мост|шлюз)(?:bot|бот)?(?:$|[\W_\d])"
    r"|matter-?bridge|tele-?irc|bridge-?bot|relay-?bot|mautrix|appservice|heisenbridge"
    rf"|\b(?:{_KNOWN})[-_ ]?(?:2|to|<->|↔)[-_ ]?(?:{_KNOWN})\b|\b(?:{_KNOWN})[-_](?:{_KNOWN})\b",
    re.IGNORECASE,
)
_WHO = r"(?P<who>[^<>\n]{1,60}?)"
_REST = r"(?P<words>.*)"
# What only a bridge writes, whatever its name.
_SURE = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"\[(?P<network>[\w .-]{{2,20}})(?:/[\w .-]{{1,40}})?\]\s*<{_WHO}>\s*{_REST}",
        rf"<{_WHO}>\s+{_REST}",
        rf"\*\*<{_WHO}>\*\*:?\s+{_REST}",
        rf"(?P<who>[^<>:()\n]{{1,60}}?)\s*[(\[](?P<network>{_KNOWN})[)\]]:\s+{_REST}",
        rf"[(\[](?P<network>{_KNOWN})[)\]]\s*(?P<who>[^<>:\n]{{1,60}}?):\s+{_REST}",
    )
)
# What anybody may write, and what is believed of those whose name says that they carry words.
_LIKELY = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"\*\*(?P<who>[^*\n]{{1,60}}?):?\*\*:?\s+{_REST}",
        rf"(?P<who>[^\s<>:*\[\]][^<>:*\n]{{0,39}}):\s+{_REST}",
    )
)
# How the names of webhooks that carry words are written: «[irc] nick», «nick (Telegram)».
_NAMES = (
    re.compile(rf"[(\[](?P<network>{_KNOWN})[)\]]\s*(?P<who>\S.{{0,60}})", re.IGNORECASE),
    re.compile(rf"(?P<who>\S.{{0,60}}?)\s*[(\[](?P<network>{_KNOWN})[)\]]", re.IGNORECASE),
)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_NOBODY = re.compile(r"[@#!:/]|\w+://|\w+(?:\s+\w+=|/$)|/?(?:b|i|u|a|p|br|code|pre|div|span)$", re.IGNORECASE)


def is_relay(name: str) -> bool:
    """Tell whether a name says that its owner carries other people's words."""
    return _RELAY.search(name) is not None


def relayed(name: str, words: str) -> tuple[str, str, str] | None:
    """Answer the network, the nick and the words that a bot or a bridge carried over, if it did.

    Ask it only of bots and of those whom `is_relay` names. The network is empty where the
    words do not tell it.
    """
    patterns = _SURE + _LIKELY if is_relay(name) else _SURE
    for pattern in patterns:
        if found := pattern.fullmatch(words):
            who = _INVISIBLE.sub("", found["who"]).strip()
            if who and not _NOBODY.match(who):
                return _spelled(found.groupdict().get("network") or ""), who, found["words"]
    return None


def relayed_name(name: str) -> tuple[str, str] | None:
    """Answer the network and the nick in the name of a webhook that speaks for somebody elsewhere."""
    for pattern in _NAMES:
        if found := pattern.fullmatch(name):
            return _spelled(found["network"]), _INVISIBLE.sub("", found["who"]).strip()
    return None


def relayed_handle(channel: str, network: str, who: str) -> Handle:
    """Answer the handle of somebody whose words were carried into a channel."""
    return Handle("relayed", f"{channel}/{network}/{who}", who)


def _spelled(word: str) -> str:
    return _NETWORKS.get(word.lower(), word.lower())
