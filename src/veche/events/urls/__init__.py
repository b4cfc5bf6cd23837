"""The addresses of events, a file for each part of the desk."""

from veche.events.urls import guests, inviting, pairing, paying, planning, team, venues

app_name = "events"
urlpatterns = [
    *guests.urlpatterns,
    *inviting.urlpatterns,
    *pairing.urlpatterns,
    *paying.urlpatterns,
    *planning.urlpatterns,
    *team.urlpatterns,
    *venues.urlpatterns,
]
