"""Appending, tidying and making anew: the copy always says what the ledger says."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make
from tests.examples import examples
from tests.ledger.columns.oracle import assert_whole, everything_copied, finish

from veche.core.actions import change_community
from veche.core.terms import SYSTEM
from veche.ledger import columns
from veche.ledger.actions import record_many, withdraw_origin
from veche.ledger.columns.shapes import EVERY
from veche.ledger.models import ColumnarCopy, Segment
from veche.ledger.queries import ask_columns
from veche.ledger.terms import Handle, Kind, Nature

pytestmark = pytest.mark.django_db


def test_what_is_recorded_is_in_the_figures_after_the_job():
    origin = make.origin()
    record_many([make.sighting(n, "а где?", who=str(n % 3)) for n in range(30)], origin=origin, by=SYSTEM)

    columns.append(origin.community_id)

    assert ask_columns(origin.community, "SELECT count(*), sum(marks) FROM interactions") == [(30, 30)]
    assert_whole(origin.community)


def test_a_community_without_a_copy_has_empty_tables():
    assert ask_columns(make.community(), "SELECT count(*) FROM months") == [(0,)]


def test_appending_again_changes_nothing():
    origin = make.origin()
    record_many([make.sighting(1)], origin=origin, by=SYSTEM)
    columns.append(origin.community_id)
    before = ColumnarCopy.objects.get().version

    columns.append(origin.community_id)

    assert ColumnarCopy.objects.get().version == before


def test_communities_do_not_see_each_other():
    one, other = make.origin(), make.origin()
    record_many([make.sighting(n) for n in range(3)], origin=one, by=SYSTEM)
    record_many([make.sighting(n) for n in range(5)], origin=other, by=SYSTEM)

    columns.append(one.community_id)
    columns.append(other.community_id)

    question = "SELECT count(*) FROM interactions"
    assert ask_columns(one.community, question) == [(3,)]
    assert ask_columns(other.community, question) == [(5,)]


@pytest.mark.parametrize("seed", range(4))
def test_replies_appear_whichever_side_came_first(seed):
    origin = make.origin()
    batch = [make.sighting(n, reply_to=str(n // 2) if n else "", who=str(n % 5)) for n in range(40)]
    random.Random(seed).shuffle(batch)

    for start in range(0, 40, 7):
        record_many(batch[start : start + 7], origin=origin, by=SYSTEM)
        columns.append(origin.community_id)

    assert ask_columns(origin.community, "SELECT count(*) FROM replies") == [(39,)]
    assert_whole(origin.community)


def test_bots_keep_their_nature_and_money_its_currency():
    origin = make.origin()
    bot = Handle("telegram", "7", "Бот", Nature.BOT)
    bought = make.sighting(2, kind=Kind.BOUGHT, amount=-150, currency="EUR")
    record_many([make.sighting(1, handle=bot), bought], origin=origin, by=SYSTEM)

    columns.append(origin.community_id)

    found = ask_columns(origin.community, "SELECT nature, amount, currency FROM interactions ORDER BY id")
    assert found == [(1, 0, 0), (0, -150, 4 * 676 + 20 * 26 + 17 + 1)]


def test_tidying_moves_fresh_rows_to_their_months():
    origin = make.origin()
    for n in range(6):
        record_many(
            [make.sighting(n * 500 + k, reply_to=str(n * 500 + k - 1)) for k in range(4)],
            origin=origin,
            by=SYSTEM,
        )
        columns.append(origin.community_id)

    columns.compact()

    live = Segment.objects.filter(dropped_at=None)
    assert not live.filter(month=None).exists()
    assert live.filter(table="interactions").count() == len({s.month for s in live} - {EVERY})
    assert_whole(origin.community)


def test_another_zone_makes_other_days():
    origin = everything_copied()
    question = "SELECT day, count(*) FROM interactions GROUP BY day ORDER BY day"
    before = ask_columns(origin.community, question)

    change_community(origin.community, time_zone="Pacific/Auckland", by=SYSTEM)
    finish()

    assert ask_columns(origin.community, question) != before
    assert_whole(origin.community)


def test_making_anew_gives_the_same():
    origin = everything_copied()
    questions = [f"SELECT * FROM {table} ORDER BY ALL" for table in ("interactions", "replies", "moves")]
    before = [ask_columns(origin.community, question) for question in questions]

    columns.rebuild(origin.community_id)

    assert [ask_columns(origin.community, question) for question in questions] == before
    assert not Segment.objects.filter(dropped_at=None, month=None).exists()
    assert_whole(origin.community)


STEPS = st.lists(
    st.sampled_from(["record", "append", "tidy", "month", "anew", "withdraw"]), min_size=3, max_size=9
)


@given(
    STEPS,
    st.randoms(use_true_random=False),
    st.sampled_from(["Europe/Moscow", "America/St_Johns", "Africa/Monrovia"]),
)
@settings(max_examples=examples(25))
def test_any_order_of_steps_ends_in_the_same_copy(steps, draw, zone):
    community = make.community(time_zone=zone)
    origins = [make.origin(in_=community) for _ in range(3)]
    number = 0
    for step in [*steps, "append"]:
        if step == "record":
            number += draw.random() < 0.7  # else what is known comes again, its numbers changed
            record_many(_random_batch(draw, max(1, number)), origin=draw.choice(origins), by=SYSTEM)
        elif step == "append":
            columns.append(community.pk)
        elif step == "tidy":
            columns.compact_one(community.pk)
        elif step == "month":
            columns.rebuild_month(community.pk, draw.choice([0, 23, 24, 674, 675, 676]))
        elif step == "anew":
            columns.rebuild(community.pk)
        else:
            withdraw_origin(draw.choice(origins), by=SYSTEM)
            finish()

    assert_whole(community)


def _random_tallies(draw):
    return tuple(
        (name, draw.randint(1, 9)) for name in ("views", "reactions", "votes/1") if draw.random() < 0.3
    )


def _random_batch(draw, number):
    ends = [63_000_000_000, make.NOON, make.NOON + 20 * 86_400_000, 5_700_000_000]
    return [
        make.sighting(
            f"{number}-{k}", "а кто?" if draw.random() < 0.3 else "да", who=str(draw.randint(1, 6)),
            at=draw.choice(ends) + draw.randint(-10**9, 10**9),
            kind=draw.choice([Kind.MESSAGED, Kind.JOINED, Kind.LEFT, Kind.REACTED, Kind.SENT]),
            place=make.PLACE._replace(key=str(draw.randint(1, 3))),
            tallies=_random_tallies(draw),
            reply_to=f"{draw.randint(1, 5)}-{draw.randint(0, 8)}" if draw.random() < 0.5 else "",
        )
        for k in range(draw.randint(1, 9))
    ]  # fmt: skip
