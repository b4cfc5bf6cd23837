"""What events keep: where and when, who comes, what was planned and what it cost."""

from veche.events.models.album import Album, Photo
from veche.events.models.asking import Asking, Slides
from veche.events.models.door import Device, Door, Scan
from veche.events.models.feedback import Aftercare, Feedback
from veche.events.models.food import DietCount, FoodNorm, Meal
from veche.events.models.guests import (
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
from veche.events.models.inviting import Drive, Invitee, NoInvitation
from veche.events.models.money import BudgetLine, Receipt
from veche.events.models.pairing import Introduced, Introduction, Round
from veche.events.models.paying import Payment, PaymentDesk
from veche.events.models.planning import Edit, Event, EventHall, Series
from veche.events.models.predicting import Forecast
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
from veche.events.models.reminding import Reminder
from veche.events.models.team import Cue, Placement, Shift, Task, Volunteer, Wish
from veche.events.models.venues import Hall, Venue, VenuePhoto

__all__ = [
    "Aftercare", "Album", "Asking", "BudgetLine", "CallForTalks", "Cue", "Device", "Diet",
    "DietCount", "DiscountCode", "Door", "Drive", "Edit", "Event", "EventHall", "Feedback", "FoodNorm",
    "Forecast", "Guest", "GuestChange", "Hall", "Introduced", "Introduction", "Invitee", "Meal",
    "NoInvitation", "Notice", "Payment", "PaymentDesk", "Photo", "Placement", "Proposal", "Question",
    "Receipt", "Reminder", "Review", "Round", "Scan", "ScheduleFile", "Seat", "Series", "Session",
    "Shift", "Slides", "Speaker", "Speaking", "SpeakingChange", "Task", "TicketPool", "TicketType",
    "Track", "Venue", "VenuePhoto", "Volunteer", "Wish",
]  # fmt: skip
