"""Updates: what a bot was told, as `getUpdates` answers it (core.telegram.org/bots/api#update)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import orjson

from veche.channels.connectors.telegram.bot_messages import read_bot_message
from veche.channels.connectors.telegram.chats import TOLD_TWICE, Chat, Recent
from veche.channels.connectors.telegram.clocks import Clock
from veche.channels.connectors.telegram.media import emoji_of
from veche.channels.connectors.telegram.notices import MONEY
from veche.channels.connectors.telegram.people import handle_of_chat, handle_of_user
from veche.channels.terms import Record
from veche.kit.json_arrays import read_arrays
from veche.kit.terms import N_
from veche.kit.time import Moment
from veche.ledger.terms import Handle, Kind, Sighting

BROKEN = N_("It is not built as an update of the Bot API is.")
USED = N_("It is how somebody used a bot, not something said in a chat.")
TAKEN_BACK = N_("It takes a reaction back.")
COUNTED = N_("It counts reactions of which the message itself is not here.")
OWN = N_("It is about the bot itself.")
UNKNOWN = N_("It is an update of a kind we do not know yet.")
RIGHTS = N_("It changes somebody's rights in the chat.")
SAID_BEFORE = N_("It says once more that somebody came or left.")
LONGEST_LINE = 4 * 1024 * 1024
_TYPES = {
    "group": "private_group", "supergroup": "private_supergroup", "channel": "private_channel",
    "private": "personal_chat",
}  # fmt: skip
_SUPER = 1_000_000_000_000
_MOST_CHATS = 2_000
_MESSAGES = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_message",
    "edited_business_message", "guest_message",
)  # fmt: skip
_SKIPPED = {
    "callback_query": USED, "inline_query": USED, "chosen_inline_result": USED, "shipping_query": USED,
    "pre_checkout_query": USED, "poll": USED, "poll_answer": USED, "business_connection": OWN,
    "deleted_business_messages": OWN, "my_chat_member": OWN, "message_reaction_count": COUNTED,
    "chat_boost": MONEY, "removed_chat_boost": MONEY, "purchased_paid_media": MONEY,
}  # fmt: skip
_INSIDE = frozenset({"creator", "administrator", "member"})


def read_updates(file: BinaryIO, prefix: str, language: str) -> Iterator[Record]:
    """Answer every update of one or more answers of the Bot API, or of a bare array."""
    reader = Updates(language)
    for array in read_arrays(file, "result"):
        yield from reader.records(array.elements, prefix)


def read_lines(file: BinaryIO, prefix: str, language: str) -> Iterator[Record]:
    """Answer every update of a file that has one a line."""
    yield from Updates(language).records(_lines(file), prefix)


def _lines(file: BinaryIO) -> Iterator[Any]:
    while line := file.readline(LONGEST_LINE):
        if line.strip():
            try:
                yield orjson.loads(line)
            except orjson.JSONDecodeError:
                yield None


class Updates:
    """The chats a bot is in, on the way through its updates; live ones are of the `bot` of this number."""

    def __init__(self, language: str, bot: str = "") -> None:
        self.language, self.bot = language, bot
        self.clock = Clock("UTC")
        self.chats: dict[tuple[Any, Any, Any], Chat] = {}
        self.moves = Recent()  # (chat, person, kind) → when

    def records(self, updates: Iterable[Any], prefix: str) -> Iterator[Record]:
        """Answer a record for each update."""
        for place, update in enumerate(updates, 1):
            number = update.get("update_id") if type(update) is dict else None
            where = f"{prefix}{number if type(number) is int and abs(number) < 1 << 62 else f'#{place}'}"
            try:
                yield self.record(update, where)
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                yield Record(where, (), BROKEN)

    def record(self, update: dict[str, Any], where: str) -> Record:
        """Answer what one update says; raises where it is not built as one."""
        for key, reason in _SKIPPED.items():
            if key in update:
                return Record(where, (), reason)
        for key in _MESSAGES:
            if key in update:
                return self._once(read_bot_message(self.chat(update[key]["chat"]), update[key], where))
        for key, translate in _OTHERS.items():
            if key in update:
                return self._once(translate(self.chat(update[key]["chat"]), update[key], where))
        return Record(where, (), UNKNOWN)

    def chat(self, chat: dict[str, Any]) -> Chat:
        """Answer the chat of an update, made once for each title it has."""
        number, kind = chat["id"], chat.get("type")
        key = (number, kind, chat.get("title"))
        if key not in self.chats:
            if len(self.chats) >= _MOST_CHATS:
                self.chats.clear()
            bare = -number - _SUPER if number < -_SUPER else abs(number)
            context = {"type": _TYPES.get(kind or "", ""), "id": bare, "name": chat.get("title")}
            self.chats[key] = Chat(context, self.clock, self.language, bot=self.bot)
        return self.chats[key]

    def _once(self, record: Record) -> Record:
        """Leave out a coming or leaving that was told already: Telegram tells of them in two ways.

        Live their ids are the same, and each update is read by itself.
        """
        for seen in () if self.bot else record.sightings:
            if seen.kind in (Kind.JOINED, Kind.LEFT):
                key = (seen.place.key, seen.handle.value, seen.kind)
                before = self.moves.get(key)
                self.moves.put(key, (seen.at, seen.external_id))
                if before and before[1] != seen.external_id and abs(seen.at - before[0]) < TOLD_TWICE:
                    return Record(record.where, (), SAID_BEFORE)
        return record


def _reacted(chat: Chat, update: dict[str, Any], where: str) -> Record:
    who: Handle = (
        handle_of_user(update["user"]) if update.get("user") else handle_of_chat(update["actor_chat"])
    )
    at = Moment(int(update["date"]) * 1000)
    before = [emoji_of(reaction) for reaction in update.get("old_reaction") or []]
    after = dict.fromkeys(emoji_of(reaction) for reaction in update.get("new_reaction") or [])
    message = chat.id_of_parent(int(update["message_id"]))
    seen = tuple(
        Sighting(
            chat.place, who, Kind.REACTED, at, f"{message}/reaction/{who.value}/{emoji}",
            thread=chat.thread, reply_to=message, extra={"emoji": emoji},
        )
        for emoji in after if emoji not in before
    )  # fmt: skip
    return Record(where, seen) if seen else Record(where, (), TAKEN_BACK)


def _moved(chat: Chat, update: dict[str, Any], where: str) -> Record:
    """Answer that somebody came or left, as the list of members tells it."""
    member = update["new_chat_member"]
    was, is_now = _is_inside(update["old_chat_member"]), _is_inside(member)
    if was == is_now:
        return Record(where, (), RIGHTS)
    who, by = handle_of_user(member["user"]), handle_of_user(update["from"])
    at = Moment(int(update["date"]) * 1000)
    kind = Kind.JOINED if is_now else Kind.LEFT
    extra = None if is_now or by.value == who.value else {"removed_by": by.value}
    told = f"member/{at // 1000}/{who.value}/{kind.word}"
    key = chat.id_of_move(kind, who.value, at, told)
    seen = [Sighting(chat.place, who, kind, at, key, thread=chat.thread, extra=extra)]
    if is_now and by.value != who.value and not update.get("via_join_request"):
        key = chat.id_of_move(Kind.INVITED, who.value, at, f"{told}/invited")
        seen.append(Sighting(chat.place, by, Kind.INVITED, at, key, target=who))
    return Record(where, tuple(seen))


def _is_inside(member: dict[str, Any]) -> bool:
    return member["status"] in _INSIDE or (
        member["status"] == "restricted" and member.get("is_member") is True
    )


def _applied(chat: Chat, update: dict[str, Any], where: str) -> Record:
    who, at = handle_of_user(update["from"]), Moment(int(update["date"]) * 1000)
    key = f"applied/{at // 1000}/{who.value}"
    return Record(where, (Sighting(chat.place, who, Kind.APPLIED, at, key),))


_OTHERS: dict[str, Callable[[Chat, dict[str, Any], str], Record]] = {
    "message_reaction": _reacted,
    "chat_member": _moved,
    "chat_join_request": _applied,
}
