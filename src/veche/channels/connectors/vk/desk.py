"""Desk: what is known on the way through an upload: names, places, and what the answers left open."""

from dataclasses import dataclass, field
from typing import Any

from veche.channels.connectors.vk.pages import NOWHERE, Page
from veche.channels.connectors.vk.people import People
from veche.channels.connectors.vk.values import dict_of, number_of, text_of
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.kit.time import Moment
from veche.ledger.terms import About, Place

MOST_TOPICS = 20_000
BROKEN = N_("It is not built as a record of VK is.")
UNKNOWN = N_("It is a record of VK of a kind we do not know yet.")
DELETED = N_("It was deleted.")
WAITING = N_("It was not published: it waits for its time or for the editors.")
NOBODY = N_("It does not say who wrote it.")
NO_PAGE = N_("It does not say on which page of VK it stands.")
GONE = N_("The account was deleted.")
CHANGED = N_("It says how the chat was changed: nothing that a person did to another.")
ERROR = N_("VK answered with an error instead.")
NO_LIST_DATE = N_("Say when this list was made.")

_PRIVATE = {"ru": "ВКонтакте: личные сообщения"}
# Above it a conversation is one of many; below it is with the user, or the community, of this number.
FIRST_CHAT = 2_000_000_000
_TITLES = {
    "board": {"ru": "{name}: обсуждения", "en": "{name}: discussions"},
    "members": {"ru": "{name}: участники", "en": "{name}: members"},
}


@dataclass(slots=True)
class Desk:
    """Names and places of one upload; `prefix` is the file being read where there are several."""

    people: People
    language: str
    told: Page = NOWHERE  # the page that the person who imports has named
    sole: Page = NOWHERE  # the owner of all walls in the upload, if it is one
    named: Page = NOWHERE  # the page in the name of the file
    made_at: Moment | None = None
    prefix: str = ""
    topics: dict[tuple[int, int], str] = field(default_factory=dict)
    chats: dict[int, str] = field(default_factory=dict)
    _places: dict[tuple[str, int], Place] = field(default_factory=dict)

    def page(self, said: Page) -> Page:
        """Answer the page of a record: what stands in it or around it, then what was found elsewhere."""
        for other in (self.named, self.told, self.sole):
            said = said.over(other)
        return said

    def wall(self, owner: int) -> Place:
        """Answer the channel of a wall."""
        return self._place("wall", owner, "channel")

    def board(self, owner: int) -> Place:
        """Answer the channel of a community's discussions: one, a thread each."""
        return self._place("board", owner, "group")

    def members(self, owner: int) -> Place:
        """Answer the channel of a community's list of members."""
        return self._place("members", owner, "list")

    def chat(self, peer: int) -> Place:
        """Answer the channel of a conversation; talks of two are one place: their titles are names."""
        if peer <= FIRST_CHAT:
            return Place("vk", "private", _PRIVATE.get(self.language, "VK: direct messages"), "private")
        number = peer - FIRST_CHAT
        return Place("vk", f"chat{number}", self.chats.get(peer) or f"VK #{number}", "group")

    def learn_chat(self, record: Any) -> None:
        """Remember the title of a conversation."""
        if type(record) is dict and len(self.chats) < MOST_TOPICS:
            title = text_of(dict_of(record.get("chat_settings")).get("title"))
            self.chats[number_of(dict_of(record.get("peer")).get("id"))] = clean_name(title)

    def topic(self, page: Page) -> About | None:
        """Answer the discussion, if its title is known."""
        title = self.topics.get((page.owner, page.topic))
        return About("topic", f"vk/topic{page.owner}_{page.topic}", title) if title else None

    def learn_topic(self, owner: int, number: int, title: str) -> None:
        """Remember the title of a discussion."""
        if owner and number and title and len(self.topics) < MOST_TOPICS:
            self.topics[owner, number] = clean_name(title)

    def _place(self, what: str, owner: int, form: str) -> Place:
        found = self._places.get((what, owner))
        if found is None:
            titles = _TITLES.get(what, {})
            title = titles.get(self.language, titles.get("en", "{name}"))
            name = title.replace("{name}", self.people.name_of(owner))
            found = Place("vk", f"{what}{owner}", clean_name(name), form)
            if len(self._places) < MOST_TOPICS:
                self._places[what, owner] = found
        return found
