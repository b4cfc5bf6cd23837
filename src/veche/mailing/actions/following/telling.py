"""Telling: letters that left, opens and clicks become facts of the ledger, each once, in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import SYSTEM, Actor
from veche.kit import sql
from veche.kit.time import as_datetime, moment, now
from veche.ledger.actions import record_many
from veche.ledger.terms import Handle, Kind, Sighting
from veche.mailing.actions.telling import about_letter, origin, place
from veche.mailing.models import Delivery, Hit, Link, Unfollowed
from veche.mailing.rules.following import BURST_WITHIN, SETTLED_AFTER, Click, bursts
from veche.mailing.terms import GONE, KEEP_DELIVERIES
from veche.mailing.terms.following import OPEN, Agent

if TYPE_CHECKING:
    from veche.core.models import Community

AT_ONCE = 500
_LOCK = "mailing.telling"
Targets = Mapping[tuple[int, int, int], str]


def tell_sent(*, in_: Community, by: Actor) -> int:
    """Record the next few hundred letters that left in the ledger; answers how many. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=in_)
    gone = Delivery.objects.filter(
        state__in=GONE, is_told=False, letter__community=in_, sent_at__isnull=False
    )
    with transaction.atomic():
        sql.lock(_LOCK, in_.pk)
        found = list(gone.select_related("letter", "identity").order_by("letter", "pk")[:AT_ONCE])
        if found:
            where = place(in_)
            seen = [
                Sighting(
                    where, _handle(one), Kind.SENT, moment(one.sent_at), f"delivery/{one.pk}/sent",
                    about=about_letter(one.letter),
                )
                for one in found
            ]  # fmt: skip
            record_many(seen, origin=origin(in_), by=SYSTEM)
            Delivery.objects.filter(pk__in=[one.pk for one in found]).update(is_told=True)
    return len(found)


def tell_hits(*, in_: Community, by: Actor) -> int:
    """Record the next few hundred opens and clicks in the ledger; answers how many were looked at.

    The first open of a letter by somebody counts, and the first click on each of its links. What machines
    did is no fact; an open by a service that hides who looked is one that says so. Whoever refused to be
    followed meanwhile loses their name here too. May be repeated.
    """
    require(by, KEEP_DELIVERIES, in_=in_)
    over = as_datetime(now() - SETTLED_AFTER)
    with transaction.atomic():
        sql.lock(_LOCK, in_.pk)
        untold = Hit.objects.filter(is_told=False, letter__community=in_, at__lte=over)
        hits = list(untold.select_related("letter").order_by("pk")[:AT_ONCE])
        if not hits:
            return 0
        deliveries = _followed(hits, in_)
        _judge(hits)
        seen = list(_facts(hits, deliveries, in_))
        if seen:
            record_many(seen, origin=origin(in_), by=SYSTEM)
        Hit.objects.filter(pk__in=[hit.pk for hit in hits]).update(is_told=True)
    return len(hits)


def _followed(hits: Iterable[Hit], community: Community) -> dict[int, Delivery]:
    """Answer the deliveries of hits whose readers are still followed; the others' hits lose their names."""
    wanted = {hit.delivery_id for hit in hits if hit.delivery_id is not None}
    found = Delivery.objects.filter(pk__in=wanted).select_related("letter", "identity").in_bulk()
    emails = {one.email for one in found.values()}
    refusing = set(
        Unfollowed.objects.filter(community=community, email__in=emails).values_list("email", flat=True)
    )
    unnamed = {pk for pk, one in found.items() if one.email in refusing}
    if unnamed:
        Hit.objects.filter(delivery_id__in=unnamed).update(delivery_id=None)
    return {pk: one for pk, one in found.items() if pk not in unnamed}


def _judge(hits: list[Hit]) -> None:
    """Call bursts of clicks what they are, also where part of one was told before."""
    of = {hit.delivery_id for hit in hits if hit.delivery_id and hit.link != OPEN}
    if not of:
        return
    moments = [moment(hit.at) for hit in hits]
    near = Hit.objects.filter(
        letter__in={hit.letter_id for hit in hits}, delivery_id__in=of, link__gt=OPEN,
        at__gte=as_datetime(min(moments) - BURST_WITHIN), at__lte=as_datetime(max(moments) + BURST_WITHIN),
    )  # fmt: skip
    clicks = [Click(one.pk, one.delivery_id or 0, one.link, moment(one.at)) for one in near]
    machines = bursts(clicks)
    if machines:
        Hit.objects.filter(pk__in=machines).update(agent=Agent.MACHINE)
    for hit in hits:
        if hit.pk in machines:
            hit.agent = Agent.MACHINE


def _facts(
    hits: Iterable[Hit], deliveries: Mapping[int, Delivery], community: Community
) -> Iterator[Sighting]:
    targets, where, said = _targets(hits), place(community), set()
    for hit in sorted(hits, key=lambda one: (one.at, one.pk)):
        delivery = deliveries.get(hit.delivery_id or 0)
        is_open = hit.link == OPEN
        if delivery is None or hit.agent == Agent.MACHINE or (hit.agent == Agent.PROXY and not is_open):
            continue
        name = f"open/{delivery.pk}" if is_open else f"click/{delivery.pk}/{hit.link}"
        if name in said:
            continue
        said.add(name)
        extra: dict[str, object] = {"proxy": True} if hit.agent == Agent.PROXY else {}
        if not is_open:
            extra = {"link": hit.link, "to": targets.get((hit.letter_id, hit.variant, hit.link), "")[:500]}
        yield Sighting(
            where, _handle(delivery), Kind.OPENED if is_open else Kind.CLICKED, moment(hit.at), name,
            about=about_letter(delivery.letter), extra=extra or None,
        )  # fmt: skip


def _targets(hits: Iterable[Hit]) -> Targets:
    found = Link.objects.filter(letter__in={hit.letter_id for hit in hits if hit.link != OPEN})
    return {(one.letter_id, one.variant, one.number): one.address for one in found}


def _handle(delivery: Delivery) -> Handle:
    """Answer whom it went to as the ledger knows them."""
    identity = delivery.identity
    return Handle(identity.kind, identity.value) if identity else Handle("email", delivery.email)
