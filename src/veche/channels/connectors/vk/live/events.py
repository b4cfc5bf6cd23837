"""Events: what a community tells of (dev.vk.com/api/community-events/json-schema), and facts of it.

Posts, comments and messages are read as they are from files, so that both tell one fact.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from veche.channels.connectors.vk.chats import read_message
from veche.channels.connectors.vk.desk import BROKEN, NOBODY, Desk
from veche.channels.connectors.vk.live.envelopes import message_in
from veche.channels.connectors.vk.pages import Page, page_of
from veche.channels.connectors.vk.values import dict_of, first_number, number_of, text_of
from veche.channels.connectors.vk.walls import read_comments, read_post
from veche.channels.terms import Record
from veche.kit.terms import N_
from veche.kit.time import Moment
from veche.ledger.terms import Handle, Kind, Removal, Sighting

NOT_KEPT = N_("It is about something of VK that is not kept.")
ELSEWHERE = N_("It is about a like under a photo, a video or a product: those are not kept.")
TAKEN_BACK = N_("Something was taken back in VK; what was kept of it stays.")
UNDECIDED = N_("Somebody may come, or not.")


class Event(NamedTuple):
    """An event on its way to facts: `key` is VK's own number of it."""

    kind: str
    item: dict[str, Any]
    group: int
    at: Moment  # when it was heard
    key: str

    @property
    def where(self) -> str:
        """What the event is found again by."""
        return f"{self.kind} {self.key}"


def records_of(desk: Desk, event: dict[str, Any], key: str) -> Iterator[Record]:
    """Answer what one event says; raises where it is not built as one."""
    kind, item = text_of(event["type"]), event["object"]
    if type(item) is not dict:
        raise TypeError("no event")
    came = Event(kind, item, number_of(event.get("group_id")), Moment(number_of(event["heard_at"])), key)
    if kind in ("message_new", "message_reply", "message_edit"):
        came = came._replace(item=message_in(event))
    for place, record in enumerate(_READERS.get(kind, _unknown)(desk, came)):
        yield record._replace(where=f"{came.where}.{place}" if place else came.where)


def _post(desk: Desk, event: Event) -> Iterator[Record]:
    yield read_post(desk, event.item, Page(-event.group), event.where)


def _comment(desk: Desk, event: Event) -> Iterator[Record]:
    """Comments name their post beside them; they stand on our wall unless they say otherwise."""
    owner = first_number(event.item, "post_owner_id", "topic_owner_id", "owner_id") or -event.group
    page = page_of(event.item).over(Page(owner))
    yield from read_comments(desk, event.item, page._replace(owner=owner), event.where)


def _message(desk: Desk, event: Event) -> Iterator[Record]:
    yield read_message(desk, event.item, Page(), event.where)


def _edited(read: Callable[[Desk, Event], Iterator[Record]]) -> Callable[[Desk, Event], Iterator[Record]]:
    """Read what was changed: where VK does not say when, it was as it was heard."""

    def edited(desk: Desk, event: Event) -> Iterator[Record]:
        for record in read(desk, event):
            first, *others = record.sightings or (None,)
            if first is None or first.edited_at is not None:
                yield record
                continue
            at = Moment(max(event.at, first.at))
            yield record._replace(sightings=(first._replace(edited_at=at), *others))

    return edited


def _liked(desk: Desk, event: Event) -> Iterator[Record]:
    item = event.item
    what, number = text_of(item.get("object_type")), number_of(item.get("object_id"))
    owner = number_of(item.get("object_owner_id"))
    if what not in ("post", "comment") or not owner or not number:
        yield Record(event.where, (), ELSEWHERE)
        return
    who = desk.people.handle(number_of(item.get("liker_id")))
    liked = f"{what}/{number}"
    post = number if what == "post" else number_of(item.get("post_id"))
    thread = f"post/{post}" if post else ""
    if who is None:
        yield Record(event.where, (), NOBODY)
        return
    sighting = Sighting(
        desk.wall(owner), who, Kind.REACTED, event.at, f"{liked}/like/{who.value}", thread=thread,
        reply_to=liked, extra={"emoji": "❤"},
    )  # fmt: skip
    yield Record(event.where, (sighting,))


