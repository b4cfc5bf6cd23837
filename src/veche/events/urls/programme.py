"""The programme: grid, sessions, speakers, the call for talks, schedules."""

from django.urls import path

from veche.events.urls.places import HOME, ONE
from veche.events.views.programme import asking, calling, grid, schedules, sessions, speakers

GRID = f"{ONE}programme/"
SESSION = f"{GRID}<int:session>/"
SPEAKERS = f"{ONE}speakers/"
TALKS = f"{ONE}talks/"
TALK = f"{TALKS}<int:proposal>/"

urlpatterns = [
    path(GRID, grid.programme_page, name="programme_page"),
    path(f"{GRID}place/", grid.session_place, name="session_place"),
    path(f"{GRID}new/", sessions.session_new, name="session_new"),
    path(SESSION, sessions.session_edit, name="session_edit"),
    path(f"{SESSION}remove/", sessions.session_remove, name="session_remove"),
    path(f"{SESSION}restore/", sessions.session_restore, name="session_restore"),
    path(f"{SESSION}speakers/", speakers.speaking_add, name="speaking_add"),
    path(f"{GRID}parts/", sessions.programme_parts, name="programme_parts"),
    path(f"{GRID}parts/tracks/", sessions.track_save, name="track_save"),
    path(f"{GRID}parts/tracks/<int:track>/remove/", sessions.track_remove, name="track_remove"),
    path(f"{GRID}parts/tracks/<int:track>/restore/", sessions.track_restore, name="track_restore"),
    path(f"{GRID}parts/halls/", sessions.hall_save, name="event_hall_save"),
    path(f"{GRID}parts/halls/<int:hall>/remove/", sessions.hall_remove, name="event_hall_remove"),
    path(f"{GRID}parts/halls/restore/", sessions.hall_restore, name="event_hall_restore"),
    path(f"{GRID}import/", schedules.schedule_new, name="schedule_new"),
    path(f"{GRID}import/<int:file>/", schedules.schedule_preview, name="schedule_preview"),
    path(f"{GRID}import/<int:file>/undo/", schedules.schedule_undo, name="schedule_undo"),
    path(f"{GRID}schedule.<slug:form>", schedules.schedule_save, name="schedule_save"),
    path(SPEAKERS, speakers.speaker_board, name="speaker_board"),
    path(f"{SPEAKERS}move/", speakers.speaking_move, name="speaking_move"),
    path(f"{SPEAKERS}<int:speaking>/drop/", speakers.speaking_drop, name="speaking_drop"),
    path(f"{SPEAKERS}<int:speaking>/restore/", speakers.speaking_restore, name="speaking_restore"),
    path(f"{SPEAKERS}<int:speaking>/ask/", asking.speaker_ask, name="speaker_ask"),
    path(f"{SPEAKERS}<int:speaking>/ask/withdraw/", asking.asking_withdraw, name="asking_withdraw"),
    path(f"{SPEAKERS}<int:speaking>/ask/restore/", asking.asking_restore, name="asking_restore"),
    path(f"{SPEAKERS}<int:speaking>/slides/<int:slides>/", asking.slides_save, name="slides_save"),
    path(f"{SPEAKERS}people/<int:speaker>/", speakers.speaker_edit, name="speaker_edit"),
    path(TALKS, calling.proposal_list, name="proposal_list"),
    path(f"{TALKS}call/", calling.call_edit, name="call_edit"),
    path(TALK, calling.proposal_page, name="proposal_page"),
    path(f"{TALK}decide/", calling.proposal_decide, name="proposal_decide"),
    path(f"{TALK}undo/", calling.decision_undo, name="decision_undo"),
    path(f"{HOME}people/<int:person>/talks/", speakers.person_talks, name="person_talks"),
]
