"""How many come: rates drawn by the past, bands that hold as often as they say, careful overbooking."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.predicting import (
    Heads,
    coming_of,
    outlook_of,
    prior_of,
    rate_of,
    share_of,
    spread_of,
    usual_share,
)
from veche.events.rules.predicting.heads import EXACT_SEATS
from veche.events.terms import EventKind
from veche.events.terms.predicting import (
    BAND,
    OVERFLOW,
    USUAL_FREE,
    Coming,
    Company,
    Evening,
    Lead,
    Miss,
    Past,
    Prior,
)

COMPANIES = st.lists(
    st.builds(Company, st.integers(1, 5), st.floats(0.02, 0.98, allow_nan=False)), max_size=8
)
KIND = EventKind.MEETING


def prior(evenings=(), pasts=(), *, is_paid=False):
    return prior_of(KIND, is_paid=is_paid, evenings=evenings, pasts=pasts)


@settings(max_examples=examples(60))
@given(COMPANIES)
def test_without_a_spread_every_number_is_as_likely_as_all_outcomes_say(companies):
    heads = Heads(0.0)
    for one in companies:
        heads.add(one)

    chances = [0.0] * (heads.seats + 1)
    for outcome in product((0, 1), repeat=len(companies)):
        chance = 1.0
        for came, one in zip(outcome, companies, strict=True):
            chance *= one.rate if came else 1 - one.rate
        chances[sum(c * one.seats for c, one in zip(outcome, companies, strict=True))] += chance
    for number in range(heads.seats + 1):
        assert heads.at_most(number) == pytest.approx(sum(chances[: number + 1]))


@settings(max_examples=examples(60))
@given(COMPANIES, st.floats(0, 1.2), st.integers(1, 25))
def test_an_outlook_is_whole_and_overbooks_with_care(companies, spread, capacity):
    unknown = Prior(0.65, 8)

    found = outlook_of(companies, spread=spread, capacity=capacity, newcomer=unknown)

    assert 0 <= found.low <= found.expected + 1e-9
    assert found.expected <= found.high + 1e-9
    assert found.high <= found.seats == sum(one.seats for one in companies)
    assert 0 <= found.overbook <= capacity / 2
    surer = outlook_of(companies, spread=spread, capacity=capacity, newcomer=Prior(0.95, 8))
    assert surer.overbook <= found.overbook or len(companies) > 0


def test_the_largest_overbooking_is_the_last_that_rarely_overflows():
    unknown = Prior(0.7, 8)

    best = outlook_of([], spread=0.2, capacity=40, newcomer=unknown).overbook

    def overflow(seats):
        heads = Heads(0.2)
        for _ in range(seats):
            heads.add(Company(1, 0.7))
        return 1 - heads.at_most(40)

    assert overflow(40 + best) <= OVERFLOW < overflow(41 + best)
    assert best > 3


def test_nothing_known_is_what_is_usual_and_history_outweighs_it():
    assert prior().rate == USUAL_FREE
    full = [Evening(KIND, False, 38, 2)] * 8
    assert 0.85 < prior(full).rate < 0.95
    # Lists from outside and other kinds count too, evenings of another price do not.
    assert USUAL_FREE < prior([Evening(None, False, 38, 2)] * 3).rate < prior(full).rate
    assert prior(full, is_paid=True).rate == prior(is_paid=True).rate
    # One great evening weighs no more than a few small ones: they all met the same weather.
    assert prior([Evening(KIND, False, 0, 5000)]).rate > prior([Evening(KIND, False, 0, 20)] * 3).rate


@given(st.integers(0, 30), st.integers(0, 30))
def test_somebody_s_own_past_draws_their_rate(came, missed):
    unknown = Prior(0.65, 8.0)

    rate = rate_of(unknown, Past(came, missed))

    assert 0 < rate < 1
    assert rate_of(unknown, Past(came + 1, missed)) > rate > rate_of(unknown, Past(came, missed + 1))
    assert rate_of(unknown, Past()) == pytest.approx(0.65)


def test_people_who_are_always_the_same_are_believed_sooner():
    steady = prior(pasts=[Past(6, 0), Past(0, 6)] * 30)
    fickle = prior(pasts=[Past(3, 3)] * 60)

    assert steady.strength < 2 < 20 < fickle.strength


def test_exact_and_normal_agree_where_one_gives_way_to_the_other():
    small, large = Heads(0.25), Heads(0.25)
    for number in range(EXACT_SEATS):
        small.add(Company(1, 0.4 + 0.5 * (number % 7) / 7))
        large.add(Company(1, 0.4 + 0.5 * (number % 7) / 7))
    large.add(Company(1, 0.01))  # one seat more, and it is the normal distribution

    for share in (0.1, 0.5, 0.9, 0.95):
        assert abs(small.reached_by(share) - large.reached_by(share)) <= 2


@pytest.mark.parametrize(("evening_spread", "guests"), [(0.0, 40), (0.5, 40), (0.3, 210)])
def test_bands_hold_about_as_often_as_they_say(evening_spread, guests):
    """A community of its own: true rates by a Beta, evenings that differ, all learned as one goes."""
    chance = Random(7)
    people = [chance.betavariate(5, 3) for _ in range(guests * 2)]
    pasts = [Past()] * len(people)
    evenings, misses, hits = [], [], []
    for number in range(70):
        on_list = chance.sample(range(len(people)), guests)
        found = prior(evenings, [pasts[one] for one in on_list])
        companies = [Company(1 + one % 2, rate_of(found, pasts[one])) for one in on_list]
        seen = outlook_of(companies, spread=spread_of(misses, len(evenings)), capacity=None, newcomer=found)
        step = chance.gauss(0, evening_spread)
        came = [one for one in on_list if chance.random() < _moved(people[one], step)]
        heads = sum(1 + one % 2 for one in came)
        if number >= 20:
            hits.append(seen.low <= heads <= seen.high)
        misses.append(Miss(heads, seen.expected, seen.variance, seen.slope))
        evenings.append(Evening(KIND, False, len(came), guests - len(came)))
        for one in on_list:
            past = pasts[one]
            pasts[one] = Past(past.came + (one in came), past.missed + (one not in came))

    assert BAND - 0.12 <= sum(hits) / len(hits) <= 1.0


def _moved(rate, step):
    odds = rate / (1 - rate) * 2.718281828**step
    return odds / (1 + odds)


@settings(max_examples=examples(40))
@given(st.integers(0, 200), st.floats(0, 60), st.lists(st.integers(1, 300), max_size=6), st.integers(0, 80))
def test_seats_still_to_come_are_none_at_the_start_and_never_more_than_are_free(taken, days, finals, free):
    leads = [Lead(final // 2, final) for final in finals]
    share = share_of(days, leads)

    found = coming_of(taken, share=share, share_at_close=1.0, finals=finals, free=free)

    assert 0 < share <= 1
    assert 0 <= found.seats <= free
    assert found.variance >= 0
    assert coming_of(taken, share=1.0, share_at_close=1.0, finals=finals, free=None) == Coming()


def test_what_is_expected_grows_by_who_is_still_to_register_as_evenings_of_the_kind_had_it():
    leads = [Lead(20, 40)] * 6  # half of forty had a seat so early
    share = share_of(3.0, leads)
    usual, ahead, none = (
        coming_of(taken, share=share, share_at_close=1.0, finals=[40] * 6, free=None) for taken in (20, 30, 0)
    )
    facts = {"spread": 0.2, "capacity": 30, "newcomer": Prior(0.65, 8)}
    companies = [Company(1, 0.65)] * 20

    now, final = outlook_of(companies, **facts), outlook_of(companies, **facts, coming=usual)

    assert 0.5 < share < usual_share(3.0)
    assert 13 < usual.seats < 22
    assert ahead.seats > usual.seats > none.seats > 0
    assert now.expected + 0.6 * usual.seats < final.expected < now.expected + 0.7 * usual.seats
    assert final.high - final.low > now.high - now.low
    assert (final.seats, final.overbook) == (now.seats, now.overbook)
    assert final.overflow >= now.overflow
