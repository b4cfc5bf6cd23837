"""Sequences of letters."""

from django.urls import path

from veche.mailing.urls.places import LETTERS
from veche.mailing.views import sequences, steps

_SEQUENCES = f"{LETTERS}sequences/"
_SEQUENCE = f"{_SEQUENCES}<int:sequence>/"
_STEP = f"{_SEQUENCE}steps/<int:step>/"
_WALK = f"{_SEQUENCE}people/<int:walk>/"
urlpatterns = [
    path(_SEQUENCES, sequences.sequence_list, name="sequence_list"),
    path(f"{_SEQUENCES}new/", sequences.sequence_new, name="sequence_new"),
    path(_SEQUENCE, sequences.sequence_page, name="sequence_page"),
    path(f"{_SEQUENCE}edit/", sequences.sequence_edit, name="sequence_edit"),
    path(f"{_SEQUENCE}way/", sequences.sequence_way, name="sequence_way"),
    path(f"{_SEQUENCE}start/", sequences.sequence_start, name="sequence_start"),
    path(f"{_SEQUENCE}pause/", sequences.sequence_pause, name="sequence_pause"),
    path(f"{_SEQUENCE}stop/", sequences.sequence_stop, name="sequence_stop"),
    path(f"{_SEQUENCE}remove/", sequences.sequence_remove, name="sequence_remove"),
    path(f"{_SEQUENCE}restore/", sequences.sequence_restore, name="sequence_restore"),
    path(f"{_SEQUENCE}steps/new/", steps.step_new, name="step_new"),
    path(f"{_STEP}edit/", steps.step_edit, name="step_edit"),
    path(f"{_STEP}write/", steps.step_write, name="step_write"),
    path(f"{_STEP}move/", steps.step_move, name="step_move"),
    path(f"{_STEP}remove/", steps.step_remove, name="step_remove"),
    path(f"{_STEP}restore/", steps.step_restore, name="step_restore"),
    path(f"{_WALK}remove/", sequences.walk_remove, name="walk_remove"),
    path(f"{_WALK}restore/", sequences.walk_restore, name="walk_restore"),
]
