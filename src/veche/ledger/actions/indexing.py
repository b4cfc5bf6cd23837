"""Indexing: the search index follows the words."""

from django.db import transaction

from veche.kit import sql
from veche.kit.search import Document
from veche.ledger.queries.searching import WORDS

STEP = 2_000
BIGGER_STEP = 10_000


def index_wordings(origin: int, first: int, last: int) -> int:
    """Put the latest words of the interactions worded in this range into the index; answers how many.

    May be repeated and run in any order: the latest wording wins, whichever job comes last.
    """
    statement = """
        SELECT i.id, i.community_id, i.occurred_at, w.text FROM ledger_wording w
        JOIN ledger_interaction i ON i.id = w.interaction_id
        WHERE w.interaction_id IN (SELECT interaction_id FROM ledger_wording
                                   WHERE id BETWEEN %s AND %s AND origin_id = %s)
        ORDER BY w.said_at, w.id"""
    count = 0
    for start in range(first, last + 1, STEP):
        rows = sql.fetch(statement, (start, min(last, start + STEP - 1), origin))
        latest = {pk: Document(pk, community, at, text) for pk, community, at, text in rows}
        with transaction.atomic():  # else every document waits for the disk by itself
            WORDS.put_many(latest.values())
        count += len(latest)
    return count


def rebuild_search() -> None:
    """Make the search index anew from all words; may be cut off and repeated."""
    WORDS.drop()
    WORDS.make()
    first, last = sql.fetch("SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM ledger_wording")[0]
    statement = """
        SELECT i.id, i.community_id, i.occurred_at, w.text FROM ledger_wording w
        JOIN ledger_interaction i ON i.id = w.interaction_id
        WHERE w.id BETWEEN %s AND %s ORDER BY w.said_at, w.id"""
    for start in range(first, last + 1, BIGGER_STEP):
        with transaction.atomic():
            rows = sql.fetch(statement, (start, start + BIGGER_STEP - 1))
            WORDS.put_many({row[0]: Document(*row) for row in rows}.values())
    _put_latest_of_edited()


def _put_latest_of_edited() -> None:
    """Edited words may have come out of order of their ids: put their latest again."""
    statement = """
        SELECT i.id, i.community_id, i.occurred_at, w.text FROM ledger_wording w
        JOIN ledger_interaction i ON i.id = w.interaction_id
        WHERE w.interaction_id IN (SELECT interaction_id FROM ledger_wording GROUP BY 1 HAVING count(*) > 1)
        ORDER BY w.said_at, w.id"""
    with transaction.atomic():
        WORDS.put_many({row[0]: Document(*row) for row in sql.fetch(statement)}.values())
