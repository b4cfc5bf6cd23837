"""Chats: messages of conversations, as `messages.getHistory` answers them.

Formats: <https://dev.vk.com/en/reference/objects/message>, <https://dev.vk.com/en/method/messages.getHistory>.
"""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.vk.desk import BROKEN, CHANGED, DELETED, FIRST_CHAT, NOBODY, Desk
from veche.channels.connectors.vk.pages import Page
from veche.channels.connectors.vk.values import (
    dict_of,
    dicts_of,
    first_number,
    number_of,
    tallies_of,
    text_of,
)
from veche.channels.connectors.vk.words import said_in
from veche.channels.terms import Record
from veche.kit.time import SECOND, Moment
from veche.ledger.terms import Handle, Kind, Mark, Sighting

MOST_FORWARDED = 100
_JOINS = frozenset({"chat_invite_user_by_link", "chat_invite_user_by_message_request", "chat_create"})
_CALLS = frozenset({"chat_group_call_started", "group_call_in_progress"})


def read_message(desk: Desk, item: dict[str, Any], _: Page, spare: str) -> Record:
    """Answer what a message of a conversation says, or who came and went."""
    peer, author = number_of(item.get("peer_id")), desk.people.handle(number_of(item.get("from_id")))
    number = _id_of(item)
    where = f"{desk.prefix}im{peer}_{number}" if peer and number else spare
    if item.get("deleted"):
        return Record(where, (), DELETED)
    if author is None or not peer or not number:
        return Record(where, (), BROKEN if author else NOBODY)
    message = _Message(desk, item, peer, number, author)
    if type(item.get("action")) is not dict:
        return Record(where, tuple(message.said()))
    done = tuple(message.done(item["action"]))
    return Record(where, done, "" if done else CHANGED)


def _id_of(item: dict[str, Any]) -> str:
    """Answer what a message is told apart by: its number in the conversation and its second.

    Conversations are numbered anew for every account, so that a number alone could be another's.
    """
    number = number_of(item.get("conversation_message_id"))
    date = number_of(item.get("date"))
    own = number_of(item.get("id"))
    return f"{number}.{date}" if number else f"own{own}.{date}" if own else ""


class _Message:
    """One message on its way to the facts it tells."""

    def __init__(self, desk: Desk, item: dict[str, Any], peer: int, number: str, author: Handle) -> None:
        self.desk, self.item, self.author = desk, item, author
        self.place = desk.chat(peer)
        self.thread = "" if peer > FIRST_CHAT else str(peer)
        self.start = f"{self.thread}/" if self.thread else ""
        self.id, self.at = self.start + number, Moment(number_of(item.get("date")) * SECOND)

    def seen(self, kind: Kind, who: Handle, part: str = "", **facts: Any) -> Sighting:
        """Answer that somebody did something."""
        facts.setdefault("thread", self.thread)
        return Sighting(self.place, who, kind, self.at, self.id + part, **facts)

    def said(self) -> Iterator[Sighting]:
        """Answer the message, then the reactions whose authors are named."""
        said, forwarded = said_in(self.item), dicts_of(self.item.get("fwd_messages"))[:MOST_FORWARDED]
        words = "\n\n".join(filter(None, (said.words, *(said_in(one).words for one in forwarded))))
        parent = _id_of(dict_of(self.item.get("reply_message")))
        edited = Moment(number_of(self.item.get("update_time")) * SECOND)
        spoken_to = self.desk.people.handle(said.mentioned) if said.mentioned and not parent else None
        reactions = list(self._reactions())
        total = sum(number_of(one.get("count")) for one in dicts_of(self.item.get("reactions")))
        yield self.seen(
            Kind.MESSAGED, self.author, words=words, edited_at=edited if edited > self.at else None,
            reply_to=self.start + parent if parent else "", target=spoken_to,
            marks=said.marks | (int(Mark.FORWARDED) if forwarded else 0),
            tallies=said.tallies + tallies_of([("reactions", total - len(reactions))]),
            extra={"media": said.media} if said.media else None,
        )  # fmt: skip
        yield from reactions

    def _reactions(self) -> Iterator[Sighting]:
        """VK numbers its reactions and does not say what they look like."""
        seen: set[tuple[int, int]] = set()
        for reaction in dicts_of(self.item.get("reactions")):
            kind, users = number_of(reaction.get("reaction_id")), reaction.get("user_ids")
            for user in map(number_of, users if type(users) is list else ()):
                if user > 0 and (kind, user) not in seen and (who := self.desk.people.handle(user)):
                    seen.add((kind, user))
                    part = f"/reaction/{user}/{kind}"
                    yield self.seen(Kind.REACTED, who, part, reply_to=self.id, extra={"emoji": "custom"})

    def done(self, action: dict[str, Any]) -> Iterator[Sighting]:
        """Answer what a notice says that somebody did; nothing where only the chat was changed."""
        kind, number = text_of(action.get("type")), first_number(action, "member_id", "mid")
        member = self.desk.people.handle(number)
        is_other = member is not None and member.value != self.author.value
        if kind == "chat_pin_message":
            yield self.seen(Kind.PINNED, self.author)
        elif kind in _CALLS:
            yield self.seen(Kind.CALLED, self.author)
        elif kind in _JOINS or (kind in {"chat_invite_user", "chat_kick_user"} and not is_other):
            yield self.seen(Kind.LEFT if kind == "chat_kick_user" else Kind.JOINED, self.author)
        elif kind == "chat_invite_user" and member:
            yield self.seen(Kind.INVITED, self.author, "/invited", target=member)
            yield self.seen(Kind.JOINED, member, "/joined")
        elif kind == "chat_kick_user" and member:
            yield self.seen(Kind.LEFT, member, "/left", extra={"removed_by": self.author.value})
