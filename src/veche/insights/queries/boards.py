"""Boards: those that are ready, those put together by people, and how they are noted, shown and sent."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext

from veche.core.models import Community
from veche.insights.measures import MEASURES
from veche.insights.models import Alert, Annotation, Board, Link, Report
from veche.insights.rules.boards import READY
from veche.insights.terms import Measure, Period
from veche.kit.text import number_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A board as pages show it, whoever put it together."""

    key: str
    title: str
    lead: str
    icon: str
    measures: tuple[Measure, ...]
    wish: str
    board: Board | None = None


def boards_of(community: Community) -> list[Shown]:
    """Answer the ready boards, then the community's own by name."""
    own = Board.objects.filter(community=community, removed_at=None).order_by("folded", "pk")
    return [_ready(key) for key in READY] + [_own(board) for board in own]


def board_of(community: Community, key: str) -> Shown | None:
    """Answer a board by its key, if the community has it."""
    if key in READY:
        return _ready(key)
    board = own_board(community, key)
    return _own(board) if board else None


def own_board(community: Community, key: str, *, removed: bool = False) -> Board | None:
    """Answer a board of the community's own, or nothing."""
    number = number_of(key)
    if number is None:
        return None
    return Board.objects.filter(community=community, pk=number, removed_at__isnull=not removed).first()


def _ready(key: str) -> Shown:
    ready = READY[key]
    measures = tuple(MEASURES[one] for one in ready.measures)
    return Shown(key, gettext(ready.title), gettext(ready.lead), ready.icon, measures, ready.wish)


def _own(board: Board) -> Shown:
    measures = tuple(MEASURES[key] for key in board.measures if key in MEASURES)
    return Shown(board.key, board.title, "", "layout-dashboard", measures, board.wish, board)


def annotations_of(community: Community, period: Period | None = None) -> QuerySet[Annotation]:
    """Answer what was noted about days, the latest first; of a period where one is given."""
    found = Annotation.objects.filter(community=community, removed_at=None).order_by("-day", "-pk")
    return found.filter(day__gte=period.first, day__lte=period.last) if period else found


def links_of(community: Community) -> QuerySet[Link]:
    """Answer the public addresses that lead somewhere, the latest first."""
    return Link.objects.filter(community=community, withdrawn_at=None).order_by("-made_at", "-pk")


def open_link(secret: str) -> Link | None:
    """Answer the link behind a public address, while it is not withdrawn and its community is open."""
    found = Link.objects.select_related("community__organisation").filter(secret=secret, withdrawn_at=None)
    return found.filter(community__closed_at=None).first()


def reports_of(community: Community, user_id: int) -> QuerySet[Report]:
    """Answer what a user has themselves sent."""
    return Report.objects.filter(community=community, user_id=user_id, removed_at=None).order_by("made_at")


def alerts_of(community: Community) -> QuerySet[Alert]:
    """Answer the lines that are watched, with who drew them and when they were crossed."""
    found = Alert.objects.filter(community=community, removed_at=None)
    return found.select_related("user").prefetch_related("firings").order_by("made_at")
