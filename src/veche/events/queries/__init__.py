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
from veche.events.queries.paying import (
    desk_at,
    desk_of,
    payment_in,
    payments_of,
    ways_of,
)
from veche.events.queries.planning import event_of, public_event, stand_now
from veche.events.queries.selling import code_of, is_expected, is_registering, offer_of, offered_by, sale_of

__all__ = [
    "about_of",
    "answers_of",
    "calendar_for",
    "calendar_version",
    "card_digest",
    "card_of",
    "changes_of",
    "code_of",
    "csv_of",
    "desk_at",
    "desk_of",
    "event_of",
    "guest_at",
    "guest_of",
    "guests_of",
    "is_expected",
    "is_registering",
    "link_of",
    "listed_events",
    "mates_of",
    "offer_of",
    "offered_by",
    "page_of",
    "payment_in",
    "payments_of",
    "place_in_list",
    "place_of",
    "public_event",
    "sale_of",
    "secret_for",
    "span_of",
    "stand_now",
    "structured_data",
    "ways_of",
    "when_of",
]
