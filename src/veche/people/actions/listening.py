"""Listening: what imported tables say of people: traits, tags, notes. Repeatable and order-free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import orjson
from django.db import transaction
from django.db.models import Q

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.terms import Refusal
from veche.kit.text import clean, clean_name, fold
from veche.kit.time import now
from veche.ledger.actions import strike_from_extra
from veche.people.actions.fields import kept_field
from veche.people.actions.traits import count_current
from veche.people.models import Consent, Field, Note, Tag, Tagging, Trait
from veche.people.rules.describing import canonical, number_of
from veche.people.terms import KEEP_PEOPLE, SPECIALS, USUAL, Form

if TYPE_CHECKING:
    from veche.core.models import Community

# What one row of a table says of its person: identity, when it was said, what.
Told = tuple[int, int, Mapping[str, Any]]
OWN = "own:"


def describe_batch(community: Community, origin: int, span: tuple[int, int], *, by: Actor) -> None:
    """Keep what the facts of a batch say of their people; call it when everybody has a person.

    A value that cannot be read as its field's form is kept in a field of its own; one a colleague
    removed stays removed; special categories are left out without a consent of that person, and
    never stay in the ledger, where they could not be erased.
    """
    require(by, KEEP_PEOPLE, in_=community)
    told = list(_told_in(origin, span))
    if not told:
        return
    whose = _whose(identity for identity, _, _ in told)
    with transaction.atomic():
        _keep_traits(community, origin, told, whose)
        if any(SPECIALS.keys() & dict(found.get("traits") or {}).keys() for _, _, found in told):
            # Kept as a trait it can be erased; in the ledger it would outlive every consent.
            strike_from_extra(origin, span, "traits", frozenset(SPECIALS), in_=community, by=by)
    _keep_tags(community, origin, told, whose)
    _keep_notes(community, origin, told, whose)
    count_current(set(whose.values()), by=by, in_=community)


def drop_told(origin: int, *, in_: Community, by: Actor) -> None:
    """Take out what a withdrawn origin said of people. May be repeated."""
    require(by, KEEP_PEOPLE, in_=in_)
    persons = set(Trait.objects.filter(origin_id=origin).values_list("person_id", flat=True))
    for model in (Trait, Tagging, Note, Consent):
        model._default_manager.filter(origin_id=origin).delete()
    count_current(persons, by=by, in_=in_)


def _told_in(origin: int, span: tuple[int, int]) -> Iterator[Told]:
    rows = sql.fetch(
        "SELECT identity_id, occurred_at, extra FROM ledger_interaction "
        "WHERE id BETWEEN %s AND %s AND origin_id = %s AND extra IS NOT NULL ORDER BY id",
        (*span, origin),
    )
    for identity, at, extra in rows:
        found = extra if isinstance(extra, dict) else orjson.loads(extra)
        if isinstance(found, dict) and found.keys() & {"traits", "tags", "note"}:
            yield identity, at, found


def _whose(identities: Iterator[int]) -> dict[int, int]:
    rows = sql.fetch(
        f"SELECT identity_id, person_id FROM people_attachment WHERE {sql.any_of('identity_id')}",
        (sql.listed(set(identities)),),
    )
    return dict(rows)


def _keep_traits(community: Community, origin: int, told: list[Told], whose: dict[int, int]) -> None:
    fields: dict[str, Field] = {}
    known = _known(Trait, whose, "field_id", "folded")
    consents = _consents_of(set(whose.values()))
    fresh = []
    for identity, at, found in told:
        for key, text in dict(found.get("traits") or {}).items():
            if identity not in whose:
                continue
            field, values = _read(community, str(key), str(text), fields)
            if field.purpose and not (field.is_on and (whose[identity], field.purpose) in consents):
                continue
            for value in values:
                place = (identity, field.pk, fold(value)[:200])
                if value and place not in known:
                    known.add(place)
                    told_by = {"identity_id": identity, "origin_id": origin, "made_at": at}
                    fresh.append(_trait(field, value, person_id=whose[identity], **told_by))
    Trait.objects.bulk_create(fresh, batch_size=500)


def _read(
    community: Community, key: str, text: str, fields: dict[str, Field]
) -> tuple[Field, list[str]]:  # fmt: skip
    """Answer the field a value is of and the value as it is kept."""
    if key not in fields:
        fields[key] = _field_of(community, key)
    field = fields[key]
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()] if field.is_many else [text]
    try:
        return field, [canonical(Form(field.form), part, field.choices) for part in parts]
    except Refusal:
        if field.purpose:
            return field, []
        own = f"{OWN}{field.title}"
        if own not in fields:
            fields[own] = _field_of(community, own)
        return fields[own], [clean(text).strip()[:500]]


def _field_of(community: Community, key: str) -> Field:
    if key in USUAL:
        return kept_field(community.organisation_id, key)
    title = clean_name(key.removeprefix(OWN))[:100] or "?"
    kept = f"{OWN}{fold(title)}"[:60]
    facts = {"title": title, "form": Form.TEXT}
    field, _ = Field.objects.get_or_create(
        organisation_id=community.organisation_id, key=kept, defaults=facts
    )
    return field


def _trait(field: Field, value: str, **told_by: Any) -> Trait:
    number = number_of(Form(field.form), value)
    folded = fold(value)[:200]
    return Trait(field=field, value=value, folded=folded, number=number, is_current=False, **told_by)


def _known(model: Any, whose: dict[int, int], *columns: str) -> set[tuple[Any, ...]]:
    """Answer what is kept of these identities already, removed or not."""
    found = model.objects.filter(identity__in=list(whose)).values_list("identity_id", *columns)
    return set(found)


def _consents_of(persons: set[int]) -> set[tuple[int, str]]:
    found = Consent.objects.filter(
        person__in=persons, withdrawn_at=None, text__purpose__startswith="special:"
    ).filter(Q(ends_at=None) | Q(ends_at__gt=now()))
    return set(found.values_list("person_id", "text__purpose"))


def _keep_tags(community: Community, origin: int, told: list[Told], whose: dict[int, int]) -> None:
    tags: dict[str, Tag] = {}
    known = _known(Tagging, whose, "tag_id")
    fresh = []
    for identity, at, found in told:
        for name in found.get("tags") or ():
            title = clean_name(str(name))[:100]
            if not title or identity not in whose:
                continue
            folded = fold(title)[:100]
            if folded not in tags:
                facts = {"name": title}
                tags[folded], _ = Tag.objects.get_or_create(
                    community=community, folded=folded, defaults=facts
                )
            if (identity, tags[folded].pk) not in known:
                known.add((identity, tags[folded].pk))
                told_by = {"identity_id": identity, "origin_id": origin, "made_at": at}
                fresh.append(Tagging(tag=tags[folded], person_id=whose[identity], **told_by))
    Tagging.objects.bulk_create(fresh, batch_size=500)


def _keep_notes(community: Community, origin: int, told: list[Told], whose: dict[int, int]) -> None:
    known = _known(Note, whose, "text")
    fresh = []
    for identity, at, found in told:
        text = clean(str(found.get("note") or "")).strip()
        if text and identity in whose and (identity, text) not in known:
            known.add((identity, text))
            told_by = {"identity_id": identity, "origin_id": origin, "made_at": at or now()}
            fresh.append(Note(community=community, person_id=whose[identity], text=text, **told_by))
    Note.objects.bulk_create(fresh, batch_size=500)
