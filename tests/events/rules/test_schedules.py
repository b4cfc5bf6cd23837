"""Schedules: what is written is read back; what is not right is refused whole, and nothing hurts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests.examples import examples

from veche.events.rules.schedules import read_schedule, write_schedule
from veche.events.rules.schedules.wording import tidy, tidy_name
from veche.events.terms.programme import SessionKind
from veche.events.terms.schedules import Entry, Named, Schedule, ScheduleForm
from veche.kit.terms import Refusal
from veche.kit.time import MINUTE, Moment, as_datetime

TEXT = st.text(max_size=60)
NAMES = TEXT.map(lambda text: tidy_name(text, 100))
LINKS = st.sampled_from(("", "https://example.org/s?a=1&b=2"))
# Around the night in which Berlin's clock is turned back, and any other time.
MINUTES = st.integers(29_700_000, 29_710_000) | st.integers(29_541_000, 29_541_300)
SPEAKERS = st.lists(st.tuples(st.uuids().map(str), NAMES.filter(bool), TEXT.map(tidy)), max_size=3)


@st.composite
def schedules(draw):
    entries = draw(
        st.lists(
            st.builds(
                Entry, uid=st.uuids().map(str), title=NAMES.filter(bool),
                starts=MINUTES.map(lambda at: Moment(at * MINUTE)),
                minutes=st.integers(0, 1440), hall=NAMES, track=NAMES, kind=st.sampled_from(SessionKind),
                subtitle=NAMES, language=st.sampled_from(("", "ru", "en")), abstract=TEXT.map(tidy),
                slides_link=LINKS, recording_link=LINKS,
            ),
            max_size=4, unique_by=lambda one: one.uid,
        )
    )  # fmt: skip
    entries.sort(key=lambda one: (one.starts, one.hall, one.title))
    return Schedule("Съезд", "Europe/Berlin", "x", tuple(entries))


@settings(max_examples=examples(150))
@given(schedules(), st.sampled_from(ScheduleForm), SPEAKERS)
def test_what_is_written_is_read_back(schedule, form, speakers):
    bios = form is not ScheduleForm.CALENDAR
    named = tuple({one[0]: Named(one[0], one[1], one[2] if bios else "") for one in speakers}.values())
    entries = tuple(
        Entry(**{name: getattr(one, name) for name in Entry.__slots__} | {"speakers": named})
        for one in schedule.entries
    )
    schedule = Schedule(schedule.title, schedule.zone, schedule.acronym, entries)

    written = write_schedule(schedule, form, at=Moment(0))

    if entries:
        assert read_schedule(written, zone="UTC").entries == entries
    if form is ScheduleForm.CALENDAR:
        told = Calendar.from_ical(written).walk("VEVENT")
        assert sorted(one["DTSTART"].dt for one in told) == sorted(as_datetime(one.starts) for one in entries)
        assert all(len(line) <= 75 for line in written.split(b"\r\n"))


@settings(max_examples=examples(300))
@given(
    st.sampled_from(ScheduleForm), st.integers(0, 1_500), st.integers(0, 30),
    st.binary(max_size=8) | st.sampled_from((b"[]", b"1", b"null", b"\r\n", b"&amp;", b"T", b"99:99", b"\\")),
)  # fmt: skip
def test_a_damaged_file_is_read_or_refused_and_nothing_else(form, at, cut, put):
    entry = Entry(
        "u", "T", Moment(29_700_000 * MINUTE), 30, "A", speakers=(Named("s", "Аня"),), abstract="a, b"
    )
    whole = write_schedule(Schedule("X", "Europe/Berlin", "x", (entry,)), form, at=Moment(0))

    try:
        read_schedule(whole[:at] + put + whole[at + cut :], zone="UTC")
    except Refusal:
        return


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2200-01-01", "1900-01-01"])
def test_days_that_nobody_lives_to_see_are_refused_by_every_form(day):
    talk = "<event guid='g'><start>01:00</start><duration>1:00</duration><title>T</title></event>"
    plain = day.replace("-", "")
    calendar = (
        f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:T\r\nDTSTART:{plain}T230000\r\nEND:VEVENT\r\n"
    )
    for content in (event(talk, day), f"{calendar}END:VCALENDAR\r\n".encode()):
        with pytest.raises(Refusal) as refused:
            read_schedule(content, zone="America/New_York")
        assert {one.field for one in refused.value.reasons} & {"date", "DTSTART"}


def event(inner, day="2026-10-25"):
    return f'<schedule><day date="{day}"><room name="A">{inner}</room></day></schedule>'.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"hello", b"{}", b'{"schedule": 1}', b"<schedule/>", b"<html></html>", b"<schedule><day>",
        b"BEGIN:VCALENDAR",
        b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><schedule>&b;</schedule>',
        b'<!DOCTYPE s SYSTEM "file:///etc/passwd"><schedule/>',
        '<!DOCTYPE s [<!ENTITY a "x">]><schedule/>'.encode("utf-16"),
        b"<schedule>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</schedule>", b"[" * 100_000,
        b'{"schedule": {"conference": {"days": [{"rooms": {"A": [{"guid": {}, "persons": 3}]}}]}}}',
    ],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_schedule_is_refused(content):
    with pytest.raises(Refusal):
        read_schedule(content, zone="UTC")


def test_every_reason_names_its_session_and_field():
    inner = "<event><title>One</title><start>27:00</start><duration>1 h</duration></event><event guid='a'/>"
    with pytest.raises(Refusal) as refused:
        read_schedule(event(inner), zone="UTC")

    assert [(one.place, one.field) for one in refused.value.reasons] == [
        ("One", "guid"), ("One", "date"), ("One", "duration"), ("#", "date"), ("#", "duration"), ("#",
        "title"),
    ]  # fmt: skip


def test_small_hours_are_of_the_evening_before_and_a_session_that_comes_again_has_a_number():
    persons = "<persons><person id='1'>A</person><person id='1'>B</person></persons>"
    talk = "<event guid='g'><start>{}</start><duration>0:30</duration><title>T</title>" + persons + "</event>"
    found = read_schedule(event(talk.format("22:00") + talk.format("1:30")), zone="Europe/Moscow")

    assert [as_datetime(one.starts, "Europe/Moscow").isoformat()[:16] for one in found.entries] == [
        "2026-10-25T22:00", "2026-10-26T01:30",
    ]  # fmt: skip
    assert [one.uid for one in found.entries] == ["g", "g/2"]
    assert len({one.uid for one in found.entries[0].speakers}) == 2


def test_html_of_others_becomes_words_and_hostile_links_go():
    inner = (
        "<event guid='g'><start>10:00</start><duration>0:30</duration><title>&lt;script&gt;</title>"
        "<abstract>&lt;p&gt;Hi &amp;amp; bye&lt;/p&gt;&lt;ul&gt;&lt;li&gt;one&lt;/ul&gt;</abstract>"
        "<attachments><attachment href='javascript:alert(1)' type='slides'/></attachments></event>"
    )
    found = read_schedule(event(inner), zone="UTC").entries[0]

    assert found.abstract == "Hi & bye\n\n- one"
    assert (found.title, found.slides_link) == ("<script>", "")
