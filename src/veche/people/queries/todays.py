"""What a day asks of people: the names behind ids, and whose birthday is near."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from veche.people.models import Person, Trait
from veche.people.terms import MEMBERS

if TYPE_CHECKING:
    from veche.core.models import Community, Organisation

MOST_BIRTHDAYS = 50
# Birthdays come with their year or without: 1990-05-17, --05-17.
_BIRTHDAY = re.compile(r"(?:(\d{4})-|--)(\d\d-\d\d)$")


class Birthday(NamedTuple):
    """Whose birthday it is, on which day, and how old they become where the year is known."""

    person: Person
    day: date
    age: int | None


def people_named(organisation: Organisation, ids: Iterable[int]) -> dict[int, Person]:
    """Answer the persons of the organisation by their ids; who was merged or is gone is left out."""
    found = Person.objects.filter(organisation=organisation, pk__in=set(ids), merged_into=None)
    return {person.pk: person for person in found}


def birthdays_near(community: Community, first: date, days: int) -> list[Birthday]:
    """Answer the birthdays of the community's members on this day and the next ones, soonest first.

    Who was born on 29 February has it on the 28th in years without one.
    """
    near = _keys_of(first, days)
    any_of_them = reduce(or_, (Q(value__endswith=f"-{key}") for key in near))
    found = (
        Trait.objects.filter(any_of_them, field__organisation=community.organisation_id,
                             field__key="birthday", is_current=True, removed_at=None,
                             person__merged_into=None, person__forgotten_at=None,
                             person__standings__community=community,
                             person__standings__stage__in=[int(stage) for stage in MEMBERS])
        .select_related("person")
        .order_by("person__name", "person_id")[:MOST_BIRTHDAYS]
    )  # fmt: skip
    lines = [birthday for trait in found if (birthday := _birthday(trait, near))]
    return sorted(lines, key=lambda one: one.day)


def _keys_of(first: date, days: int) -> dict[str, date]:
    """Answer the coming days by month and day as birthdays are written."""
    near = {}
    for after in range(days):
        day = first + timedelta(days=after)
        near[day.strftime("%m-%d")] = day
        if (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).month == 3:
            near["02-29"] = day
    return near


def _birthday(trait: Trait, near: dict[str, date]) -> Birthday | None:
    read = _BIRTHDAY.search(trait.value)
    if read is None or read[2] not in near:
        return None
    day = near[read[2]]
    age = day.year - int(read[1]) if read[1] else None
    return Birthday(trait.person, day, age if age is not None and 0 < age < 120 else None)
