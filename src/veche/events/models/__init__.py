"""What events keep: where and when, who comes, what was planned and what it cost."""

from veche.events.models.food import DietCount, FoodNorm, Meal
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
from veche.events.models.money import BudgetLine, Receipt
from veche.events.models.planning import Event, EventHall, Series
from veche.events.models.predicting import Forecast
from veche.events.models.venues import Hall, Venue, VenuePhoto

__all__ = [
    "BudgetLine",
    "Diet",
    "DietCount",
    "DiscountCode",
    "Event",
    "EventHall",
    "FoodNorm",
    "Forecast",
    "Guest",
    "GuestChange",
    "Hall",
    "Meal",
    "Question",
    "Receipt",
    "Seat",
    "Series",
    "TicketPool",
    "TicketType",
    "Venue",
    "VenuePhoto",
]
