"""Traits: what we know of people, one value at a time; what a colleague writes wins over files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import fold
from veche.kit.time import moment, now
from veche.people.actions.fields import kept_field
from veche.people.actions.laying import lay_belongings_soon
from veche.people.models import Field, Person, Trait
from veche.people.queries.describing import has_consent
from veche.people.rules.describing import Told, canonical, current, number_of
from veche.people.terms import DESCRIBE_PEOPLE, KEEP_PEOPLE, READ_SPECIALS, Form

if TYPE_CHECKING:
    from veche.core.models import Community, Organisation

_NO_CONSENT = N_("Record this person's consent to it first: it is a special category of personal data.")
_SWITCHED_OFF = N_("This field is switched off.")
_NOBODY = N_("There is no such person here.")


def describe_person(person: Person, values: Mapping[str, str], *, in_: Community, by: Actor) -> None:
    """Set traits by their fields' keys, several values of one field by lines; an empty text removes.

    Refuses all together what is no value of its field, and special categories without a consent.
    """
    require(by, DESCRIBE_PEOPLE, in_=in_)
    with transaction.atomic():
        reasons: list[Reason] = []
        for key, text in values.items():
            try:
                _describe(person, key, text, in_, by)
            except Refusal as refusal:
                reasons += [replace(reason, field=key) for reason in refusal.reasons]
        refuse_if(reasons)
        audit(by, "people.set_trait", in_=in_, on=person, fields=sorted(values))


def _describe(person: Person, key: str, text: str, in_: Community, by: Actor) -> None:
    field = kept_field(in_.organisation_id, key)
    wanted = [canonical(Form(field.form), line, field.choices) for line in _lines(field, text)]
    held = Trait.objects.filter(person=person, field=field, is_current=True, removed_at=None)
    known = {fold(trait.value): trait for trait in held}
    fresh = [value for value in wanted if value and fold(value) not in known]
    gone = [trait for folded, trait in known.items() if folded not in {fold(value) for value in wanted}]
    if fresh or gone:
        _require_special(person, field, in_, by)
    for value in fresh:
        _add(person, field, value, in_, by)
    if field.is_many or not fresh:
        Trait.objects.filter(pk__in=[trait.pk for trait in gone]).update(removed_at=now(), is_current=False)
    count_current([person.pk], by=by, in_=in_)


def _lines(field: Field, text: str) -> list[str]:
    return (
        [line for line in text.replace(";", "\n").splitlines() if line.strip()] if field.is_many else [text]
    )


def _require_special(person: Person, field: Field, in_: Community, by: Actor) -> None:
    if not field.purpose:
        return
    require(by, READ_SPECIALS, in_=in_)
    refuse_if([Reason(_SWITCHED_OFF)] if not field.is_on else [])
    refuse_if([Reason(_NO_CONSENT)] if not has_consent(person, field.purpose) else [])


def _add(person: Person, field: Field, value: str, in_: Community, by: Actor) -> None:
    other = None
    if field.form == Form.PERSON:
        found = Person.objects.filter(organisation=in_.organisation_id, merged_into=None)
        other = found.filter(pk=value).first() if value.isdecimal() else found.filter(name=value).first()
        refuse_if([Reason(_NOBODY)] if other is None else [])
    Trait.objects.create(
        person=person, home=person, field=field, value=value, folded=fold(value)[:200], other=other,
        number=number_of(Form(field.form), value), user_id=by.user_id or 0, author=by.name, made_at=now(),
    )  # fmt: skip


def remove_trait(trait: Trait, *, in_: Community, by: Actor) -> None:
    """Take a value away; `restore_trait` brings it back, and no import does. May be repeated."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    if trait.field.purpose:
        require(by, READ_SPECIALS, in_=in_)
    with transaction.atomic():
        Trait.objects.filter(pk=trait.pk, removed_at=None).update(removed_at=now(), is_current=False)
        count_current([trait.person_id], by=by, in_=in_)
        audit(by, "people.remove_trait", in_=in_, on=trait.person, field=trait.field.key)


def restore_trait(trait: Trait, *, in_: Community, by: Actor) -> None:
    """Bring a removed value back; one of a special category only while it is allowed. May be repeated."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    _require_special(trait.person, trait.field, in_, by)
    with transaction.atomic():
        Trait.objects.filter(pk=trait.pk).update(removed_at=None)
        count_current([trait.person_id], by=by, in_=in_)
        audit(by, "people.restore_trait", in_=in_, on=trait.person, field=trait.field.key)


def count_current(persons: Collection[int], *, by: Actor, in_: Community | Organisation) -> None:
    """Decide anew which values of these persons count. Derived; may be repeated."""
    require(by, DESCRIBE_PEOPLE if not by.is_machine else KEEP_PEOPLE, in_=in_)
    told: dict[tuple[int, int], list[Told]] = {}
    many: dict[int, bool] = {}
    standing: dict[int, bool] = {}
    for trait in Trait.objects.filter(person__in=list(persons), removed_at=None).select_related("field"):
        many[trait.field_id], standing[trait.pk] = trait.field.is_many, trait.is_current
        at = trait.made_at if isinstance(trait.made_at, int) else moment(trait.made_at)
        one = Told(trait.pk, trait.user_id is not None, at, trait.folded)
        told.setdefault((trait.person_id, trait.field_id), []).append(one)
    count = {pk for (_, field), some in told.items() for pk in current(some, is_many=many[field])}
    Trait.objects.filter(pk__in=[pk for pk in count if not standing[pk]]).update(is_current=True)
    stale = [pk for pk, was in standing.items() if was and pk not in count]
    Trait.objects.filter(pk__in=stale).update(is_current=False)
    lay_belongings_soon(persons)
