"""Chats: what the export says of one chat, and what is remembered on the way through it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from veche.channels.connectors.telegram.clocks import Clock
from veche.channels.connectors.telegram.peers import Peers
from veche.kit.terms import N_
from veche.kit.text import clean_name, fold
from veche.kit.time import Moment
from veche.ledger.terms import About, Kind, Place

REMEMBERED = 50_000
NO_NAMES: Mapping[str, str] = MappingProxyType({})
CODES = N_("It is a note of Telegram itself: sign-in codes and the like are not taken.")
COPIES = N_("It is Telegram's copy of a message that stands in another chat.")
_GROUPS = {"private_group": "chat", "private_supergroup": "channel", "public_supergroup": "channel"}
_CHANNELS = frozenset({"private_channel", "public_channel"})
_PRIVATE = frozenset({"personal_chat", "bot_chat", "saved_messages"})
TYPES = frozenset(_GROUPS) | _CHANNELS | _PRIVATE | {"replies", "verification_codes"}
_SUPER, _BASIC = 1 << 33, 1 << 32
_TELEGRAM = 777000
TOLD_TWICE = 120_000  # milliseconds between the two ways Telegram tells of one coming
_DIRECT = {"ru": "Telegram: личные сообщения"}


class Recent:
    """Remembers what was told last: between one and two times `size` things, whatever comes."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self.size = size
        self.young: dict[Any, Any] = {}
        self.old: dict[Any, Any] = {}

    def __bool__(self) -> bool:
        """Tell whether anything was told at all."""
        return bool(self.young or self.old)

    def put(self, key: Any, value: Any) -> None:
        """Remember a value for a while."""
        if len(self.young) >= self.size:
            self.young, self.old = {}, self.young
        self.young[key] = value

    def get(self, key: Any) -> Any:
        """Answer the value, or None if there was none or it was long ago."""
        if key in self.young:
            return self.young[key]
        return self.old.get(key) if self.old else None


class Chat:
    """One chat on its way through: its place, its people, its threads.

    Private chats are one place, a thread each: their titles are names of people, and a name in
    a channel's title would outlive its owner's erasure. In basic and private chats every account
    counts the messages anew, so that there an id is made of what both sides see alike: the
    second, the author, and which of them in that second it was. What a bot hears live is known by
    the bot's own count instead (`bot` is its number): only so it can be answered and deleted.
    """

    def __init__(
        self,
        context: dict[str, Any],
        clock: Clock,
        language: str,
        names: Mapping[str, str] = NO_NAMES,
        bot: str = "",
    ) -> None:
        self.clock, self.bot = clock, bot
        self.type = _text(context.get("type"))
        self.number = _number(context.get("id"))
        self.key = _key(self.type, self.number, _text(context.get("name")))
        self.is_channel = self.type in _CHANNELS
        self.is_private = self.type in _PRIVATE
        self.counts_alone = self.is_private or self.type == "private_group"
        self.place = self._place(_text(context.get("name")), language)
        self.refused = _refused(self.type, self.number)
        self.kind = Kind.PUBLISHED if self.is_channel else Kind.MESSAGED
        self.thread = self.key if self.is_private else ""
        self.peers = Peers(self.key, names)
        if self.type == "bot_chat":
            self.peers.is_bot(self.key)
        self.ids = Recent()  # message → its external id, where that is not its number
        self.roots = Recent()  # message → where its thread began
        self.posts = Recent()  # posts of a channel that stand in its discussion group
        self.topics = Recent()
        self._second: tuple[Moment, dict[str, int]] = (Moment(-1), {})

    def _place(self, name: str, language: str) -> Place:
        if self.is_private:
            title = _DIRECT.get(language, "Telegram: direct messages")
            return Place("telegram", "private", title, "private")
        title = clean_name(name) or self.key
        return Place("telegram", self.key, title, "channel" if self.is_channel else "group")

    def id_of(self, number: int, at: Moment, author: str) -> str:
        """Answer the external id of a message: its number where the chat has one count for all."""
        if self.bot or (number > 0 and not self.counts_alone):
            return self.id_of_parent(number)
        known = self.ids.get(number)
        if known is None:
            known = self._made(at, author)
            self.ids.put(number, known)
        return str(known)

    def id_of_move(self, kind: Kind, who: str, at: Moment, told: str) -> str:
        """Answer the external id of a coming or leaving: `told`, or live one for both ways it is told.

        Telegram tells of it as a message and as a change of the list of members, which know nothing
        of each other; within two minutes they are the same.
        """
        return f"{kind.word}/{who}/{at // TOLD_TWICE}" if self.bot else told

    def _made(self, at: Moment, author: str) -> str:
        second, counts = self._second
        if second != at:
            counts = {}
            self._second = (at, counts)
        counts[author] = counts.get(author, 0) + 1
        prefix = f"{self.key}/" if self.is_private else ""
        return f"{prefix}{at // 1000}.{author}.{counts[author]}"

    def id_of_parent(self, number: int) -> str:
        """Answer the external id of a message that another one speaks of, as far as it is known."""
        if number > 0 and not self.counts_alone:
            return str(number)
        if self.bot:
            return f"{self.key}/{self.bot}.{number}" if self.is_private else f"{self.bot}.{number}"
        return str(self.ids.get(number) or f"unseen/{number}")

    def root_of(self, number: int, parent: int) -> int:
        """Answer where the thread of a reply began, and remember it for the replies to come."""
        root: int = self.roots.get(parent) or parent
        self.roots.put(number, root)
        return root

    def topic(self, number: int) -> About | None:
        """Answer the forum topic that began with this message, if there is one."""
        found: About | None = self.topics.get(number)
        return found

    def name_topic(self, number: int, title: str) -> About:
        """Note that a forum topic began with this message."""
        about = About("topic", f"telegram/{self.key}/{number}", clean_name(title))
        self.topics.put(number, about)
        return about


def _text(value: Any) -> str:
    return value if type(value) is str else ""


def _number(value: Any) -> int:
    if type(value) is str and value.lstrip("-").isdecimal() and len(value) < 20:
        value = int(value)
    return value if type(value) is int and abs(value) < 1 << 63 else 0


def _key(kind: str, number: int, name: str) -> str:
    """Answer what a chat is known by: supergroups and channels share their numbers, others have their own.

    Exports before 2021 write the kind into the bits above the number.
    """
    if not number:
        return f"named/{fold(clean_name(name))}" if name else "unknown"
    if kind in _CHANNELS or _GROUPS.get(kind) == "channel":
        return f"channel{number - _SUPER if number >= _SUPER else number}"
    if kind in _GROUPS:
        return f"chat{number - _BASIC if number >= _BASIC else number}"
    return f"user{number}" if kind in _PRIVATE else f"peer{number}"


def _refused(kind: str, number: int) -> str:
    if kind == "verification_codes" or (kind in _PRIVATE and number == _TELEGRAM):
        return CODES
    return COPIES if kind == "replies" else ""
