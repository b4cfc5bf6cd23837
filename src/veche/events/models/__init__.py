"""What events keep: where and when, who comes, what was planned and what it cost."""

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
from veche.events.models.programme import (
    CallForTalks,
    Proposal,
    Review,
    ScheduleFile,
    Session,
    Speaker,
    Speaking,
    SpeakingChange,
    Track,
)
from veche.events.models.venues import Hall, Venue, VenuePhoto

__all__ = [
    "CallForTalks",
    "Diet",
    "DiscountCode",
    "Event",
    "EventHall",
    "Guest",
    "GuestChange",
    "Hall",
    "Proposal",
    "Question",
    "Review",
    "ScheduleFile",
    "Seat",
    "Series",
    "Session",
    "Speaker",
    "Speaking",
    "SpeakingChange",
    "TicketPool",
    "TicketType",
    "Track",
    "Venue",
    "VenuePhoto",
]
