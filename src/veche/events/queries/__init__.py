"""Events' door for reading."""

from veche.events.queries.food import (
    eaters_of,
    events_with_old_diets,
    food_of,
    meal_of,
    meals_of,
    norm_of,
    norm_rows,
    norms_of,
    orders_due,
    own_words_of,
)
from veche.events.queries.money import (
    Paid,
    budget_of,
    costs_paid,
    line_of,
    lines_of,
    receipt_of,
    receipts_of,
    tickets_of,
)
from veche.events.queries.planning import event_of, public_event, stand_now
from veche.events.queries.predicting import (
    events_to_foresee,
    expected_of,
    forecasts_of,
    heads_that_came,
)

__all__ = [
    "Paid",
    "budget_of",
    "costs_paid",
    "eaters_of",
    "event_of",
    "events_to_foresee",
    "events_with_old_diets",
    "expected_of",
    "food_of",
    "forecasts_of",
    "heads_that_came",
    "line_of",
    "lines_of",
    "meal_of",
    "meals_of",
    "norm_of",
    "norm_rows",
    "norms_of",
    "orders_due",
    "own_words_of",
    "public_event",
    "receipt_of",
    "receipts_of",
    "stand_now",
    "tickets_of",
]
