"""Calendars as two readers that share no line understand them: both agree with the event, to the second."""

from datetime import datetime, timedelta

import pytest
import vobject
from tests import make
from tests.events.filled import registered
from tests.events.planned import in_days, weekly_from
from tests.events.readers import read_by_icalendar, read_by_vobject

from veche.core.terms import SYSTEM
from veche.events.actions import (
    answer_no,
    change_event,
    change_series,
    leave_out_date,
    move_event,
    place_session,
    save_session,
    start_series,
    tell_of_changes,
)
from veche.events.models import Event, Guest, Session
from veche.events.terms import EventState
from veche.kit.jobs import drain
from veche.kit.models import Letter
from veche.kit.time import HOUR, MINUTE, Moment, as_datetime, in_zone, moment, now

pytestmark = pytest.mark.django_db
BERLIN, SYDNEY = "Europe/Berlin", "Australia/Sydney"


def read_alike(content):
    """What both readers say, which is the same."""
    one, other = read_by_icalendar(content), read_by_vobject(content)
    assert one == other
    return one


def told_of(events):
    return sorted((moment(one.starts_at) // 1000, moment(one.ends_at) // 1000) for one in events)


def yearlong_series(community, zone):
    """Every fourth week of a year on the clock of a zone that changes it twice, open at once."""
    starts = in_days(3, 19, zone)
    first = make.event(community, "Вечер", starts=starts, ends=Moment(starts + 2 * HOUR), time_zone=zone,
                       state=EventState.DRAFT)  # fmt: skip
    move_event(first, EventState.OPEN, by=SYSTEM)
    series = start_series(first, weekly_from(first, every=4), by=SYSTEM)
    change_series(series, title="Вечер", days_ahead=360, made_state=EventState.OPEN, by=SYSTEM)
    for one in series.events.filter(state=EventState.DRAFT):
        move_event(one, EventState.OPEN, by=SYSTEM)
    return series


@pytest.mark.parametrize("zone", [BERLIN, SYDNEY])
def test_the_feed_of_a_community_of_another_zone_with_exceptions_and_one_moved(client, zone):
    community = make.community()  # of Moscow
    series = yearlong_series(community, zone)
    dates = list(series.events.order_by("starts_at"))
    leave_out_date(series, dates[3].date_of_series, by=SYSTEM)
    moved = Moment(moment(dates[5].starts_at) + 26 * HOUR)
    change_event(dates[5], {"starts_at": moved, "ends_at": Moment(moved + HOUR)}, by=SYSTEM)

    method, read = read_alike(client.get(f"/e/{community.slug}/calendar.ics").content)

    standing = series.events.exclude(pk=dates[3].pk)
    assert method == "PUBLISH"
    assert sorted((one.starts, one.ends) for one in read if one.status == "CONFIRMED") == told_of(standing)
    assert [one.starts for one in read if one.status == "CANCELLED"] == [moment(dates[3].starts_at) // 1000]
    assert sorted(one.sequence for one in read) == [0] * (len(dates) - 2) + [1, 1]
    hours = {as_datetime(one.starts * 1000, zone).utcoffset() for one in read}
    assert len(hours) == 2  # some on each side of a change of clocks


@pytest.mark.parametrize(
    ("month", "day", "hours"), [(3, 28, 5), (10, 31, 7)], ids=["an hour is left out", "an hour comes twice"]
)
def test_a_night_over_the_change_of_clocks_lasts_as_long_as_it_does(client, month, day, hours):
    community, year = make.community(), 2027
    starts = in_zone(datetime(year, month, day) - timedelta(hours=1), BERLIN)
    ends = in_zone(datetime(year, month, day, 5), BERLIN)
    event = make.event(community, starts=starts, ends=ends, time_zone=BERLIN)

    _, (read,) = read_alike(client.get(f"/e/{community.slug}/{event.slug}/event.ics").content)

    assert (read.starts * 1000, read.ends * 1000) == (starts, ends)
    assert read.ends - read.starts == hours * 3600


def test_letters_bring_an_event_move_it_and_take_it_out_again():
    starts = in_days(40, 19, BERLIN)
    event = make.event(starts=starts, ends=Moment(starts + HOUR), time_zone=BERLIN, title="Бег; «вместе», да")
    guest = registered(event, "Аня", language="en")
    drain()
    moved = Moment(starts + 24 * 7 * HOUR)
    change_event(event, {"starts_at": moved, "ends_at": Moment(moved + HOUR)}, by=SYSTEM)
    Event.objects.update(changed_at=now() - HOUR)
    tell_of_changes(in_=event.community, by=SYSTEM)
    answer_no(Guest.objects.select_related("event__venue").get(pk=guest.pk), in_=event.community, by=SYSTEM)
    drain()

    letters = Letter.objects.order_by("pk")
    found = [
        read_alike(bytes(letter.enclosures.get(media_type__startswith="text/calendar").content))
        for letter in letters
    ]
    (came,), (went,), (gone,) = (read for _, read in found)

    assert [method for method, _ in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one.starts * 1000 for one in (came, went, gone)] == [starts, moved, moved]
    assert came.uid == went.uid == gone.uid
    assert came.sequence < went.sequence < gone.sequence
    assert [one.status for one in (came, went, gone)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert came.title == event.title


def test_the_programme_is_read_by_another_program_and_is_newer_once_a_session_moves(client):
    starts = in_zone(datetime(2027, 3, 28, 1), BERLIN)
    event = make.event(starts=starts, ends=Moment(starts + 9 * HOUR), time_zone=BERLIN)
    session = save_session(event, title="Бег; «сон», да", starts_at=starts, minutes=90, by=SYSTEM)
    file = f"/e/{event.community.slug}/{event.slug}/schedule.ics"
    Session.objects.update(changed_at=moment(event.changed_at) + HOUR)

    before = vobject.readOne(client.get(file).content.decode()).vevent
    place_session(session, hall=None, starts=Moment(starts + 2 * HOUR), by=SYSTEM)
    Session.objects.update(changed_at=moment(event.changed_at) + 2 * HOUR)
    after = vobject.readOne(client.get(file).content.decode()).vevent

    assert (before.summary.value, before.uid.value) == (session.title, session.uid)
    assert moment(before.dtstart.value) == starts
    assert moment(before.dtend.value) == starts + 90 * MINUTE
    assert moment(after.dtstart.value) == starts + 2 * HOUR
    assert after.dtstamp.value > before.dtstamp.value
    assert after.uid.value == before.uid.value
