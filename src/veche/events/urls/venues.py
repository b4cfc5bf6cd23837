"""Venues, their rooms and photos."""

from django.urls import path

from veche.events.urls.places import ONE_VENUE, VENUES
from veche.events.views import venues

_HALL = f"{VENUES}rooms/<int:hall>/"
_PHOTO = f"{VENUES}photos/<int:photo>/"
urlpatterns = [
    path(VENUES, venues.venue_list, name="venue_list"),
    path(f"{VENUES}new/", venues.venue_new, name="venue_new"),
    path(ONE_VENUE, venues.venue_page, name="venue_page"),
    path(f"{ONE_VENUE}edit/", venues.venue_edit, name="venue_edit"),
    path(f"{ONE_VENUE}remove/", venues.venue_remove, name="venue_remove"),
    path(f"{ONE_VENUE}restore/", venues.venue_restore, name="venue_restore"),
    path(f"{ONE_VENUE}rooms/", venues.hall_add, name="hall_add"),
    path(f"{ONE_VENUE}photos/", venues.photo_add, name="photo_add"),
    path(f"{_HALL}edit/", venues.hall_edit, name="hall_edit"),
    path(f"{_HALL}remove/", venues.hall_remove, name="hall_remove"),
    path(f"{_HALL}restore/", venues.hall_restore, name="hall_restore"),
    path(_PHOTO, venues.venue_photo, name="venue_photo"),
    path(f"{_PHOTO}remove/", venues.photo_remove, name="photo_remove"),
    path(f"{_PHOTO}restore/", venues.photo_restore, name="photo_restore"),
]
