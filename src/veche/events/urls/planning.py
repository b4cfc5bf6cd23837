"""Events and series of them."""

from django.urls import path

from veche.events.urls.places import HOME, ONE, ONE_SERIES, SERIES
from veche.events.views import drafting, planning, series

urlpatterns = [
    path(HOME, planning.event_list, name="event_list"),
    path(f"{HOME}new/", drafting.event_new, name="event_new"),
    path(ONE, planning.event_page, name="event_page"),
    path(f"{ONE}edit/", drafting.event_edit, name="event_edit"),
    path(f"{ONE}move/", planning.event_move, name="event_move"),
    path(f"{ONE}repeat/", drafting.event_repeat, name="event_repeat"),
    path(f"{ONE}follow/", drafting.event_follow, name="event_follow"),
    path(f"{ONE}series-tickets/", drafting.event_tickets, name="event_tickets"),
    path(f"{ONE}undo/<int:edit>/", drafting.event_undo, name="event_undo"),
    path(SERIES, series.series_list, name="series_list"),
    path(ONE_SERIES, series.series_page, name="series_page"),
    path(f"{ONE_SERIES}edit/", series.series_edit, name="series_edit"),
    path(f"{ONE_SERIES}rule/", series.series_rule, name="series_rule"),
    path(f"{ONE_SERIES}end/", series.series_end, name="series_end"),
    path(f"{ONE_SERIES}resume/", series.series_resume, name="series_resume"),
    path(f"{ONE_SERIES}leave-out/", series.date_leave_out, name="date_leave_out"),
    path(f"{ONE_SERIES}restore/", series.date_restore, name="date_restore"),
]
