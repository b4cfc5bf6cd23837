"""Moving: the one place where a guest comes to another state and seats are taken or given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.models import Event, Guest, GuestChange, TicketPool, TicketType
from veche.events.rules.seats import Bound, free_within, held_by
from veche.events.terms import GUEST_MOVES, MOVE_GUESTS, GuestState
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import Moment, as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community

NO_SEATS = N_("There are not so many free seats.")
NO_MOVE = N_("That cannot be said of this guest any more.")


def hold_event(event: int, *, community: Community, in_haste: bool = False) -> Event:
    """Answer an event of the community held until the transaction ends: who counts seats, counts alone.

    In haste only what counting asks for is read; the rest comes when it is asked for.
    """
    found = Event.objects.select_for_update()
    held = (found.only("community_id", "taken") if in_haste else found).get(pk=event, community=community)
    held.community = community
    return held


def move_guest(
    guest: Guest,
    state: GuestState,
    *,
    event: Event,
    by: Actor,
    seats: int | None = None,
    reason: str = "",
    offered_until: int | None = None,
    beyond: bool = False,
    notice: str = "",
    is_undo: bool = False,
    heard_after: int = 0,
) -> GuestChange | None:
    """Bring a guest to a state, with the seats that takes or gives back; answers the change, if any.

    The event is held by the caller (`hold_event`). Refuses a move that makes no sense and, unless
    `beyond` (who stands at the door comes in), more seats than there are. May be repeated. `notice`
    is the letter that goes to the guest; with `is_undo` every move is one back. Seats that come free
    are for the caller to offer (`waiting.offer_seats`), in the same transaction. The ledger is told
    at once, or after so many milliseconds (`heard_after`), together with what comes until then.
    """
    require(by, MOVE_GUESTS, in_=event.community)
    before, wanted = GuestState(guest.state), seats or guest.seats
    is_same = before is state and wanted == guest.seats
    if is_same and offered_until is None and guest.offered_until is None:
        return None
    if before is not state and state not in GUEST_MOVES[before] and not is_undo:
        raise Refusal(Reason(NO_MOVE))
    taken = held_by(before, guest.seats, is_offered=guest.offered_until is not None)
    takes = held_by(state, wanted, is_offered=offered_until is not None)
    if takes > taken and not beyond and not _fits(guest, event, takes - taken):
        raise Refusal(Reason(NO_SEATS, field="seats"))
    take_seats(guest, event, takes - taken)
    at = now()
    guest.state, guest.seats, guest.changed_at = state, wanted, as_datetime(at)
    guest.offered_until = None if offered_until is None else as_datetime(offered_until)  # type: ignore[assignment]
    guest.waits_since = (guest.waits_since or as_datetime(at)) if state is GuestState.WAITING else None  # type: ignore[assignment]
    guest.save(update_fields=["state", "seats", "changed_at", "offered_until", "waits_since"])
    return note_change(
        guest, before, event=event, reason=reason, notice=notice, heard_after=heard_after, by=by
    )


def add_guest(
    guest: Guest,
    state: GuestState,
    *,
    event: Event,
    by: Actor,
    reason: str = "",
    notice: str = "",
    is_sure: bool = False,
) -> GuestChange:
    """Put somebody new on the list of an event that the caller holds; refuses more seats than there are.

    With `is_sure` the caller has counted already, under the same hold.
    """
    require(by, MOVE_GUESTS, in_=event.community)
    takes = held_by(state, guest.seats, is_offered=False)
    if takes and not is_sure and not _fits(guest, event, takes):
        raise Refusal(Reason(NO_SEATS, field="seats"))
    at = as_datetime(now())
    guest.event, guest.state, guest.made_at, guest.changed_at = event, state, at, at
    guest.waits_since = at if state is GuestState.WAITING else None  # type: ignore[assignment]
    guest.save(force_insert=True)
    take_seats(guest, event, takes)
    return note_change(guest, "", event=event, reason=reason, notice=notice, by=by)


def take_seats(guest: Guest, event: Event, count: int) -> None:
    """Count seats as taken (or given back, below zero) in the event, the type of ticket and its pool."""
    if not count:
        return
    Event.objects.filter(pk=event.pk).update(taken=F("taken") + count)
    event.taken += count
    if guest.ticket_type_id:
        TicketType.objects.filter(pk=guest.ticket_type_id).update(taken=F("taken") + count)
        if guest.ticket_type and guest.ticket_type.pool_id:
            TicketPool.objects.filter(pk=guest.ticket_type.pool_id).update(taken=F("taken") + count)


def note_change(
    guest: Guest,
    before: str,
    *,
    event: Event,
    reason: str = "",
    notice: str = "",
    heard_after: int = 0,
    by: Actor,
) -> GuestChange:
    """Add a change to a guest's history, and have the ledger and the guest told of it."""
    change = GuestChange.objects.create(
        guest=guest, event=event, state=guest.state, before=before, seats=guest.seats,
        at=now(), user_id=by.user_id, reason=reason[:200], notice=notice if guest.email else "",
    )  # fmt: skip
    home = event.community_id
    enqueue("events.jobs.follow_changes", key=str(home), community=home, community_id=home,
            at=Moment(now() + heard_after) if heard_after else None)  # fmt: skip
    return change


def bounds_of(guest: Guest, event: Event) -> list[Bound]:
    """Answer the bounds a guest's seats are taken within, read anew: one query, two with a type."""
    bounds = [Bound(event.seats, event.taken)]
    if guest.ticket_type_id:
        kind = TicketType.objects.select_related("pool").get(pk=guest.ticket_type_id)
        guest.ticket_type = kind
        bounds.append(Bound(kind.capacity, kind.taken))
        if kind.pool:
            bounds.append(Bound(kind.pool.capacity, kind.pool.taken))
    return bounds


def _fits(guest: Guest, event: Event, more: int) -> bool:
    free = free_within(bounds_of(guest, event))
    return free is None or more <= free
