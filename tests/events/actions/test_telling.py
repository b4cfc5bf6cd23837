"""Letters to guests: each once, true when written, and read by a real reader of calendars."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests import make
from tests.events.filled import registered
from tests.examples import examples

from veche.core.terms import SYSTEM
from veche.events import actions, jobs
from veche.events.models import Event, Guest, Notice
from veche.events.rules.calendars import Entry, invitation_of
from veche.events.terms import EventState, GuestState
from veche.kit.jobs import drain
from veche.kit.models import Letter
from veche.kit.time import HOUR, now

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@pytest.mark.django_db
def test_every_change_is_told_once_and_calendars_hear_of_them_in_order():
    event = make.event(title="Бег, «вместе»; да")
    guest = registered(event, "Аня\r\nATTENDEE:evil", language="en")
    drain()
    Event.objects.filter(pk=event.pk).update(starts_at=now() + 5 * HOUR, sequence=9, changed_at=now() - HOUR)
    for _ in range(2):
        actions.tell_of_changes(in_=event.community, by=SYSTEM)
    actions.answer_no(
        Guest.objects.select_related("event__venue").get(pk=guest.pk), in_=event.community, by=SYSTEM
    )
    drain()

    letters = list(Letter.objects.order_by("pk"))
    calendars = [
        Calendar.from_ical(bytes(letter.enclosures.get(name="invite.ics").content)) for letter in letters
    ]
    entries = [calendar.walk("VEVENT")[0] for calendar in calendars]
    assert [letter.subject.partition(":")[0] for letter in letters] == [
        "You are coming", "New time or place", "Your registration is cancelled",
    ]  # fmt: skip
    assert [str(calendar["METHOD"]) for calendar in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(entry["UID"]) for entry in entries}) == 1
    sequences = [int(entry["SEQUENCE"]) for entry in entries]
    assert sequences == sorted(set(sequences))
    assert str(entries[0]["SUMMARY"]) == event.title
    assert entries[2]["STATUS"] == "CANCELLED"
    assert not isinstance(entries[0]["ATTENDEE"], list)


@pytest.mark.django_db
def test_an_event_that_is_called_off_is_told_to_who_comes_in_their_language():
    event = make.event()
    registered(event, "Anna", language="en")
    registered(event, "Нет", answer="declined")
    drain()
    actions.move_event(event, EventState.CANCELLED, reason="Storm", by=SYSTEM)
    Event.objects.filter(pk=event.pk).update(changed_at=now() - HOUR)

    told = [actions.tell_of_changes(in_=event.community, by=SYSTEM) for _ in range(2)]

    letter = Letter.objects.order_by("-pk").first()
    assert told == [1, 0]
    assert letter.subject.startswith("It does not take place")
    assert "Storm" in letter.body
    assert Notice.objects.count() == 2


@settings(max_examples=examples(60))
@given(
    WORDS.filter(str.strip), WORDS, WORDS,
    st.sampled_from(["Europe/Berlin", "Europe/Moscow", "America/New_York"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)),
)  # fmt: skip
def test_a_calendar_reads_back_what_was_written_over_any_change_of_clocks(title, name, place, zone, at):
    starts = at.replace(microsecond=0, tzinfo=UTC).astimezone(ZoneInfo(zone))
    ends = datetime.fromtimestamp(starts.timestamp() + 7200, ZoneInfo(zone))
    entry = Entry("one@example.org", title, starts, ends, starts, 3, place, title)

    written = invitation_of(entry, organiser=(name, "a@example.org"), guest=(name, "b@example.org"))
    calendar = Calendar.from_ical(written)

    read = calendar.walk("VEVENT")[0]
    assert str(read["SUMMARY"]) == title
    assert str(read.get("LOCATION", "")) == place
    assert read["DTSTART"].dt.utcoffset() == starts.utcoffset()
    assert read["DTSTART"].dt.replace(tzinfo=None) == starts.replace(tzinfo=None)
    assert [str(zone_) for zone_ in (part["TZID"] for part in calendar.walk("VTIMEZONE"))] == [zone]
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


@pytest.mark.django_db
def test_jobs_of_every_minute_ask_once_over_all_communities_and_go_where_there_is_something(
    django_assert_max_num_queries,
):
    events = [make.event(capacity=1, offer_hours=1) for _ in range(4)]
    for event in events:
        registered(event, "Anna", language="en")
    drain()
    Event.objects.update(changed_at=now() - HOUR)

    with django_assert_max_num_queries(6):
        jobs.end_offers()
        jobs.tell_of_changed_events()
        jobs.tend_drives()
    quiet = Letter.objects.count()
    Event.objects.filter(pk=events[2].pk).update(starts_at=now() + 5 * HOUR)
    waiting = registered(events[1], "Boris", language="en")
    Guest.objects.filter(pk=waiting.pk).update(offered_until=now() - HOUR)
    jobs.end_offers()
    jobs.tell_of_changed_events()

    waiting.refresh_from_db()
    assert waiting.state == GuestState.CANCELLED
    assert Letter.objects.count() == quiet + 1
    assert "New time or place" in Letter.objects.order_by("-pk").first().subject
