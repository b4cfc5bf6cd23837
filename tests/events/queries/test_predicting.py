"""What is expected of an event is learned from the same people's past, here and on imported lists."""

import pytest
from tests import make
from tests.events.coming import guest, move, past_event, recognise

from veche.core.terms import SYSTEM
from veche.events.actions.predicting import keep_forecast
from veche.events.models import Event, Forecast, Seat
from veche.events.queries.pasts import leads_of
from veche.events.queries.predicting import expected_of, forecasts_of
from veche.events.terms import AgeGroup, GuestState
from veche.events.terms.predicting import USUAL_FREE, Lead
from veche.kit.time import DAY, HOUR, Moment, as_datetime, moment, now
from veche.ledger.actions import record_many
from veche.ledger.terms import About, Handle, Kind, Place

pytestmark = pytest.mark.django_db
LIST = Place("list", "paper", "Paper list", "list")


def imported(community, title, came=(), registered=()):
    """A list of an evening a month ago, as an import reads it."""
    sightings = [
        make.sighting(
            f"{title}/{kind.word}/{name}", place=LIST, kind=kind,
            handle=Handle("email", f"{name}@example.org"),
            at=Moment(now() - 30 * DAY), about=About("event", title, title),
        )
        for kind, names in ((Kind.REGISTERED, registered), (Kind.ATTENDED, came))
        for name in names
    ]  # fmt: skip
    record_many(sightings, origin=make.origin(community), by=SYSTEM)


def test_everybody_is_expected_by_their_own_past_and_strangers_by_the_community_s():
    community = make.community()
    for number in range(3):
        past_event(community, f"Night {number}", days=90 - number, came=["anna"], missed=["boris"])
    imported(community, "Picnic", came=["anna"], registered=["anna", "boris", "clara"])
    imported(community, "Uncounted", registered=["anna"])
    event = make.event(community, capacity=10)
    anna, boris, clara, dan = (guest(event, name) for name in ("anna", "boris", "clara", "dan"))
    recognise()

    found = expected_of(Event.objects.get(pk=event.pk))

    rates = [found.companies[one.pk].rate for one in (anna, dan, clara, boris)]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] > 0.7 > 0.45 > rates[-1]
    assert rates[1] == found.prior.rate
    assert (found.known, found.evenings) == (3, 4)
    assert found.outlook.expected == pytest.approx(sum(rates))


def test_it_costs_the_same_few_queries_for_any_number_of_guests(django_assert_max_num_queries):
    event = make.event(capacity=100)
    for number in range(30):
        guest(event, f"guest{number}")

    with django_assert_max_num_queries(6):
        found = expected_of(event)

    assert found.outlook.seats == 30
    assert found.outlook.expected == pytest.approx(30 * USUAL_FREE)


def test_a_forecast_is_kept_once_and_told_beside_what_came(django_assert_max_num_queries):
    event = make.event(make.community())
    party = guest(event, "anna", ages=[AgeGroup.ADULT] * 3)
    lonely, missing = guest(event, "boris"), guest(event, "clara")

    assert keep_forecast(event, by=SYSTEM)
    assert not keep_forecast(event, by=SYSTEM)
    Event.objects.filter(pk=event.pk).update(starts_at=now() - DAY, ends_at=now() - DAY // 2)
    for one, state in ((party, "came"), (lonely, "came"), (missing, "missed")):
        move(one, GuestState(state))
    # Two of the three of the party were seen at the door, nobody scanned Boris.
    Seat.objects.filter(guest=party, number__lt=2).update(came_at=as_datetime(now()))

    with django_assert_max_num_queries(2):
        (held,) = forecasts_of(event.community)

    assert (held.came, held.forecast.seats) == (3, 5)
    assert held.is_hit == (held.forecast.low <= 3 <= held.forecast.high)
    assert Forecast.objects.count() == 1


def test_who_is_still_to_register_is_told_by_how_early_people_did_before():
    community = make.community()
    for number in range(4):
        evening = past_event(
            community, f"Night {number}", days=60 - number * 7, came=[f"n{k}" for k in range(8)]
        )
        early = [one.pk for one in evening.guests.order_by("pk")[:2]]
        evening.guests.update(made_at=moment(evening.starts_at) - HOUR)
        evening.guests.filter(pk__in=early).update(made_at=moment(evening.starts_at) - 9 * DAY)
    event = make.event(community, capacity=30, starts=Moment(now() + 3 * DAY))
    for name in ("anna", "boris"):
        guest(event, name)

    found = expected_of(event)
    Event.objects.filter(pk=event.pk).update(state="closed")

    assert leads_of(event, 3 * DAY) == [Lead(2, 8)] * 4
    assert 2 < found.coming.seats < 8
    assert found.final.expected > found.outlook.expected + 1
    assert expected_of(Event.objects.get(pk=event.pk)).coming.seats == 0


def test_nothing_is_expected_of_an_empty_list():
    event = make.event()

    assert not keep_forecast(event, by=SYSTEM)
    assert expected_of(event).outlook.high == 0
