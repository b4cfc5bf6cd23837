"""What stands at the places of a letter for each of its readers: a flat dictionary of strings a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.utils import translation

from veche.kit import sql
from veche.mailing.rules.calling import names_within
from veche.mailing.rules.filling import filled_line
from veche.mailing.terms.placing import EVENT_NAMES, FEMALE, FIELD, MALE, SEX
from veche.people.models import Trait
from veche.people.queries import given_names

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.mailing.models import Letter

Values = dict[str, str]
# What needs no look at fields.
NAMED = frozenset(
    ("name", "first_name", "last_name", "email", "date", "community", "newsletter", *EVENT_NAMES)
)
_SEXES = {"male": MALE, "female": FEMALE}


def shared_values(letter: Letter) -> Values:
    """Answer what stands at the places of a letter for everybody alike."""
    return {"community": letter.community.name, "newsletter": letter.newsletter.title}


def preheader_shown(letter: Letter) -> str:
    """Answer a letter's preheader as somebody gets it of whom nothing is known."""
    return filled_line(letter.preheader, shared_values(letter))


def subject_shown(letter: Letter) -> str:
    """Answer a letter's subject as somebody gets it of whom nothing is known."""
    return filled_line(letter.subject, shared_values(letter))


def values_of_people(
    community: Community, persons: Iterable[int], names: Collection[str] | None = None
) -> dict[int, Values]:
    """Answer the values of each person of the community's organisation: names, city, sex, fields.

    Two queries for any number; of fields only those that are on and need no consent of their own. Where
    `names` says that only a name is asked for, fields are not looked at.
    """
    wanted = sql.listed(sorted(set(persons)))
    found = sql.fetch(
        "SELECT id, name FROM people_person WHERE organisation_id = %s AND forgotten_at IS NULL "
        f"AND {sql.any_of('id')}",
        (community.organisation_id, wanted),
    )
    values = {pk: _names(name) for pk, name in found}
    if names is not None and NAMED.issuperset(names):
        return values
    traits = Trait.objects.filter(
        person__in=list(values), is_current=True, field__purpose="", field__is_on=True, field__removed_at=None
    )
    shown = traits.order_by("pk").values_list("person_id", "field__key", "field__choices", "value")
    with translation.override(community.language):
        for person, key, choices, value in shown:
            _take(values[person], key, dict(choices or ()).get(value, value), value)
    return values


def _names(name: str) -> Values:
    first, last = names_within(name, given_names())
    return {"name": name if first or last else "", "first_name": first, "last_name": last}


def _take(values: Values, key: str, shown: str, value: str) -> None:
    if key == SEX:
        values[SEX] = _SEXES.get(value, "")
    elif key == "city":
        values.setdefault("city", shown)
    before = values.get(FIELD + key)
    values[FIELD + key] = f"{before}, {shown}" if before else shown
