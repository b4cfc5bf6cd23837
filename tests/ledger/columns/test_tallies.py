"""Numbers that the outside states: they come later and larger, and are in the figures all the same."""

import pytest
from tests import make
from tests.ledger.columns.oracle import assert_whole, finish

from veche.core.terms import SYSTEM
from veche.kit.time import DAY
from veche.ledger import columns
from veche.ledger.actions import record_many, redact_identities, withdraw_origin
from veche.ledger.models import Identity, Segment
from veche.ledger.queries import ask_columns, check_columns

pytestmark = pytest.mark.django_db
LARGEST = "SELECT sum(count) FROM (SELECT id, max(count) AS count FROM tallies WHERE name = 1 GROUP BY id)"


def posts(views, *names):
    """Posts of different days with so many views."""
    more_of = tuple((name, 3) for name in names)
    return [
        make.sighting(n, "пост", at=make.NOON - n * 20 * DAY, tallies=(("views", views + n), *more_of))
        for n in range(4)
    ]


def test_a_newer_export_revises_what_was_copied_long_ago():
    origin = make.origin()
    record_many(posts(10), origin=origin, by=SYSTEM)
    columns.append(origin.community_id)
    columns.compact()
    before = ask_columns(origin.community, LARGEST)

    record_many(posts(100), origin=make.origin(in_=origin.community), by=SYSTEM)
    finish()

    assert (before, ask_columns(origin.community, LARGEST)) == ([(46,)], [(406,)])
    assert_whole(origin.community)
    columns.compact()
    assert_whole(origin.community)
    assert not Segment.objects.filter(dropped_at=None, table="tallies", month=None).exists()


def test_an_older_export_read_later_takes_nothing_back():
    origin = make.origin()
    record_many(posts(100), origin=origin, by=SYSTEM)
    columns.append(origin.community_id)

    record_many(posts(10), origin=origin, by=SYSTEM)
    columns.append(origin.community_id)

    assert ask_columns(origin.community, LARGEST) == [(406,)]


def test_numbers_that_no_figure_counts_stay_in_the_ledger():
    origin = make.origin()
    record_many(posts(10, "votes/1", "стрелки"), origin=origin, by=SYSTEM)

    columns.append(origin.community_id)

    assert ask_columns(origin.community, "SELECT DISTINCT name FROM tallies") == [(1,)]


def test_withdrawing_the_newer_export_brings_the_older_numbers_back():
    first = make.origin()
    second = make.origin(in_=first.community)
    record_many(posts(10), origin=first, by=SYSTEM)
    columns.append(first.community_id)
    record_many(posts(100), origin=second, by=SYSTEM)
    finish()
    columns.compact()

    withdraw_origin(second, by=SYSTEM)
    finish()

    assert ask_columns(first.community, LARGEST) == [(46,)]
    assert check_columns(first.community) == []


def test_withdrawing_the_posts_takes_their_numbers_along():
    origin = make.origin()
    record_many(posts(10), origin=origin, by=SYSTEM)
    columns.append(origin.community_id)

    withdraw_origin(origin, by=SYSTEM)
    finish()

    assert ask_columns(origin.community, "SELECT count(*) FROM tallies") == [(0,)]


def test_erasing_somebody_keeps_how_often_their_post_was_seen():
    origin = make.origin()
    record_many(posts(10), origin=origin, by=SYSTEM)
    columns.append(origin.community_id)

    whose = Identity.objects.values_list("pk", flat=True)
    redact_identities(whose, organisation=origin.community.organisation, by=SYSTEM)
    finish()

    assert ask_columns(origin.community, LARGEST) == [(46,)]
    assert_whole(origin.community)
