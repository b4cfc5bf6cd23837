"""An event's team: tasks, shifts, the run sheet, and the page of a volunteer."""

from django.urls import path

from veche.events.urls.places import HOME, ONE
from veche.events.views import volunteering
from veche.events.views.team import running, shifts, tasks

TASKS, SHIFTS, RUN = f"{ONE}tasks/", f"{ONE}shifts/", f"{ONE}run/"
ONE_TASK, ONE_SHIFT = f"{HOME}tasks/<int:task>/", f"{HOME}shifts/<int:shift>/"
ONE_VOLUNTEER, ONE_CUE = f"{HOME}volunteers/<int:volunteer>/", f"{HOME}cues/<int:cue>/"

urlpatterns = [
    path(TASKS, tasks.task_list, name="task_list"),
    path(f"{TASKS}add/", tasks.task_add, name="task_add"),
    path(f"{TASKS}checklist/", tasks.checklist_bring, name="checklist_bring"),
    path(f"{ONE_TASK}edit/", tasks.task_edit, name="task_edit"),
    path(f"{ONE_TASK}<slug:deed>/", tasks.task_act, name="task_act"),
    path(SHIFTS, shifts.shift_list, name="shift_list"),
    path(f"{SHIFTS}new/", shifts.shift_new, name="shift_new"),
    path(f"{SHIFTS}fill/", shifts.shifts_fill, name="shifts_fill"),
    path(f"{SHIFTS}volunteers/", shifts.volunteer_add, name="volunteer_add"),
    path(f"{ONE_SHIFT}edit/", shifts.shift_edit, name="shift_edit"),
    path(f"{ONE_SHIFT}place/", shifts.shift_place, name="shift_place"),
    path(f"{ONE_SHIFT}<slug:deed>/", shifts.shift_act, name="shift_act"),
    path(f"{ONE_VOLUNTEER}<slug:deed>/", shifts.volunteer_act, name="volunteer_act"),
    path(RUN, running.run_page, name="run_page"),
    path(f"{RUN}lines/", running.run_lines, name="run_lines"),
    path(f"{RUN}new/", running.cue_new, name="cue_new"),
    path(f"{ONE_CUE}edit/", running.cue_edit, name="cue_edit"),
    path(f"{ONE_CUE}slip/", running.cue_slip, name="cue_slip"),
    path(f"{ONE_CUE}<slug:deed>/", running.cue_act, name="cue_act"),
    path("v/<str:secret>/", volunteering.volunteer_page, name="volunteer_page"),
    path("v/<str:secret>/wishes/", volunteering.wishes_tell, name="wishes_tell"),
    path("v/<str:secret>/run/", volunteering.volunteer_run, name="volunteer_run"),
]
