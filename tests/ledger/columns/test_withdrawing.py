"""Taking an import back reaches the figures, also those of other months and other imports."""

import pytest
from tests import make
from tests.ledger.columns.oracle import assert_whole, finish

from veche.core.terms import SYSTEM
from veche.kit.time import DAY
from veche.ledger import columns
from veche.ledger.actions import record_many, withdraw_origin
from veche.ledger.models import Reply
from veche.ledger.queries import ask_columns

pytestmark = pytest.mark.django_db
REPLIES = "SELECT count(*) FROM replies"


def two_files():
    """Questions in one file, answers half a year later in another."""
    asked = make.origin()
    answered = make.origin(in_=asked.community, title="later.json")
    questions = [make.sighting(n, "где?") for n in range(5)]
    answers = [
        make.sighting(f"a{n}", "там", who="7", reply_to=str(n), at=make.NOON + 180 * DAY) for n in range(5)
    ]
    record_many(questions, origin=asked, by=SYSTEM)
    record_many(answers, origin=answered, by=SYSTEM)
    columns.append(asked.community_id)
    columns.compact()
    return asked, questions


def test_replies_to_what_was_taken_back_leave_their_months_too():
    asked, _ = two_files()
    before = ask_columns(asked.community, REPLIES)

    withdraw_origin(asked, by=SYSTEM)
    finish()

    assert (before, ask_columns(asked.community, REPLIES)) == ([(5,)], [(0,)])
    assert_whole(asked.community)


def test_reading_the_file_again_brings_the_replies_back():
    asked, questions = two_files()
    withdraw_origin(asked, by=SYSTEM)
    finish()

    record_many(questions, origin=make.origin(in_=asked.community), by=SYSTEM)
    columns.append(asked.community_id)

    assert Reply.objects.filter(parent__isnull=False).count() == 5
    assert ask_columns(asked.community, REPLIES) == [(5,)]
    assert_whole(asked.community)
