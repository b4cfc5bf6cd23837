"""A programme as a file to save."""

from __future__ import annotations

from django.db.models import Max

from veche.events.models import Event, Session
from veche.events.queries.programme.schedules import schedule_of
from veche.events.rules.schedules import write_schedule
from veche.events.terms.schedules import ScheduleForm
from veche.kit.time import Moment, moment


def schedule_as(event: Event, form: ScheduleForm, *, is_public: bool) -> bytes:
    """Answer the programme as a file; of one state of it, it is the same byte for byte."""
    latest = Session.objects.filter(event=event).aggregate(at=Max("changed_at"))["at"]
    changed = max(moment(event.changed_at), moment(latest) if latest else 0)
    return write_schedule(schedule_of(event, is_public=is_public), form, at=Moment(changed))
