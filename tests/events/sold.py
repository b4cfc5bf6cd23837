"""What must be true of an event's seats after a crowd came and went."""

from django.db.models import Sum

from veche.events.models import Event, Guest, Seat
from veche.events.terms import GuestState, WaitingMode


def check_seats(event, *, parties):
    """Everything adds up: what is counted, what guests hold, who waits; and nothing stays unsold."""
    found = Event.objects.get(pk=event.pk)
    guests = Guest.objects.filter(event=event)
    held = guests.filter(state=GuestState.GOING) | guests.exclude(offered_until=None)
    assert (held.aggregate(n=Sum("seats"))["n"] or 0) == found.taken <= found.capacity
    assert guests.count() == parties
    assert Seat.objects.filter(event=event).count() == guests.aggregate(n=Sum("seats"))["n"]
    waiting = list(guests.filter(state=GuestState.WAITING, offered_until=None).order_by("waits_since", "pk"))
    free = found.capacity - found.taken
    if waiting:
        assert waiting[0].seats > free  # the first who waits does not fit
    is_strict = found.waiting_mode == WaitingMode.STRICT
    blocked = is_strict or any(one.passed_over >= found.waiting_bound for one in waiting)
    assert blocked or all(one.seats > free for one in waiting)


def offered(event):
    """Answer somebody who is offered seats right now, and has not answered."""
    waiting = Guest.objects.filter(event=event, state=GuestState.WAITING).exclude(offered_until=None)
    return waiting.order_by("?").select_related("event__community").first()
