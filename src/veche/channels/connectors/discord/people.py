"""People: who stands behind an author, and who of them is no human."""

import re
from typing import Any, NamedTuple

from veche.channels.connectors.discord.values import snowflake_of, text_of
from veche.channels.rules.relaying import is_relay, relayed_handle, relayed_name
from veche.kit.text import clean_name
from veche.ledger.terms import Handle, Nature

MOST = 20_000
# The one account that Discord shows in the place of everybody who deleted theirs.
DELETED = "456226577798135808"
# Since 2023 a name is unique by itself and nobody but bots has a number behind it.
_UNIQUE = re.compile(r"[a-z0-9_.]{2,32}")
_NUMBER = re.compile(r"\d{4}")
_NO_NUMBER = frozenset({"", "0", "0000"})


class Author(NamedTuple):
    """The handle of an author; `carries` says that their words may be somebody else's."""

    handle: Handle
    carries: bool = False


class People:
    """The handles of one room, each made once."""

    def __init__(self, room: str) -> None:
        self.room = room
        self.known: dict[str, Author | None] = {}

    def find(self, user: Any) -> Author | None:
        """Answer the author that an export describes, or nothing if it names nobody."""
        if type(user) is not dict:
            return self.find({"id": user}) if snowflake_of(user) else None
        # As text: what stands there may be anything, also what cannot be a key.
        say = user.get
        key = f"{say('id')}\n{say('nickname')}\n{say('name')}\n{say('discriminator')}\n{say('isBot')}"
        if key not in self.known:
            if len(self.known) >= MOST:
                self.known.clear()
            self.known[key] = self._author(user)
        return self.known[key]

    def handle(self, user: Any) -> Handle | None:
        """Answer the handle alone."""
        found = self.find(user)
        return found.handle if found else None

    def _author(self, user: dict[str, Any]) -> Author | None:
        number, name = snowflake_of(user.get("id")), clean_name(text_of(user.get("name")))
        shown = clean_name(text_of(user.get("nickname"))) or name
        if not number:
            # An account without a number: all that is known of somebody is how they are called.
            return Author(Handle("named", f"{self.room}/{shown}"[:250], shown)) if shown else None
        if number == DELETED:
            return Author(Handle("discord", number, shown, Nature.PLACE))
        discriminator = text_of(user.get("discriminator")).lstrip("#")
        if user.get("isBot") is True:
            return self._bot(number, name, shown, is_webhook=discriminator in {"0", "0000"})
        aliases = _aliases(name, discriminator)
        return Author(Handle("discord", number, shown, Nature.PERSON, aliases), is_relay(shown))

    def _bot(self, number: str, name: str, shown: str, *, is_webhook: bool) -> Author:
        """Answer a bot, or whoever speaks through a webhook that a bridge has named after them."""
        if is_webhook and (found := relayed_name(name)) is not None:
            return Author(relayed_handle(self.room, *found))
        return Author(Handle("discord", number, shown, Nature.BOT), carries=True)


def _aliases(name: str, discriminator: str) -> tuple[Handle, ...]:
    if not name:
        return ()
    if _NUMBER.fullmatch(discriminator) and discriminator not in _NO_NUMBER:
        return (Handle("discord_name", f"{name}#{discriminator}"),)
    return (Handle("discord_name", name),) if _UNIQUE.fullmatch(name) else ()
