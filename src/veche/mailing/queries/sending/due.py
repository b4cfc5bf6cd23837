"""What is due: which senders have something to do, with which letters, and whether it still may leave."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from veche.kit import sql
from veche.kit.time import MINUTE, SECOND, Moment, now
from veche.mailing.models import Claim
from veche.mailing.rules.throttling import Count, Limits, allowed, next_chance
from veche.mailing.terms import LetterState, SenderState, Stand

GIVEN_UP = 15 * MINUTE
LEAVING = (LetterState.SENDING, LetterState.LIVE)
_DUE = (
    "FROM mailing_delivery d WHERE d.letter_id = l.id AND d.state = 0 AND d.due_at <= %s "
    "AND (d.sender_id = s.id OR d.sender_id IS NULL)"
)


def senders_due() -> list[tuple[int, int]]:
    """Answer the senders something is due for, with how many lanes each may have on a node.

    One of which as many left as its limits allow has nothing to do until the next hour or day.
    """
    at = now()
    rows = sql.fetch(
        "SELECT s.id, s.lanes, s.per_second, s.per_hour, s.per_day, s.warms_since, p.second_at, p.second, "
        "p.hour_at, p.hour, p.day_at, p.day FROM mailing_sender s "
        "LEFT JOIN mailing_pace p ON p.sender_id = s.id WHERE s.state = %s AND s.removed_at IS NULL "
        "AND EXISTS (SELECT 1 FROM mailing_letter l "
        "WHERE l.community_id = s.community_id AND l.state IN (%s, %s) "
        f"AND EXISTS (SELECT 1 {_DUE}))",
        (SenderState.OPEN, *LEAVING, at),
    )
    return [(pk, lanes) for pk, lanes, *rest in rows if not _is_full(Limits(*rest[:4]), rest[4:], at)]


def _is_full(limits: Limits, pace: Sequence[int | None], at: Moment) -> bool:
    count = Count(*(value or 0 for value in pace))
    return not allowed(limits, count, at, 1) and next_chance(limits, count, at) - at > SECOND


def due_letters(sender: int) -> list[int]:
    """Answer the letters that something of is due by a sender, the one that began first before the others."""
    rows = sql.fetch(
        "SELECT l.id FROM mailing_letter l JOIN mailing_sender s ON s.community_id = l.community_id "
        f"WHERE s.id = %s AND l.state IN (%s, %s) AND EXISTS (SELECT 1 {_DUE}) ORDER BY l.begun_at, l.id",
        (sender, *LEAVING, now()),
    )
    return [pk for (pk,) in rows]


def is_sending_wanted(node: str) -> bool:
    """Tell whether this node has letters to send or to end, or claims to settle."""
    return bool(senders_due()) or open_claims(node).exists() or bool(ended_letters())


def ended_letters() -> list[int]:
    """Answer the letters on their way of which nothing waits any more."""
    rows = sql.fetch(
        "SELECT l.id FROM mailing_letter l WHERE l.state = %s AND NOT EXISTS "
        "(SELECT 1 FROM mailing_delivery d WHERE d.letter_id = l.id AND d.state IN (0, 1))",
        (LetterState.SENDING,),
    )
    return [pk for (pk,) in rows]


def open_claims(node: str) -> QuerySet[Claim]:
    """Answer the claims this node has to settle: its own, and those of nodes that were lost."""
    lost = Q(at__lt=now() - GIVEN_UP)
    return Claim.objects.filter(Q(node=node) | lost, ended_at=None)


def may_go_on(sender: int, letter: int) -> bool:
    """Tell whether a letter may still leave by a sender: nobody paused, held or cancelled anything."""
    found = sql.fetch(
        "SELECT 1 FROM mailing_letter l, mailing_sender s WHERE l.id = %s AND s.id = %s "
        "AND l.state IN (%s, %s) AND s.state = %s AND s.removed_at IS NULL",
        (letter, sender, *LEAVING, SenderState.OPEN),
    )
    return bool(found)


def waits(letter: int) -> bool:
    """Tell whether anything of a letter still waits or is in hand."""
    return any(
        sql.fetch(
            "SELECT 1 FROM mailing_delivery WHERE letter_id = %s AND state = %s LIMIT 1", (letter, int(stand))
        )
        for stand in (Stand.WAITING, Stand.CLAIMED)
    )
