"""Segments: saving descriptions of people, and following who is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name, fold
from veche.kit.time import as_datetime, now, number_of_day
from veche.people.models import Segment, Spell
from veche.people.queries.segments import (
    known_to,
    question_of,
    segment_of,
    segment_people,
    segments_of,
)
from veche.people.rules.compiling import CIRCULAR
from veche.people.rules.conditions import read_conditions, references
from veche.people.rules.drafting import Drafts, drafts_of, raw_of
from veche.people.terms import KEEP_PEOPLE, SAVE_SEGMENTS
from veche.people.terms.conditions import Slot

if TYPE_CHECKING:
    from veche.core.models import Community

UNNAMED = N_("Give the segment a name.")
NAMED_SO = N_("There is a segment of this name already.")
NAMED_BY = N_("The segments {titles} are made of this one: change them first.")
MOST = 500
TOO_MANY = N_("A community has at most {most} segments.")


def save_segment(
    title: str, drafts: Drafts, *, in_: Community, by: Actor, segment: Segment | None = None
) -> Segment:
    """Keep conditions under a name, anew or in the place of those of `segment`.

    Refuses with every reason at once: no name, a name there is, conditions that cannot be read,
    name what is gone, or lead back to themselves. Changed conditions begin their history anew.
    """
    require(by, SAVE_SEGMENTS, in_=in_)
    name = clean_name(title)[:100]
    pk = segment.pk if segment else 0
    faults = _name_faults(name, pk, in_)
    try:
        known = known_to(in_, [drafts], but=pk)
        _refuse_circle(drafts, pk, in_)
        question_of(in_, read_conditions(drafts, known), known, but=pk)
    except Refusal as refusal:
        faults += refusal.reasons
    refuse_if(faults)
    try:
        with transaction.atomic():
            return _write(segment, name, drafts, in_, by)
    except IntegrityError:
        raise Refusal(Reason(NAMED_SO, field="title")) from None


def _name_faults(name: str, pk: int, community: Community) -> list[Reason]:
    if not name:
        return [Reason(UNNAMED, field="title")]
    others = [one for one in segments_of(community) if one.pk != pk]
    if len(others) >= MOST:
        return [Reason(TOO_MANY, values={"most": MOST})]
    return [Reason(NAMED_SO, field="title")] if any(one.folded == fold(name)[:100] for one in others) else []


def _refuse_circle(drafts: Drafts, pk: int, community: Community) -> None:
    """Refuse conditions that lead back to the segment they are of."""
    if not pk:
        return
    others = {one.pk: one for one in segments_of(community)}
    waiting: list[tuple[int, tuple[int, ...]]] = [(each, (pk,)) for each in references(drafts, Slot.SEGMENT)]
    seen: set[int] = set()
    while waiting:
        one, way = waiting.pop()
        if one == pk:
            chain = " → ".join(others[each].title for each in (*way, one) if each in others)
            raise Refusal(Reason(CIRCULAR, values={"chain": chain}))
        if one in others and one not in seen:
            seen.add(one)
            inner = references(drafts_of(others[one].conditions), Slot.SEGMENT)
            waiting += [(each, (*way, one)) for each in inner]


def _write(segment: Segment | None, name: str, drafts: Drafts, in_: Community, by: Actor) -> Segment:
    raw, moment = raw_of(drafts), now()
    if segment is None:
        segment = Segment(
            community=in_, made_at=moment, changed_at=moment, user_id=by.user_id, author=by.name
        )
    elif segment.conditions != raw:
        segment.changed_at = as_datetime(moment)
        segment.followed_at = None  # type: ignore[assignment]
        Spell.objects.filter(segment=segment).delete()
    segment.title, segment.folded, segment.conditions = name, fold(name)[:100], raw
    segment.save()
    audit(by, "people.save_segment", in_=in_, on=segment, title=name)
    enqueue("people.jobs.follow_segment", key=str(segment.pk), community=in_.pk, segment=segment.pk)
    return segment


def remove_segment(segment: Segment, *, in_: Community, by: Actor) -> None:
    """Take a segment away; `restore_segment` brings it back. Refused while others are made of it."""
    require(by, SAVE_SEGMENTS, in_=in_)
    using = [
        one.title for one in segments_of(in_)
        if one.pk != segment.pk and segment.pk in references(drafts_of(one.conditions), Slot.SEGMENT)
    ]  # fmt: skip
    titles = ", ".join(using)
    refuse_if([Reason(NAMED_BY, values={"titles": titles})] if using else [])
    with transaction.atomic():
        Segment.objects.filter(pk=segment.pk, removed_at=None).update(removed_at=now())
        audit(by, "people.remove_segment", in_=in_, on=segment, title=segment.title)


def restore_segment(segment: Segment, *, in_: Community, by: Actor) -> None:
    """Bring a removed segment back; refused where another has its name by now. May be repeated."""
    require(by, SAVE_SEGMENTS, in_=in_)
    refuse_if(_name_faults(segment.title, segment.pk, in_))
    with transaction.atomic():
        Segment.objects.filter(pk=segment.pk).update(removed_at=None)
        audit(by, "people.restore_segment", in_=in_, on=segment, title=segment.title)


def follow_segment(pk: int, *, in_: Community, by: Actor) -> None:
    """Note who entered a segment and who left it since the last look, and its size today.

    May be repeated. A segment that names what is gone is passed over: its page says so.
    """
    require(by, KEEP_PEOPLE, in_=in_)
    segment = segment_of(in_, pk)
    if segment is None:
        return
    try:
        people = set(segment_people(segment))
    except Refusal:
        return
    with transaction.atomic():
        sql.lock("people.follow", pk)
        same = Segment.objects.filter(pk=pk, changed_at=segment.changed_at, removed_at=None)
        if not same.exists():
            return
        _move_merged(pk)
        _note_spells(segment, people)
        sql.execute(
            "INSERT INTO people_size (segment_id, day, people) VALUES (%s, %s, %s) "
            "ON CONFLICT (segment_id, day) DO UPDATE SET people = excluded.people",
            (pk, number_of_day(now(), in_.time_zone), len(people)),
        )


def _move_merged(pk: int) -> None:
    """Have the spells of persons that were merged be those of who they are now: nobody left by it."""
    here = Spell.objects.filter(segment=pk, left_at=None)
    held = set(here.values_list("person_id", flat=True))
    for spell in here.exclude(person__merged_into=None).select_related("person"):
        root = spell.person.merged_into_id
        if root is None or root in held:
            spell.delete()
        else:
            Spell.objects.filter(pk=spell.pk).update(person=root)
            held.add(root)


def _note_spells(segment: Segment, people: set[int]) -> None:
    moment = now()
    held = set(Spell.objects.filter(segment=segment, left_at=None).values_list("person_id", flat=True))
    gone = sorted(held - people)
    sql.execute(
        "UPDATE people_spell SET left_at = %s WHERE segment_id = %s AND left_at IS NULL "
        f"AND {sql.any_of('person_id')}",
        (moment, segment.pk, sql.listed(gone)),
    )
    # At the first look everybody is in it from the start.
    entered = None if segment.followed_at is None else moment
    rows = [(segment.pk, person, entered) for person in sorted(_existing(people - held))]
    sql.insert_rows("people_spell", ("segment_id", "person_id", "entered_at"), rows)
    Segment.objects.filter(pk=segment.pk).update(followed_at=moment)


def _existing(persons: set[int]) -> set[int]:
    """Answer those that are there: what was laid for figures may be older than the last split."""
    found = sql.fetch(f"SELECT id FROM people_person WHERE {sql.any_of('id')}", (sql.listed(persons),))
    return {pk for (pk,) in found}
