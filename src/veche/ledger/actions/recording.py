"""Recording: the single way into the ledger, for one fact or a million."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.rooms import listeners_of
from veche.kit.time import SECOND, Moment, now
from veche.ledger.actions import identifying, removing, resolving, storing
from veche.ledger.actions.batching import Batch
from veche.ledger.models import Origin
from veche.ledger.terms import (
    HORIZON,
    RECORD_INTERACTIONS,
    RECORDED,
    REMOVED,
    REWORDED,
    Recorded,
    Removal,
    Sighting,
)

if TYPE_CHECKING:
    from veche.core.models import Community


# Every append makes figures anew: while news trickle in, a few seconds of them go together.
SETTLING = 4 * SECOND


def open_origin(community: Community, kind: str, title: str, *, by: Actor) -> Origin:
    """Name a source of facts that are about to be recorded and may be withdrawn together."""
    require(by, RECORD_INTERACTIONS, in_=community)
    with transaction.atomic():
        origin = Origin.objects.create(
            community=community, kind=kind, title=title[:250], made_at=now(), user_id=by.user_id
        )
        audit(by, "ledger.open_origin", in_=community, on=origin, title=origin.title)
    return origin


def record_many(
    sightings: Sequence[Sighting], *, removals: Sequence[Removal] = (), origin: Origin, by: Actor
) -> Recorded:
    """Record a batch whole, in any order, any number of times.

    New facts are added, known ones (by channel and external id) are no-ops unless their
    words or tallies changed. Secrets are blotted out. Replies find their parents whichever
    came first. What was taken away outside is marked, before or after its fact came, and stays.
    Listeners get a job each that commits with the batch. What cannot be a fact is refused alone,
    with its reason in `faults`.
    """
    require(by, RECORD_INTERACTIONS, in_=origin.community)
    batch = Batch(origin, sightings, removals)
    with transaction.atomic():
        _hold_horizon()
        storing.name_places(batch)
        identifying.name_identities(batch)
        storing.add_interactions(batch)
        resolving.link_replies(batch)
        removing.note_removals(batch)
        _keep_up(batch)
        _tell_listeners(batch)
    return Recorded(batch.final_outcomes(), batch.masked, batch.faults, batch.first, batch.last,
                    tuple(batch.removed))  # fmt: skip


def _hold_horizon() -> None:
    """Let the columnar copy wait for this transaction: ids are given before they are seen."""
    if sql.on_postgres():
        sql.execute("SELECT pg_advisory_xact_lock_shared(hashtext(%s))", (HORIZON,))


def _keep_up(batch: Batch) -> None:
    """Have the index of words and the columnar copy follow."""
    community = batch.origin.community_id
    if batch.new_wordings:
        first, last = min(batch.new_wordings), max(batch.new_wordings)
        enqueue(
            "ledger.jobs.index_words", community=community, origin=batch.origin.pk, first=first, last=last
        )
    if batch.added or batch.tallied or batch.new_wordings:
        enqueue(
            "ledger.jobs.append_columns",
            key=str(community),
            at=Moment(now() + SETTLING),
            community_id=community,
        )


def _tell_listeners(batch: Batch) -> None:
    if batch.added or batch.new_aliases or batch.new_identities:
        _tell(RECORDED, batch, batch.telling())
    if later := batch.later_wordings:
        _tell(REWORDED, batch, {"first": min(later), "last": max(later), "recorded_at": batch.now})
    if batch.gone:
        _tell(REMOVED, batch, {"ids": sorted(batch.gone)})


def _tell(event: str, batch: Batch, told: dict[str, Any]) -> None:
    for listener in listeners_of(event):
        enqueue(listener, community=batch.origin.community_id, **{"origin": batch.origin_id, **told})
