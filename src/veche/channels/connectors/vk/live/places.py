"""Places: the ledger's words for walls, discussions and chats, and the numbers VK has for them."""

import re
from typing import NamedTuple

from veche.channels.connectors.vk.desk import FIRST_CHAT
from veche.kit.terms import N_, Refusal
from veche.ledger.terms import Handle

NO_PLACE = N_("Nothing can be done in this channel of VK.")
NO_MESSAGE = N_("The community does not know this message, so it cannot answer or delete it.")
NO_PERSON = N_("This person has no VK account that is known.")
_PLACE = re.compile(r"(wall|board|members|chat)(-?\d{1,15})")
_ID = re.compile(r"(post|comment)/(\d{1,15})|topic/(\d{1,15})(?:/(\d{1,15}))?")
_MESSAGE = re.compile(r"(?:(-?\d{1,15})/)?(\d{1,15})\.(\d{1,15})")


class Item(NamedTuple):
    """Something on a wall or in a discussion, 0 for what it is not."""

    post: int = 0
    comment: int = 0
    topic: int = 0


class Told(NamedTuple):
    """A message by its number in the conversation and its second."""

    number: int
    date: int


def place_in(key: str) -> tuple[str, int]:
    """Answer what kind of place a channel is, and whose."""
    found = _PLACE.fullmatch(key)
    if not found:
        raise Refusal(NO_PLACE)
    return found[1], int(found[2])


def is_conversation(key: str) -> bool:
    """Tell whether messages go there, not posts or comments."""
    return key == "private" or key.startswith("chat")


def peer_in(key: str, thread: str = "") -> int:
    """Answer the number of a conversation: talks with one person are a thread each in one place."""
    if key == "private":
        if not re.fullmatch(r"-?\d{1,15}", thread):
            raise Refusal(NO_PLACE)
        return int(thread)
    return FIRST_CHAT + place_in(key)[1]


def item_in(external_id: str) -> Item:
    """Answer what an id names; refuses ids of likes, of lists and of nothing."""
    found = _ID.fullmatch(external_id)
    if not found:
        raise Refusal(NO_MESSAGE)
    if found[1]:
        return Item(**{found[1]: int(found[2])})
    return Item(comment=int(found[4] or 0), topic=int(found[3]))


def told_in(external_id: str) -> Told:
    """Answer the message an id names; refuses those that were imported without such a number."""
    found = _MESSAGE.fullmatch(external_id)
    if not found:
        raise Refusal(NO_MESSAGE)
    return Told(int(found[2]), int(found[3]))


def user_in(handle: Handle | None) -> int:
    """Answer the number of a person, or a negative one of a community that writes as itself."""
    found = re.fullmatch(r"(club)?(\d{1,15})", handle.value) if handle and handle.kind == "vk" else None
    if not found:
        raise Refusal(NO_PERSON)
    return -int(found[2]) if found[1] else int(found[2])
