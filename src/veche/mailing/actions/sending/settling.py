"""Settling: what became of letters in hand is written down; what a killed worker left, its journal tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.smtp import Fate, Outcome, Stage, Told, read_left
from veche.kit.terms import Refusal
from veche.kit.time import Moment, as_datetime, moment, now
from veche.mailing.actions.moving import move_letter
from veche.mailing.actions.sending.sparing import spare_soon, suppress_dead
from veche.mailing.models import Claim, DomainPace, Letter
from veche.mailing.queries.sending.due import open_claims, waits
from veche.mailing.rules.throttling import next_try, pause_of_domain, tried_since
from veche.mailing.terms import KEEP_DELIVERIES, LetterState, Stand

if TYPE_CHECKING:
    from veche.core.models import Community

BUSY = 421
# «Ok 0102018f…-000000», by which its notifications name the letter (SES, «Using the SMTP interface»).
_AMAZON = re.compile(r"Ok ([0-9a-f]{16}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d{6})")
LOST = "the worker that had it in hand was lost"
KILLED = "the worker was stopped while the server had not answered yet"


class _Change(NamedTuple):
    state: int
    attempts: int
    answer: str
    due_at: int | None = None
    sent_at: int | None = None
    foreign_id: str = ""


_Changes = dict[_Change, list[int]]


def settle_batch(claim: Claim, told: Told, *, in_: Community, by: Actor) -> None:
    """Write down what became of each letter in hand, and end the claim.

    What was not said waits again; what was said and not answered is doubtful. May be repeated: only what
    the claim still has, or what was doubtful because of it, is changed.
    """
    require(by, KEEP_DELIVERIES, in_=in_)
    with transaction.atomic():
        at = now()
        held = dict(
            sql.fetch(
                "SELECT id, attempts FROM mailing_delivery "
                "WHERE letter_id = %s AND state IN (1, 3) AND claim_id = %s",
                (claim.letter_id, claim.pk),
            )
        )
        begun, state = Letter.objects.values_list("begun_at", "state").get(pk=claim.letter_id)
        since = moment(begun) if begun else None
        changes = _changes(told, held, since, at)
        _write(changes)
        failed = {pk: one.answer for one, pks in changes.items() if one.state == Stand.FAILED for pk in pks}
        suppress_dead(failed, in_)
        _back_off(claim, told.answered.values(), at)
        Claim.objects.filter(pk=claim.pk).update(ended_at=at)
        if state == LetterState.CANCELLED:
            spare_soon(claim.letter_id, in_=in_, by=by)


def settle_left(node: str, folder: Path, *, by: Actor) -> int:
    """Settle what killed workers of this node left, by their journals, and give lost nodes' claims up.

    Answers how many claims that was. May be repeated, and by several at once.
    """
    count = 0
    for claim in open_claims(node).select_related("letter__community"):
        community = claim.letter.community
        require(by, KEEP_DELIVERIES, in_=community)
        path = folder / str(claim.pk)
        try:
            told = read_left(path) if claim.node == node else None
            if claim.node == node and told is None:
                continue
        except FileNotFoundError:
            if not Claim.objects.filter(pk=claim.pk, ended_at=None).exists():
                continue
            told = None
        if told is None:
            _doubt(claim)
        else:
            settle_batch(claim, told, in_=community, by=by)
        path.unlink(missing_ok=True)
        count += 1
    return count


def keep_claims(node: str, *, by: Actor) -> None:
    """Say that the workers of this node live. May be repeated."""
    for claim in Claim.objects.filter(node=node, ended_at=None).select_related("letter__community"):
        require(by, KEEP_DELIVERIES, in_=claim.letter.community)
        Claim.objects.filter(pk=claim.pk, ended_at=None).update(at=now())


def finish_letter(letter: Letter, *, in_: Community, by: Actor) -> bool:
    """Call a letter sent of which nothing waits any more; answers whether it was so. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=in_)
    if waits(letter.pk) or not Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING).exists():
        return False
    try:
        return move_letter(letter, LetterState.SENT, in_=in_, by=by, ended_at=as_datetime(now()))
    except Refusal:  # somebody paused or cancelled it just now
        return False


def _changes(told: Told, held: Mapping[int, int], since: Moment | None, at: Moment) -> _Changes:
    """Answer what is to be written down, each with its deliveries: most fared alike, and are judged once."""
    alike: dict[Any, list[int]] = {}
    for pk, tries in held.items():
        outcome = told.answered.get(pk)
        fared = (tries, outcome[1:]) if outcome else (tries, pk in told.doubtful)
        alike.setdefault(fared, []).append(pk)
    changes: _Changes = {}
    for (tries, _), pks in alike.items():
        change = _change(told, pks[0], tries, since or tried_since(tries, at), at)
        changes.setdefault(change, []).extend(pks)
    return changes


