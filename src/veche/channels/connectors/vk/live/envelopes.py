"""Envelopes: events of a community as they are kept, with the names VK tells apart from them.

An event says when it happened only where a post or message stands in it: so the moment at which it
was heard is kept with it. The secret of a knock is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from veche.channels.connectors.vk.desk import FIRST_CHAT
from veche.channels.connectors.vk.live.talking import Line
from veche.channels.connectors.vk.values import dict_of, dicts_of, first_number, number_of, text_of
from veche.channels.terms.live import Raw
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import Moment

MOST_NAMES, MOST_AT_ONCE, MOST_CHATS_AT_ONCE = 20_000, 1_000, 100
_KEPT = ("type", "object", "group_id", "event_id", "v")
_PEOPLE = ("from_id", "user_id", "liker_id", "signer_id", "created_by")
_NAMES = ("id", "first_name", "last_name", "screen_name", "deactivated")


def raw_of(event: dict[str, Any], at: Moment, **more: Any) -> Raw:
    """Answer an event as an envelope; raises where it is none."""
    kept = {key: event[key] for key in _KEPT if key in event}
    kind, key = event["type"], text_of(event.get("event_id"))
    if type(kind) is not str or type(event["object"]) is not dict:
        raise TypeError("no event")
    key = key or hashlib.blake2b(orjson.dumps(kept), digest_size=20).hexdigest()
    told = {name: value for name, value in more.items() if value}
    return Raw(key[:200], orjson.dumps({**kept, "heard_at": at, **told}), kind[:40])


class Names:
    """Names of people and chats that were asked for, kept for the events that follow."""

    def __init__(self) -> None:
        self.people: dict[int, dict[str, Any]] = {}
        self.chats: dict[int, dict[str, Any]] = {}

    def learn(self, line: Line, events: Iterable[dict[str, Any]]) -> None:
        """Ask VK for the names that events need; without them they are read all the same."""
        events = list(events)
        if len(self.people) + len(self.chats) > MOST_NAMES:
            self.people, self.chats = {}, {}
        people = {one for event in events for one in _people_in(event)} - self.people.keys()
        chats = {one for event in events for one in _chats_in(event)} - self.chats.keys()
        try:
            if people:
                self._learn_people(line, sorted(people)[:MOST_AT_ONCE])
            if chats:
                self._learn_chats(line, sorted(chats)[:MOST_CHATS_AT_ONCE])
        except (Refusal, Trouble):
            return

    def of(self, event: dict[str, Any]) -> dict[str, Any]:
        """Answer the names for one event, as VK's answers hold them."""
        people = [self.people[one] for one in _people_in(event) if one in self.people]
        chats = [self.chats[one] for one in _chats_in(event) if one in self.chats]
        return {"profiles": [one for one in people if one], "conversations": [one for one in chats if one]}

    def _learn_people(self, line: Line, numbers: list[int]) -> None:
        self.people |= {number: {} for number in numbers}  # also of those VK does not name
        told = line.ask("users.get", user_ids=",".join(map(str, numbers)), fields="screen_name")
        for one in dicts_of(told):
            self.people[number_of(one.get("id"))] = {key: one[key] for key in _NAMES if key in one}

    def _learn_chats(self, line: Line, peers: list[int]) -> None:
        self.chats |= {peer: {} for peer in peers}
        told = line.ask("messages.getConversationsById", peer_ids=",".join(map(str, peers)))
        for one in dicts_of(dict_of(told).get("items")):
            title = text_of(dict_of(one.get("chat_settings")).get("title"))
            peer = number_of(dict_of(one.get("peer")).get("id"))
            self.chats[peer] = {"peer": {"id": peer}, "chat_settings": {"title": title}} if title else {}


def message_in(event: dict[str, Any]) -> dict[str, Any]:
    """Answer the message of an event: since 5.103 it stands beside what the client can show."""
    told = dict_of(event.get("object"))
    return dict_of(told.get("message")) or told


def _people_in(event: dict[str, Any]) -> Iterator[int]:
    for told in (message_in(event), dict_of(message_in(event).get("action"))):
        found = (number_of(told.get(key)) for key in (*_PEOPLE, "member_id"))
        yield from (number for number in found if 0 < number < FIRST_CHAT)


def _chats_in(event: dict[str, Any]) -> Iterator[int]:
    peer = first_number(message_in(event), "peer_id")
    if peer > FIRST_CHAT:
        yield peer
