"""Nudges: who joined lately and has not said a word, and to whom somebody of the team wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from veche.insights.models import Nudge
from veche.insights.queries.todays import NEWCOMER_DAYS, STAGES, STAY
from veche.insights.rules.todays import FIRST_DAYS
from veche.insights.terms import Day, Listed, Silent

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.insights.queries.figures import Figures

# Whose week is not over stand first, those with the fewest days left before the others; then the latest.
_SILENT = f"""
    WITH {STAGES}
    SELECT person, joined_day, channel, count(*) OVER () AS whole FROM people
    WHERE joined_day BETWEEN $since AND $day AND first_word_day < 0 AND stage IN ({STAY})
    ORDER BY CASE WHEN joined_day >= $day - {FIRST_DAYS} THEN 0 ELSE 1 END,
             CASE WHEN joined_day >= $day - {FIRST_DAYS} THEN joined_day ELSE -joined_day END, person
    LIMIT $size OFFSET $skipped"""


def silent_people(figures: Figures, day: Day, *, page: int = 1, size: int) -> Listed:
    """Answer a page of who joined in the last 30 days and has not said a word, and how many there are.

    A page behind the last is as if the first was asked for.
    """
    values: dict[str, object] = {
        "day": day,
        "since": day - NEWCOMER_DAYS,
        "size": size,
        "skipped": (page - 1) * size,
    }
    rows = figures.ask_about(_SILENT, values)
    if not rows and page > 1:
        return silent_people(figures, day, size=size)
    return Listed(tuple(Silent(*row[:3]) for row in rows), int(rows[0][3]) if rows else 0)


def nudges_of(community: Community, people: Iterable[int]) -> dict[int, Nudge]:
    """Answer which of the people somebody wrote to, by the person who is behind the handle now."""
    found = Nudge.objects.filter(
        community=community, removed_at=None, identity__attachment__person__in=list(people)
    ).select_related("identity__attachment")
    return {one.identity.attachment.person_id: one for one in found.order_by("made_at")}
