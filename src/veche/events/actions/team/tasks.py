"""Tasks of an event: from its template or by hand, with an owner and a day, ticked off."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext

from veche.core.actions import audit, require
from veche.core.models import User
from veche.core.terms import Actor
from veche.events.models import Cue, Event, Task
from veche.events.queries.team import tasks_due_by
from veche.events.rules.templates import template_of
from veche.events.terms import PLAN_EVENTS
from veche.events.terms.team import MOST_TASKS
from veche.kit.mail import write_letter
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import MINUTE, as_datetime, day_of, moment, now

UNTITLED = N_("Write what is to be done.")
TOO_MANY = N_("An event has at most {most} tasks.")


def bring_checklist(event: Event, key: str, *, by: Actor) -> tuple[int, int]:
    """Add the tasks and the run sheet of a template; answers how many of each are new.

    Days are counted back from the event's. May be repeated: what is there by its title is not added.
    """
    require(by, PLAN_EVENTS, in_=event.community)
    template = template_of(key)
    if template is None:
        return 0, 0
    there = set(Task.objects.filter(event=event).values_list("title", flat=True))
    planned = set(Cue.objects.filter(event=event).values_list("title", flat=True))
    roles = {role.key: role.title.told_in(event.language) for role in template.roles}
    at, language = as_datetime(now()), event.language
    tasks = [
        Task(event=event, title=title, role=roles.get(one.role, ""), days_before=one.days_before,
             due_on=_day_before(event, one.days_before), made_at=at)
        for one in template.tasks if (title := one.title.told_in(language)) not in there
    ]  # fmt: skip
    starts = moment(event.starts_at)
    cues = [
        Cue(event=event, title=title, owner=roles.get(one.role, ""), minutes=one.minutes,
            starts_at=as_datetime(starts + one.minute * MINUTE), changed_at=at)
        for one in template.cues if (title := one.title.told_in(language)) not in planned
    ]  # fmt: skip
    with transaction.atomic():
        Task.objects.bulk_create(tasks)
        Cue.objects.bulk_create(cues)
        if tasks or cues:
            audit(by, "events.bring_checklist", in_=event.community, on=event, template=key)
    return len(tasks), len(cues)


def add_task(event: Event, title: str, *, due: date | None, user: User | None, by: Actor) -> Task:
    """Plan something for an event; refuses what has no words and the three hundred first."""
    require(by, PLAN_EVENTS, in_=event.community)
    words = clean_name(title, 300)
    reasons = [] if words else [Reason(UNTITLED, field="title")]
    if Task.objects.filter(event=event, removed_at=None).count() >= MOST_TASKS:
        reasons.append(Reason(TOO_MANY, values={"most": MOST_TASKS}))
    refuse_if(reasons)
    return Task.objects.create(event=event, title=words, due_on=due, user=user, made_at=now())


def change_task(task: Task, title: str, *, due: date | None, user: User | None, by: Actor) -> None:
    """Change words, day and owner of a task; a day set by hand moves no more with the event."""
    require(by, PLAN_EVENTS, in_=task.event.community)
    words = clean_name(title, 300)
    refuse_if([] if words else [Reason(UNTITLED, field="title")])
    back = task.days_before if due == task.due_on else None
    Task.objects.filter(pk=task.pk).update(title=words, due_on=due, user=user, days_before=back)


def finish_task(task: Task, *, by: Actor) -> None:
    """Tick a task off. May be repeated."""
    require(by, PLAN_EVENTS, in_=task.event.community)
    Task.objects.filter(pk=task.pk, done_at=None).update(done_at=now(), done_by=by.user_id)


def reopen_task(task: Task, *, by: Actor) -> None:
    """Bring a task back that was ticked off. May be repeated."""
    require(by, PLAN_EVENTS, in_=task.event.community)
    Task.objects.filter(pk=task.pk).update(done_at=None, done_by=None)


def remove_task(task: Task, *, by: Actor) -> None:
    """Take a task away; `restore_task` brings it back. May be repeated."""
    require(by, PLAN_EVENTS, in_=task.event.community)
    Task.objects.filter(pk=task.pk, removed_at=None).update(removed_at=now())


def restore_task(task: Task, *, by: Actor) -> None:
    """Bring a removed task back. May be repeated."""
    require(by, PLAN_EVENTS, in_=task.event.community)
    Task.objects.filter(pk=task.pk).update(removed_at=None)


def follow_day(event: Event) -> None:
    """Move tasks that are counted back from the day with it; for the action that moves an event."""
    for task in Task.objects.filter(event=event, done_at=None).exclude(days_before=None):
        Task.objects.filter(pk=task.pk).update(due_on=_day_before(event, task.days_before or 0))


def remind_of_tasks(user: User, *, today: date, by: Actor) -> int:
    """Write a colleague which of their tasks are due by today; answers how many. Once a day by its job."""
    tasks = tasks_due_by(user, today)
    if not tasks:
        return 0
    require(by, PLAN_EVENTS, in_=tasks[0].event.community)
    with translation.override(user.language):
        lines = []
        for task in tasks:
            address = settings.ADDRESS + reverse(
                "events:task_list", args=[task.event.community.slug, task.event_id]
            )
            day = formats.date_format(task.due_on, "j E") if task.due_on else ""
            lines += [f"• {task.title} ({task.event.title}, {day})", f"  {address}"]
        subject = gettext("What is due for events")
        home = tasks[0].event.community.organisation_id
        write_letter(user.email, subject, "\n".join(lines), organisation=home)
    return len(tasks)


def _day_before(event: Event, days: int) -> date:
    return day_of(moment(event.starts_at), event.time_zone) - timedelta(days=days)
