"""The check finds what was planted, in the copy and in the ledger, and nothing else."""

import pytest
from tests import make
from tests.ledger.columns.oracle import everything_copied

from veche.core.terms import SYSTEM
from veche.kit import sql
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.models import Segment
from veche.ledger.queries import check_all_columns, check_columns

pytestmark = pytest.mark.django_db


def test_a_whole_copy_has_no_differences():
    origin = everything_copied()

    assert check_columns(origin.community) == []
    columns.compact()
    assert check_columns(origin.community) == []
    assert check_columns(make.community()) == []


def test_what_is_not_copied_yet_is_no_difference():
    origin = everything_copied()

    record_many([make.sighting(f"n{n}", reply_to=str(n)) for n in range(9)], origin=origin, by=SYSTEM)

    assert check_columns(origin.community) == []


PLANTED = [
    ("UPDATE ledger_interaction SET kind = 4 WHERE id = (SELECT min(id) FROM ledger_interaction)", "rows"),
    ("UPDATE ledger_interaction SET amount = 5 WHERE external_id = '9'", "amounts"),
    ("UPDATE ledger_interaction SET occurred_at = occurred_at + 1 WHERE external_id = '9'", "moments"),
    ("UPDATE ledger_interaction SET marks = marks + 64 WHERE external_id = '9'", "marks"),
    ("UPDATE ledger_reply SET parent_id = (SELECT min(id) FROM ledger_interaction) WHERE "
     "child_id = (SELECT max(child_id) FROM ledger_reply)", "parents"),
    ("UPDATE ledger_tally SET count = count + 1 WHERE id = (SELECT max(id) FROM ledger_tally)", "counts"),
    ("DELETE FROM ledger_reply WHERE child_id = (SELECT max(child_id) FROM ledger_reply)", "rows"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "what"), PLANTED)
def test_a_difference_in_the_ledger_is_found(statement, what):
    origin = everything_copied()

    sql.execute(statement)

    assert what in {difference.what for difference in check_columns(origin.community)}


@pytest.mark.parametrize(
    "table",
    ["interactions", "replies", "months", "hours", "moves", "entries", "questions", "answers", "tallies"],
)
def test_a_lost_segment_is_found(table):
    origin = everything_copied()

    Segment.objects.filter(table=table).delete()
    sql.execute("UPDATE ledger_columnarcopy SET version = version + 1")

    assert table in {difference.table for difference in check_columns(origin.community)}
    assert any(origin.community.name in line for line in check_all_columns())


def test_a_missing_file_is_said_in_words(settings):
    everything_copied()
    for path in settings.COLUMNS.glob("*/interactions-*"):
        path.unlink()

    assert any("cannot be read" in line for line in check_all_columns())
