"""Tickets of one date are given to others of its series, and taken back from them."""

import re

import pytest
from tests import make
from tests.events.planned import client_of, evening, url, weekly_from

from veche.core.terms import SYSTEM, Role
from veche.events.actions import keep_ticket_type, move_event, spread_tickets, start_series, undo_change
from veche.events.models import Edit, Event, TicketType
from veche.events.terms import EventState, Scope
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, Moment, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def dates():
    """Four dates that sell one ticket until the day before."""
    first = evening(make.community())
    sell(first, "Обычный", 500, sold_until=Moment(moment(first.starts_at) - DAY))
    start_series(first, weekly_from(first, count=4), by=SYSTEM)
    return list(Event.objects.order_by("starts_at"))


def sell(event, title, amount, ticket=None, **facts):
    told = {"title": title, "amount": amount, **facts}
    return keep_ticket_type(event, told, ticket=ticket, in_=event.community, by=SYSTEM)


def sold_on(event):
    """What a date sells: name, price, and how long before it the sale ends."""
    kinds = TicketType.objects.filter(event=event, removed_at=None).order_by("title")
    starts = moment(event.starts_at)
    return [(one.title, one.amount, one.sold_until and starts - moment(one.sold_until)) for one in kinds]


def test_a_new_price_goes_to_following_dates_and_comes_back(dates):
    before = [sold_on(one) for one in dates]
    kind = TicketType.objects.get(event=dates[1])
    sell(dates[1], "Обычный", 700, kind, sold_until=Moment(moment(dates[1].starts_at) - 2 * DAY))
    sell(dates[1], "Студентам", 200)
    sell(dates[3], "Старый", 300)
    TicketType.objects.filter(event=dates[2]).update(taken=3)

    assert spread_tickets(dates[1], Scope.FOLLOWING, by=SYSTEM) == 2
    assert spread_tickets(dates[1], Scope.FOLLOWING, by=SYSTEM) == 0

    new = [("Обычный", 700, 2 * DAY), ("Студентам", 200, None)]
    assert [sold_on(one) for one in dates] == [before[0], new, new, new]
    undo_change(Edit.objects.latest("pk"), in_=dates[0].community, by=SYSTEM)
    assert [sold_on(one) for one in dates] == [
        before[0], new, before[2], [*before[3], ("Старый", 300, None)],
    ]  # fmt: skip


def test_all_dates_to_come_are_reached_but_those_settled_and_tickets_that_somebody_has_stay(dates):
    sell(dates[2], "Обычный", 900, TicketType.objects.get(event=dates[2]))
    own = sell(dates[0], "Свой", 100)
    TicketType.objects.filter(pk=own.pk).update(taken=1)
    Event.objects.filter(pk=dates[3].pk).update(state=EventState.SETTLED)

    assert spread_tickets(dates[2], Scope.ALL, by=SYSTEM) == 2

    prices = [[(title, amount) for title, amount, _ in sold_on(one)] for one in dates]
    assert prices == [
        [("Обычный", 900), ("Свой", 100)],
        [("Обычный", 900)],
        [("Обычный", 900)],
        [("Обычный", 500)],
    ]


def test_only_organisers_spread_and_only_in_a_series_and_the_page_has_the_button_back(dates):
    alone = evening(dates[0].community, 40)
    with pytest.raises(NotAllowed):
        spread_tickets(dates[0], Scope.ALL, by=make.actor(Role.ANALYST, dates[0].community))
    with pytest.raises(Refusal):
        spread_tickets(alone, Scope.ALL, by=SYSTEM)
    move_event(dates[0], EventState.OPEN, by=SYSTEM)
    sell(dates[0], "Обычный", 800, TicketType.objects.get(event=dates[0]))
    client, home = client_of(dates[0].community), dates[0].community
    assert "Following dates" in client.get(url("event_page", home, dates[0].pk)).content.decode()

    shown = client.post(url("event_tickets", home, dates[0].pk), {"scope": "all"}, follow=True)

    assert [sold_on(one)[0][1] for one in dates] == [800] * 4
    client.post(re.search(r'action="([^"]*/undo/[^"]*)"', shown.content.decode())[1])
    assert [sold_on(one)[0][1] for one in dates] == [800, 500, 500, 500]
