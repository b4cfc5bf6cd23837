"""A series follows another rule, or begins: what that does to each date, and all of it taken back."""

import re
from datetime import timedelta

import pytest
from tests import make
from tests.events.planned import client_of, evening, url, weekly_from

from veche.core.terms import SYSTEM, Role
from veche.events.actions import (
    change_event,
    change_rule,
    change_series,
    leave_out_date,
    move_event,
    start_series,
    undo_change,
)
from veche.events.models import Edit, Event, Guest, Series
from veche.events.queries import values_of
from veche.events.terms import EventState, GuestState
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import HOUR, as_datetime, moment, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def dates(community):
    """Every week from an evening in three days: thirteen dates within ninety days, the fifth left out."""
    first = evening(community, capacity=20)
    start_series(first, weekly_from(first), by=SYSTEM)
    found = list(Event.objects.order_by("starts_at"))
    leave_out_date(first.series or Series.objects.get(), found[4].date_of_series, by=SYSTEM)
    return found


def wall_of(event):
    return as_datetime(moment(event.starts_at), event.time_zone).replace(tzinfo=None)


def next_day_of(event):
    """A rule for the weekday after that of a date, from the day after it on."""
    begins = wall_of(event) + timedelta(days=1)
    rhythm = weekly_from(event)
    return begins, type(rhythm)(rhythm.unit, weekdays=(begins.weekday(),))


def registered(event):
    return Guest.objects.create(
        event=event, name="Анна", state=GuestState.GOING, digest=str(event.pk), key="1", made_at=now(),
        changed_at=now(),
    )  # fmt: skip


def told():
    """All that dates and series are."""
    return [
        (one.pk, one.state, one.series_id, one.date_of_series, one.own_fields, values_of(one))
        for one in Event.objects.order_by("pk")
    ], list(Series.objects.values("title", "rule", "begins", "left_out", "days_ahead", "made_state"))


def undo_last(community):
    return undo_change(Edit.objects.latest("pk"), in_=community, by=SYSTEM)


def standing(series):
    return series.events.exclude(state=EventState.CANCELLED).order_by("starts_at")


def test_another_rule_cancels_empty_dates_and_keeps_who_is_registered_and_is_taken_back_whole(
    community, dates
):
    registered(dates[2])
    move_event(dates[3], EventState.OPEN, by=SYSTEM)
    before = told()

    kept = change_rule(dates[0].series, *next_day_of(dates[0]), by=SYSTEM)

    series, weekday = Series.objects.get(), next_day_of(dates[0])[0].weekday()
    by_day = [wall_of(one).weekday() == weekday for one in standing(series).exclude(pk=dates[2].pk)]
    assert kept == 1
    assert Event.objects.get(pk=dates[2].pk).state == EventState.DRAFT
    gone = Event.objects.filter(pk__in=[dates[1].pk, dates[3].pk], series=None)
    assert {one.state for one in gone} == {EventState.CANCELLED}
    assert len(gone) == 2
    assert by_day.count(True) > 10
    # The date before the first one by the new rule is none of its business.
    assert by_day.count(False) == 1
    assert standing(series).filter(pk=dates[0].pk).exists()
    assert undo_last(community) == 0
    assert undo_last(community) == 0
    assert told() == before


def test_a_rule_that_comes_back_names_its_days_again_and_a_new_hour_leaves_days_out_that_were(dates):
    series = dates[0].series
    change_rule(series, *next_day_of(dates[0]), by=SYSTEM)
    later = wall_of(dates[0]).replace(hour=21)

    change_rule(series, later, weekly_from(dates[0]), by=SYSTEM)

    series.refresh_from_db()
    days = [wall_of(one).date() for one in standing(series)]
    assert [(day - days[0]).days for day in days] == [7 * week for week in range(13) if week != 4]
    assert {wall_of(one).hour for one in standing(series)} == {21}

    leave_out_date(series, standing(series)[3].date_of_series, by=SYSTEM)
    change_rule(series, later.replace(hour=18), weekly_from(dates[0]), by=SYSTEM)
    series.refresh_from_db()
    assert [one[11:] for one in series.left_out] == ["18:00", "18:00"]
    assert days[3] not in [wall_of(one).date() for one in standing(series)]


