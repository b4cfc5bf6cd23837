"""Events as other desks may show them: which there are to choose from, and how one looks now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from veche.events.models import Event
from veche.events.queries.calendars import about_of, listed_events, place_of
from veche.events.queries.cards import card_digest
from veche.events.queries.letters import when_of
from veche.events.queries.links import page_of
from veche.events.queries.planning import event_of
from veche.events.queries.selling import is_expected
from veche.events.terms import EventState
from veche.kit.cards import Card, Coming
from veche.kit.text import number_of
from veche.kit.time import Moment, as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community


def choose_event(community: Community) -> list[tuple[str, str]]:
    """Answer the events that may be shown to anybody, the next first and the past last: one query."""
    found, at = listed_events(community, past_days=60), now()
    coming = [event for event in found if moment(event.ends_at) >= at]
    return [
        (str(event.pk), f"{event.title}, {when_of(moment(event.starts_at), event.time_zone)}")
        for event in [*coming, *reversed([event for event in found if moment(event.ends_at) < at])]
    ]


def event_card(community: Community, key: str, language: str) -> Card | None:
    """Answer an event as it is shown elsewhere, in a reader's language; nothing for one not for all."""
    event = event_of(community, number_of(key) or 0)
    if event is None or not _is_shown(event):
        return None
    page = page_of(event, community)
    picture = f"{page}card.png?language={language}&v={card_digest(event, community, language)}"
    with translation.override(language):
        when = when_of(moment(event.starts_at), event.time_zone)
    return Card(event.title, about_of(event), when, place_of(event), page, picture)


def coming_events(community: Community, first: Moment, last: Moment) -> list[Coming]:
    """Answer the events that begin within a span, the private ones too; no drafts, none called off."""
    span = (as_datetime(first), as_datetime(last))
    found = Event.objects.filter(community=community, cancelled_at=None, starts_at__range=span)
    return [
        Coming(
            str(event.pk), event.title, moment(event.starts_at), event.time_zone,
            event.is_listed and is_expected(event),
        )
        for event in found.exclude(state=EventState.DRAFT).order_by("starts_at", "pk")
    ]  # fmt: skip


def _is_shown(event: Event) -> bool:
    return event.is_listed and event.state != EventState.DRAFT and event.cancelled_at is None
