"""Timelines: one line through all channels of what somebody did, a page at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from veche.kit.time import Moment, moment, start_of
from veche.ledger.queries import Line, lines_of
from veche.ledger.terms import KIND_WORDS, Kind
from veche.people.models import Attachment, Person
from veche.people.rules.showing import source_link

if TYPE_CHECKING:
    from veche.core.models import Community

PAGE = 30
_PLACE = re.compile(r"(\d{1,15})-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class TimelineWish:
    """What of a timeline somebody wants to see; `before` is where the page before ended."""

    kind: Kind | None = None
    channel: int = 0
    first: date | None = None
    last: date | None = None
    before: tuple[int, int] | None = None

    @property
    def is_filtered(self) -> bool:
        """Tell whether it leaves anything out."""
        return bool(self.kind or self.channel or self.first or self.last)


@dataclass(slots=True)
class Entry:
    """A line of the timeline, the day it begins where it is that day's first, its source outside."""

    line: Line
    day: date | None = None
    source: str = ""
    # Who said what was answered, where we know them.
    answered: Person | None = None


@dataclass(slots=True)
class TimelinePage:
    """Lines newest first, and where the next page begins; empty when this is the last."""

    entries: list[Entry] = field(default_factory=list)
    further: str = ""


def read_place(text: str) -> tuple[int, int] | None:
    """Answer the place of a page as its address names it, or nothing for anything else."""
    found = _PLACE.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def kind_named(word: str) -> Kind | None:
    """Answer the kind of this word, or nothing."""
    return KIND_WORDS.get(word)


def timeline_of(community: Community, identities: list[int], wish: TimelineWish) -> TimelinePage:
    """Answer a page of what the identities did in the community: four queries, whatever they did."""
    zone = community.time_zone
    end = start_of(wish.last + timedelta(days=1), zone) if wish.last else None
    before, before_id = wish.before or (None, None)
    if end is not None and (before is None or end < before):
        before, before_id = end, None
    lines = lines_of(
        community, identities, kinds=[wish.kind.number] if wish.kind else [],
        channels=[wish.channel] if wish.channel else [],
        after=start_of(wish.first, zone) if wish.first else None,
        before=None if before is None else Moment(before), before_id=before_id, limit=PAGE + 1,
    )  # fmt: skip
    page = TimelinePage(_entries(lines[:PAGE]))
    if len(lines) > PAGE:
        last = lines[PAGE - 1]
        page.further = f"{moment(last.at)}-{last.interaction.pk}"
    return page


def _entries(lines: list[Line]) -> list[Entry]:
    known = persons_behind({line.parent.interaction.identity_id for line in lines if line.parent})
    entries, day = [], None
    for line in lines:
        entry = Entry(line, source=_source(line))
        today = timezone.localtime(line.at).date()
        if today != day:
            entry.day = day = today
        if line.parent:
            entry.answered = known.get(line.parent.interaction.identity_id)
        entries.append(entry)
    return entries


def _source(line: Line) -> str:
    item = line.interaction
    return source_link(item.channel.network, item.channel.key, item.external_id)


def persons_behind(identities: set[int]) -> dict[int, Person]:
    """Answer the persons behind identities, by identity; a bot or a place has none."""
    found = Attachment.objects.filter(pk__in=identities).select_related("person") if identities else []
    return {one.pk: one.person for one in found}
