"""Following: segments as their pages tell them: in words, how many, who came and who went."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from veche.kit import sql
from veche.kit.terms import Reason, Refusal
from veche.kit.time import DAY, moment, now, number_of_day
from veche.people.models import Person, Segment, Size, Spell, Standing
from veche.people.queries.segments import Found, found_by, known_to, question_of, segments_of
from veche.people.queries.sentences import sentence_of
from veche.people.rules.compiling import Question
from veche.people.rules.conditions import check_conditions, references
from veche.people.rules.drafting import drafts_of
from veche.people.terms.conditions import Known, Slot

if TYPE_CHECKING:
    from veche.core.models import Community

LATELY, FEW, MOST_PASSAGES = 30, 20, 2_000


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A segment in the list: in words, or why it cannot be read; its size and how it changed."""

    segment: Segment
    sentence: str = ""
    faults: list[Reason] = field(default_factory=list)
    size: int | None = None
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody who entered a segment or left it, and when."""

    person: Person
    at: datetime


@dataclass(slots=True)
class SegmentTold:
    """A segment at large."""

    sentence: str = ""
    faults: list[Reason] = field(default_factory=list)
    found: Found | None = None
    people: list[Standing] = field(default_factory=list)
    entered: list[Passage] = field(default_factory=list)
    left: list[Passage] = field(default_factory=list)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    uses: list[Segment] = field(default_factory=list)


def segments_told(community: Community) -> list[SegmentLine]:
    """Answer the community's segments by name, each in words with its last size: eight queries."""
    segments = segments_of(community)
    known = known_to(community, [drafts_of(one.conditions) for one in segments])
    sizes = _sizes_of(community)
    return [_line(one, known, sizes.get(one.pk, {}), community) for one in segments]


def _line(segment: Segment, known: Known, sizes: dict[int, int], community: Community) -> SegmentLine:
    group, faults = check_conditions(drafts_of(segment.conditions), known)
    size = sizes[max(sizes)] if sizes else None
    start = number_of_day(now(), community.time_zone) - LATELY
    past = [day for day in sizes if day <= start]
    change = size - sizes[max(past)] if past and size is not None else None
    return SegmentLine(segment, "" if faults else sentence_of(group, known), faults, size, change)


def _sizes_of(community: Community) -> dict[int, dict[int, int]]:
    """Answer each segment's size by day: the last, and the last before the latest month."""
    start = number_of_day(now(), community.time_zone) - LATELY
    rows = sql.fetch(
        "SELECT z.segment_id, z.day, z.people FROM people_size z JOIN ("
        "SELECT segment_id, max(day) AS last, max(CASE WHEN day <= %s THEN day END) AS past "
        "FROM people_size JOIN people_segment ON people_segment.id = segment_id WHERE community_id = %s "
        "GROUP BY segment_id) m ON m.segment_id = z.segment_id AND (z.day = m.last OR z.day = m.past)",
        (start, community.pk),
    )
    found: dict[int, dict[int, int]] = {}
    for segment, day, people in rows:
        found.setdefault(segment, {})[day] = people
    return found


def segment_told(segment: Segment) -> SegmentTold:
    """Answer a segment at large; one that names what is gone is told without people, with the reasons."""
    community, told = segment.community, SegmentTold()
    drafts = drafts_of(segment.conditions)
    known = known_to(community, [drafts], but=segment.pk)
    group, told.faults = check_conditions(drafts, known)
    if not told.faults:
        told.sentence = sentence_of(group, known)
        try:
            told.found, told.people = found_told(
                community, question_of(community, group, known, but=segment.pk)
            )
        except Refusal as refusal:
            told.faults = list(refusal.reasons)
    told.sizes = list(Size.objects.filter(segment=segment).order_by("day").values_list("day", "people"))
    told.entered, told.left = _passages(segment)
    told.uses = [
        one for one in segments_of(community)
        if segment.pk in references(drafts_of(one.conditions), Slot.SEGMENT)
    ]  # fmt: skip
    return told


def _passages(segment: Segment) -> tuple[list[Passage], list[Passage]]:
    """Answer who entered and who left lately, the latest first."""
    since = now() - LATELY * DAY
    lately = Q(entered_at__gte=since) | Q(left_at__gte=since)
    shown = Q(person__merged_into=None, person__forgotten_at=None)
    some = Spell.objects.filter(lately, shown, segment=segment).select_related("person")
    spells = list(some.order_by("-pk")[:MOST_PASSAGES])
    both = []
    for column in ("entered_at", "left_at"):
        moved = [(getattr(one, column), one.person) for one in spells if getattr(one, column) is not None]
        recent = sorted(
            (one for one in moved if moment(one[0]) >= since), key=lambda one: one[0], reverse=True
        )
        both.append([Passage(person, at) for at, person in recent[:FEW]])
    return both[0], both[1]


def found_told(community: Community, question: Question) -> tuple[Found, list[Standing]]:
    """Answer whom a question finds: how many, and where the first of them stand."""
    found = found_by(community, question)
    standings = Standing.objects.filter(community=community, person__in=found.examples)
    by_person = {one.person_id: one for one in standings.select_related("person")}
    return found, [by_person[pk] for pk in found.examples if pk in by_person]
