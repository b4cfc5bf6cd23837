"""The addresses of events, a file for each part of the desk."""

from veche.events.urls import planning, team, venues

app_name = "events"
urlpatterns = [*planning.urlpatterns, *team.urlpatterns, *venues.urlpatterns]
