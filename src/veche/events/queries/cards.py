"""Asking for the picture beside a link to an event: drawn once for each wording, then read from disk."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.utils import translation

from veche.events.models import Event
from veche.events.queries.calendars import place_of
from veche.events.queries.letters import when_of
from veche.events.rules.cards import draw_card
from veche.events.rules.links import facts_digest
from veche.kit.time import moment

if TYPE_CHECKING:
    from veche.core.models import Community

_DIST = Path(__file__).resolve().parents[2] / "kit/static/kit/dist"
# What is drawn otherwise gets another number, so that old pictures are not shown.
_DRAWN = 1


def card_digest(event: Event, community: Community, language: str) -> str:
    """Answer what a picture is called: another one as soon as anything on it is another."""
    return facts_digest(_DRAWN, community.accent, *_texts(event, community, language))


def card_of(event: Event, community: Community, language: str) -> bytes:
    """Answer the picture as a PNG."""
    path = Path(settings.FILES) / "events/cards" / f"{card_digest(event, community, language)}.png"
    if path.exists():
        return path.read_bytes()
    title, *lines = _texts(event, community, language)
    drawn = draw_card(title, [line for line in lines if line], accent=community.accent, fonts=_fonts())
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{uuid4().hex}.new")
    new.write_bytes(drawn)
    os.replace(new, path)
    return drawn


def _texts(event: Event, community: Community, language: str) -> tuple[str, str, str, str]:
    with translation.override(language):
        when = when_of(moment(event.starts_at), event.time_zone)
    return event.title, when, place_of(event), community.name


@cache
def _fonts() -> tuple[bytes, bytes]:
    names = json.loads((_DIST / "manifest.json").read_text())
    plain, bold = ((_DIST / names[name]).read_bytes() for name in ("report.ttf", "report-bold.ttf"))
    return plain, bold
