"""Vanishing: what was deleted in its channel neither asks nor answers in a conversation any more."""

from __future__ import annotations

from collections.abc import Iterable

from veche.inbox.models import Item
from veche.kit import sql
from veche.kit.time import as_datetime


def mark_gone(ids: Iterable[int]) -> set[int]:
    """Write into messages whether they are gone outside; answers which conversations changed.

    May be repeated. Call it while the channels are held, so that none is gathered meanwhile.
    """
    wanted = list(ids)
    if not wanted:
        return set()
    touched = set()
    statement = (
        "SELECT i.id, i.conversation_id, m.at FROM inbox_item i "
        "LEFT JOIN ledger_removal m ON m.interaction_id = i.interaction_id AND m.back_at IS NULL "
        f"WHERE {sql.any_of('i.interaction_id')} AND coalesce(i.gone_at, 0) <> coalesce(m.at, 0)"
    )
    for pk, conversation, at in sql.fetch(statement, (sql.listed(wanted),)):
        Item.objects.filter(pk=pk).update(gone_at=None if at is None else as_datetime(at))
        touched.add(conversation)
    return touched
