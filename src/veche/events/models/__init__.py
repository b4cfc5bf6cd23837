"""What events keep: where and when, who comes, what was planned and what it cost."""

from veche.events.models.door import Device, Door, Scan
from veche.events.models.guests import (
    Diet,
    DiscountCode,
    Guest,
    GuestChange,
    Question,
    Seat,
    TicketPool,
    TicketType,
)
from veche.events.models.planning import Event, EventHall, Series
from veche.events.models.venues import Hall, Venue, VenuePhoto

__all__ = [
    "Device",
    "Diet",
    "DiscountCode",
    "Door",
    "Event",
    "EventHall",
    "Guest",
    "GuestChange",
    "Hall",
    "Question",
    "Scan",
    "Seat",
    "Series",
    "TicketPool",
    "TicketType",
    "Venue",
    "VenuePhoto",
]
