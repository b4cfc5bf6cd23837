"""Finding interactions by their words, in Russian and English alike on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.kit.search import SearchIndex, place_of
from veche.kit.time import moment
from veche.ledger.models import Interaction

if TYPE_CHECKING:
    from veche.core.models import Community

WORDS = SearchIndex("ledger_search")


def search_words(
    community: Community, query: str, *, limit: int = 50, before: int | None = None
) -> list[int]:
    """Answer the interactions of the community whose words match, newest first.

    All words must be there in any form; "quotes" keep them side by side, -word excludes,
    word* is a beginning. `before` is an interaction already seen: the next page.
    """
    place = None
    if before is not None:
        at = (
            Interaction.objects.filter(community=community, pk=before)
            .values_list("occurred_at", flat=True)
            .first()
        )
        place = place_of(before, moment(at)) if at else None
    return WORDS.find(query, scope=community.pk, limit=limit, before=place)
