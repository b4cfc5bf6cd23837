"""People: the members of a workspace, and who speaks in a message."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from veche.channels.rules.relaying import is_relay
from veche.channels.terms import Record
from veche.kit.text import clean_name
from veche.kit.time import Moment
from veche.ledger.terms import Handle, Kind, Nature, Place, Sighting

MOST = 100_000
_NUMBER = re.compile(r"[A-Z0-9]{2,40}")
_MAIL = re.compile(r"[^\s@]{1,100}@[^\s@]{1,100}")
_SLACKBOT = "USLACKBOT"
_MEMBERS = {"ru": "Slack: участники"}


class People:
    """The accounts of a workspace by their numbers, as far as the export names them."""

    def __init__(self) -> None:
        self.known: dict[str, Handle] = {}
        self.guests: dict[str, Handle] = {}  # accounts that only their messages tell of
        self.bots: dict[str, Handle] = {}  # the handle behind the number of a bot
        self.relays: set[str] = set()

    def note(self, users: Iterable[Any]) -> None:
        """Take a list of accounts in."""
        for user in users:
            number = _number(user.get("id")) if type(user) is dict else ""
            if number and len(self.known) < MOST:
                self.known[number] = handle = _handle(number, user)
                if bot := _number(_dict(user.get("profile")).get("bot_id")):
                    self.bots[bot] = handle
                    if is_relay(handle.name) or is_relay(_text(user.get("name"))):
                        self.relays.add(bot)

    def find(self, value: Any, profile: Any = None) -> Handle | None:
        """Answer the handle of an account; one from elsewhere is named by its message's profile."""
        known = self.known.get(value) if type(value) is str else None
        if known is not None:
            return known
        number = _number(value)
        if not number:
            return None
        if number not in self.guests or (profile and not self.guests[number].name):
            if len(self.guests) >= MOST:
                self.guests.clear()
            self.guests[number] = _handle(number, {"profile": profile})
        return self.guests[number]

    def name_of(self, number: str) -> str:
        """Answer what an account is called, or an empty text."""
        handle = self.known.get(number) or self.guests.get(number)
        return handle.name if handle else ""

    def bot(self, message: dict[str, Any]) -> Handle | None:
        """Answer the handle of the bot that a message names."""
        number = _number(message.get("bot_id"))
        if not number:
            return None
        if number in self.bots:
            return self.bots[number]
        profile = _dict(message.get("bot_profile"))
        name = clean_name(_text(profile.get("name")) or _text(message.get("username")))
        return Handle("slack", number, name, Nature.BOT)

    def is_relay(self, message: dict[str, Any], bot: Handle) -> bool:
        """Tell whether a bot carries other people's words, by any name it has."""
        return message.get("bot_id") in self.relays or (
            is_relay(_text(_dict(message.get("bot_profile")).get("name"))) or is_relay(bot.name)
        )


def listed(users: Iterable[Any], language: str) -> Iterator[Record]:
    """Answer who is a member of the workspace, though they may never have said a word.

    Only of those of whom the export says since when it is so; bots and accounts that were
    closed are no members.
    """
    title = _MEMBERS.get(language, "Slack: members")
    for user in users:
        number = _number(user.get("id")) if type(user) is dict else ""
        updated = user.get("updated") if number else None
        if type(updated) is not int or not 0 < updated < 1 << 40 or user.get("deleted") is True:
            continue
        handle = _handle(number, user)
        if handle.nature is not Nature.PERSON:
            continue
        place = Place("slack", f"members/{_number(user.get('team_id')) or 'workspace'}", title, "list")
        at, key = Moment(updated * 1000), f"listed/{number}/{updated}"
        yield Record(number, (Sighting(place, handle, Kind.LISTED, at, key),))


def _handle(number: str, user: dict[str, Any]) -> Handle:
    profile = _dict(user.get("profile"))
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"))
    name = next((n for n in names if type(n) is str and n.strip()), "")
    name = clean_name(name or _text(user.get("name")) or _text(profile.get("name")))
    mail = _text(profile.get("email")).strip()
    aliases = (Handle("email", mail.lower()),) if _MAIL.fullmatch(mail) else ()
    is_bot = user.get("is_bot") is True or number == _SLACKBOT or number[0] == "B"
    return Handle("slack", number, name, Nature.BOT if is_bot else Nature.PERSON, aliases)


def _number(value: Any) -> str:
    return value if type(value) is str and _NUMBER.fullmatch(value) else ""


def _text(value: Any) -> str:
    return value if type(value) is str else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if type(value) is dict else {}
