"""Taking letters in hand: in batches of a second's worth, leaving out who must get none.

Between the writing down of an audience and the leaving of a letter hours may pass. Whoever unsubscribed,
complained, withdrew consent or was written to often enough meanwhile is left out here, whatever page or
job let the letter go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.time import Moment, as_datetime, moment, now
from veche.mailing.models import Claim, DomainPace, Letter, Pace, Sender
from veche.mailing.queries.sending.due import LEAVING
from veche.mailing.queries.sending.reasons import reason_against
from veche.mailing.queries.sending.settings import limits_of
from veche.mailing.rules.throttling import MOST_AT_ONCE, Count, added, allowed, next_chance, slots
from veche.mailing.terms import KEEP_DELIVERIES, SenderState, Stand


class Row(NamedTuple):
    """A delivery in hand."""

    pk: int
    email: str
    domain: str
    variant: int
    person: int | None
    is_paced: bool


class Batch(NamedTuple):
    """Deliveries of one letter that this worker has in hand; without any, when to ask again."""

    claim: int = 0
    rows: tuple[Row, ...] = ()
    ask_at: Moment | None = None


def take_batch(letter: Letter, sender: Sender, *, node: str, most: int = MOST_AT_ONCE, by: Actor) -> Batch:
    """Take as many deliveries of a letter in hand as the sender's limits allow now, at most so many.

    Nothing where the letter was paused or the sender held; where all that were taken are left out, nobody,
    and to be asked again at once. Of several nodes none takes what another has. Who must get no letter is
    left out for good, with the reason; domains that are written to fast enough get their letters later.
    """
    require(by, KEEP_DELIVERIES, in_=letter.community)
    with transaction.atomic():
        at = now()
        count = _locked_count(sender)
        if count is None or not _is_leaving(letter):
            return Batch()
        limits = limits_of(sender)
        most = allowed(limits, count, at, most)
        if not most:
            return Batch(ask_at=next_chance(limits, count, at))
        claim = Claim.objects.create(sender=sender, letter=letter, node=node, at=at)
        taken = _taken(letter, sender.pk, claim.pk, most, at)
        if taken is None:
            taken = _taken(letter, None, claim.pk, most, at)
        rows = _paced(sender, taken or (), at)
        if not rows:
            claim.delete()
            return Batch(ask_at=None if taken is None else at)
        _keep_count(sender, added(count, len(rows), at))
    return Batch(claim.pk, tuple(rows))


def _locked_count(sender: Sender) -> Count | None:
    """Answer what left by a sender lately, held until the transaction ends; nothing for one that is held."""
    held = Sender.objects.select_for_update().filter(
        pk=sender.pk, state=SenderState.OPEN, removed_at=None
    )  # fmt: skip
    if not held.exists():
        return None
    rows = sql.fetch(
        "SELECT second_at, second, hour_at, hour, day_at, day FROM mailing_pace WHERE sender_id = %s",
        (sender.pk,),
    )
    if rows:
        return Count(*rows[0])
    Pace.objects.create(sender=sender, second_at=0, hour_at=0, day_at=0)
    return Count()


def _keep_count(sender: Sender, count: Count) -> None:
    sql.execute(
        "UPDATE mailing_pace SET second_at = %s, second = %s, hour_at = %s, hour = %s, day_at = %s, day = %s "
        "WHERE sender_id = %s",
        (*count, sender.pk),
    )


def _is_leaving(letter: Letter) -> bool:
    lock = " FOR SHARE" if sql.on_postgres() else ""
    return bool(
        sql.fetch(
            f"SELECT 1 FROM mailing_letter WHERE id = %s AND state IN (%s, %s){lock}", (letter.pk, *LEAVING)
        )
    )


def _taken(letter: Letter, sender: int | None, claim: int, most: int, at: Moment) -> list[Row] | None:
    """Take what waits for a sender, or for whichever comes first; nothing where there was nothing.

    Two questions, because one with «or» would sort all that waits for each batch.
    """
    values: list[object] = []
    why = reason_against(letter, values, at)
    skip = " FOR UPDATE OF d SKIP LOCKED" if sql.on_postgres() else ""
    # What is read here stays ours until the transaction ends: by these locks, or by SQLite's one writer.
    found = sql.fetch(
        f"SELECT d.id, d.email, d.domain, d.variant, d.person_id, d.is_paced, {why} FROM mailing_delivery d "
        "WHERE d.id IN (SELECT d.id FROM mailing_delivery d WHERE d.letter_id = %s AND d.state = 0 "
        f"AND d.due_at <= %s AND {'d.sender_id = %s' if sender else 'd.sender_id IS NULL'} "
        f"ORDER BY d.due_at LIMIT %s{skip}) ORDER BY d.id",
        (*values, letter.pk, at, *([sender] if sender else ()), most),
    )
    if not found:
        return None
    left = [(reason, pk) for pk, *_, reason in found if reason]
    sql.execute_many(
        f"UPDATE mailing_delivery SET state = {int(Stand.LEFT_OUT)}, why = %s WHERE id = %s", left
    )
    taken = [
        Row(pk, mail, domain, variant, person, bool(is_paced))
        for pk, mail, domain, variant, person, is_paced, reason in found
        if not reason
    ]
    sql.execute(
        f"UPDATE mailing_delivery SET state = {int(Stand.CLAIMED)}, claim_id = %s WHERE {sql.any_of('id')}",
        (claim, sql.listed([row.pk for row in taken])),
    )
    return taken


def _paced(sender: Sender, rows: Iterable[Row], at: Moment) -> list[Row]:
    """Give back those whose domain is written to fast enough, with the moment that is theirs."""
    paces = {one.domain: one for one in DomainPace.objects.filter(sender=sender)}
    if not paces and not sender.domain_limits:
        return list(rows)
    by_domain: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_domain[row.domain].append(row)
    leaving: list[Row] = []
    for domain, found in by_domain.items():
        limit = sender.domain_limits.get(domain)
        pace = paces.get(domain)
        if limit is None and pace is None:
            leaving += found
            continue
        pace = pace or DomainPace(sender=sender, domain=domain, next_at=as_datetime(at))
        leaving += _paced_domain(pace, found, limit, at)
    return sorted(leaving)


def _paced_domain(pace: DomainPace, rows: list[Row], limit: int | None, at: Moment) -> list[Row]:
    pause = moment(pace.paused_until) if pace.paused_until else None
    is_paused = pause is not None and pause > at
    own = [] if is_paused else [row for row in rows if row.is_paced]
    asking = rows if is_paused else [row for row in rows if not row.is_paced]
    given = slots(
        len(asking), per_minute=limit, next_at=moment(pace.next_at), paused_until=pause, at=at
    )  # fmt: skip
    if given.later:
        sql.execute_many(
            "UPDATE mailing_delivery SET state = 0, claim_id = NULL, is_paced = %s, due_at = %s "
            "WHERE id = %s",
            [(True, due, row.pk) for row, due in zip(asking[given.leaving :], given.later, strict=True)],
        )
    DomainPace.objects.update_or_create(
        sender_id=pace.sender_id, domain=pace.domain, defaults={"next_at": given.next_at}
    )
    return own + asking[: given.leaving]
