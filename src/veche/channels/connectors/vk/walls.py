"""Walls: posts, reposts and comments, and the discussions of a community."""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.vk.desk import BROKEN, DELETED, NO_PAGE, NOBODY, WAITING, Desk
from veche.channels.connectors.vk.pages import Page, page_of
from veche.channels.connectors.vk.values import (
    counted,
    dict_of,
    dicts_of,
    first_number,
    number_of,
    tallies_of,
    text_of,
)
from veche.channels.connectors.vk.words import Said, said_in
from veche.channels.terms import Record
from veche.kit.text import clean_name
from veche.kit.time import SECOND, Moment
from veche.ledger.terms import About, Handle, Kind, Mark, Sighting

MOST_COMMENTS = 10_000
_WAITING = frozenset({"postpone", "suggest", "suggested"})


def read_post(desk: Desk, item: dict[str, Any], page: Page, spare: str) -> Record:
    """Answer what a post says, or why nothing is taken from it."""
    number, own = first_number(item, "id", "post_id"), page_of(item)
    owner = own.owner or desk.page(page).owner
    where = f"{desk.prefix}wall{owner}_{number}" if owner and number else spare
    if item.get("is_deleted") or item.get("deleted"):
        return Record(where, (), DELETED)
    if text_of(item.get("post_type")) in _WAITING:
        return Record(where, (), WAITING)
    if not owner:
        return Record(where, (), NO_PAGE)
    if not number:
        return Record(where, (), BROKEN)
    author, extra = _author(desk, item, owner)
    if author is None:
        return Record(where, (), NOBODY)
    said, origin = said_in(item), next(iter(dicts_of(item.get("copy_history"))), None)
    if origin is not None:
        said = _with_origin(said, origin)
        extra["forwarded_from"] = f"wall{page_of(origin).owner}_{number_of(origin.get('id'))}"
    at = Moment(number_of(item.get("date")) * SECOND)
    sighting = Sighting(
        desk.wall(owner), author, Kind.PUBLISHED if origin is None else Kind.REPOSTED, at, f"post/{number}",
        words=said.words, edited_at=_edited_at(item, at), target=_target(desk, said.mentioned, author),
        marks=said.marks | (0 if origin is None else int(Mark.FORWARDED)),
        tallies=_tallies(item, said), extra=_extra(said, extra),
    )  # fmt: skip
    return Record(where, (sighting,))


def _author(desk: Desk, item: dict[str, Any], owner: int) -> tuple[Handle | None, dict[str, Any]]:
    """Answer who wrote a post: of one that a community publishes with a signature the one who signed."""
    number = first_number(item, "from_id", "uid") or owner
    signer = first_number(item, "signer_id")
    if number < 0 < signer:
        return desk.people.handle(signer), {"published_by": f"club{-number}"}
    return desk.people.handle(number), {}


def _with_origin(said: Said, origin: dict[str, Any]) -> Said:
    """Answer what is said together with what is passed on."""
    first = said_in(origin)
    words = "\n\n".join(filter(None, (said.words, first.words)))
    return said._replace(words=words, media=said.media or first.media, tallies=said.tallies or first.tallies)


def _edited_at(item: dict[str, Any], at: Moment) -> Moment | None:
    edited = number_of(item.get("edited")) * SECOND
    return Moment(edited) if edited > at else None


def _tallies(item: dict[str, Any], said: Said) -> tuple[tuple[str, int], ...]:
    likes = max(counted(item, "likes"), counted(item, "reactions"))
    named = [(name, counted(item, name)) for name in ("reposts", "views", "comments")]
    return said.tallies + tallies_of([("reactions", likes), *named])


def _extra(said: Said, more: dict[str, Any]) -> dict[str, Any] | None:
    return ({"media": said.media} if said.media else {}) | more or None


def _target(desk: Desk, number: int, author: Handle) -> Handle | None:
    found = desk.people.handle(number) if number > 0 else None
    return found if found and found.value != author.value else None


