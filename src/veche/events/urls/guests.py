"""Guests of an event, and what its registration form offers and asks."""

from django.urls import path

from veche.events.urls.places import ONE
from veche.events.views import guests, selling

GUESTS, FORM = f"{ONE}guests/", f"{ONE}form/"
urlpatterns = [
    path(GUESTS, guests.guest_list, name="guest_list"),
    path(f"{GUESTS}new/", guests.guest_new, name="guest_new"),
    path(f"{GUESTS}move/", guests.guests_move, name="guests_move"),
    path(f"{GUESTS}undo/", guests.guests_undo, name="guests_undo"),
    path(f"{GUESTS}file/", guests.guest_file, name="guest_file"),
    path(f"{GUESTS}<int:guest>/", guests.guest_page, name="guest_page"),
    path(f"{GUESTS}<int:guest>/note/", guests.guest_note, name="guest_note"),
    path(FORM, selling.form_page, name="form_page"),
    path(f"{FORM}tickets/", selling.ticket_new, name="ticket_new"),
    path(f"{FORM}tickets/<int:ticket>/", selling.ticket_change, name="ticket_change"),
    path(f"{FORM}pools/", selling.pool_new, name="pool_new"),
    path(f"{FORM}pools/<int:pool>/", selling.pool_change, name="pool_change"),
    path(f"{FORM}codes/", selling.code_new, name="code_new"),
    path(f"{FORM}questions/", selling.question_new, name="question_new"),
    path(f"{FORM}questions/<int:question>/", selling.question_change, name="question_change"),
    path(f"{FORM}remove/<slug:kind>/<int:offer>/", selling.offer_remove, name="offer_remove"),
    path(f"{FORM}restore/<slug:kind>/<int:offer>/", selling.offer_restore, name="offer_restore"),
]