def test_until_a_rule_begins_the_old_one_goes_on(community, dates):
    begins = wall_of(dates[0]) + timedelta(weeks=16, days=1)
    rhythm = weekly_from(dates[0])
    before = told()

    change_rule(dates[0].series, begins, type(rhythm)(rhythm.unit, weekdays=(begins.weekday(),)), by=SYSTEM)

    days = [wall_of(one).date() for one in standing(Series.objects.get())]
    assert [(day - days[0]).days // 7 for day in days] == [week for week in range(17) if week != 4]
    undo_last(community)
    assert told() == before


def test_dates_that_were_made_and_have_guests_stay_and_announced_ones_are_called_off(community, dates):
    change_rule(dates[0].series, *next_day_of(dates[0]), by=SYSTEM)
    made = list(Event.objects.exclude(pk__in=[one.pk for one in dates]).order_by("starts_at"))
    for one in made[:2]:
        move_event(one, EventState.OPEN, by=SYSTEM)
    registered(made[0])
    Edit.objects.update(at=now() - 2 * HOUR)

    assert undo_last(community) == 1

    states = dict(Event.objects.filter(pk__in=[one.pk for one in made]).values_list("pk", "state"))
    assert states == {made[0].pk: EventState.OPEN, made[1].pk: EventState.CANCELLED}


def test_a_rule_is_taken_back_after_what_was_changed_since_and_by_organisers_alone(community, dates):
    change_rule(dates[0].series, *next_day_of(dates[0]), by=SYSTEM)
    of_rule = Edit.objects.latest("pk")
    made = Event.objects.exclude(pk__in=[one.pk for one in dates]).first()
    change_event(made, {"capacity": 5}, by=SYSTEM)

    with pytest.raises(Refusal):
        undo_change(of_rule, in_=community, by=SYSTEM)
    undo_last(community)
    with pytest.raises(NotAllowed):
        undo_change(of_rule, in_=community, by=make.actor(Role.ANALYST, community))
    with pytest.raises(Edit.DoesNotExist):
        undo_change(of_rule, in_=make.community(), by=SYSTEM)
    undo_change(of_rule, in_=community, by=SYSTEM)
    assert not Event.objects.filter(pk=made.pk).exists()


def test_a_series_that_was_begun_and_dates_made_further_ahead_are_taken_back(community):
    event = evening(community, capacity=20)
    before = told()
    series = start_series(event, weekly_from(event), by=SYSTEM)
    begun = told()

    change_series(series, title="Другое", days_ahead=120, made_state=EventState.OPEN, by=SYSTEM)
    assert Event.objects.filter(state=EventState.OPEN).count() == 4
    undo_last(community)
    assert told() == begun  # nobody can have seen those that were open for seconds
    undo_change(Edit.objects.earliest("pk"), in_=community, by=SYSTEM)
    assert told() == before


def test_each_way_to_change_a_series_leaves_its_button_back(community):
    event, client = evening(community), client_of(community)
    begins = f"{wall_of(event) + timedelta(days=1):%Y-%m-%dT%H:%M}"
    pages = [
        ("event_repeat", {"repeats": "week", "every": "1"}),
        ("series_edit", {"title": "Иначе", "days_ahead": "60", "made_state": "draft"}),
        (
            "series_rule",
            {"begins": begins, "repeats": "week"},
        ),
    ]
    for name, sent in pages:
        before, series = told(), Series.objects.first()
        address = url(name, community, series.pk if series else event.pk)
        shown = client.post(address, sent, follow=True).content.decode()
        assert told() != before
        client.post(re.findall(r'action="([^"]*undo[^"]*)"', shown)[-1])
        assert told() == before, name
        client.post(address, sent)
