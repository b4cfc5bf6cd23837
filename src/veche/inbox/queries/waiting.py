"""What waits: counts for other pages and letters, and whose letters are due."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from veche.inbox.models import Digest
from veche.inbox.queries.listing import MOST_COUNTED, Row, row_of, told
from veche.inbox.terms import State
from veche.kit import sql
from veche.kit.time import as_datetime, now, number_of_day

if TYPE_CHECKING:
    from veche.core.models import Community


class Waiting(NamedTuple):
    """How many conversations want an answer, are overdue, are one's own; each up to a bound."""

    whole: int = 0
    overdue: int = 0
    mine: int = 0


def waiting_in(community: Community, user: int | None) -> Waiting:
    """Answer how many conversations wait in a community and of those a user's own: one query."""
    still = "community_id = %s AND state = %s AND merged_into_id IS NULL"
    wishes = (still, f"{still} AND due_at < %s", f"{still} AND assigned_id = %s")
    pieces = ", ".join(
        f"(SELECT count(*) FROM (SELECT 1 FROM inbox_conversation WHERE {where} LIMIT {MOST_COUNTED + 1}) q)"
        for where in wishes
    )
    open_ones = (community.pk, State.OPEN.value)
    bound = (*open_ones, *open_ones, now(), *open_ones, user or 0)
    return Waiting(*sql.fetch(f"SELECT {pieces}", bound)[0])


def capped(count: int) -> str:
    """Answer a count as it is shown: «99+»."""
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def news_since(community: Community, interaction: int) -> tuple[Row, int] | None:
    """Answer the unread conversation of the latest words after an interaction, and how many there are.

    Of interactions a later number was heard later, whenever it was said.
    """
    fresh = told(community).filter(
        state=State.OPEN, merged_into=None, is_unread=True, last_interaction__gt=interaction
    )
    latest = fresh.order_by("-last_interaction").first()
    if latest is None:
        return None
    return row_of(latest), fresh.order_by()[: MOST_COUNTED + 1].count()


def digest_of_user(community: Community, user: int | None) -> Digest | None:
    """Answer when somebody gets letters of what waits, if they want any."""
    return Digest.objects.filter(community=community, user=user or 0).first()


def digests_due() -> list[Digest]:
    """Answer the letters whose hour has come today by their community's clock."""
    found = Digest.objects.filter(community__closed_at=None, user__is_active=True)
    return [one for one in found.select_related("community__organisation", "user") if is_due(one)]


def is_due(digest: Digest) -> bool:
    """Tell whether a letter's day and hour have come, and nothing was sent for the day."""
    zone = digest.community.time_zone
    here = as_datetime(now(), zone)
    is_today = here.weekday() in digest.days and here.hour >= digest.hour
    return is_today and digest.sent_day < number_of_day(now(), zone)
