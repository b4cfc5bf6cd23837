"""Reading: an envelope as the facts it tells."""

from collections.abc import Iterator

import orjson

from veche.channels.connectors.vk.desk import Desk
from veche.channels.connectors.vk.live.events import records_of
from veche.channels.connectors.vk.pages import Page
from veche.channels.connectors.vk.people import People
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of, text_of
from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what one event says; raises where it is not built as one."""
    event = orjson.loads(raw.payload)
    desk = Desk(People(), known.language)
    number = number_of(known.facts.get("group"))
    if number:
        named = {"id": number, "name": known.facts.get("name"), "screen_name": known.facts.get("screen_name")}
        desk.people.learn_group(named)
    for peer, title in dict_of(known.facts.get("chats")).items():
        desk.chats[number_of(peer)] = text_of(title)
    for profile in dicts_of(event.get("profiles")):
        desk.people.learn_user(profile)
    for group in dicts_of(event.get("groups")):
        desk.people.learn_group(group)
    for conversation in dicts_of(event.get("conversations")):
        desk.learn_chat(conversation)
    desk.sole = Page(-number_of(event.get("group_id")))
    yield from records_of(desk, event, raw.key)
