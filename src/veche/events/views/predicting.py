"""What is expected of an event, and how well that held before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import queries
from veche.events.queries.predicting import Held
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS
from veche.events.terms.predicting import Outlook
from veche.events.views.finding import found_event
from veche.kit.pages import is_htmx, page, show

MOST_CHARTED = 24


@page(SEE_EVENTS)
def event_expected(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show how many are expected: a page, or its first card as a fragment."""
    found = found_event(community, event)
    expected = queries.expected_of(found)
    here = queries.forecasts_of(community)
    own = next((one for one in here if one.event.pk == found.pk), None)
    data: dict[str, Any] = {
        "event": found, "expected": expected, "own": own,
        "coming": round(expected.coming.seats), "bar": _bar(expected.final),
    }  # fmt: skip
    if is_htmx(request):
        return show(request, "events/predicting/_card.html", **data)
    return show(
        request, "events/predicting/expected_page.html", **data, held=here, chart=_chart(here),
        hits=sum(one.is_hit for one in here), may_plan=allows(request.actor, PLAN_EVENTS, community),
    )  # fmt: skip


def _bar(outlook: Outlook) -> dict[str, int]:
    """Answer where the band lies on a line of a thousand that stands for all seats."""
    part = 1000 / max(1, outlook.seats, outlook.high)
    wide = max(4, round((outlook.high - outlook.low) * part))
    low = min(round(outlook.low * part), 1000 - wide)
    return {"low": low, "wide": wide, "expected": min(996, round(outlook.expected * part))}


def _chart(held: list[Held]) -> dict[str, Any] | None:
    """Answer the wish of a chart: the band of each past event, and how many came; the latest at the right."""
    if len(held) < 2:
        return None
    shown = held[MOST_CHARTED - 1 :: -1] if len(held) > MOST_CHARTED else held[::-1]
    labels = [formats.date_format(timezone.localtime(one.event.starts_at), "j N y") for one in shown]
    band = {
        "name": gettext("Expected"), "low": [one.forecast.low for one in shown],
        "high": [one.forecast.high for one in shown],
    }  # fmt: skip
    series = [{"name": gettext("Came"), "values": [one.came for one in shown]}]
    wish = {"kind": "line", "labels": labels, "series": series, "band": band}
    return {"title": gettext("Expected and came"), "wish": wish, "height": "low"}
