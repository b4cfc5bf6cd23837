"""The addresses of events, a file for each part of the desk."""

from veche.events.urls import guests, paying, planning

app_name = "events"
urlpatterns = [*planning.urlpatterns, *guests.urlpatterns, *paying.urlpatterns]
