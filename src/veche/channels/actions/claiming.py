"""Claiming: of many processes one takes what is due, and what is claimed is changed by its holder alone.

Messages and acts of moderation go out alike: waiting → claimed → their ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Manager

from veche.channels.models import Connection, Intervention, Outgoing
from veche.channels.rules.lines import pause_after
from veche.kit.time import SECOND, Moment, now

Row = TypeVar("Row", Outgoing, Intervention)
WAITING, CLAIMED = "waiting", "claimed"
# After so many tries in vain a person has to look.
MOST_ATTEMPTS = 12


def claim_next(rows: Manager[Row], connection: Connection, claim: str) -> int | None:
    """Take the next due row of a connection under a claim; answers which, or nothing. Safe among many."""
    moment = now()
    due = rows.filter(connection=connection, state=WAITING, due_at__lte=moment)
    for pk in due.order_by("due_at", "pk").values_list("pk", flat=True)[:5]:
        mine = rows.filter(pk=pk, state=WAITING)
        if mine.update(state=CLAIMED, claim=claim, claimed_at=moment):
            return int(pk)
    return None


def move(row: Row, state: str, *, of: Sequence[str], **changes: Any) -> bool:
    """Change the state if it is still one of these, and for a claimed one only while the claim is ours."""
    mine = type(row)._default_manager.filter(pk=row.pk, state__in=list(of))
    if tuple(of) == (CLAIMED,):
        mine = mine.filter(claim=row.claim)
    if not mine.update(state=state, **changes):
        return False
    row.state = state
    return True


def end(row: Row, state: str, error: str = "") -> bool:
    """End a claimed row in a state, with the error in words where there was one."""
    return move(row, state, of=(CLAIMED,), ended_at=now(), error=error[:1000], claim="")


def wait_again(row: Row, error: str, retry_after: float | None) -> bool:
    """Let a claimed row wait, longer each time; answers no, and changes nothing, after too many tries."""
    attempts = row.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        return False
    due = Moment(now() + int(pause_after(attempts, retry_after) * SECOND))
    move(row, WAITING, of=(CLAIMED,), due_at=due, attempts=attempts, error=error[:1000], claim="")
    return True
