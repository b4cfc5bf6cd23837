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
    person_url_of,
    place_in_list,
)
from veche.events.queries.letters import span_of, when_of
from veche.events.queries.links import guest_at, link_of, page_of, secret_for
from veche.events.queries.planning import event_of, event_shown_at, stand_now
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
    "event_of",
    "event_shown_at",
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
    "person_url_of",
    "place_in_list",
    "place_of",
    "sale_of",
    "secret_for",
    "span_of",
    "stand_now",
    "structured_data",
    "when_of",
]
