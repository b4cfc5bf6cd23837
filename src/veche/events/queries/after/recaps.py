"""What a recap of an event is drafted of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from veche.events.models import Event
from veche.events.queries.after.heads import came_of, newcomers_of
from veche.events.queries.album import album_of, album_page_of, picture_of, shown_photos
from veche.events.queries.calendars import place_of
from veche.events.queries.feedback import best_words, tally_now
from veche.events.queries.letters import when_of
from veche.events.rules.recap import Facts, draft_recap
from veche.events.terms.after import Access
from veche.kit.time import moment

if TYPE_CHECKING:
    from veche.core.models import Community


def recap_of(event: Event, community: Community, language: str) -> str:
    """Answer a draft of an event's recap as Markdown: seven queries.

    Photos are in it only where the album is public: what is written from it is for everybody.
    """
    persons, newcomers = newcomers_of([event], community)[event.pk]
    tally, album = tally_now(event), album_of(event)
    is_public = album.access == Access.PUBLIC
    photos = shown_photos(event)[:6] if is_public else []
    with translation.override(language):
        when = when_of(moment(event.starts_at), event.time_zone)
    return draft_recap(
        Facts(
            event.title, when, place_of(event), community.name, came_of([event])[event.pk].came,
            len(persons), len(newcomers), tally.mean, tally.answered, best_words(event),
            [(picture_of(event, community, photo), photo.caption) for photo in photos],
            album_page_of(event, community) if photos else "",
        ),
        language,
    )  # fmt: skip
