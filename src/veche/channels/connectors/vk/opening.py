"""Opening: the first way through an upload, for names and what else stands after it is needed."""

from datetime import date
from itertools import islice

from veche.channels.connectors.vk.desk import Desk
from veche.channels.connectors.vk.dialects import Dialect, members_of
from veche.channels.connectors.vk.pages import NOWHERE, Page, page_in, page_of, slug_in
from veche.channels.connectors.vk.people import People
from veche.channels.connectors.vk.shapes import Kind, Piece, pieces_of
from veche.channels.connectors.vk.values import number_of, text_of
from veche.channels.terms import Answers, Surroundings
from veche.kit.files import Source
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import Moment, start_of

NO_SUCH_PAGE = N_("This link does not tell the number of a page: {link}")


def opened(source: Source, answers: Answers, surroundings: Surroundings, most: int | None = None) -> Desk:
    """Answer the desk for an upload: names and topics stand behind the records that need them.

    Looks at `most` pieces of every file, at all where it is not given; damage is left to whoever
    reads on.
    """
    desk = Desk(People(), surroundings.language)
    owners: set[int] = set()
    for member, dialect in members_of(source):
        if dialect is Dialect.ERROR:
            continue
        with source.open(member) as file:
            try:
                for piece in islice(pieces_of(file, is_lines=dialect is Dialect.LINES), most):
                    _learn(desk, piece, owners)
            except Refusal:
                break
    desk.sole = Page(next(iter(owners))) if len(owners) == 1 else NOWHERE
    desk.told = _told(answers.get("page", ""), desk.people)
    desk.made_at = _day(answers.get("date", ""), surroundings.time_zone)
    return desk


def _learn(desk: Desk, piece: Piece, owners: set[int]) -> None:
    if piece.kind in (Kind.PROFILE, Kind.USER):
        desk.people.learn_user(piece.item)
    elif piece.kind is Kind.GROUP:
        desk.people.learn_group(piece.item)
    elif piece.kind is Kind.CHAT:
        desk.learn_chat(piece.item)
    elif piece.kind is Kind.POST and len(owners) < 2:
        owners.update({page_of(piece.item).owner or piece.page.owner} - {0})
    elif piece.kind is Kind.TOPIC:
        owner = page_of(piece.item).over(piece.page).owner
        desk.learn_topic(owner, number_of(piece.item.get("id")), text_of(piece.item.get("title")))


def _told(link: str, people: People) -> Page:
    """Answer the page that a person has named, by its number or by an address that the upload knows."""
    if not link.strip():
        return NOWHERE
    page = page_in(link)
    if not page.owner:
        page = Page(people.groups.get(slug_in(link), 0))
    if not page.owner:
        raise Refusal(Reason(NO_SUCH_PAGE, field="page", values={"link": link[:200]}))
    return page


def _day(text: str, zone: str) -> Moment | None:
    try:
        return start_of(date.fromisoformat(text), zone)
    except ValueError:
        return None
