"""The addresses of events, a file for each part of the desk."""

from veche.events.urls import door, planning

app_name = "events"
urlpatterns = [*planning.urlpatterns, *door.urlpatterns]
