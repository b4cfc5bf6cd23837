"""The addresses of events, a file for each part of the desk."""

from veche.events.urls import after, guests, pairing, paying, planning, team, venues

app_name = "events"
urlpatterns = [
    *after.urlpatterns,
    *guests.urlpatterns,
    *pairing.urlpatterns,
    *paying.urlpatterns,
    *planning.urlpatterns,
    *team.urlpatterns,
    *venues.urlpatterns,
]
