"""Events' door for reading."""

from veche.events.queries.after import (
    aftercare_of,
    came_of,
    certificate_of,
    events_to_thank,
    letters_shown,
    newcomers_of,
    recap_of,
    report_file,
    report_of,
)
from veche.events.queries.album import (
    album_of,
    album_page_of,
    guests_to_mark,
    has_public_album,
    is_public,
    may_see_album,
    path_of,
    photo_in,
    photos_of,
    shown_photo,
    shown_photos,
    unseen_guests,
)
from veche.events.queries.calendars import (
    about_of,
    calendar_for,
    calendar_version,
    listed_events,
    place_of,
    structured_data,
)
from veche.events.queries.cards import card_digest, card_of
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
    is_awaited,
)
from veche.events.queries.feedback import (
    feedback_in,
    feedback_of,
    feedback_shown,
    may_change,
    may_tell,
    rated_sessions,
)
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
    person_url_of,
    place_in_list,
)
from veche.events.queries.inviting import drive_at, drive_of, drive_told, drives_of, due_drives, events_to_ask
from veche.events.queries.inviting_letters import (
    guest_reminded,
    invitee_by,
    is_refusing,
    letter_of,
    ready_letter,
    refusals_of_reminders,
)
from veche.events.queries.inviting_reach import audience_of, channels_to_chat, guests_for
from veche.events.queries.knowing import Known, guest_as, guest_known, may_come_at_once, may_still_come
from veche.events.queries.letters import day_and_hour, span_of, when_of
from veche.events.queries.links import guest_at, home_of, link_of, page_of, secret_for
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
from veche.events.queries.paying import (
    desk_at,
    desk_of,
    guests_overpaid,
    guests_owing,
    payment_in,
    payments_of,
    ways_of,
)
from veche.events.queries.planning import (
    Day,
    Line,
    counts_of,
    dates_of_series,
    edit_of,
    event_of,
    event_shown_at,
    events_to_copy,
    has_tickets,
    last_edit,
    last_edit_of,
    line_of,
    list_events,
    month_of,
    next_date_of,
    series_list,
    series_of,
    series_to_go_on,
    stand_now,
    values_of,
)
from veche.events.queries.predicting import events_to_foresee, expected_of, forecasts_of, heads_that_came
from veche.events.queries.printing import badges_pdf, names_not_drawn, names_pdf, tickets_pdf
from veche.events.queries.programme.asking import (
    asking_at,
    asking_numbered,
    askings_to_remind,
    slides_in,
    slides_of,
    slides_path,
    slot_of,
)
from veche.events.queries.programme.proposals import call_of, is_calling, programme_shown, proposal_at
from veche.events.queries.programme.schedules import schedule_of
from veche.events.queries.programme.sessions import days_of, halls_of, public_session, sessions_of, tracks_of
from veche.events.queries.programme.writing import schedule_as
from veche.events.queries.reminding import due_reminders, reminder_of, reminders_of
from veche.events.queries.selling import (
    code_of,
    is_expected,
    is_registering,
    offer_of,
    offered_by,
    pool_of,
    sale_of,
)
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
from veche.events.queries.telling import (
    communities_to_confirm,
    communities_to_end_offers,
    communities_to_tell,
)
from veche.events.queries.tickets import (
    qr_data,
    seat_at,
    seat_of_ticket,
    ticket_address,
    ticket_code,
    ticket_number,
    tickets_held,
)
from veche.events.queries.venues import events_at, hall_of, photo_of, venue_of, venues_of, venues_to_choose
from veche.events.rules.door import name_on

__all__ = [
    "Day", "DoorNumbers", "Known", "Line", "Paid", "about_of", "aftercare_of", "album_of",
    "album_page_of", "answers_of", "asking_at", "asking_numbered", "askings_to_remind", "audience_of",
    "badges_pdf", "budget_line_of", "budget_of", "calendar_for", "calendar_version", "call_of",
    "came_of", "card_digest", "card_of", "certificate_of", "changes_of", "channels_to_chat", "code_of",
    "communities_to_confirm", "communities_to_end_offers", "communities_to_tell", "costs_paid",
    "counts_of", "csv_of", "cue_in", "cursor_of", "dates_of_series", "day_and_hour", "days_of",
    "desk_at", "desk_of", "device_at", "door_changes", "door_list", "door_numbers", "doors_of",
    "drive_at", "drive_of", "drive_told", "drives_of", "due_drives", "due_reminders", "due_rounds",
    "eaters_of", "edit_of", "event_of", "event_shown_at", "events_at", "events_at_the_door",
    "events_to_ask", "events_to_close", "events_to_copy", "events_to_foresee", "events_to_thank",
    "events_with_old_diets", "expected_of", "feedback_in", "feedback_of", "feedback_shown",
    "find_seats", "food_of", "forecasts_of", "gets_list", "guest_as", "guest_at", "guest_known",
    "guest_of", "guest_reminded", "guests_for", "guests_of", "guests_overpaid", "guests_owing",
    "guests_to_mark", "hall_of", "halls_of", "has_public_album", "has_tickets", "heads_that_came",
    "home_of", "introduced_by", "introductions_told", "invitee_by", "is_awaited", "is_calling",
    "is_expected", "is_public", "is_refusing", "is_registering", "last_edit", "last_edit_of",
    "late_introductions", "letter_of", "letters_shown", "line_of", "lines_of", "link_of",
    "link_of_volunteer", "list_events", "listed_events", "mates_of", "may_change", "may_come_at_once",
    "may_see_album", "may_still_come", "may_tell", "meal_of", "meals_of", "month_of", "name_on",
    "names_not_drawn", "names_pdf", "newcomers_of", "next_date_of", "norm_of", "norm_rows", "norms_of",
    "offer_of", "offered_by", "orders_due", "own_words_of", "owners_of_due_tasks", "page_of", "path_of",
    "payment_in", "payments_of", "person_url_of", "photo_in", "photo_of", "photos_of", "place_in_list",
    "place_of", "pool_of", "programme_shown", "proposal_at", "public_session", "qr_data",
    "rated_sessions", "ready_letter", "recap_of", "receipt_of", "receipts_of", "refusals_of_reminders",
    "reminder_of", "reminders_of", "report_file", "report_of", "round_of", "rounds_of", "run_sheet",
    "run_version", "sale_of", "schedule_as", "schedule_of", "seat_at", "seat_of_ticket", "secret_for",
    "series_list", "series_of", "series_to_go_on", "sessions_of", "shift_in", "shifts_of",
    "shown_photo", "shown_photos", "slides_in", "slides_of", "slides_path", "slot_of", "span_of",
    "stand_now", "structured_data", "task_in", "tasks_of", "ticket_address", "ticket_code",
    "ticket_number", "tickets_held", "tickets_of", "tickets_pdf", "tracks_of", "unseen_guests",
    "values_of", "venue_of", "venues_of", "venues_to_choose", "volunteer_by", "volunteer_in",
    "volunteers_of", "ways_of", "when_of", "wishes_of",
]  # fmt: skip
