"""Introductions: rounds of pairs and tables, and the page of somebody who is asked."""

from django.urls import path

from veche.events.urls.places import HOME
from veche.events.views import introduced, pairing

ROUNDS = f"{HOME}introductions/"
ONE_ROUND = f"{ROUNDS}<int:draw>/"

urlpatterns = [
    path(ROUNDS, pairing.round_list, name="round_list"),
    path(f"{ROUNDS}new/", pairing.round_new, name="round_new"),
    path(ONE_ROUND, pairing.round_page, name="round_page"),
    path(f"{ONE_ROUND}redraw/", pairing.round_redraw, name="round_redraw"),
    path(f"{ONE_ROUND}ask/", pairing.round_ask, name="round_ask"),
    path(f"{ONE_ROUND}export/", pairing.round_export, name="round_export"),
    path(f"{ONE_ROUND}remove/", pairing.round_remove, name="round_remove"),
    path(f"{ONE_ROUND}restore/", pairing.round_restore, name="round_restore"),
    path("i/<str:secret>/", introduced.introduction_page, name="introduction_page"),
    path("i/<str:secret>/reply/", introduced.introduction_reply, name="introduction_reply"),
    path("i/<str:secret>/met/", introduced.introduction_met, name="introduction_met"),
]
