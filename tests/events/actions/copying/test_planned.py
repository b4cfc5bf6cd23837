"""What a copy, each date of a series and an event that is moved take along of all that was planned."""

from datetime import timedelta

import pytest
from tests import make
from tests.events.planned import evening, in_days, weekly_from

from veche.core.terms import SYSTEM, Role
from veche.events.actions import (
    add_cue,
    add_task,
    add_volunteer,
    begin_cue,
    change_event,
    finish_task,
    keep_ticket_type,
    plan_event,
    save_event_hall,
    save_line,
    save_meal,
    save_session,
    save_shift,
    save_track,
    start_series,
    undo_change,
)
from veche.events.actions.food import Planned
from veche.events.actions.money import Noted
from veche.events.models import Cue, Edit, Event, Meal, Session, Shift, Task, TicketType
from veche.events.queries import values_of
from veche.events.terms.money import Category, Side
from veche.events.terms.programme import SessionKind
from veche.kit.time import DAY, HOUR, MINUTE, Moment, day_of, moment, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An evening with all that is planned: team, programme, food and money."""
    community = make.community()
    found = evening(community, 30)
    starts, day = moment(found.starts_at), day_of(moment(found.starts_at), found.time_zone)
    organiser = make.user(Role.EVENT_ORGANISER, community)
    task = add_task(found, "Зал", due=day - timedelta(days=10), user=organiser, by=SYSTEM)
    finish_task(task, by=SYSTEM)
    begin_cue(add_cue(found, "Открытие", starts=starts, minutes=10, owner="Ведущий", by=SYSTEM), by=SYSTEM)
    save_shift(found, "Вход", starts=Moment(starts - HOUR), ends=starts, needed=2, by=SYSTEM)
    add_volunteer(found, "Анна", by=SYSTEM)
    hall, track = save_event_hall(found, "Зал", 40, by=SYSTEM), save_track(found, "Бег", "red", by=SYSTEM)
    for title, kind in (("Доклад", SessionKind.TALK), ("Чай", SessionKind.BREAK)):
        save_session(found, title=title, kind=kind, hall=hall, track=track, starts_at=starts, by=SYSTEM)
    order_by = day - timedelta(days=2)
    save_meal(found, Planned("Чай", served_at=starts, price="100", order_by=order_by), by=SYSTEM)
    save_line(found, Noted(Side.COST, Category.VENUE, "Аренда", planned="9000", paid="9 500"), by=SYSTEM)
    return found


def planned_of(found):
    """Everything that is planned, by how long before or after the start it is."""
    starts, day = moment(found.starts_at), day_of(moment(found.starts_at), found.time_zone)
    return {
        "tasks": [(one.title, one.due_on - day, one.user_id) for one in found.tasks.all()],
        "cues": [(one.title, moment(one.starts_at) - starts, one.owner) for one in found.cues.all()],
        "shifts": [(one.title, moment(one.starts_at) - starts, moment(one.ends_at) - starts, one.needed)
                   for one in found.shifts.all()],
        "meals": [(one.title, moment(one.served_at) - starts, one.order_by - day, one.price)
                  for one in found.meals.all()],
        "breaks": [(one.title, moment(one.starts_at) - starts, one.hall.name, one.track.title)
                   for one in found.sessions.filter(kind=SessionKind.BREAK)],
    }  # fmt: skip


def test_a_copy_takes_all_that_was_planned_and_nothing_that_was_done(event):
    values = values_of(event) | {"starts_at": in_days(60, 18), "ends_at": in_days(60, 21)}

    made = plan_event(event.community, values, copied=event, by=SYSTEM)

    assert planned_of(made) == planned_of(event)
    assert made.tasks.get().done_at is None
    assert made.cues.get().started_at is None
    assert made.sessions.get().title == "Чай"
    assert (made.volunteers.count(), made.guests.count()) == (0, 0)
    line = made.budget_lines.get()
    # What it came to the last time is what is planned now.
    assert (line.title, line.planned, line.promised, line.paid) == ("Аренда", 950_000, 0, 0)


def test_every_date_of_a_series_is_planned_as_the_first_one(event):
    start_series(event, weekly_from(event, count=4), by=SYSTEM)

    dates = Event.objects.order_by("starts_at")
    assert len(dates) == 4
    assert [planned_of(one) for one in dates] == [planned_of(event)] * 4


def test_a_template_brings_its_checklist_and_run_sheet_to_every_date():
    community = make.community()
    values = {"title": "Вечер", "starts_at": in_days(20), "ends_at": in_days(20, 22)}
    rhythm = weekly_from(evening(community, 20), count=2)

    made = plan_event(community, values, template="dozens", rhythm=rhythm, by=SYSTEM)

    dates = list(made.series.events.order_by("starts_at"))
    assert len(dates) == 2
    assert planned_of(dates[1]) | {"meals": []} == planned_of(dates[0])
    assert len(planned_of(dates[1])["tasks"]) > 10
    assert len(planned_of(dates[1])["cues"]) > 5


def test_what_hangs_on_the_start_goes_where_the_event_goes_and_comes_back(event):
    Cue.objects.update(started_at=None)
    Task.objects.update(done_at=None, days_before=10)
    Meal.objects.update(reminded_at=now())
    ticket = keep_ticket_type(event, {"title": "Ранний", "amount": 100}, in_=event.community, by=SYSTEM)
    TicketType.objects.filter(pk=ticket.pk).update(sold_from=now() - DAY, sold_until=moment(event.starts_at))
    before, talk = planned_of(event), Session.objects.get(title="Доклад")
    starts = Moment(moment(event.starts_at) + 7 * DAY - 30 * MINUTE)

    moved = change_event(event, {"starts_at": starts, "ends_at": Moment(starts + 2 * HOUR)}, by=SYSTEM)

    assert planned_of(moved) == before
    assert moment(Session.objects.get(pk=talk.pk).starts_at) == starts
    assert Meal.objects.get().reminded_at is None
    sold = TicketType.objects.get(pk=ticket.pk)
    assert moment(sold.sold_until) == starts
    assert moment(sold.sold_from) < now()
    undo_change(Edit.objects.latest("pk"), in_=event.community, by=SYSTEM)
    event.refresh_from_db()
    assert planned_of(event) == before
    assert Session.objects.get(pk=talk.pk).starts_at == talk.starts_at
    # Only what the event's own clock moves: another end moves nothing.
    change_event(event, {"ends_at": Moment(moment(event.ends_at) + HOUR)}, by=SYSTEM)
    assert planned_of(event) == before
    assert Shift.objects.count() == 1
