"""A programme as a file to save."""

from __future__ import annotations

from veche.events.models import Event
from veche.events.queries.programme.schedules import schedule_of
from veche.events.rules.schedules import write_schedule
from veche.events.terms.schedules import ScheduleForm
from veche.kit.time import moment


def schedule_as(event: Event, form: ScheduleForm, *, is_public: bool) -> bytes:
    """Answer the programme as a file; of one state of the event it is the same, byte for byte."""
    return write_schedule(schedule_of(event, is_public=is_public), form, at=moment(event.changed_at))
