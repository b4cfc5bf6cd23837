"""Answers given before: what was said of a source once need not be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.channels.models import Answered

if TYPE_CHECKING:
    from veche.core.models import Community


def remembered_answers(community: Community, connector: str, source: str) -> dict[str, str]:
    """Answer what was said of this very source the last time."""
    if not source:
        return {}
    found = Answered.objects.filter(community=community, connector=connector, source=source)
    return dict(found.values_list("key", "value"))