def _joined(desk: Desk, event: Event) -> Iterator[Record]:
    how = text_of(event.item.get("join_type"))
    if how == "unsure":
        yield Record(event.where, (), UNDECIDED)
        return
    kind, part = (Kind.APPLIED, "applied") if how == "request" else (Kind.JOINED, "joined")
    yield from _member(desk, event, kind, part)


def _left(desk: Desk, event: Event) -> Iterator[Record]:
    is_own = event.item.get("self") is None or bool(event.item["self"])
    extra = None if is_own else {"removed_by": f"club{event.group}"}
    yield from _member(desk, event, Kind.LEFT, "left", extra)


def _member(
    desk: Desk, event: Event, kind: Kind, part: str, extra: dict[str, Any] | None = None
) -> Iterator[Record]:
    who = _person(desk, event)
    if who is None:
        yield Record(event.where, (), NOBODY)
        return
    number = f"{part}/{who.value}/{event.key}"
    sighting = Sighting(desk.members(-event.group), who, kind, event.at, number, extra=extra)
    yield Record(event.where, (sighting,))


def _allowed(kind: Kind, part: str) -> Callable[[Desk, Event], Iterator[Record]]:
    """Read that somebody lets the community write to them, or does not any more."""

    def allowed(desk: Desk, event: Event) -> Iterator[Record]:
        who = _person(desk, event)
        if who is None:
            yield Record(event.where, (), NOBODY)
            return
        number = f"{who.value}/{part}/{event.key}"
        place = desk.chat(int(who.value))
        yield Record(event.where, (Sighting(place, who, kind, event.at, number, thread=who.value),))

    return allowed


def _person(desk: Desk, event: Event) -> Handle | None:
    number = number_of(dict_of(event.item).get("user_id"))
    return desk.people.handle(number) if number > 0 else None


def _deleted(desk: Desk, event: Event) -> Iterator[Record]:
    """Read that a comment or a line of a discussion is gone; the event holds little but its numbers."""
    removal = _removal(desk, event)
    yield Record(event.where, removals=(removal,)) if removal else Record(event.where, (), BROKEN)


def _restored(desk: Desk, event: Event) -> Iterator[Record]:
    """Read a comment that is there again: what it says, and that it is no longer gone."""
    first, *others = _comment(desk, event)
    removal = _removal(desk, event)
    back = (removal._replace(is_back=True),) if removal and first.sightings else ()
    yield first._replace(removals=back)
    yield from others


def _removal(desk: Desk, event: Event) -> Removal | None:
    item = event.item
    number, topic = number_of(item.get("id")), number_of(item.get("topic_id"))
    owner = first_number(item, "post_owner_id", "topic_owner_id", "owner_id") or -event.group
    if not number:
        return None
    if event.kind.startswith("board"):
        return Removal(desk.board(owner), f"topic/{topic}/{number}", event.at) if topic else None
    return Removal(desk.wall(owner), f"comment/{number}", event.at)


def _taken_back(_: Desk, event: Event) -> Iterator[Record]:
    yield Record(event.where, (), TAKEN_BACK)


def _unknown(_: Desk, event: Event) -> Iterator[Record]:
    yield Record(event.where, (), NOT_KEPT)


_FACTS: dict[str, Callable[[Desk, Event], Iterator[Record]]] = {
    "message_new": _message, "message_reply": _message, "message_edit": _edited(_message),
    "message_allow": _allowed(Kind.SUBSCRIBED, "allowed"),
    "message_deny": _allowed(Kind.UNSUBSCRIBED, "denied"),
    "wall_post_new": _post, "wall_repost": _post,
    "wall_reply_new": _comment, "wall_reply_edit": _edited(_comment), "wall_reply_restore": _restored,
    "wall_reply_delete": _deleted, "board_post_delete": _deleted,
    "board_post_new": _comment, "board_post_edit": _edited(_comment), "board_post_restore": _restored,
    "like_add": _liked, "group_join": _joined, "group_leave": _left,
}  # fmt: skip
# What a community should tell of.
EVENTS = tuple(_FACTS)
_READERS = {
    **_FACTS,
    "like_remove": _taken_back,
}
