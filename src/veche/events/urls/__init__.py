"""The addresses of events, a file for each part of the desk."""

from veche.events.urls import planning, venues

app_name = "events"
urlpatterns = [*planning.urlpatterns, *venues.urlpatterns]
