"""Senders, and letters on their way."""

from django.urls import path

from veche.mailing.urls.places import LETTERS, ONE_LETTER
from veche.mailing.views import senders, sending

_SENDERS = f"{LETTERS}senders/"
_SENDER = f"{_SENDERS}<int:sender>/"
urlpatterns = [
    path(_SENDERS, senders.sender_list, name="sender_list"),
    path(f"{_SENDERS}new/<slug:kind>/", senders.sender_new, name="sender_new"),
    path(f"{_SENDERS}kept/<int:letter>/", senders.kept_letter, name="kept_letter"),
    path(_SENDER, senders.sender_page, name="sender_page"),
    path(f"{_SENDER}change/", senders.sender_change, name="sender_change"),
    path(f"{_SENDER}check/", senders.sender_check, name="sender_check"),
    path(f"{_SENDER}switch/", senders.sender_switch, name="sender_switch"),
    path(f"{_SENDER}key/", senders.sender_key, name="sender_key"),
    path(f"{_SENDER}remove/", senders.sender_remove, name="sender_remove"),
    path(f"{ONE_LETTER}progress/", sending.letter_progress, name="letter_progress"),
    path(f"{ONE_LETTER}pause/", sending.letter_pause, name="letter_pause"),
    path(f"{ONE_LETTER}resume/", sending.letter_resume, name="letter_resume"),
    path(f"{ONE_LETTER}refused/", sending.refused_retry, name="refused_retry"),
    path(f"{ONE_LETTER}doubtful/", sending.doubtful_decide, name="doubtful_decide"),
]
