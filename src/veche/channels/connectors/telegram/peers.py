"""Peers: who stands behind `from` and `from_id`, and who of them is no human."""

import re
from collections.abc import Mapping
from typing import Any

from veche.channels.rules.relaying import is_relay
from veche.kit.text import clean_name
from veche.ledger.terms import Handle, Nature

MOST = 20_000
_PEER = re.compile(r"(user|channel|chat)(\d{1,19})")
# Before 2021 a peer was one number, its kind in the bits above the 32 of its id.
_CHAT, _CHANNEL = 1 << 32, 1 << 33
# Accounts of Telegram itself: service notes, the anonymous administrator, the voice of channels.
_OWN_ACCOUNTS = frozenset({"777000", "1087968824", "136817688"})
# A name that Telegram gives to bots only («WeatherBot», «weather_bot»), or one of several words
# that ends in Bot; people who call themselves bots in jest write it small or deny it.
_BOT = re.compile(r"[A-Za-z0-9_]*(?:[a-z0-9]Bot|_bot)|[А-ЯЁA-Z].*\s(?:Bot|Бот)[\W_]*")
_DENIED = re.compile(r"\b(?:not|no|isn't|не)\b", re.IGNORECASE)


def peer_of(value: Any) -> str:
    """Answer «user1», «channel1» or «chat1» for what an export of any age calls a peer, or nothing."""
    if type(value) is str:
        return value if _PEER.fullmatch(value) else ""
    if type(value) is not int or value <= 0 or value >= 1 << 63:
        return ""
    if value >= _CHANNEL:
        return f"channel{value - _CHANNEL}"
    return f"chat{value - _CHAT}" if value >= _CHAT else f"user{value}"


def is_bot_name(name: str) -> bool:
    """Tell whether a name is one that only a bot bears."""
    return _BOT.fullmatch(name) is not None and not _DENIED.search(name)


class Peers:
    """The handles of one chat, each made once; `names` says whose account a name is, where that is sure."""

    def __init__(self, chat: str, names: Mapping[str, str]) -> None:
        self.chat, self.names = chat, names
        self.known: dict[tuple[Any, Any], tuple[Handle, bool] | None] = {}
        self.bots: set[str] = set()

    def find(self, value: Any, name: Any) -> tuple[Handle, bool] | None:
        """Answer a peer's handle and whether it may carry others' words; nothing if nobody is named."""
        key = (value, name)
        if key in self.known:
            return self.known[key]
        if len(self.known) >= MOST:
            self.known.clear()
        handle = self._handle(value, name if type(name) is str else "")
        carries = handle is not None and (handle.nature is Nature.BOT or is_relay(handle.name))
        found = self.known[key] = (handle, carries) if handle else None
        return found

    def named(self, name: Any) -> Handle | None:
        """Answer the handle of somebody of whom the export gives a name only."""
        name = clean_name(name) if type(name) is str else ""
        if not name:
            return None
        if name in self.names:
            return self._handle(self.names[name], name)
        nature = Nature.BOT if is_bot_name(name) else Nature.PERSON
        return Handle("named", f"{self.chat}/{name}", name, nature)

    def is_bot(self, peer: str) -> None:
        """Note what the export proves: this account is a bot."""
        if peer.startswith("user") and peer not in self.bots and len(self.bots) < MOST:
            self.bots.add(peer)
            self.known.clear()

    def _handle(self, value: Any, name: str) -> Handle | None:
        peer = peer_of(value)
        if not peer:
            return self.named(name)
        name = clean_name(name)
        if not peer.startswith("user"):
            return Handle("telegram", peer, name, Nature.PLACE)
        number = peer[4:]
        is_bot = number in _OWN_ACCOUNTS or peer in self.bots or is_bot_name(name)
        return Handle("telegram", number, name, Nature.BOT if is_bot else Nature.PERSON)
