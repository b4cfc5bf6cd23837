"""The addresses of events, a file for each part of the desk."""

from veche.events.urls import (
    after,
    door,
    guests,
    inviting,
    money,
    pairing,
    paying,
    planning,
    programme,
    team,
    venues,
)

app_name = "events"
urlpatterns = [
    *after.urlpatterns,
    *door.urlpatterns,
    *guests.urlpatterns,
    *inviting.urlpatterns,
    *money.urlpatterns,
    *pairing.urlpatterns,
    *paying.urlpatterns,
    *planning.urlpatterns,
    *programme.urlpatterns,
    *team.urlpatterns,
    *venues.urlpatterns,
]
