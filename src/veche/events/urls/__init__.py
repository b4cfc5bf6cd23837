"""The addresses of events, a file for each part of the desk."""

from veche.events.urls import planning, programme

app_name = "events"
urlpatterns = [*planning.urlpatterns, *programme.urlpatterns]
