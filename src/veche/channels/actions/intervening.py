"""Intervening: an act of moderation is written with the change that asks for it, claimed, done, noted.

Outside, acts may be repeated: deleting what is gone and muting who is mute change nothing. So what
was claimed by a process that died waits again, and nothing here is ever doubtful.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from veche.channels.actions.claiming import claim_next, end, move, wait_again
from veche.channels.models import Connection, Intervention
from veche.channels.queries.connections import connection_of
from veche.channels.queries.doors import live_of
from veche.channels.terms.live import Act
from veche.channels.terms.moderating import (
    CLAIM_HOLDS,
    MODERATE,
    NEEDED,
    OPPOSITES,
    PERSONAL,
    STANDING,
    InterventionState,
)
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean
from veche.kit.time import HOUR, Moment, now
from veche.ledger.actions import record_many
from veche.ledger.terms import Place, Removal

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.ledger.models import Channel, Identity, Interaction

LONGEST_TEXT = 2_000
# For so long the same act asked for again is the same one.
REPEATED_FOR = HOUR
_NO_LINE = N_("This channel is not connected, so nothing can be done in it from here.")
_CANNOT = N_("This channel cannot do that.")
_NO_MESSAGE = N_("There is no message to act on.")
_NO_PERSON = N_("There is nobody to act on.")
_FINAL = N_("What was deleted outside cannot be brought back.")
_NOT_FAILED = N_("This act has not failed.")


def intervene(
    community: Community, act: Act, *, channel: Channel, key: str, interaction: Interaction | None = None,
    identity: Identity | None = None, until: Moment | None = None, reason: str = "", appeal: str = "",
    rule: str = "", by: Actor,
) -> Intervention:  # fmt: skip
    """Ask for an act on a message, or on a person in a channel, until a moment where one is given.

    With the same key, or where the same act on the same was asked for just now, that one is
    answered. Refuses with all reasons at once what the channel cannot do.
    """
    require(by, MODERATE, in_=community)
    found = Intervention.objects.filter(community=community, key=key).first()
    if found is not None:
        return found
    connection = connection_of(channel)
    refuse_if(_faults_of(channel, connection, act, interaction, identity))
    message = "" if act in PERSONAL or interaction is None else interaction.external_id
    person = identity or (interaction.identity if interaction is not None else None)
    standing = _standing_of(channel, act, message, person, until)
    if standing is not None:
        return standing
    facts: dict[str, Any] = {
        "connection": connection, "channel": channel, "act": act, "external_id": message,
        "identity": person, "until": until, "reason": clean(reason).strip()[:LONGEST_TEXT],
        "appeal": clean(appeal).strip()[:LONGEST_TEXT], "rule": rule[:200],
    }  # fmt: skip
    return _write(community, key, facts, by)


def undo_intervention(intervention: Intervention, *, by: Actor) -> None:
    """Take an act back: what waits or failed is dropped, what was done is asked for the other way round.

    Refuses for what was deleted outside. May be repeated.
    """
    require(by, MODERATE, in_=intervention.community)
    with transaction.atomic():
        if intervention.state == InterventionState.UNDONE:
            return
        dropped = (InterventionState.WAITING, InterventionState.FAILED)
        if not move(intervention, InterventionState.UNDONE, of=dropped, ended_at=now()):
            _ask_for_opposite(intervention, by)
        audit(by, "channels.undo_intervention", in_=intervention.community, on=intervention,
              deed=intervention.act)  # fmt: skip


def retry_intervention(intervention: Intervention, *, by: Actor) -> None:
    """Have what failed tried once more; refuses for what has not failed."""
    require(by, MODERATE, in_=intervention.community)
    with transaction.atomic():
        changes = {"due_at": now(), "attempts": 0, "ended_at": None, "error": ""}
        if not move(intervention, InterventionState.WAITING, of=(InterventionState.FAILED,), **changes):
            raise Refusal(_NOT_FAILED)
        audit(by, "channels.retry_intervention", in_=intervention.community, on=intervention)


def claim_intervention(connection: Connection, *, claim: str, by: Actor) -> Intervention | None:
    """Take the next due act of a connection for this process, or nothing; safe among many."""
    require(by, MODERATE, in_=connection.community)
    pk = claim_next(Intervention.objects, connection, claim)
    return None if pk is None else Intervention.objects.select_related(*_WITH).get(pk=pk)


def finish_intervention(intervention: Intervention, *, by: Actor) -> None:
    """Note that an act was done outside; the one it takes back counts as undone from now on."""
    require(by, MODERATE, in_=intervention.community)
    with transaction.atomic():
        is_mine = end(intervention, InterventionState.DONE)
        if is_mine and intervention.undoes_id:
            Intervention.objects.filter(pk=intervention.undoes_id).update(state=InterventionState.UNDONE)
        if is_mine and intervention.act == Act.DELETE:
            _mark_gone(intervention, by)


def _mark_gone(done: Intervention, by: Actor) -> None:
    """Tell the ledger that a message is gone: not every outside tells of what we deleted ourselves."""
    place = Place(done.channel.network, done.channel.key, done.channel.title, done.channel.form)
    gone = Removal(place, done.external_id)
    record_many((), removals=[gone], origin=done.connection.origin, by=by)


def fail_intervention(intervention: Intervention, error: str, *, by: Actor) -> None:
    """Leave an act that the outside refused to a person."""
    require(by, MODERATE, in_=intervention.community)
    end(intervention, InterventionState.FAILED, error)


def put_intervention_back(
    intervention: Intervention, error: str, *, retry_after: float | None = None, by: Actor
) -> None:
    """Let a claimed act wait again, longer each time; after many tries it has failed."""
    require(by, MODERATE, in_=intervention.community)
    if not wait_again(intervention, error, retry_after):
        fail_intervention(intervention, error, by=by)


def free_lost_interventions(connection: Connection, *, by: Actor) -> int:
    """Let wait again what a process claimed that is gone: to do it twice does no harm."""
    require(by, MODERATE, in_=connection.community)
    lost = Intervention.objects.filter(
        connection=connection, state=InterventionState.CLAIMED, claimed_at__lt=now() - CLAIM_HOLDS
    )
    return lost.update(state=InterventionState.WAITING, claim="")


_WITH = ("channel", "identity", "community__organisation", "connection__origin")


def _write(community: Community, key: str, facts: dict[str, Any], by: Actor) -> Intervention:
    moment = now()
    facts |= {"user_id": by.user_id, "author": by.name[:200], "made_at": moment, "due_at": moment}
    try:
        with transaction.atomic():
            made = Intervention.objects.create(community=community, key=key, **facts)
            audit(by, "channels.intervene", in_=community, on=made, deed=str(facts["act"]),
                  channel=facts["channel"].title, rule=facts["rule"])  # fmt: skip
    except IntegrityError:
        return Intervention.objects.get(community=community, key=key)  # somebody asked at the same moment
    return made


def _ask_for_opposite(done: Intervention, by: Actor) -> None:
    """Ask for what takes a done act back, once; a claimed one is taken back after it was done."""
    opposite = OPPOSITES.get(Act(done.act))
    if opposite is None:
        raise Refusal(_FINAL)
    taken = Intervention.objects.filter(undoes=done).first()
    if taken is not None:
        move(taken, InterventionState.WAITING, of=(InterventionState.FAILED,), due_at=now(), attempts=0)
        return
    facts: dict[str, Any] = {
        "connection_id": done.connection_id, "channel": done.channel, "act": opposite,
        "external_id": done.external_id, "identity_id": done.identity_id, "undoes": done, "rule": "",
    }  # fmt: skip
    _write(done.community, f"undo-{done.pk}", facts, by)


def _standing_of(
    channel: Channel, act: Act, message: str, person: Identity | None, until: Moment | None
) -> Intervention | None:
    """Answer the same act of just now that holds about as long, and is not being taken back.

    An older one may have been taken back in the channel itself: then it is worth doing again.
    """
    moment = now()
    same: QuerySet[Intervention] = Intervention.objects.filter(
        channel=channel, act=act, external_id=message, state__in=STANDING, undoing=None,
        made_at__gte=moment - REPEATED_FOR,
    )  # fmt: skip
    if not message:
        same = same.filter(identity=person)
    longer = Q(until=None)
    if until is not None:
        longer |= Q(until__gte=until - (until - moment) // 10)
    return same.filter(longer).order_by("-pk").first()


def _faults_of(
    channel: Channel,
    connection: Connection | None,
    act: Act,
    interaction: Interaction | None,
    identity: Identity | None,
) -> list[Reason]:
    if connection is None:
        return [Reason(_NO_LINE)]
    live = live_of(connection)
    faults = []
    if live.act is None or NEEDED[act] not in live.can_in(channel.key):
        faults.append(Reason(_CANNOT))
    if act in PERSONAL and identity is None and interaction is None:
        faults.append(Reason(_NO_PERSON))
    if act not in PERSONAL and interaction is None:
        faults.append(Reason(_NO_MESSAGE))
    return faults
