"""Recording: what guests did goes into the ledger, each change once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from veche.core.actions import require
from veche.core.terms import SYSTEM, Actor
from veche.events.models import Event, Guest, GuestChange, Invitee
from veche.events.terms import KEEP_EVENTS, KIND_OF_STATE, GuestState
from veche.kit import sql
from veche.kit.time import Moment, moment, now
from veche.ledger.actions import open_origin, record_many
from veche.ledger.models import Interaction, Origin
from veche.ledger.terms import About, Handle, Kind, Place, Sighting

if TYPE_CHECKING:
    from veche.core.models import Community

Row = TypeVar("Row", bound=Model)
DESK = "events"
AT_ONCE = 500


@contextmanager
def unheard(rows: QuerySet[Row], in_: Community) -> Iterator[list[Row]]:
    """Hand out a few hundred rows the ledger has not heard of, to one node at a time; then it has heard."""
    with transaction.atomic():
        sql.lock("events.recording", in_.pk)
        found = list(rows.filter(is_recorded=False)[:AT_ONCE])
        yield found
        rows.model._default_manager.filter(pk__in=[row.pk for row in found]).update(is_recorded=True)


def record_changes(*, in_: Community, by: Actor) -> int:
    """Record the next few hundred changes of guests in the ledger; answers how many were looked at.

    Who was nobody to the ledger yet is somebody from then on. May be repeated: a change is known
    there by its number.
    """
    require(by, KEEP_EVENTS, in_=in_)
    all_changes = GuestChange.objects.filter(event__community=in_).order_by("pk")
    with unheard(all_changes.select_related("guest__identity", "event"), in_) as changes:
        told = [(change, seen) for change in changes if (seen := _sighting(change, in_))]
        if told:
            record_many([seen for _, seen in told], origin=_origin(in_), by=SYSTEM)
            _know_guests([change for change, _ in told], in_)
    return len(changes)


def record_deed(
    event: Event,
    handle: Handle,
    kind: Kind,
    key: str,
    *,
    at: Moment,
    words: str = "",
    amount: int | None = None,
    target: Handle | None = None,
    extra: Mapping[str, Any] | None = None,
    by: Actor,
) -> None:
    """Record something else done about an event, a talk or a payment for one; known by `key` for ever."""
    require(by, KEEP_EVENTS, in_=event.community)
    seen = Sighting(
        _place(event.community), handle, kind, at, key, words=words, about=about_event(event), amount=amount,
        currency=event.community.currency if amount is not None else "", target=target,
        extra=extra,
    )  # fmt: skip
    record_many([seen], origin=_origin(event.community), by=SYSTEM)


def record_sighting(community: Community, handle: Handle, kind: Kind, key: str, **told: Any) -> None:
    """Record something done about no event in particular, such as an introduction; once by its `key`."""
    seen = Sighting(_place(community), handle, kind, external_id=key, **told)
    record_many([seen], origin=_origin(community), by=SYSTEM)


def record_letters(invitees: Sequence[Invitee], *, in_: Community, by: Actor) -> None:
    """Record that letters and messages of drives went, each once."""
    require(by, KEEP_EVENTS, in_=in_)
    at = now()
    told = [
        Sighting(
            _place(in_), handle_of_invitee(one), Kind.SENT, at, f"letter/{one.pk}",
            about=about_event(one.drive.event),
        )
        for one in invitees
    ]  # fmt: skip
    if told:
        record_many(told, origin=_origin(in_), by=SYSTEM)


def handle_of_invitee(invitee: Invitee) -> Handle:
    """Answer whom the ledger knows somebody as who was written to."""
    if invitee.identity:
        return Handle(invitee.identity.kind, invitee.identity.value, invitee.name)
    if invitee.guest:
        return handle_of(invitee.guest)
    return Handle("email", invitee.email, invitee.name)


def about_event(event: Event) -> About:
    """Answer an event as the ledger knows it."""
    return About("event", str(event.pk), event.title)


def handle_of(guest: Guest) -> Handle:
    """Answer whom the ledger knows a guest as: their handle, their address, their phone, or this list."""
    if guest.identity:
        return Handle(guest.identity.kind, guest.identity.value, guest.name)
    if guest.email:
        aliases = (Handle("phone", guest.phone),) if guest.phone else ()
        return Handle("email", guest.email, guest.name, aliases=aliases)
    if guest.phone:
        return Handle("phone", guest.phone, guest.name)
    return Handle("row", f"events/guest/{guest.pk}", guest.name)


def _sighting(change: GuestChange, community: Community) -> Sighting | None:
    kind = KIND_OF_STATE.get(GuestState(change.state))
    if kind is None or change.state == change.before:
        return None
    # Who writes down weeks later that somebody came does not have them come weeks later.
    at = min(moment(change.at), moment(change.event.ends_at))
    return Sighting(
        _place(community), handle_of(change.guest), kind, Moment(at), f"change/{change.pk}",
        about=about_event(change.event), extra={"seats": change.seats},
    )  # fmt: skip


def _know_guests(changes: list[GuestChange], community: Community) -> None:
    """Keep which identity each guest is, as the ledger has it now."""
    keys = {f"change/{change.pk}": change.guest_id for change in changes if not change.guest.identity_id}
    if not keys:
        return
    found = Interaction.objects.filter(
        community=community, channel__network=DESK, channel__key=DESK, external_id__in=list(keys)
    )
    for external_id, identity in found.values_list("external_id", "identity"):
        Guest.objects.filter(pk=keys[external_id], identity=None).update(identity=identity)


def _place(community: Community) -> Place:
    return Place(DESK, DESK, "Мероприятия" if community.language == "ru" else "Events", "list")


def _origin(community: Community) -> Origin:
    sql.lock("events.origin", community.pk)
    found = Origin.objects.filter(community=community, kind=DESK, withdrawn_at=None).first()
    return found or open_origin(community, DESK, _place(community).title, by=SYSTEM)
