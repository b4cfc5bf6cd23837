"""A schedule is taken over whole or not at all, and a second time changes nothing."""

import os
from pathlib import Path

import pytest
from tests import make
from tests.events.planned import client_of, url

from veche.core.terms import SYSTEM, Role
from veche.events.actions import import_schedule, keep_schedule, save_session, undo_schedule
from veche.events.models import Session, Speaker, Speaking
from veche.events.queries import schedule_as, schedule_of
from veche.events.rules.schedules import read_schedule
from veche.events.terms.schedules import ScheduleForm
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import HOUR, moment, now

SHARED = Path(os.environ.get("VECHE_SHARED_DATA", Path(__file__).resolve().parents[5] / "shared/data"))
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "sessions", "speakers"),
    [("debconf23.xml", 117, 87), ("frab-camp2019.json", 79, 90), ("linux_conf_au_2020.ics", 262, 151)],
)
def test_real_schedules_are_taken_over_once_and_given_back_as_they_came(name, sessions, speakers):
    path = SHARED / "events" / name
    if not path.exists():
        pytest.skip("no shared data here")
    event = make.event(time_zone="Asia/Kolkata")
    file = keep_schedule(event, name, path.read_bytes(), by=SYSTEM)

    first, second = import_schedule(file, by=SYSTEM), import_schedule(file, by=SYSTEM)

    assert len(first.lines) == sessions == second.same
    assert second.is_nothing
    assert Speaker.objects.count() == speakers
    for form in ScheduleForm:
        ours = schedule_as(event, form, is_public=False)
        assert read_schedule(ours, zone="UTC").entries == schedule_of(event, is_public=False).entries
        again = import_schedule(keep_schedule(event, "ours", ours, by=SYSTEM), drops=True, by=SYSTEM)
        assert again.is_nothing, (form, again)


def test_a_newer_file_changes_what_differs_and_leaves_what_was_written_here():
    event = make.event()
    older = keep_schedule(event, "1.xml", file_of(talk("a"), talk("b")), by=SYSTEM)
    import_schedule(older, by=SYSTEM)
    Speaker.objects.update(bio="Наши слова", name="Анна Ким")
    Speaking.objects.update(step="slides")
    Session.objects.filter(uid="a").update(slides_link="https://example.org/s")
    newer = keep_schedule(event, "2.xml", file_of(talk("a", "Другое"), talk("c")), by=SYSTEM)

    done = import_schedule(newer, drops=True, by=SYSTEM)

    assert sorted((line.what, line.title) for line in done.lines) == [
        ("changed", "Другое"), ("gone", "b"), ("new", "c"),
    ]  # fmt: skip
    kept = Session.objects.get(uid="a")
    assert (kept.title, kept.slides_link) == ("Другое", "https://example.org/s")
    assert Speaking.objects.get(session=kept).step == "slides"
    assert Speaker.objects.get().bio == "Наши слова"
    assert import_schedule(newer, drops=True, by=SYSTEM).is_nothing
    assert not import_schedule(older, by=SYSTEM).is_nothing
    assert Session.objects.get(uid="b").removed_at is None


def test_a_schedule_that_was_taken_over_is_taken_back_whole_unless_something_was_changed_since():
    event = make.event()
    import_schedule(keep_schedule(event, "1.xml", file_of(talk("a"), talk("b")), by=SYSTEM), by=SYSTEM)
    Speaking.objects.filter(session__uid="a").update(step="slides")
    own = save_session(event, title="Наше", starts_at=moment(event.starts_at), by=SYSTEM)
    newer = keep_schedule(event, "2.xml", file_of(talk("a", "Другое", "Борис"), talk("c")), by=SYSTEM)
    before = programme_of(event)
    import_schedule(newer, drops=True, by=SYSTEM)
    Session.objects.filter(uid="c").update(changed_at=now() + HOUR)

    with pytest.raises(Refusal):
        undo_schedule(newer, in_=event, by=SYSTEM)
    Session.objects.filter(uid="c").update(changed_at=Session.objects.get(uid="a").changed_at)
    with pytest.raises(NotAllowed):
        undo_schedule(newer, in_=event, by=make.actor(Role.EDITOR, in_=event.community))
    client, address = client_of(event.community), url("schedule_undo", event.community, event.pk, newer.pk)
    assert client.post(address).status_code == 302

    assert programme_of(event) == before
    assert Session.objects.get(pk=own.pk).removed_at is None
    assert undo_schedule(newer, in_=event, by=SYSTEM) == 0
    assert client_of(make.community()).post(address).status_code == 404


def programme_of(event):
    """Who speaks of what, when and where, and how far each is."""
    return schedule_of(event, is_public=False).entries, sorted(
        Speaking.objects.filter(session__event=event, removed_at=None).values_list("session__uid", "step")
    )


def test_a_file_with_one_mistake_or_from_whom_may_not_changes_nothing():
    event = make.event()
    good = file_of(talk("a"), talk("b"))

    with pytest.raises(Refusal):
        keep_schedule(event, "1.xml", good.replace(b"00:45", b"45 min", 1), by=SYSTEM)
    with pytest.raises(NotAllowed):
        keep_schedule(event, "1.xml", good, by=make.actor(Role.EDITOR, in_=event.community))
    assert not Session.objects.exists()


def talk(uid, title="", speaker="Анна"):
    """A talk of somebody's in schedule XML."""
    return (
        f"<event guid='{uid}'><start>19:00</start><duration>00:45</duration><title>{title or uid}</title>"
        f"<persons><person id='1'>{speaker}</person></persons></event>"
    )


def file_of(*talks):
    """A schedule of one evening in one hall."""
    return (
        f"<schedule><day date='2026-12-04'><room name='A'>{''.join(talks)}</room></day></schedule>".encode()
    )
