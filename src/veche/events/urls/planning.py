"""Events, their series and venues."""

from django.urls import path

from veche.events.urls.places import HOME, ONE
from veche.events.views import planning

urlpatterns = [
    path(HOME, planning.event_list, name="event_list"),
    path(ONE, planning.event_page, name="event_page"),
]
