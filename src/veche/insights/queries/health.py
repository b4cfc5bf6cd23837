"""Health: the signs of a community month by month, and the norms it set itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from veche.insights.measures import MEASURES
from veche.insights.models import OwnNorm
from veche.insights.rules.health import (
    MONTHS,
    back_of,
    directly,
    left_of,
    lost_of,
    shared,
    year_of,
)
from veche.insights.rules.periods import bucket_of, bucket_start
from veche.insights.rules.signs import SIGNS
from veche.insights.terms import Asked, Grain, Period, Rows, Vital

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.insights.queries.figures import Figures


def norms_of(community: Community) -> dict[str, OwnNorm]:
    """Answer the norms that the community set itself, by the sign."""
    return {one.sign: one for one in OwnNorm.objects.filter(community=community, removed_at=None)}


def norm_of(community: Community, pk: int) -> OwnNorm | None:
    """Answer a norm of the community, also one that holds no longer."""
    return OwnNorm.objects.filter(community=community, pk=pk).first()


def vitals_of(figures: Figures, asked: Asked, month: int) -> dict[str, list[Vital]]:
    """Answer every sign in a month and the eleven before it, the oldest first."""
    year = year_of(month)
    months = range(month - MONTHS + 1, month + 1)
    span = figures.span
    first = bucket_of(span.first, Grain.MONTH) if span else month + 1

    def rows(key: str, period: Period = year) -> Rows:
        wish = replace(asked, period=period, grain=Grain.MONTH, compared=False)
        return figures.rows(MEASURES[key], wish, period, Grain.MONTH)

    earlier = Period(bucket_start(months[0] - 1, Grain.MONTH), year.last)
    found: Mapping[str, Mapping[int, Vital]] = {
        "first_word": directly(rows("first_word"), 0, 1),
        "back": back_of(rows("retention_months", earlier), months),
        "stickiness": directly(rows("stickiness"), 0, 2),
        "lost": lost_of(rows("audience"), months),
        "left": left_of(rows("growth"), rows("members"), months),
        "answer_time": directly(rows("answer_time"), 0, 4),
        "unanswered": shared(rows("unanswered"), 0, 1),
        "concentration": directly(rows("concentration"), 0, 2),
    }
    return {
        key: [found[key].get(one, Vital()) if one >= first else Vital() for one in months] for key in SIGNS
    }