def read_comments(desk: Desk, item: dict[str, Any], page: Page, spare: str) -> Iterator[Record]:
    """Answer what a comment says, then those in the thread under it, each a record."""
    page = desk.page(page_of(item).over(page))
    yield _comment(desk, item, page, 0, spare)
    root = first_number(item, "id", "cid")
    for place, inner in enumerate(dicts_of(dict_of(item.get("thread")).get("items"))[:MOST_COMMENTS], 1):
        inner_page = page_of(inner).over(page)
        yield _comment(desk, inner, inner_page, root, f"{spare}.{place}")


def _comment(desk: Desk, item: dict[str, Any], page: Page, root: int, spare: str) -> Record:
    number = first_number(item, "id", "cid")
    where = f"{desk.prefix}{_address(page, number)}" if page.owner and number else spare
    if item.get("deleted") or item.get("is_deleted"):
        return Record(where, (), DELETED)
    if not page.owner:
        return Record(where, (), NO_PAGE)
    author = desk.people.handle(first_number(item, "from_id", "uid"))
    if author is None or not number:
        return Record(where, (), NOBODY if number else BROKEN)
    said = said_in(item)
    place, start, thread, about = _standing(desk, page)
    parent = first_number(item, "reply_to_comment", "reply_to_cid") or said.answered or root
    parent = parent or next((n for n in map(number_of, _reversed(item.get("parents_stack"))) if n), 0)
    # Whoever answers a comment speaks to its author; another one spoken to is named by no parent.
    spoken_to = 0 if parent else first_number(item, "reply_to_user", "reply_to_uid") or said.mentioned
    sighting = Sighting(
        place, author, Kind.MESSAGED if page.topic else Kind.COMMENTED,
        Moment(number_of(item.get("date")) * SECOND), f"{start}{number}", words=said.words, thread=thread,
        reply_to=f"{start}{parent}" if parent else "" if page.topic else thread, about=about,
        target=_target(desk, spoken_to, author), marks=said.marks, tallies=_tallies(item, said),
        extra=_extra(said, {}),
    )  # fmt: skip
    return Record(where, (sighting,))


def _standing(desk: Desk, page: Page) -> tuple[Any, str, str, About | None]:
    """Answer the channel of a comment, how its ids begin, its thread and what it is about."""
    if not page.topic:
        return desk.wall(page.owner), "comment/", f"post/{page.post}" if page.post else "", None
    return desk.board(page.owner), f"topic/{page.topic}/", f"topic/{page.topic}", desk.topic(page)


def _address(page: Page, number: int) -> str:
    if page.topic:
        return f"topic{page.owner}_{page.topic}?post={number}"
    return f"wall{page.owner}_{page.post}?reply={number}"


def _reversed(value: Any) -> list[Any]:
    return value[:-11:-1] if type(value) is list else []


def read_topic(desk: Desk, item: dict[str, Any], page: Page, spare: str) -> Record:
    """Answer that somebody began a discussion; what was said in it stands in its comments."""
    number, owner = number_of(item.get("id")), desk.page(page_of(item).over(page)).owner
    where = f"{desk.prefix}topic{owner}_{number}" if owner and number else spare
    author = desk.people.handle(number_of(item.get("created_by")))
    if not owner:
        return Record(where, (), NO_PAGE)
    if not number or author is None:
        return Record(where, (), NOBODY if number else BROKEN)
    title = clean_name(text_of(item.get("title")))
    sighting = Sighting(
        desk.board(owner), author, Kind.MESSAGED, Moment(number_of(item.get("created")) * SECOND),
        f"topic/{number}", words=title, thread=f"topic/{number}",
        about=desk.topic(Page(owner, 0, number)),
        tallies=tallies_of([("comments", counted(item, "comments"))]),
    )  # fmt: skip
    return Record(where, (sighting,))