def _change(told: Told, pk: int, attempts: int, begun: Moment, at: Moment) -> _Change:
    outcome = told.answered.get(pk)
    if outcome is None:
        is_said = pk in told.doubtful
        known = _Change(Stand.DOUBTFUL, attempts + 1, KILLED, sent_at=at)
        return known if is_said else _Change(Stand.WAITING, attempts, "", due_at=at)
    answer, fate, tries = str(outcome.reply)[:300], outcome.fate, attempts + 1
    if fate == Fate.SENT:
        return _Change(Stand.SENT, tries, answer, sent_at=at, foreign_id=_foreign_name(outcome))
    if fate == Fate.DOUBTFUL:
        return _Change(Stand.DOUBTFUL, tries, answer, sent_at=at)
    if fate == Fate.UNSAID and outcome.stage is Stage.LINE:
        return _Change(Stand.WAITING, attempts, answer, due_at=at)
    is_for_good = fate == Fate.REFUSED and outcome.stage is not Stage.MAIL
    due = None if is_for_good else next_try(tries, begun, at)
    return _Change(Stand.FAILED if due is None else Stand.WAITING, tries, answer, due_at=due)


def _foreign_name(outcome: Outcome) -> str:
    """Answer what a provider calls a letter it took: by its interface, or as Amazon says it over SMTP."""
    if outcome.stage is Stage.API:
        return outcome.reply.text[:120]
    found = _AMAZON.search(outcome.reply.text) if "-0000" in outcome.reply.text else None
    return found[1] if found else ""


def _write(changes: _Changes) -> None:
    """Write changes down: those of several by one statement each, all others by one together."""
    start = (
        "UPDATE mailing_delivery SET state = %s, attempts = %s, answer = %s, due_at = coalesce(%s, due_at), "
        "sent_at = %s, foreign_id = %s, claim_id = CASE WHEN %s = 3 THEN claim_id END WHERE "
    )
    single = []
    for one, pks in changes.items():
        values = (
            int(one.state), one.attempts, one.answer, one.due_at, one.sent_at, one.foreign_id, int(one.state)
        )  # fmt: skip
        if len(pks) > 1:
            sql.execute(start + sql.any_of("id"), (*values, sql.listed(pks)))
        else:
            single.append((*values, pks[0]))
    sql.execute_many(start + "id = %s", single)


def _doubt(claim: Claim) -> None:
    """Nobody can say how far a lost worker came."""
    with transaction.atomic():
        sql.execute(
            "UPDATE mailing_delivery SET state = %s, answer = %s, sent_at = %s "
            "WHERE letter_id = %s AND state = %s AND claim_id = %s",
            (int(Stand.DOUBTFUL), LOST, claim_moment(claim), claim.letter_id, int(Stand.CLAIMED), claim.pk),
        )
        Claim.objects.filter(pk=claim.pk).update(ended_at=now())


def claim_moment(claim: Claim) -> Moment:
    """Answer when the worker of a claim was last known to live."""
    return moment(claim.at)


def _back_off(claim: Claim, outcomes: Collection[Outcome], at: Moment) -> None:
    """Leave domains alone for a while that said «not now»; a letter they took ends the row of failures."""
    slowed = {one.key: one for one in outcomes if one.stage is not Stage.MAIL and _is_slowing(one)}
    known = {one.domain: one for one in DomainPace.objects.filter(sender_id=claim.sender_id)}
    if not slowed and not known:
        return
    by_key: Mapping[int, Outcome] = {
        one.key: one for one in outcomes if one.stage is not Stage.MAIL and one.fate != Fate.UNSAID
    }
    domains = dict(
        sql.fetch(
            f"SELECT id, domain FROM mailing_delivery WHERE {sql.any_of('id')}", (sql.listed(list(by_key)),)
        )
    )
    troubled = {domains[key]: one for key, one in slowed.items() if key in domains}
    for domain, outcome in troubled.items():
        pace = known.get(domain) or DomainPace(sender_id=claim.sender_id, domain=domain, next_at=at)
        pace.failures = min(pace.failures + 1, 100)
        pace.paused_until = at + pause_of_domain(pace.failures)
        pace.trouble = str(outcome.reply)[:300]
        pace.save()
    taken = {domains[key] for key, one in by_key.items() if one.fate == Fate.SENT and key in domains}
    fine = [pace.pk for domain, pace in known.items() if domain in taken - set(troubled) and pace.failures]
    if fine:
        DomainPace.objects.filter(pk__in=fine).update(failures=0, paused_until=None, trouble="")


def _is_slowing(outcome: Outcome) -> bool:
    """Tell an answer that is about how much we send: not about this letter, nor about the server (x.3.x)."""
    if outcome.fate != Fate.LATER:
        return False
    status = outcome.reply.status
    return status.startswith("4.7.") or (outcome.reply.code == BUSY and not status.startswith("4.3."))
