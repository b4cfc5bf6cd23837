"""Carrying over: a letter that was sent before it came here is put among the sent, with what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.time import HOUR, MINUTE, Moment, as_datetime, now
from veche.ledger.actions import record_many
from veche.ledger.models import Identity
from veche.ledger.terms import Handle, Kind, Sighting
from veche.mailing.actions.holding import LEFT, hold_letter
from veche.mailing.actions.subscribing import end_earlier
from veche.mailing.actions.telling import about_letter, origin, place
from veche.mailing.models import Delivery, Hit, Letter, Link, Version
from veche.mailing.terms import KEEP_DELIVERIES, WRITABLE, LetterState, Stand
from veche.mailing.terms.carrying import Carried, Tried
from veche.mailing.terms.delivering import GONE
from veche.mailing.terms.following import OPEN, Agent
from veche.people.models import Attachment

if TYPE_CHECKING:
    from veche.core.models import Community

FUTURE = N_("A letter that was sent was sent in the past.")
_BACK = {Stand.BOUNCED: Kind.BOUNCED, Stand.COMPLAINED: Kind.COMPLAINED}
_AT_ONCE = 500


def carry_over_letter(
    letter: Letter, carried: Sequence[Carried], *, begun_at: Moment, left: Mapping[str, int],
    tried: Tried | None = None, by: Actor,
) -> bool:  # fmt: skip
    """Put a draft among the sent letters as one that left at a moment; answers whether it was still a draft.

    Deliveries, opens, clicks and endings become what they would be had it left from here, and the ledger
    hears of them at their own times; nothing is sent to anybody. `left` says how many were left out before
    it left, by reason. May be repeated. Refuses a moment that is not over, and a letter that has begun to
    leave from here.
    """
    home = letter.community
    require(by, KEEP_DELIVERIES, in_=home)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if held.state == LetterState.SENT:
            return False
        refuse_if([
            *([Reason(LEFT)] if held.state not in WRITABLE else []),
            *([Reason(FUTURE, field="begun_at")] if begun_at > now() else []),
        ])  # fmt: skip
        if tried:
            _note_trial(held, tried, begun_at)
        _call_sent(held, carried, begun_at, left)
        rows = _write_down(held, carried)
        _write_hits(held, carried, rows)
        _tell(held, carried, rows, home)
        for one in carried:
            if one.ended_at is not None:
                end_earlier(rows[one.email], one.ended_at, in_=home, by=by)
        audit(by, "mailing.carry_over_letter", in_=home, on=held, title=held.title, count=len(carried))
    letter.refresh_from_db()
    return True


def _call_sent(held: Letter, carried: Sequence[Carried], begun: Moment, left: Mapping[str, int]) -> None:
    newest = Letter.objects.filter(newsletter=held.newsletter_id).aggregate(newest=Max("number"))["newest"]
    at = as_datetime(begun)
    last = max((one.sent_at for one in carried if one.sent_at), default=begun)
    held.state, held.number = LetterState.SENT, (newest or 0) + 1
    held.audience = {"reached": len(carried), "left": dict(left)}
    held.made_at = held.prepared_at = held.begun_at = held.leaves_at = at
    held.ended_at = held.changed_at = as_datetime(last)
    held.published_at = as_datetime(last) if held.newsletter.is_public else None  # type: ignore[assignment]
    held.save()
    Version.objects.filter(letter=held).update(at=at)


def _note_trial(held: Letter, tried: Tried, begun: Moment) -> None:
    """Keep that another subject was tried and won: its links are those of the letter."""
    decided = Moment(begun + tried.hours * HOUR)
    held.trial_share = tried.share
    held.trial = {
        "wins_by": "opens", "hours": tried.hours, "confidence": 90, "undecided": "first", "winner": 1,
        "decided_at": decided,
    }  # fmt: skip
    held.variants.create(number=1, subject=tried.subject[:300], won_at=as_datetime(decided))
    Link.objects.bulk_create(
        Link(letter=held, variant=1, number=one.number, address=one.address, title=one.title)
        for one in held.links.filter(variant=0)
    )


def _write_down(held: Letter, carried: Sequence[Carried]) -> dict[str, Delivery]:
    """Write each recipient down as they are known now; answers the deliveries by address."""
    emails = [one.email for one in carried]
    known = dict(
        Identity.objects.filter(
            organisation=held.community.organisation_id, kind="email", value__in=emails
        ).values_list("value", "pk")
    )
    whose = dict(Attachment.objects.filter(pk__in=known.values()).values_list("pk", "person_id"))
    Delivery.objects.bulk_create(
        Delivery(
            letter=held, email=one.email, domain=one.email.rpartition("@")[2], variant=one.variant,
            identity_id=known.get(one.email), person_id=whose.get(known.get(one.email, 0)),
            sender_id=held.sender_id or held.newsletter.sender_id, state=one.stand, why=one.why,
            due_at=held.begun_at, attempts=int(one.sent_at is not None), answer=one.answer[:300],
            sent_at=as_datetime(one.sent_at) if one.sent_at else None,  # type: ignore[misc]
            is_told=one.stand in GONE,
        )
        for one in carried
    )  # fmt: skip
    return {one.email: one for one in held.deliveries.select_related("letter__community", "identity")}


def _write_hits(held: Letter, carried: Sequence[Carried], rows: Mapping[str, Delivery]) -> None:
    hits = []
    for one in carried:
        facts = {"letter": held, "delivery_id": rows[one.email].pk, "variant": one.variant, "is_told": True}
        looks = Agent.PROXY if one.is_hidden else Agent.HUMAN
        hits += [Hit(link=OPEN, agent=looks, at=as_datetime(at), **facts) for at in one.opened]
        hits += [Hit(link=link, agent=Agent.HUMAN, at=as_datetime(at), **facts) for link, at in one.clicked]
    Hit.objects.bulk_create(hits, batch_size=_AT_ONCE)


def _tell(
    held: Letter, carried: Sequence[Carried], rows: Mapping[str, Delivery], community: Community
) -> None:  # fmt: skip
    """Record it in the ledger under the names by which letters that leave from here are known there."""
    links = Link.objects.filter(letter=held)
    targets = {(one.variant, one.number): one.address for one in links}
    facts = [fact for one in carried for fact in _facts(one, rows[one.email], targets)]
    if facts:
        record_many(facts, origin=origin(community), by=SYSTEM)


def _facts(
    one: Carried, delivery: Delivery, targets: Mapping[tuple[int, int], str]
) -> Iterator[Sighting]:  # fmt: skip
    if one.sent_at is None or one.stand not in GONE:
        return
    where, about = place(delivery.letter.community), about_letter(delivery.letter)
    who = Handle("email", delivery.email)
    yield Sighting(where, who, Kind.SENT, one.sent_at, f"delivery/{delivery.pk}/sent", about=about)
    if one.stand in _BACK:
        kind = _BACK[one.stand]
        at = Moment(one.sent_at + MINUTE)
        yield Sighting(where, who, kind, at, f"delivery/{delivery.pk}/{kind.word}", about=about)
    if one.opened:
        extra: dict[str, object] | None = {"proxy": True} if one.is_hidden else None
        at = min(one.opened)
        yield Sighting(where, who, Kind.OPENED, at, f"open/{delivery.pk}", about=about, extra=extra)
    for link, clicked in dict(reversed(one.clicked)).items():
        to: dict[str, object] = {"link": link, "to": targets.get((one.variant, link), "")[:500]}
        name = f"click/{delivery.pk}/{link}"
        yield Sighting(where, who, Kind.CLICKED, clicked, name, about=about, extra=to)
