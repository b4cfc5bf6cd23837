"""The path equals plain loops over the ledger's and the people's own rows; spending is told beside it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.insights.path_oracle import steps_of, walks, ways_of
from tests.people.segment_world import build
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM, Role
from veche.events.actions import save_line
from veche.events.actions.money import Noted
from veche.events.terms.money import Category, Side
from veche.insights import actions
from veche.insights.actions import Spent
from veche.insights.measures import MEASURES
from veche.insights.queries import Figures
from veche.insights.rules.periods import day_date
from veche.insights.rules.spending import part_of
from veche.insights.terms import EVERY, Asked, Behind, Grain, Period, Step
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, HOUR, Moment, now, number_of_day
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.models import Channel
from veche.ledger.terms import Handle, Kind
from veche.people.actions import mark_team, merge_persons, undo_merge
from veche.people.models import Merge, Person, Standing

pytestmark = [pytest.mark.django_db, pytest.mark.told_once]


def asked_of(community, days, channels=(), ended=0):
    today = number_of_day(now(), community.time_zone)
    period = Period(today - ended - days + 1, today - ended)
    return Asked(period, Grain.WHOLE, channels, today, currency=community.currency)


def told(community, key, asked, period=None):
    return Figures(community).rows(MEASURES[key], asked, period or asked.period, Grain.WHOLE)


def add_clicks(community):
    """Some who only clicked, some who clicked and joined later."""
    start = now() - 90 * DAY
    batch = [
        make.sighting(f"c{who}", handle=Handle("telegram", str(who), f"Гость {who}"), kind=Kind.CLICKED,
                      at=Moment(start + who * DAY), place=make.PLACE._replace(key=str(who % 2)))
        for who in range(30, 42)
    ]  # fmt: skip
    for who in range(30, 36):
        handle = Handle("telegram", str(who), f"Гость {who}")
        batch += [
            make.sighting(f"g{who}-{n}", "слово", handle=handle, at=Moment(start + (who + n * 5) * DAY))
            for n in range(who - 30)
        ]
    record_many(batch, origin=make.origin(community), by=SYSTEM)
    do_jobs()
    columns.append(community.pk)


@pytest.fixture
def community():
    found = build()
    add_clicks(found)
    return found


def test_the_path_and_its_ways_equal_plain_loops(community):
    channels = list(Channel.objects.filter(community=community).values_list("pk", flat=True))
    seen = set()
    for days, ended, some in (
        (400, 0, ()),
        (60, 30, ()),
        (120, 0, channels[:1]),
        (30, 200, ()),
        (200, 40, channels),
    ):
        asked = asked_of(community, days, tuple(some), ended)
        for period in (asked.period, asked.period.before()):
            found, money = walks(community, period, period.last + ended, some)
            rows = told(community, "path", asked, period)
            wanted = steps_of(found, money)
            assert len(rows) == len(wanted)
            for row, want in zip(rows, wanted, strict=True):
                assert row == pytest.approx(want, nan_ok=True), (period, row, want)
            ways = {(one, other): count for one, other, count in told(community, "ways", asked, period)}
            assert ways == ways_of(found)
            seen |= {(row[0], bool(row[1])) for row in rows}
    assert {(int(step), True) for step in (1, 2, 3, 4, 5)} <= seen


def test_every_number_of_the_path_opens_its_people(community):
    asked = asked_of(community, 400)
    found, money = walks(community, asked.period, asked.today)
    figures = Figures(community)

    def shown(key, part, row, column=EVERY):
        return set(figures.people(MEASURES[key], asked, Behind(part, row, column)).shown)

    for step in Step:
        took = {person for person, days in found.items() if step in days}
        assert shown("path", 0, step) == took
        assert shown("path", 2, step) == {person for person in took if step - 1 in found[person]}
        assert shown("path", 3, step) == {person for person in took if max(found[person]) == step}
        assert shown("path", 7, step) == {person for person in took if money.get(person)}
    assert shown("path", 0, EVERY) == set(found)
    for one, other in ways_of(found):
        people = shown("ways", 0, one, other)
        assert people
        for person in people:
            assert [*sorted(found[person]), 0][sorted(found[person]).index(one) + 1] == other


def test_the_team_walks_no_path(community):
    asked = asked_of(community, 400)
    before = told(community, "path", asked)[0][1]
    person = Standing.objects.filter(community=community, is_team=False).first().person

    mark_team(person, is_team=True, in_=community, by=make.actor(Role.OWNER, community.organisation))
    do_jobs()

    assert told(community, "path", asked)[0][1] == before - 1


def test_two_who_turn_out_to_be_one_walk_one_path_until_that_is_undone(community):
    owner = make.actor(Role.OWNER, community.organisation)
    asked = asked_of(community, 400)
    before = told(community, "path", asked)
    one, other = Person.objects.filter(standings__community=community, standings__is_team=False).order_by(
        "pk"
    )[:2]

    merge_persons(one, other, in_=community, by=owner)
    do_jobs()
    merged = told(community, "path", asked)
    undo_merge(Merge.objects.latest("pk"), in_=community, by=owner)
    do_jobs()

    assert merged[0][1] == before[0][1] - 1
    assert told(community, "path", asked) == before


def test_a_community_without_people_has_no_path():
    community = make.community()

    assert told(community, "path", asked_of(community, 90)) == []
    assert told(community, "ways", asked_of(community, 90)) == []


def spend(community, amount="30 000", days=30, ended=0, **more):
    today = day_date(number_of_day(now(), community.time_zone))
    last = today - timedelta(days=ended)
    spent = Spent("Реклама", amount, last - timedelta(days=days - 1), last, **more)
    return actions.add_spending(spent, in_=community, by=make.actor(Role.OWNER, community.organisation))


def test_what_was_spent_tells_what_one_of_each_step_cost(community):
    asked = asked_of(community, 400)
    spend(community)
    found, money = walks(community, asked.period, asked.today)

    rows = told(community, "path", asked)

    for row, want in zip(rows, steps_of(found, money, 30_000), strict=True):
        assert row == pytest.approx(want, nan_ok=True)
    assert told(community, "path", asked, asked.period.before()) == []


def test_only_the_days_of_the_period_and_its_channels_are_counted(community):
    channel, other = Channel.objects.filter(community=community).order_by("pk")[:2]
    today = number_of_day(now(), community.time_zone)
    kept = spend(community, "3000", days=30)
    spend(community, "700,50", days=1, channel=channel)
    gone = spend(community, "99", days=1)
    owner = make.actor(Role.OWNER, community.organisation)
    actions.remove_spending(gone, in_=community, by=owner)

    assert Figures(community).spent(Period(today - 9, today)) == pytest.approx(1000 + 700.5)
    assert Figures(community).spent(Period(today, today), (channel.pk,)) == pytest.approx(700.5)
    assert Figures(community).spent(Period(today, today), (other.pk,)) == 0
    actions.restore_spending(gone, in_=community, by=owner)
    actions.remove_spending(kept, in_=community, by=owner)
    assert Figures(community).spent(Period(today, today)) == pytest.approx(799.5)


def test_a_hall_noted_here_and_in_the_budget_of_an_event_counts_once_and_strangers_to_it_count_too():
    community = make.community()
    today = number_of_day(now(), community.time_zone)
    event = make.event(community, "Встреча", starts=Moment(now() - HOUR))
    save_line(
        event, Noted(Side.COST, Category.VENUE, "Зал на вечер", paid="10000", day=day_date(today)), by=SYSTEM
    )
    owner = make.actor(Role.OWNER, community.organisation)
    for what, amount, ago in (
        ("Аренда зала", "10 000", 5),  # the same
        ("Аренда зала", "10 000", 5),  # another evening: one cost is one note's
        ("Реклама", "10 000", 0), ("Аренда зала", "9 000", 0), ("Аренда зала", "10 000", 30),
    ):  # fmt: skip
        day = day_date(today - ago)
        actions.add_spending(Spent(what, amount, day, day), in_=community, by=owner)

    figures = Figures(community)
    shown = figures.costs(Period(today - 6, today))

    assert figures.spent(Period(today - 6, today)) == 10_000 + 10_000 + 10_000 + 9_000
    assert [paid.title for paid in shown.twice.values()] == ["Зал на вечер"]
    # The note is not counted either where its own days are shown, and the event's are not.
    assert figures.spent(Period(today - 6, today - 4)) == 10_000


def test_spending_is_refused_with_every_reason_at_once(community):
    owner = make.actor(Role.OWNER, community.organisation)
    foreign = Channel.objects.create(
        community=make.community("Чужие"), network="telegram", key="x", title="Чужой", made_at=0
    )
    today = day_date(20_000)

    with pytest.raises(Refusal) as refused:
        spent = Spent(" ", "много", today, today - timedelta(days=1), foreign)
        actions.add_spending(spent, in_=community, by=owner)
    assert {reason.field for reason in refused.value.reasons} == {"what", "amount", "last", "channel"}
    for amount in ("0", "-5", "5 $"):
        with pytest.raises(Refusal):
            actions.add_spending(Spent("Реклама", amount, today, today), in_=community, by=owner)
    with pytest.raises(NotAllowed):
        stranger = make.actor(Role.OWNER, make.community("Другие").organisation)
        actions.add_spending(Spent("Реклама", "5", today, today), in_=community, by=stranger)


@given(
    st.integers(0, 10**9), st.integers(0, 60), st.integers(0, 60), st.lists(st.integers(1, 20), min_size=1)
)
def test_the_parts_of_spending_add_up_to_all_of_it(amount, start, days, lengths):
    spent, first, parts = Period(start, start + days), start - 5, 0
    for length in [*lengths, 200]:
        parts += part_of(amount, spent, Period(first, first + length - 1))
        first += length
    assert parts == amount
