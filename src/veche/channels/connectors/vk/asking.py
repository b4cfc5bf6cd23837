"""What answers of VK do not say of themselves: the page they were asked of, the day a list was made."""

import re

from veche.channels.connectors.vk.desk import Desk
from veche.channels.connectors.vk.dialects import Dialect, members_of
from veche.channels.connectors.vk.opening import opened
from veche.channels.connectors.vk.pages import page_in, page_of
from veche.channels.connectors.vk.shapes import Kind, Piece, pieces_of
from veche.channels.terms import Ask, Question, Surroundings
from veche.kit.files import Source
from veche.kit.terms import N_, Refusal

LOOKED_AT = 2_000
_PAGE = N_("The page of VK these records are from")
_PAGE_HELP = N_(
    "Its link: vk.com/wall-1_23 of a post, vk.com/topic-1_23 of a discussion, vk.com/club1 of a community."
)
_DATE = N_("The day the list was taken from VK")
_DATE_IN_NAME = re.compile(r"(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)")
_LISTED = (Kind.USER, Kind.NUMBER)


def questions(source: Source, surroundings: Surroundings) -> tuple[Question, ...]:
    """Ask for what VK's answers do not repeat of the question they answer."""
    desk = opened(source, {}, surroundings, LOOKED_AT)
    lacks_page = lacks_date = False
    for member, dialect in members_of(source):
        if dialect is Dialect.ERROR:
            continue
        desk.named = page_in(surroundings.file_name if source.form != "zip" else member.name)
        with source.open(member) as file:
            try:
                for _, piece in zip(
                    range(LOOKED_AT), pieces_of(file, is_lines=dialect is Dialect.LINES), strict=False
                ):
                    lacks_page = lacks_page or _lacks_page(desk, piece)
                    lacks_date = lacks_date or piece.kind in _LISTED
            except Refusal:
                break  # what is wrong with the file the reading says, with the place
    asked = []
    if lacks_page:
        asked.append(Question("page", _PAGE, Ask.TEXT, _guess(desk), help=_PAGE_HELP, is_remembered=False))
    if lacks_date:
        day = _day_in(surroundings.file_name)
        asked.append(Question("date", _DATE, Ask.DATE, day, is_remembered=False))
    return tuple(asked)


def _lacks_page(desk: Desk, piece: Piece) -> bool:
    if piece.kind in (Kind.COMMENT, Kind.TOPIC, Kind.POST, *_LISTED):
        return not desk.page(page_of(piece.item).over(piece.page)).owner
    return False


def _guess(desk: Desk) -> str:
    """Answer the community that the answers name, if it is one."""
    numbers = set(desk.people.groups.values())
    return f"https://vk.com/club{-numbers.pop()}" if len(numbers) == 1 else ""


def _day_in(file_name: str) -> str:
    found = _DATE_IN_NAME.search(file_name)
    return "-".join(found.groups()) if found else ""
