"""Events change and come to other states; of a series one date, those following, or all."""

import itertools
from datetime import timedelta

import pytest
from tests import make
from tests.events.planned import evening, in_days, weekly_from

from veche.core.models import AuditEntry
from veche.core.terms import SYSTEM, Role
from veche.events import jobs
from veche.events.actions import (
    add_code,
    change_event,
    end_series,
    follow_series,
    leave_out_date,
    make_dates,
    move_event,
    plan_event,
    restore_date,
    save_hall,
    save_session,
    save_venue,
    start_series,
    undo_change,
)
from veche.events.models import (
    DiscountCode,
    Edit,
    Event,
    Guest,
    Question,
    Series,
    Session,
    TicketPool,
    TicketType,
)
from veche.events.queries import event_shown_at, values_of
from veche.events.terms import EventState, GuestState, Scope
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, HOUR, Moment, as_datetime, moment, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def dates(community):
    """Every week from an evening in three days: thirteen dates within ninety days."""
    first = evening(community, capacity=20, doors_at=Moment(in_days(3) - HOUR // 2))
    start_series(first, weekly_from(first), by=SYSTEM)
    return list(Event.objects.filter(community=community).order_by("starts_at"))


def again(event):
    return Event.objects.select_related("series").get(pk=event.pk)


def guest_of(event, state=GuestState.GOING):
    return Guest.objects.create(
        event=event, name="Анна", state=state, digest=str(event.pk), key="1", made_at=now(), changed_at=now()
    )


def hours_of(events):
    return [f"{as_datetime(moment(again(one).starts_at), 'Europe/Moscow'):%H}" for one in events]


def test_dates_are_made_ahead_once_each_with_what_the_first_has(community, dates):
    series = dates[0].series
    make_dates(series, by=SYSTEM)

    assert Event.objects.count() == len(dates) == 13
    assert {moment(b.starts_at) - moment(a.starts_at) for a, b in itertools.pairwise(dates)} == {7 * DAY}
    assert {one.capacity for one in dates} == {20}
    assert {one.starts_at - one.doors_at for one in dates} == {timedelta(minutes=30)}
    assert {one.state for one in dates} == {EventState.DRAFT}


def test_the_daily_job_makes_dates_of_series_that_go_on(community, dates):
    series = dates[0].series
    Series.objects.filter(pk=series.pk).update(days_ahead=120, made_state=EventState.OPEN)
    end_series(series, by=SYSTEM)
    jobs.make_dates()
    assert Event.objects.count() == 13

    Series.objects.filter(pk=series.pk).update(ended_at=None)
    jobs.make_dates()

    made = Event.objects.order_by("-starts_at").first()
    assert Event.objects.count() == 17
    assert event_shown_at(community.slug, made.slug) == made
    leave_out_date(series, dates[1].date_of_series, by=SYSTEM)
    assert event_shown_at(community.slug, dates[1].slug) is None


def test_a_change_of_one_date_is_its_own_and_a_change_of_all_leaves_it(dates):
    change_event(dates[2], {"capacity": 50}, by=SYSTEM)
    change_event(dates[0], {"capacity": 30, "title": "Вечер"}, scope=Scope.ALL, by=SYSTEM)

    assert [again(one).capacity for one in dates[:4]] == [30, 30, 50, 30]
    assert {again(one).title for one in dates} == {"Вечер"}
    assert again(dates[2]).own_fields == ["capacity"]
    assert again(dates[0]).series.pattern["capacity"] == 30
    assert AuditEntry.objects.filter(act="events.change_event").count() == 2
    follow_series(dates[2], by=SYSTEM)
    assert (again(dates[2]).capacity, again(dates[2]).own_fields) == (30, [])


def test_following_dates_become_a_series_of_their_own(dates):
    change_event(dates[3], {"capacity": 99}, scope=Scope.FOLLOWING, by=SYSTEM)

    assert [again(one).capacity for one in dates] == [20] * 3 + [99] * 10
    first, second = again(dates[0]).series, again(dates[3]).series
    assert first != second
    for series in (first, second):
        make_dates(series, by=SYSTEM)
    assert Event.objects.count() == 13


def test_another_hour_for_all_moves_doors_too_and_no_date_is_made_twice(dates):
    moved = Moment(moment(dates[1].starts_at) + HOUR)
    change_event(
        dates[1], {"starts_at": moved, "ends_at": Moment(moved + 3 * HOUR)}, scope=Scope.ALL, by=SYSTEM
    )
    make_dates(again(dates[0]).series, by=SYSTEM)

    assert set(hours_of(dates)) == {"20"}
    assert Event.objects.count() == 13
    assert {again(one).starts_at - again(one).doors_at for one in dates} == {timedelta(minutes=30)}
    assert {again(one).sequence for one in dates} == {1}
    with pytest.raises(Refusal):
        change_event(again(dates[1]), {"starts_at": Moment(moved + DAY)}, scope=Scope.ALL, by=SYSTEM)


def test_a_change_is_taken_back_on_every_date_it_went_to_and_a_divided_series_is_one_again(dates):
    before = [(values_of(again(one)), again(one).date_of_series) for one in dates]
    change_event(dates[2], {"capacity": 50}, by=SYSTEM)
    later = Moment(moment(dates[3].starts_at) + HOUR)
    for scope in (Scope.FOLLOWING, Scope.ALL):
        change_event(again(dates[3]), {
            "capacity": 99, "title": f"Вечер {scope}", "starts_at": later, "ends_at": Moment(later + HOUR),
        }, scope=scope, by=SYSTEM)  # fmt: skip
    edits = list(Edit.objects.order_by("pk")[1:])
    series = {again(one).series_id for one in dates}
    with pytest.raises(Refusal):
        undo_change(edits[1], in_=dates[0].community, by=SYSTEM)
    for edit in [*reversed(edits), edits[1]]:
        undo_change(edit, in_=dates[0].community, by=SYSTEM)

    assert len(series) == 2
    assert [(values_of(again(one)), again(one).date_of_series) for one in dates] == before
    assert {tuple(again(one).own_fields) for one in dates} == {()}
    kept = Series.objects.get()
    assert (kept.rule, kept.begins) == (dates[0].series.rule, dates[0].series.begins)
    make_dates(kept, by=SYSTEM)
    assert Event.objects.count() == 13


def test_a_date_moved_by_itself_keeps_its_time_and_takes_its_end_along(dates):
    change_event(dates[1], {"starts_at": Moment(moment(dates[1].starts_at) + DAY)}, by=SYSTEM)
    before = values_of(again(dates[1]))
    change_event(
        dates[0], {"starts_at": Moment(moment(dates[0].starts_at) - HOUR)}, scope=Scope.ALL, by=SYSTEM
    )

    assert before["ends_at"] - before["starts_at"] == 2 * HOUR
    assert values_of(again(dates[1])) == before
    moved = change_event(again(dates[1]), {"online_link": "https://example.org/"}, by=SYSTEM)
    assert moved.sequence == 1
    assert hours_of(dates[:3]) == ["18", "19", "18"]


def test_a_date_left_out_is_cancelled_and_comes_back_as_it_was(dates):
    series, left = dates[0].series, dates[4]
    move_event(left, EventState.OPEN, by=SYSTEM)
    leave_out_date(series, left.date_of_series, reason="Праздники", by=SYSTEM)

    assert again(left).state == EventState.CANCELLED
    make_dates(series, by=SYSTEM)
    assert Event.objects.count() == 13
    restore_date(series, left.date_of_series, state=EventState.OPEN, by=SYSTEM)
    assert again(left).state == EventState.OPEN
    with pytest.raises(Refusal):
        leave_out_date(series, "2026-01-01T00:00", by=SYSTEM)


def test_a_copy_has_everything_but_the_guests(community):
    source = evening(community)
    pool = TicketPool.objects.create(event=source, title="Зал", capacity=9, taken=4)
    TicketType.objects.create(event=source, pool=pool, title="Обычный", taken=4, sold_until=source.starts_at)
    code = add_code(source, {"code": "Друзья", "percent": 20, "most_uses": 3}, in_=community, by=SYSTEM)
    code.types.set(TicketType.objects.all())
    DiscountCode.objects.update(uses=3)
    asked = Question.objects.create(event=source, text="Приедете на машине?")
    Question.objects.create(event=source, text="Номер?", shown_if=asked, shown_answer="да")
    guest_of(source)
    values = values_of(source) | {"starts_at": in_days(30), "ends_at": in_days(30, 21)}

    made = plan_event(community, values, copied=source, by=SYSTEM)

    kind = TicketType.objects.get(event=made)
    assert (kind.taken, kind.pool.taken, kind.pool.event) == (0, 0, made)
    new = DiscountCode.objects.get(event=made)
    assert (new.code, new.percent, new.most_uses, new.uses, new.types.get()) == ("Друзья", 20, 3, 0, kind)
    assert kind.sold_until == made.starts_at
    assert made.questions.get(text="Номер?").shown_if.event == made
    assert made.guests.count() == 0


def test_states_move_as_they_may_and_calendars_hear_of_cancelling(community):
    event = evening(community)
    for state in (EventState.ANNOUNCED, EventState.OPEN, EventState.OPEN):
        event = move_event(event, state, by=SYSTEM)
    assert (event.sequence, event.announced_at is not None) == (0, True)

    event = move_event(event, EventState.CANCELLED, reason="Ливень", by=SYSTEM)
    assert (event.sequence, event.cancel_reason) == (1, "Ливень")
    event = move_event(event, EventState.OPEN, by=SYSTEM)
    assert (event.sequence, event.cancel_reason, event.cancelled_at) == (2, "", None)
    guest_of(event)
    for state in (EventState.DRAFT, EventState.SETTLED):
        with pytest.raises(Refusal):
            move_event(event, state, by=SYSTEM)


def test_everything_wrong_with_an_event_is_said_at_once(community):
    event = evening(community, capacity=10)
    Event.objects.filter(pk=event.pk).update(taken=8)
    wrong = {
        "title": " ", "ends_at": moment(event.starts_at), "capacity": 5, "online_link": "javascript:alert(1)",
        "venue_id": 10**6, "most_seats": 0,
    }  # fmt: skip

    with pytest.raises(Refusal) as refused:
        change_event(event, wrong, by=SYSTEM)

    fields = {reason.field for reason in refused.value.reasons}
    assert fields == {"title", "ends_at", "capacity", "online_link", "venue", "most_seats"}
    assert change_event(event, {"capacity": 5, "overbook": 3}, by=SYSTEM).seats == 8


def test_only_organisers_plan_and_venues_of_others_are_none_of_theirs(community):
    event, foreign = evening(community), save_venue(make.community(), {"name": "Чужой зал"}, by=SYSTEM)
    for act in (
        lambda by: change_event(event, {"title": "Другое"}, by=by),
        lambda by: move_event(event, EventState.OPEN, by=by),
        lambda by: start_series(event, weekly_from(event), by=by),
        lambda by: save_venue(community, {"name": "Зал"}, by=by),
    ):
        with pytest.raises(NotAllowed):
            act(make.actor(Role.ANALYST, community))
    with pytest.raises(Refusal):
        change_event(event, {"venue_id": foreign.pk}, by=make.actor(Role.EVENT_ORGANISER, community))


def test_sessions_keep_their_room_when_the_event_moves_to_another_venue_and_back(community):
    old, new = (save_venue(community, {"name": name}, by=SYSTEM) for name in ("Лофт", "Театр"))
    rooms = [save_hall(old, name, 40, in_=community, by=SYSTEM).pk for name in ("Большой", "Малый")]
    stage = save_hall(new, "Сцена", 90, in_=community, by=SYSTEM).pk
    event = evening(community, venue=old)
    change_event(event, {"halls": rooms}, by=SYSTEM)
    session = save_session(event, title="Доклад", hall=event.halls.get(name="Большой"), by=SYSTEM)

    change_event(event, {"venue_id": new.pk, "halls": [stage]}, by=SYSTEM)

    assert Session.objects.get(pk=session.pk).hall.name == "Большой"
    assert list(event.halls.order_by("name").values_list("name", "hall")) == [
        ("Большой", None),
        ("Сцена", stage),
    ]
    undo_change(Edit.objects.latest("pk"), in_=community, by=SYSTEM)
    assert sorted(event.halls.values_list("hall", flat=True)) == rooms
    assert Session.objects.get(pk=session.pk).hall.hall_id == rooms[0]
