"""Tagging and noting: words a community hangs on people, what it writes of them, who is of its team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean, clean_name, fold
from veche.kit.time import now
from veche.people.actions.laying import lay_belongings_soon
from veche.people.actions.recognising import touch_persons
from veche.people.models import Note, Person, Tag, Tagging, TeamMark
from veche.people.terms import DESCRIBE_PEOPLE

if TYPE_CHECKING:
    from veche.core.models import Community

LONGEST_NOTE = 10_000
_UNNAMED = N_("Write the tag.")
_EMPTY = N_("Write the note.")


def tag_people(persons: Sequence[Person], name: str, *, in_: Community, by: Actor) -> Tag:
    """Hang a tag on people, making it where there is none of that name. May be repeated."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    title = clean_name(name)[:100]
    refuse_if([Reason(_UNNAMED, field="tag")] if not title else [])
    with transaction.atomic():
        tag, _ = Tag.objects.get_or_create(community=in_, folded=fold(title)[:100], defaults={"name": title})
        held = set(Tagging.objects.filter(tag=tag, person__in=persons).values_list("person_id", flat=True))
        Tagging.objects.bulk_create(
            Tagging(tag=tag, person=one, home=one, user_id=by.user_id or 0, author=by.name, made_at=now())
            for one in persons if one.pk not in held
        )  # fmt: skip
        lay_belongings_soon([one.pk for one in persons])
        audit(by, "people.tag_people", in_=in_, on=tag, tag=title, people=[one.pk for one in persons])
    return tag


def untag_people(persons: Sequence[Person], tag: Tag, *, in_: Community, by: Actor) -> None:
    """Take a tag off people; one nobody bears any more goes. May be repeated."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    with transaction.atomic():
        Tagging.objects.filter(tag=tag, person__in=persons).delete()
        lay_belongings_soon([one.pk for one in persons])
        audit(by, "people.untag_people", in_=in_, on=tag, tag=tag.name, people=[one.pk for one in persons])


def write_note(persons: Sequence[Person], text: str, *, in_: Community, by: Actor) -> None:
    """Write a note about one person or the same about several; refuses an empty one."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    whole = _text_in(text)
    with transaction.atomic():
        Note.objects.bulk_create(
            Note(community=in_, person=one, home=one, text=whole, user_id=by.user_id or 0, author=by.name,
                 made_at=now())
            for one in persons
        )  # fmt: skip
        audit(by, "people.write_note", in_=in_, on=persons[0] if len(persons) == 1 else None)


def change_note(note: Note, text: str, *, in_: Community, by: Actor) -> None:
    """Write a note anew; refuses an empty one."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    whole = _text_in(text)
    with transaction.atomic():
        Note.objects.filter(pk=note.pk).update(text=whole, changed_at=now())
        audit(by, "people.change_note", in_=in_, on=note.person)


def remove_note(note: Note, *, in_: Community, by: Actor) -> None:
    """Take a note away; `restore_note` brings it back. May be repeated."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    with transaction.atomic():
        Note.objects.filter(pk=note.pk, removed_at=None).update(removed_at=now())
        audit(by, "people.remove_note", in_=in_, on=note.person)


def restore_note(note: Note, *, in_: Community, by: Actor) -> None:
    """Bring a removed note back. May be repeated."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    with transaction.atomic():
        Note.objects.filter(pk=note.pk).update(removed_at=None)
        audit(by, "people.restore_note", in_=in_, on=note.person)


def mark_team(person: Person, *, is_team: bool, in_: Community, by: Actor) -> None:
    """Say that a person is of the community's own team, or is not: figures count them apart."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    with transaction.atomic():
        marks = TeamMark.objects.filter(person=person, community=in_)
        if is_team and not marks.exists():
            TeamMark.objects.create(
                person=person,
                home=person,
                community=in_,
                user_id=by.user_id or 0,
                author=by.name,
                made_at=now(),
            )
        elif not is_team:
            marks.delete()
        touch_persons({person.pk}, in_=in_, by=SYSTEM)
        audit(by, "people.mark_team", in_=in_, on=person, is_team=is_team)


def _text_in(text: str) -> str:
    whole = clean(text).strip()[:LONGEST_NOTE]
    refuse_if([Reason(_EMPTY, field="text")] if not whole else [])
    return whole
