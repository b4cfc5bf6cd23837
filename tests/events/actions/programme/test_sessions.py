"""Sessions, halls and tracks: who may change them, what is refused, what comes back."""

import pytest
from tests import make

from veche.core.terms import SYSTEM, Role
from veche.events.actions import (
    add_speaking,
    add_volunteer,
    place_session,
    remove_event_hall,
    remove_track,
    restore_track,
    save_event_hall,
    save_session,
    save_speaker,
    save_track,
)
from veche.events.models import Placement, Session, Shift, Track
from veche.events.queries import tracks_of
from veche.events.queries.programme.helping import duties_of
from veche.events.queries.programme.sessions import clashes_in, placed_in
from veche.events.queries.team import busy_when
from veche.events.terms.programme import ClashKind, Step
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import MINUTE, moment

pytestmark = pytest.mark.django_db


def test_everything_wrong_with_a_session_is_said_at_once_and_nothing_is_kept():
    event, other = make.event(), make.event()
    hall = save_event_hall(other, "Чужой", None, by=SYSTEM)

    with pytest.raises(Refusal) as wrong:
        save_session(event, title=" ", minutes=-1, hall=hall, slides_link="javascript:1", by=SYSTEM)

    assert {one.field for one in wrong.value.reasons} == {"title", "minutes", "hall", "slides_link"}
    assert not Session.objects.exists()


def test_who_does_not_plan_moves_nothing():
    event = make.event()
    session = save_session(event, title="Речь", by=SYSTEM)
    hall = save_event_hall(make.event(), "Чужой", None, by=SYSTEM)

    for by in (make.actor(Role.EDITOR, in_=event.community), make.actor(Role.OWNER)):
        with pytest.raises(NotAllowed):
            place_session(session, hall=None, starts=moment(event.starts_at), by=by)
    with pytest.raises(Refusal):
        place_session(session, hall=hall, starts=moment(event.starts_at), by=SYSTEM)
    assert Session.objects.get().starts_at is None


def test_a_hall_in_use_stays_and_a_track_comes_back_by_its_name():
    event = make.event()
    hall, track = save_event_hall(event, "Зал", 60, by=SYSTEM), save_track(event, "Данные", "teal", by=SYSTEM)
    starts = moment(event.starts_at)
    first, second = (
        save_session(event, title=title, hall=hall, track=track, starts_at=starts + after * MINUTE, by=SYSTEM)
        for title, after in (("Раз", 0), ("Два", 10))
    )

    with pytest.raises(Refusal):
        remove_event_hall(hall, by=SYSTEM)
    with pytest.raises(Refusal):
        save_event_hall(event, " Зал ", None, by=SYSTEM)
    remove_track(track, by=SYSTEM)
    gone = tracks_of(event)
    restore_track(track, by=SYSTEM)
    remove_track(track, by=SYSTEM)
    again = save_track(event, "Данные", "red", by=SYSTEM)

    assert gone == []
    assert (again.pk, Track.objects.count()) == (track.pk, 1)
    found = [one for one in clashes_in(event, placed_in(event)) if one.kind is ClashKind.HALL_TWICE]
    assert [one.sessions for one in found] == [(first.pk, second.pk)]


def test_a_volunteer_who_also_speaks_is_busy_then_and_clashes_with_their_shift():
    event = make.event()
    starts = moment(event.starts_at)
    session = save_session(event, title="Речь", starts_at=starts, minutes=30, by=SYSTEM)
    add_speaking(session, save_speaker(event.community, name="Анна  КИМ", by=SYSTEM), Step.AGREED, by=SYSTEM)
    add_volunteer(event, "Борис", by=SYSTEM)
    anna = add_volunteer(event, "Анна Ким", by=SYSTEM)
    shift = Shift.objects.create(event=event, title="Вход", starts_at=starts, ends_at=starts + 60 * MINUTE)
    Placement.objects.create(shift=shift, volunteer=anna)

    found = clashes_in(event, placed_in(event), duties_of(event))

    assert [(one.kind, one.who, one.other) for one in found] == [(ClashKind.ON_DUTY, "Анна КИМ", "Вход")]
    assert list(busy_when(event)) == [anna.pk]
