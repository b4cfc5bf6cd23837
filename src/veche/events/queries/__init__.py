"""Events' door for reading."""

from veche.events.queries.door import (
    DoorNumbers,
    cursor_of,
    device_at,
    door_changes,
    door_list,
    door_numbers,
    doors_of,
    events_at_the_door,
    events_to_close,
    find_seats,
    gets_list,
    is_expected,
    name_on,
)
from veche.events.queries.planning import event_of, public_event, stand_now
from veche.events.queries.printing import badges_pdf, names_pdf, tickets_pdf
from veche.events.queries.tickets import (
    qr_data,
    qr_png,
    qr_svg,
    seat_at,
    seats_of,
    ticket_address,
    ticket_code,
    ticket_number,
)

__all__ = [
    "DoorNumbers",
    "badges_pdf",
    "cursor_of",
    "device_at",
    "door_changes",
    "door_list",
    "door_numbers",
    "doors_of",
    "event_of",
    "events_at_the_door",
    "events_to_close",
    "find_seats",
    "gets_list",
    "is_expected",
    "name_on",
    "names_pdf",
    "public_event",
    "qr_data",
    "qr_png",
    "qr_svg",
    "seat_at",
    "seats_of",
    "stand_now",
    "ticket_address",
    "ticket_code",
    "ticket_number",
    "tickets_pdf",
]
