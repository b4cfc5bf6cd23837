"""The parts of the desk that somebody may open, for the tabs above its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from veche.core.queries import allows
from veche.mailing.terms import KEEP_ADDRESSES, KEEP_NEWSLETTERS, KEEP_SENDERS

if TYPE_CHECKING:
    from veche.core.models import Community

_PARTS = {"looks": KEEP_NEWSLETTERS, "returns": KEEP_ADDRESSES, "senders": KEEP_SENDERS}


def tabs_of(request: HttpRequest, community: Community) -> dict[str, dict[str, bool]]:
    """Answer which tabs of the desk somebody sees, as its template reads them."""
    return {"tabs": {part: allows(request.actor, asked, community) for part, asked in _PARTS.items()}}
