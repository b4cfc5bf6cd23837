"""Reminders: each guest once, in time and at a decent hour, again on another day, in every calendar."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests import make
from tests.events.filled import registered
from tests.events.planned import in_days
from tests.examples import examples

from veche.core.terms import SYSTEM
from veche.events import actions
from veche.events.models import Event, Guest, GuestChange, NoInvitation, Notice, Reminder
from veche.events.queries import due_reminders, reminders_of
from veche.events.rules.reminding import due_of, is_due, is_quiet, minutes_of, told_of
from veche.events.terms import EventState
from veche.kit.jobs import drain
from veche.kit.models import Letter
from veche.kit.terms import Refusal
from veche.kit.time import DAY, HOUR, MINUTE, Moment, as_datetime, moment, now

BERLIN = "Europe/Berlin"


def remind(at: int) -> int:
    """What the job does at a moment; answers how many reminders were due."""
    due = due_reminders(Moment(at))
    for reminder, when in due:
        last = actions.send_reminder(reminder, when, by=SYSTEM)
        while last:
            last = actions.send_reminder(reminder, when, after=last, by=SYSTEM)
    return len(due)


@pytest.mark.django_db
def test_a_day_before_whoever_comes_is_reminded_once_and_again_when_the_event_moves():
    event = make.event(starts=in_days(9, 19), ends=in_days(9, 22), time_zone="Europe/Moscow")
    going, no = registered(event, "Anna", language="en"), registered(event, "Нет", answer="declined")
    drain()
    starts = moment(Event.objects.get(pk=event.pk).starts_at)
    told = Letter.objects.count()

    early, due = remind(starts - 2 * DAY), [remind(starts - DAY + MINUTE) for _ in range(2)]
    Event.objects.filter(pk=event.pk).update(starts_at=starts + 3 * DAY, ends_at=starts + 3 * DAY + 3 * HOUR)
    again = [remind(starts + 2 * DAY + MINUTE) for _ in range(2)]

    letters = Letter.objects.order_by("pk")[told:]
    assert (early, due, again) == (0, [1, 0], [1, 0])
    assert [letter.to for letter in letters] == [going.email] * 2
    assert not Notice.objects.filter(guest=no, kind="reminder").exists()
    assert reminders_of(event)[0].sent == 2


@pytest.mark.django_db
def test_whoever_wants_no_reminders_says_so_by_one_click_and_hears_of_changes_all_the_same(client):
    event = make.event(starts=in_days(9, 19), ends=in_days(9, 22), time_zone="Europe/Moscow")
    anna, boris = registered(event, "Anna", language="en"), registered(event, "Boris", language="en")
    drain()
    starts = moment(Event.objects.get(pk=event.pk).starts_at)
    remind(starts - DAY + MINUTE)
    letter = Letter.objects.filter(to=anna.email).order_by("-pk").first()
    link = letter.headers["List-Unsubscribe"][1:-1].split(":8000")[1]

    looked = client.get(link)
    clicks = [client.post(link, {"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]
    later = starts + 3 * DAY
    Event.objects.filter(pk=event.pk).update(
        starts_at=later, ends_at=later + 3 * HOUR, changed_at=now() - HOUR
    )
    told = actions.tell_of_changes(in_=event.community, by=SYSTEM)
    remind(later - DAY + MINUTE)
    client.post(link, {"act": "again"})

    assert (looked.status_code, clicks, told) == (200, [204, 204], 2)
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in letter.body
    reminded = Notice.objects.filter(kind="reminder").values_list("guest", flat=True)
    assert sorted(reminded) == [anna.pk, boris.pk, boris.pk]
    assert not NoInvitation.objects.filter(ended_at=None).exists()
    for stranger in (f"/r/{boris.pk}/" + link.split("/")[3] + "/", f"/r/{anna.pk}/x/"):
        assert client.get(stranger).status_code == 404


@pytest.mark.django_db
def test_calendars_read_reminders_over_a_change_of_clocks_and_take_the_event_out_again():
    starts = moment(datetime(2027, 3, 28, 10, tzinfo=ZoneInfo(BERLIN)))
    event = make.event(starts=starts, ends=Moment(starts + 2 * HOUR), time_zone=BERLIN)
    guest = registered(event, "Anna", language="en")
    drain()
    remind(starts - DAY + MINUTE)
    actions.move_event(Event.objects.get(pk=event.pk), EventState.CANCELLED, reason="Storm", by=SYSTEM)
    Event.objects.filter(pk=event.pk).update(changed_at=now() - HOUR)
    actions.tell_of_changes(in_=event.community, by=SYSTEM)

    letters = [one for one in Letter.objects.order_by("pk") if one.to == guest.email]
    files = [Calendar.from_ical(bytes(one.enclosures.get(name="invite.ics").content)) for one in letters]
    entries = [one.walk("VEVENT")[0] for one in files]
    assert [str(one["METHOD"]) for one in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(one["UID"]) for one in entries}) == 1
    sequences = [int(one["SEQUENCE"]) for one in entries]
    assert sequences == sorted(set(sequences))
    assert entries[2]["STATUS"] == "CANCELLED"
    # The reminder went while clocks were at +1; the event itself is after the change, at +2.
    assert {one["DTSTART"].dt.utcoffset() // HOUR_OF_CLOCK for one in entries} == {2}
    assert {str(zone["TZID"]) for one in files for zone in one.walk("VTIMEZONE")} == {BERLIN}
    assert as_datetime(due_of(1, -1440, starts, starts, BERLIN).at, BERLIN).hour == 9


HOUR_OF_CLOCK = datetime(2026, 1, 1, 1) - datetime(2026, 1, 1)


@pytest.mark.django_db
def test_what_died_half_way_goes_on_where_it_was_and_who_registered_since_is_left_alone():
    event = make.event(starts=in_days(5, 19), ends=in_days(5, 22), time_zone="Europe/Moscow")
    guests = [registered(event, name) for name in ("Аня", "Боря", "Вова")]
    drain()
    starts = moment(Event.objects.get(pk=event.pk).starts_at)
    late = starts - HOUR
    Guest.objects.filter(pk=guests[2].pk).update(changed_at=late)
    ((reminder, due),) = due_reminders(Moment(starts - DAY + MINUTE))
    Notice.objects.create(guest=guests[0], kind="reminder", key=due.key, at=make.NOON)

    missed = remind(starts - 10 * MINUTE)
    begun = remind(starts + 1)

    assert (missed, begun) == (1, 0)
    told = Notice.objects.filter(kind="reminder", key=due.key).values_list("guest", flat=True)
    assert sorted(told) == sorted([guests[0].pk, guests[1].pk])
    assert GuestChange.objects.filter(event=event).count() == 3
    assert Reminder.objects.get(pk=reminder.pk).done == due.key


@pytest.mark.django_db
def test_a_reminder_is_refused_whole_copied_and_brought_back():
    event = make.event()
    wrong = {"minutes": 0, "states": ["odd"], "ways": "mail", "subject": "", "text": "{wher}"}

    with pytest.raises(Refusal) as refusal:
        actions.save_reminder(event, wrong, in_=event.community, by=SYSTEM)
    kept = Reminder.objects.get(event=event)
    actions.remove_reminder(kept, in_=event.community, by=SYSTEM)
    gone = reminders_of(event)
    actions.restore_reminder(kept, in_=event.community, by=SYSTEM)

    assert {one.field for one in refusal.value.reasons} == {"count", "states", "subject", "text"}
    assert (gone, len(reminders_of(event))) == ([], 1)


@settings(max_examples=examples(100))
@given(st.integers(1, 300), st.sampled_from(["hours", "days"]), st.sampled_from(["before", "after"]))
def test_a_rule_reads_back_what_it_says_and_is_due_only_while_it_makes_sense(count, unit, side):
    minutes = minutes_of(count, unit, side)
    starts, ends = 1_800_000_000_000, 1_800_007_200_000
    due = due_of(7, minutes, starts, ends, BERLIN)

    back = told_of(minutes)
    assert minutes_of(*back) == minutes
    assert is_due(due.at, minutes, starts, ends, due.at)
    assert not is_due(due.at, minutes, starts, ends, due.at - 1)
    assert not is_due(due.at, minutes, starts, ends, ends + 400 * DAY)
    assert len(due.key) <= 40


@pytest.mark.parametrize(
    ("hour", "hours_before", "quiet"),
    [(21, 40, False), (22, 40, True), (7, 40, True), (8, 40, False), (23, 11, False), (3, -5, True)],
)
def test_nobody_is_woken_unless_the_event_is_near(hour, hours_before, quiet):
    starts = 1_800_000_000_000

    assert is_quiet(datetime(2026, 5, 1, hour), starts, starts - hours_before * HOUR) is quiet
