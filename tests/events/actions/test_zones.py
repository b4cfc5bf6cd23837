"""An event on the clock of another place: as written, in calendars over a change of clocks, for all dates."""

from datetime import datetime

import pytest
from icalendar import Calendar
from tests import make
from tests.events.planned import client_of, filled, in_days, url, weekly_from

from veche.core.terms import SYSTEM
from veche.events.actions import change_event, change_series, start_series
from veche.events.models import Event, TicketType
from veche.events.queries import calendar_for
from veche.events.terms import EventState, Scope
from veche.kit.terms import Refusal
from veche.kit.time import HOUR, Moment, as_datetime, in_zone, moment

pytestmark = pytest.mark.django_db
BERLIN, LISBON = "Europe/Berlin", "Europe/Lisbon"


def walls(zone):
    return {as_datetime(moment(one.starts_at), zone).hour for one in Event.objects.all()}


def test_times_of_the_form_are_on_the_clock_that_is_chosen_beside_them():
    community = make.community()
    client = client_of(community)
    told = filled(community, time_zone=BERLIN)

    made = client.post(url("event_new", community), told)
    event = Event.objects.get()
    shown = client.get(made["Location"]).content.decode()
    client.post(url("event_edit", community, event.pk), told | {"time_zone": LISBON})
    wrong = client.post(url("event_edit", community, event.pk), told | {"time_zone": "Moon/Sea"})

    ticket = {"title": "Ранний", "amount": "0", "capacity": "", "sold_until": told["starts_at"]}
    client.post(url("ticket_new", community, event.pk), ticket)

    wall = datetime.fromisoformat(told["starts_at"])
    assert moment(TicketType.objects.get().sold_until) == in_zone(wall, LISBON)
    assert moment(event.starts_at) == in_zone(wall, BERLIN)
    assert "19:00" in shown
    assert "CE" in shown  # CET or CEST: whose clock it is
    event.refresh_from_db()
    assert (event.time_zone, moment(event.starts_at), event.sequence) == (LISBON, in_zone(wall, LISBON), 1)
    assert wrong.status_code == 422


def test_a_calendar_is_right_over_a_change_of_clocks_and_all_dates_take_another_zone():
    community = make.community()  # of Moscow, where clocks never change
    starts = in_days(3, 19, BERLIN)
    first = make.event(community, starts=starts, ends=Moment(starts + 2 * HOUR), state=EventState.DRAFT,
                       time_zone=BERLIN)  # fmt: skip
    series = start_series(first, weekly_from(first, every=4), by=SYSTEM)
    change_series(series, title="Вечер", days_ahead=360, made_state=EventState.OPEN, by=SYSTEM)

    events = list(Event.objects.select_related("venue").order_by("starts_at"))
    read = Calendar.from_ical(calendar_for(events, community))
    entries = [entry["DTSTART"].dt for entry in read.walk("VEVENT")]
    berlin = walls(BERLIN)
    moved = Event.objects.get(pk=events[1].pk)
    wall = as_datetime(moment(moved.starts_at), BERLIN).replace(tzinfo=None)
    change_event(moved, {
        "time_zone": LISBON, "starts_at": in_zone(wall, LISBON),
        "ends_at": Moment(in_zone(wall, LISBON) + 2 * HOUR),
    }, scope=Scope.ALL, by=SYSTEM)  # fmt: skip

    assert berlin == {19}
    assert {entry.hour for entry in entries} == {19}
    assert len({entry.utcoffset() for entry in entries}) == 2
    assert {str(zone["TZID"]) for zone in read.walk("VTIMEZONE")} == {BERLIN}
    assert walls(LISBON) == {19}
    assert set(Event.objects.values_list("time_zone", flat=True)) == {LISBON}
    series.refresh_from_db()
    assert (series.time_zone, series.begins[11:]) == (LISBON, "19:00")
    with pytest.raises(Refusal):
        change_event(moved, {"time_zone": "Nowhere/Land"}, by=SYSTEM)
