"""Boards: putting measures side by side under a name."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from veche.core.actions import audit, require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.insights.measures import MEASURES
from veche.insights.models import Board
from veche.insights.rules.boards import READY
from veche.insights.terms import SAVE_BOARDS
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name, fold, number_of
from veche.kit.time import now

UNNAMED = N_("Give the board a name.")
NAMED_SO = N_("There is a board of this name already.")
EMPTY = N_("Choose at least one measure.")
UNKNOWN = N_("There is no measure “{key}”.")
TOO_MANY = N_("A community has at most {most} boards.")
MOST = 200


def save_board(
    title: str,
    measures: Sequence[str],
    *,
    in_: Community,
    by: Actor,
    board: Board | None = None,
    wish: str = "",
) -> Board:
    """Keep measures in this order under a name, anew or in the place of those of `board`.

    Refuses with every reason at once: no name, a name there is, no measures, unknown ones.
    """
    require(by, SAVE_BOARDS, in_=in_)
    name, chosen = clean_name(title)[:100], tuple(dict.fromkeys(measures))
    refuse_if(_faults(name, chosen, in_, board))
    found = board or Board(community=in_, made_at=now(), user_id=by.user_id, author=by.name)
    found.title, found.folded, found.measures, found.wish = name, fold(name)[:100], list(chosen), wish[:500]
    try:
        with transaction.atomic():
            found.save()
            audit(by, "insights.save_board", in_=in_, on=found, title=name)
    except IntegrityError:
        raise Refusal(Reason(NAMED_SO, field="title")) from None
    return found


def _faults(name: str, chosen: Sequence[str], community: Community, board: Board | None) -> list[Reason]:
    others = Board.objects.filter(community=community, removed_at=None)
    others = others.exclude(pk=board.pk) if board else others
    faults = [] if name else [Reason(UNNAMED, field="title")]
    if name and others.filter(folded=fold(name)[:100]).exists():
        faults.append(Reason(NAMED_SO, field="title"))
    if not chosen:
        faults.append(Reason(EMPTY, field="measures"))
    faults += [
        Reason(UNKNOWN, field="measures", values={"key": key[:40]}) for key in chosen if key not in MEASURES
    ]
    if board is None and others.count() >= MOST:
        faults.append(Reason(TOO_MANY, values={"most": MOST}))
    return faults


def remove_board(board: Board, *, in_: Community, by: Actor) -> None:
    """Take a board away; `restore_board` brings it back. May be repeated."""
    require(by, SAVE_BOARDS, in_=in_)
    with transaction.atomic():
        Board.objects.filter(pk=board.pk, community=in_, removed_at=None).update(removed_at=now())
        audit(by, "insights.remove_board", in_=in_, on=board, title=board.title)


def restore_board(board: Board, *, in_: Community, by: Actor) -> None:
    """Bring a board back; refused where another has its name by now. May be repeated."""
    require(by, SAVE_BOARDS, in_=in_)
    refuse_if(_faults(board.title, board.measures, in_, board))
    with transaction.atomic():
        Board.objects.filter(pk=board.pk, community=in_).update(removed_at=None)
        audit(by, "insights.restore_board", in_=in_, on=board, title=board.title)


def is_board(community: Community, key: str) -> bool:
    """Tell whether the community has a board of this key: a ready one's word or an own one's number."""
    own = Board.objects.filter(community=community, removed_at=None)
    number = number_of(key)
    return key in READY or (number is not None and own.filter(pk=number).exists())
