"""Belongings: all that is kept of a person, for themselves to read and for those who erase it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Model

from veche.kit.money import Money
from veche.ledger.models import Interaction, Wording
from veche.people.models import (
    Consent,
    Note,
    Person,
    Presence,
    Standing,
    Tagging,
    TeamMark,
    Trait,
    Transition,
)
from veche.people.queries.profiles import handles_of, identities_of
from veche.people.terms import Form, Stage, Way

if TYPE_CHECKING:
    from veche.people.models.persons import Belonging

STEP = 1_000


class WhatGoes(NamedTuple):
    """How much is kept of a person over the whole organisation."""

    handles: int
    facts: int
    words: int
    traits: int
    tags: int
    notes: int
    consents: int
    has_photo: bool


def what_goes(person: Person) -> WhatGoes:
    """Answer what erasing a person will take."""
    identities = identities_of(person)
    facts = Interaction.objects.filter(identity__in=identities)
    count = {kind: kind.objects.filter(person=person).count() for kind in (Trait, Tagging, Note, Consent)}
    words = Wording.objects.filter(interaction__identity__in=identities).values("interaction").distinct()
    return WhatGoes(
        len(identities), facts.count(), words.count(), count[Trait], count[Tagging], count[Note],
        count[Consent], bool(person.face),
    )  # fmt: skip


def what_is_known(person: Person) -> dict[str, Any]:
    """Answer all that is kept of a person but what they did: see `what_was_done`."""
    return {
        "id": person.pk,
        "name": person.name,
        "known_since": _at(person.made_at),
        "language": person.language,
        "handles": [
            {"kind": one.identity.kind, "value": one.identity.value, "name": one.identity.name,
             "profile": one.link}
            for one in handles_of(person)
        ],
        "communities": [_standing(one) for one in _all(Standing, person, "community")],
        "stages": [
            {"community": one.community.name, "day": one.day, "from": _stage(one.stage_from),
             "to": _stage(one.stage_to)}
            for one in _all(Transition, person, "community")
        ],
        "channels": [
            {"community": one.community.name, "channel": one.channel.title, "count": one.count,
             "last": _at(one.last_at)}
            for one in _all(Presence, person, "community", "channel")
        ],
        "traits": [
            {"field": one.field.key, "title": one.field.title, "value": _value(one),
             "is_current": one.is_current, "removed": _at(one.removed_at), **_told(one)}
            for one in _all(Trait, person, "field", "other")
        ],
        "tags": [
            {"community": one.tag.community.name, "tag": one.tag.name, **_told(one)}
            for one in _all(Tagging, person, "tag__community")
        ],
        "notes": [
            {"community": one.community.name, "text": one.text, "changed": _at(one.changed_at),
             "removed": _at(one.removed_at), **_told(one)}
            for one in _all(Note, person, "community")
        ],
        "team": [{"community": one.community.name} for one in _all(TeamMark, person, "community")],
        "consents": [_consent(one) for one in _all(Consent, person, "community", "text")],
    }  # fmt: skip


def what_was_done(person: Person) -> Iterator[dict[str, Any]]:
    """Answer everything a person did, oldest first, with every wording of their words; in steps."""
    identities, last = identities_of(person), 0
    while True:
        facts = list(
            Interaction.objects.filter(identity__in=identities, pk__gt=last)
            .select_related("community", "channel", "identity", "subject")
            .prefetch_related("wordings", "tallies").order_by("pk")[:STEP]
        )  # fmt: skip
        yield from map(_fact, facts)
        if len(facts) < STEP:
            return
        last = facts[-1].pk


def _fact(fact: Interaction) -> dict[str, Any]:
    money = Money(fact.amount, fact.currency) if fact.amount is not None else None
    return {
        "community": fact.community.name, "channel": fact.channel.title, "network": fact.channel.network,
        "id": fact.external_id, "kind": fact.what.word, "at": _at(fact.occurred_at),
        "handle": f"{fact.identity.kind}:{fact.identity.value}",
        "about": fact.subject.title if fact.subject else "", "thread": fact.thread,
        "reply_to": fact.reply_to, "amount": str(money.as_decimal()) if money else None,
        "currency": fact.currency, "more": fact.extra,
        "words": [{"text": one.text, "at": _at(one.said_at)} for one in fact.wordings.all()],
        "counts": {one.name: one.count for one in fact.tallies.all()},
    }  # fmt: skip


def _all(kind: type[Any], person: Person, *related: str) -> list[Any]:
    found: list[Model] = list(kind.objects.filter(person=person).select_related(*related).order_by("pk"))
    return found


def _told(one: Belonging) -> dict[str, Any]:
    return {"written": _at(one.made_at)}


def _value(trait: Trait) -> str:
    if trait.field.form == Form.PERSON and trait.other:
        return trait.other.name
    return trait.value


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "community": one.community.name, "stage": _stage(one.stage), "since": _at(one.since),
        "first_seen": _at(one.first_seen_at), "last_seen": _at(one.last_seen_at),
        "joined": _at(one.joined_at), "left": _at(one.left_at), "first_word": _at(one.first_word_at),
        "deeds": one.own_count, "messages": one.words_count, "is_team": one.is_team,
    }  # fmt: skip


def _consent(one: Consent) -> dict[str, Any]:
    return {
        "community": one.community.name, "purpose": one.text.purpose, "version": one.text.version,
        "text": one.text.text, "given": _at(one.given_at), "way": Way(one.way).value, "proof": one.proof,
        "ends": _at(one.ends_at), "withdrawn": _at(one.withdrawn_at), "withdrawn_way": one.withdrawn_way,
    }  # fmt: skip


def _stage(number: int) -> str:
    return Stage(number).form.key if number else ""


def _at(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
