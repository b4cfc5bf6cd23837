"""Odd input on the pages that plan: refused with words, never an error of ours, and nothing is kept."""

from datetime import timedelta

import pytest
from tests import make
from tests.events.planned import client_of, filled, in_days, url

from veche.events.models import BudgetLine, Event, Meal, Session, Shift, TicketType, Venue
from veche.kit.time import HOUR, Moment, as_datetime

pytestmark = pytest.mark.django_db
# In the year one, in the last there is, and in an hour that clocks of Berlin leave out.
NEVER = ("0001-01-01T00:00", "9999-12-31T23:30", "1969-01-01T00:00")
SKIPPED = "2027-03-28T02:30"


@pytest.fixture
def event():
    starts = in_days(30, 19, "Europe/Berlin")
    return make.event(starts=starts, ends=Moment(starts + 3 * HOUR), time_zone="Europe/Berlin")


@pytest.fixture
def client(event):
    return client_of(event.community)


def wall(event, **later):
    starts = as_datetime(in_days(30, 19, event.time_zone), event.time_zone)
    return f"{starts + timedelta(**later):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize("at", [*NEVER, SKIPPED])
def test_times_that_nobody_lives_to_see_and_hours_left_out_are_refused_everywhere(event, client, at):
    home, pk = event.community, event.pk
    pages = [
        (url("event_new", home), filled(home, starts_at=at, ends_at=at, time_zone="Europe/Berlin")),
        (url("event_edit", home, pk), filled(home, doors_at=at, time_zone="Europe/Berlin")),
        (url("shift_new", home, pk), {"title": "Вход", "starts_at": at, "ends_at": at, "needed": 1}),
        (url("cue_new", home, pk), {"title": "Начало", "starts_at": at, "minutes": 5}),
        (url("meal_new", home, pk), {"title": "Чай", "kind": "drinks", "served_at": at, "reserve": 5}),
    ]
    if at != SKIPPED:
        pages += [
            (
                url("session_new", home, pk),
                {"title": "Доклад", "kind": "talk", "minutes": 5, "starts_at": at},
            ),
            (url("ticket_new", home, pk), {"title": "Билет", "amount": "0", "sold_until": at}),
        ]

    answers = {address: client.post(address, sent).status_code for address, sent in pages}

    assert answers == dict.fromkeys(answers, 422)
    assert Event.objects.count() == 1
    for model in (Shift, Meal, Session, TicketType):
        assert not model.objects.exists()


def test_a_day_in_the_address_that_never_comes_shows_another(event, client):
    public = f"/e/{event.community.slug}/{event.slug}/programme/"
    for day in ("0001-01-01", "9999-12-31", "2200-01-01", "x"):
        for page in (url("programme_page", event.community, event.pk), public):
            assert client.get(page, {"day": day}).status_code == 200


def test_shifts_lie_near_their_event_and_registration_does_not_begin_after_it(event, client):
    home = event.community
    shift = {"title": "Вход", "needed": 1, "starts_at": wall(event), "ends_at": wall(event, hours=1)}

    for odd in ({"starts_at": wall(event, days=-90)}, {"ends_at": wall(event, days=400)}):
        assert client.post(url("shift_new", home, event.pk), shift | odd).status_code == 422
    late = filled(home, registers_from=filled(home)["ends_at"])
    refused = client.post(url("event_new", home), late)

    assert refused.status_code == 422
    assert "begun already" in refused.content.decode()
    assert client.post(url("shift_new", home, event.pk), shift).status_code == 302
    build_up = shift | {"starts_at": wall(event, days=-5), "ends_at": wall(event, days=-5, hours=3)}
    assert client.post(url("shift_new", home, event.pk), build_up).status_code == 302


@pytest.mark.parametrize("amount", ["5 тыс.", "30k", "1e9", "100 и 200", "-5", "много", "50 коп."])
def test_an_amount_that_would_be_read_as_another_is_refused(event, client, amount):
    sent = {"title": "Зал", "category": "venue", "planned": amount}

    answer = client.post(url("line_new", event.community, event.pk, "cost"), sent)

    assert answer.status_code == 422
    assert not BudgetLine.objects.exists()
    for right in ("1 234,50 ₽", "1500 руб.", "900 RUB"):
        client.post(url("line_new", event.community, event.pk, "cost"), sent | {"planned": right})
    assert sorted(BudgetLine.objects.values_list("planned", flat=True)) == [900_00, 1234_50, 1500_00]


def test_a_link_to_a_map_that_is_none_is_said_to_be_none(event, client):
    sent = {"name": "Лофт", "country": "", "price_per": "hour", "point": "https://[bad"}

    assert client.post(url("venue_new", event.community), sent).status_code == 422
    assert not Venue.objects.exists()
