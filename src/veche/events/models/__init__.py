"""What events keep: where and when, who comes, what was planned and what it cost."""

from veche.events.models.guests import (
    Attempt,
    Diet,
    DiscountCode,
    Guest,
    GuestChange,
    Notice,
    Question,
    Seat,
    TicketPool,
    TicketType,
)
from veche.events.models.inviting import (
    Drive,
    Invitee,
    NoInvitation,
)
from veche.events.models.pairing import (
    Introduced,
    Introduction,
    Round,
)
from veche.events.models.paying import (
    Payment,
    PaymentDesk,
)
from veche.events.models.planning import (
    Event,
    EventHall,
    Series,
)
from veche.events.models.reminding import Reminder
from veche.events.models.team import (
    Cue,
    Placement,
    Shift,
    Task,
    Volunteer,
    Wish,
)
from veche.events.models.venues import (
    Hall,
    Venue,
    VenuePhoto,
)

__all__ = [
    "Attempt",
    "Cue",
    "Diet",
    "DiscountCode",
    "Drive",
    "Event",
    "EventHall",
    "Guest",
    "GuestChange",
    "Hall",
    "Introduced",
    "Introduction",
    "Invitee",
    "NoInvitation",
    "Notice",
    "Payment",
    "PaymentDesk",
    "Placement",
    "Question",
    "Reminder",
    "Round",
    "Seat",
    "Series",
    "Shift",
    "Task",
    "TicketPool",
    "TicketType",
    "Venue",
    "VenuePhoto",
    "Volunteer",
    "Wish",
]
