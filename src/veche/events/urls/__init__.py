"""The addresses of events, a file for each part of the desk."""

from veche.events.urls import guests, pairing, paying, planning, team, venues

app_name = "events"
urlpatterns = [
    *guests.urlpatterns,
    *pairing.urlpatterns,
    *paying.urlpatterns,
    *planning.urlpatterns,
    *team.urlpatterns,
    *venues.urlpatterns,
]
