"""Who comes into a sequence: by facts the ledger recorded, by dates, by stages, by segments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from veche.kit import sql
from veche.kit.text import fold
from veche.kit.time import DAY, HOUR, Moment, day_of, moment, now, start_of
from veche.ledger.terms import Nature
from veche.mailing.models import Sequence, Walk
from veche.mailing.queries.sequences.coming import near_events
from veche.mailing.queries.timing import zones_of
from veche.mailing.rules.sequencing import occasions, turn_of_event
from veche.mailing.terms.sequencing import HEARD, OF_EVENTS, Again, Entry, Start
from veche.people.models import Standing, Trait
from veche.people.queries import segment_people

# Facts of the last day stand among so many of the newest.
RECENT = 20_000
# 1990-05-17, --05-17.
_DATE = re.compile(r"(?:\d{4}|-)-(\d\d-\d\d)")


def heard(sequence: Sequence, first: int, last: int) -> list[Entry]:
    """Answer who comes in by the facts of a span; what happened before it listened brings nobody."""
    since = moment(sequence.listens_since) if sequence.listens_since else now()
    return _by_facts(sequence, "i.id BETWEEN %s AND %s AND i.occurred_at >= %s", (first, last, since))


def unknown_in(sequence: Sequence, first: int, last: int) -> bool:
    """Tell whether somebody in a span of facts is no person yet, who will be one."""
    kind = HEARD[Start(sequence.start)]
    return bool(
        sql.fetch(
            "SELECT 1 FROM ledger_interaction i JOIN ledger_identity n ON n.id = i.identity_id "
            "LEFT JOIN people_attachment a ON a.identity_id = i.identity_id WHERE i.id BETWEEN %s AND %s "
            "AND i.community_id = %s AND i.kind = %s AND a.person_id IS NULL AND n.nature = %s LIMIT 1",
            (first, last, sequence.community_id, kind.number, int(Nature.PERSON)),
        )
    )


def found(sequence: Sequence, at: Moment) -> list[Entry]:
    """Answer who comes in now by a date, a stage or a segment."""
    since = max(moment(sequence.listens_since or sequence.made_at), at - sequence.late_days * DAY)
    match Start(sequence.start):
        case Start.DATE:
            return _by_date(sequence, Moment(since), at)
        case Start.AHEAD | Start.NEAR:
            return near_events(sequence, at)
        case Start.STAGE:
            return _by_stage(sequence, since, at)
        case Start.SEGMENT if sequence.segment is not None and sequence.segment.removed_at is None:
            return [Entry(person, at) for person in segment_people(sequence.segment)]
    return []


def would_enter(sequence: Sequence, at: Moment) -> list[int]:
    """Answer the persons who would come in within a day, by the day that ends now; who walked is left out."""
    start = Start(sequence.start)
    if start in HEARD:
        recent = "i.id > (SELECT max(id) FROM ledger_interaction) - %s AND i.occurred_at >= %s"
        entries = _by_facts(sequence, recent, (RECENT, at - DAY))
    elif start is Start.STAGE and not sequence.takes_present:
        entries = _by_stage(sequence, at - DAY, at)
    elif start is Start.DATE:
        entries = _by_date(sequence, start_of(day_of(at, sequence.community.time_zone),
                                              sequence.community.time_zone), at)  # fmt: skip
    else:
        entries = found(sequence, at)
    persons = {entry.person for entry in entries}
    if sequence.again == Again.EACH:
        turns = set(Walk.objects.filter(sequence=sequence).values_list("person_id", "turn"))
        return sorted({one.person for one in entries if (one.person, one.turn) not in turns})
    began = at - (300 * DAY if sequence.again == "yearly" else sequence.pause * DAY)
    walked = Walk.objects.filter(sequence=sequence)
    if sequence.again != "once":
        walked = walked.filter(began_at__gte=began)
    return sorted(persons - set(walked.values_list("person_id", flat=True)))


def present_in(sequence: Sequence) -> list[int]:
    """Answer who fits a segment now and is not meant, because they did before the sequence began."""
    if sequence.start != Start.SEGMENT or sequence.takes_present or sequence.segment is None:
        return []
    return segment_people(sequence.segment)


def _by_facts(sequence: Sequence, where: str, values: Iterable[object]) -> list[Entry]:
    start = Start(sequence.start)
    rows = sql.fetch(
        "SELECT a.person_id, i.occurred_at, i.id, s.kind, s.key, s.title FROM ledger_interaction i "
        "JOIN people_attachment a ON a.identity_id = i.identity_id "
        f"LEFT JOIN ledger_subject s ON s.id = i.subject_id WHERE {where} "
        "AND i.community_id = %s AND i.kind = %s ORDER BY i.occurred_at, i.id",
        (*values, sequence.community_id, HEARD[start].number),
    )
    wanted, own = fold(sequence.words), str(sequence.newsletter_id)
    entries = []
    for person, at, fact, kind, key, title in rows:
        if start is Start.SUBSCRIBED and (kind, key) != ("newsletter", own):
            continue
        if start in OF_EVENTS and (kind != "event" or wanted not in fold(title or "")):
            continue
        turn = turn_of_event(key) if sequence.again == Again.EACH else None
        entries.append(Entry(person, Moment(at), fact, turn))
    return entries


def _by_date(sequence: Sequence, since: Moment, at: Moment) -> list[Entry]:
    """Answer for whom it begins on a day of the span, by a date of theirs, as soon as it is there."""
    home, day = sequence.community.time_zone, timedelta(1)
    near = occasions(day_of(since, home) - day, day_of(at, home) + day, sequence.lead_days)
    of_people = Trait.objects.filter(
        reduce(or_, (Q(value__endswith=f"-{key}") for key in near)), is_current=True, removed_at=None,
        field__organisation=sequence.community.organisation_id, field__key=sequence.field,
        field__purpose="", person__merged_into=None, person__forgotten_at=None,
        person__standings__community=sequence.community_id,
    )  # fmt: skip
    found = {
        person: near[read[1]]
        for person, value in of_people.values_list("person_id", "value")
        if (read := _DATE.fullmatch(value)) and read[1] in near
    }
    zones = zones_of(sequence.community, list(found)) if found else {}
    entries = []
    for person, (begin, year) in found.items():
        zone = zones.get(person, home)
        begins = start_of(begin, zone)
        if start_of(day_of(since, zone), zone) <= begins <= at:
            entries.append(Entry(person, begins, turn=year))
    return entries


def _by_stage(sequence: Sequence, since: int, at: Moment) -> list[Entry]:
    there = Standing.objects.filter(
        community=sequence.community_id, stage=sequence.stage or 0, is_team=False, person__merged_into=None
    )  # fmt: skip
    if not sequence.takes_present:
        # Stages are told by days: whoever came there on the day of the start may be meant.
        there = there.filter(since__gte=since - HOUR)
    return [Entry(person, at) for person in there.values_list("person_id", flat=True)]
