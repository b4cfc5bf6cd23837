"""Reading: what was kept raw becomes what is known of addresses, in the order it came."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.kit import sql
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import now
from veche.ledger.actions import record_many
from veche.mailing.actions.returns.finding import Finding, findings_of_call, findings_of_report
from veche.mailing.actions.returns.keeping import MAILBOX, ask_for_reading
from veche.mailing.actions.returns.passing import pass_on
from veche.mailing.actions.returns.settling import settle
from veche.mailing.actions.returns.verifying import verified
from veche.mailing.actions.telling import origin
from veche.mailing.models import Returning
from veche.mailing.rules.knocks import KNOCKS
from veche.mailing.rules.reports import read_report
from veche.mailing.terms import KEEP_DELIVERIES
from veche.mailing.terms.returning import Call, ReturningState, What

if TYPE_CHECKING:
    from veche.core.models import Community

log = logging.getLogger("veche.mailing")
# So few at once keep the one writer of SQLite for a tenth of a second.
PORTION, MOST = 50, 2_000


class Opened(NamedTuple):
    """What came in, with what it says, or why it could not be read."""

    returning: Returning
    findings: Sequence[Finding] = ()
    title: str = ""
    error: str = ""
    is_signed: bool = False
    is_answer: bool = False


def read_returns(*, in_: Community, by: Actor, most: int = MOST) -> int:
    """Read what waits, portion by portion, and settle it with the addresses; answers how many were read.

    A portion commits with what became of each, and only while they still wait. May be repeated. What
    cannot be verified because the outside is away keeps waiting; then `Trouble` is raised at the end.
    """
    require(by, KEEP_DELIVERIES, in_=in_)
    done, last = 0, 0
    trouble: Trouble | None = None
    while done < most:
        waiting = Returning.objects.filter(community=in_, state=ReturningState.WAITING, pk__gt=last)
        portion = list(waiting.select_related("community__organisation", "sender").order_by("pk")[:PORTION])
        if not portion:
            break
        last, opened = portion[-1].pk, []
        for one in portion:
            try:
                opened.append(_opened(one))
            except Trouble as error:
                trouble = error
        _take(opened, in_)
        done += len(portion)
    else:
        ask_for_reading(in_)
    if trouble:
        raise trouble
    return done


def retry_returns(*, in_: Community, pk: int | None = None, by: Actor) -> int:
    """Send what could not be read (or one of it) back to be read; answers how many. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=in_)
    with transaction.atomic():
        found = Returning.objects.filter(community=in_, state=ReturningState.PARKED).exclude(payload=b"")
        if pk is not None:
            found = found.filter(pk=pk)
        count = found.update(state=ReturningState.WAITING, reason="", read_at=None)
        if count:
            ask_for_reading(in_)
            audit(by, "mailing.retry_returns", in_=in_, count=count)
    return count


def _opened(one: Returning) -> Opened:
    try:
        return _mail_opened(one) if one.way == MAILBOX else _call_opened(one)
    except Trouble:
        raise  # the outside is away: the job comes again
    except (Refusal, ValueError) as error:
        return Opened(one, error=str(error)[:500])
    except Exception as error:
        # Foreign words in foreign shapes: whatever they break, the next one is read.
        log.info("something returned could not be read: %r", error)
        return Opened(one, error=f"{type(error).__name__}: {error}"[:500])


def _mail_opened(one: Returning) -> Opened:
    report = read_report(bytes(one.payload))
    found = findings_of_report(report, one)
    is_answer = bool(report.marks) and found[0].is_vouched
    return Opened(one, found, report.subject, is_signed=any(f.is_vouched for f in found), is_answer=is_answer)


def _call_opened(one: Returning) -> Opened:
    knocking = KNOCKS.get(one.way)
    if knocking is None:
        raise ValueError(f"no such provider: {one.way}")
    call = Call(bytes(one.payload), {}, "")
    one.is_signed = one.is_signed or verified(one, call)
    found = findings_of_call(knocking.told_by(call), one) if one.is_signed else ()
    return Opened(one, found, knocking.title, is_signed=one.is_signed)


def _take(opened: Sequence[Opened], community: Community) -> None:
    with transaction.atomic():
        sql.lock("mailing.returns", community.pk)
        still = set(
            Returning.objects.filter(
                pk__in=[one.returning.pk for one in opened], state=ReturningState.WAITING
            ).values_list("pk", flat=True)
        )
        facts = []
        for one in opened:
            if one.returning.pk in still:
                reports = [f for f in one.findings if f.returned.what is not What.NOT_A_REPORT]
                facts += [fact for found in reports if (fact := settle(found, one.returning))]
                _close(one)
        if facts:
            record_many(facts, origin=origin(community), by=SYSTEM)


def _close(one: Opened) -> None:
    """Say what became of it; a letter of a human goes on to the inbox, where there is one for it."""
    state, reason = _verdict(one), one.error
    if state == ReturningState.LETTER and one.is_answer and pass_on(one.returning):
        state, reason = ReturningState.TAKEN, "passed on"
    Returning.objects.filter(pk=one.returning.pk).update(
        state=state, reason=reason, read_at=now(), title=one.title[:300], is_signed=one.is_signed
    )


def _verdict(one: Opened) -> ReturningState:
    if one.error:
        return ReturningState.PARKED
    kinds = {found.returned.what for found in one.findings}
    if kinds == {What.NOT_A_REPORT}:
        return ReturningState.LETTER
    if kinds == {What.AUTO_REPLY} or not kinds:
        return (
            ReturningState.TAKEN if one.returning.way == MAILBOX or one.is_signed else ReturningState.DOUBTFUL
        )
    vouched = any(found.is_vouched for found in one.findings)
    return ReturningState.TAKEN if vouched else ReturningState.DOUBTFUL
