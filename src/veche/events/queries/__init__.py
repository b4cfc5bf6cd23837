"""Events' door for reading."""

from veche.events.queries.calendars import (
    about_of,
    calendar_for,
    calendar_version,
    listed_events,
    place_of,
    structured_data,
)
from veche.events.queries.cards import card_digest, card_of
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
from veche.events.queries.guests import (
    answers_of,
    changes_of,
    csv_of,
    guest_of,
    guests_of,
    mates_of,
    place_in_list,
)
from veche.events.queries.letters import span_of, when_of
from veche.events.queries.links import guest_at, link_of, page_of, secret_for
from veche.events.queries.money import (
    Paid,
    budget_line_of,
    budget_of,
    costs_paid,
    lines_of,
    receipt_of,
    receipts_of,
    tickets_of,
)
from veche.events.queries.pairing import (
    due_rounds,
    introduced_by,
    introductions_told,
    late_introductions,
    round_of,
    rounds_of,
)
from veche.events.queries.paying import desk_at, desk_of, payment_in, payments_of, ways_of
from veche.events.queries.planning import (
    Day,
    Line,
    counts_of,
    dates_of_series,
    event_of,
    events_to_copy,
    line_of,
    list_events,
    month_of,
    next_date_of,
    public_event,
    series_list,
    series_of,
    series_to_go_on,
    stand_now,
    values_of,
)
from veche.events.queries.predicting import events_to_foresee, expected_of, forecasts_of, heads_that_came
from veche.events.queries.programme.proposals import call_of, is_calling, programme_shown, proposal_at
from veche.events.queries.programme.schedules import schedule_of
from veche.events.queries.programme.sessions import days_of, halls_of, public_session, sessions_of, tracks_of
from veche.events.queries.programme.writing import schedule_as
from veche.events.queries.selling import code_of, is_expected, is_registering, offer_of, offered_by, sale_of
from veche.events.queries.team import (
    cue_in,
    link_of_volunteer,
    owners_of_due_tasks,
    run_sheet,
    run_version,
    shift_in,
    shifts_of,
    task_in,
    tasks_of,
    volunteer_by,
    volunteer_in,
    volunteers_of,
    wishes_of,
)
from veche.events.queries.venues import events_at, hall_of, photo_of, venue_of, venues_of, venues_to_choose

__all__ = [
    "Day", "Line", "Paid", "about_of", "answers_of", "budget_line_of", "budget_of", "calendar_for",
    "calendar_version", "call_of", "card_digest", "card_of", "changes_of", "code_of", "costs_paid",
    "counts_of", "csv_of", "cue_in", "dates_of_series", "days_of", "desk_at", "desk_of", "due_rounds",
    "eaters_of", "event_of", "events_at", "events_to_copy", "events_to_foresee",
    "events_with_old_diets", "expected_of", "food_of", "forecasts_of", "guest_at", "guest_of",
    "guests_of", "hall_of", "halls_of", "heads_that_came", "introduced_by", "introductions_told",
    "is_calling", "is_expected", "is_registering", "late_introductions", "line_of", "lines_of",
    "link_of", "link_of_volunteer", "list_events", "listed_events", "mates_of", "meal_of", "meals_of",
    "month_of", "next_date_of", "norm_of", "norm_rows", "norms_of", "offer_of", "offered_by",
    "orders_due", "own_words_of", "owners_of_due_tasks", "page_of", "payment_in", "payments_of",
    "photo_of", "place_in_list", "place_of", "programme_shown", "proposal_at", "public_event",
    "public_session", "receipt_of", "receipts_of", "round_of", "rounds_of", "run_sheet", "run_version",
    "sale_of", "schedule_as", "schedule_of", "secret_for", "series_list", "series_of",
    "series_to_go_on", "sessions_of", "shift_in", "shifts_of", "span_of", "stand_now",
    "structured_data", "task_in", "tasks_of", "tickets_of", "tracks_of", "values_of", "venue_of",
    "venues_of", "venues_to_choose", "volunteer_by", "volunteer_in", "volunteers_of", "ways_of",
    "when_of", "wishes_of",
]  # fmt: skip
