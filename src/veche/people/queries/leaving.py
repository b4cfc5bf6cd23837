"""What leaves the house in files: everything done in a community, one fact after another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from veche.kit import sql
from veche.kit.time import as_datetime
from veche.ledger.terms import KINDS

if TYPE_CHECKING:
    from veche.core.models import Community

STEP = 2_000
DEED_COLUMNS = (
    "id", "at", "kind", "channel", "network", "person", "handle_kind", "handle", "name", "words", "thread",
    "reply_to", "external_id", "amount", "currency",
)  # fmt: skip
_DEEDS = """
SELECT i.id, i.occurred_at, i.kind, c.title, c.network, a.person_id, d.kind, d.value, d.name,
  (SELECT w.text FROM ledger_wording w WHERE w.interaction_id = i.id ORDER BY w.said_at DESC, w.id DESC LIMIT 1),
  i.thread, i.reply_to, i.external_id, i.amount, i.currency
FROM ledger_interaction i
JOIN ledger_channel c ON c.id = i.channel_id
JOIN ledger_identity d ON d.id = i.identity_id
LEFT JOIN people_attachment a ON a.identity_id = i.identity_id
WHERE i.community_id = %s AND i.id > %s ORDER BY i.id LIMIT %s
"""  # noqa: E501 - SQL


def count_deeds(community: Community) -> int:
    """Answer how many facts of the community the ledger holds."""
    found = sql.fetch("SELECT count(*) FROM ledger_interaction WHERE community_id = %s", (community.pk,))
    return int(found[0][0])


def deeds_all(community: Community) -> Iterator[list[Any]]:
    """Answer every fact of the community in the order of its recording, as `DEED_COLUMNS`, in steps.

    Moments are ISO 8601 in UTC; amounts are minor units; words are the latest.
    """
    after = 0
    while rows := sql.fetch(_DEEDS, (community.pk, after, STEP)):
        for pk, at, kind, *rest in rows:
            yield [pk, as_datetime(at).isoformat(timespec="milliseconds"), KINDS[kind].word, *rest]
        after = int(rows[-1][0])
        if len(rows) < STEP:
            return
