"""Indexing: the search index follows the words."""

from veche.kit import sql
from veche.kit.search import Document
from veche.ledger.queries.searching import WORDS

STEP = 2_000


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
        WORDS.put_many(latest.values())
        count += len(latest)
    return count
