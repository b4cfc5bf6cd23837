"""Sharing: a public address of a board that shows numbers and nobody's name, until it is withdrawn."""

from secrets import token_urlsafe

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.insights.actions.boards import is_board
from veche.insights.models import Link
from veche.insights.terms import SHARE_BOARDS
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.time import now

NO_BOARD = N_("There is no such board.")


def share_board(board: str, wish: str, language: str, *, in_: Community, by: Actor) -> Link:
    """Make a public address that shows a board with these choices; refused for a board there is not."""
    require(by, SHARE_BOARDS, in_=in_)
    refuse_if([] if is_board(in_, board) else [Reason(NO_BOARD)])
    link = Link(
        community=in_, board=board, wish=wish[:500], language=language, secret=token_urlsafe(24),
        user_id=by.user_id, author=by.name, made_at=now(),
    )  # fmt: skip
    with transaction.atomic():
        link.save()
        audit(by, "insights.share_board", in_=in_, on=link, board=board)
    return link


def withdraw_link(link: Link, *, in_: Community, by: Actor) -> None:
    """Have a public address lead nowhere from now on. May be repeated; nothing brings it back."""
    require(by, SHARE_BOARDS, in_=in_)
    with transaction.atomic():
        Link.objects.filter(pk=link.pk, community=in_, withdrawn_at=None).update(withdrawn_at=now())
        audit(by, "insights.withdraw_link", in_=in_, on=link, board=link.board)
