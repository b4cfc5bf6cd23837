"""Forgetting: a person is erased by law, everywhere at once, and does not come back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model, Q

from veche.core.actions import audit, erase_payloads, require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.rooms import listeners_of
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import fold
from veche.kit.time import now
from veche.ledger.actions import redact_identities
from veche.people.actions.indexing import unindex
from veche.people.actions.picturing import drop_file
from veche.people.models import (
    Consent,
    Duplicate,
    Note,
    Person,
    Presence,
    Spell,
    Standing,
    Tagging,
    TeamMark,
    Touch,
    Trace,
    Trait,
)
from veche.people.queries.profiles import identities_of
from veche.people.terms import FORGET_PEOPLE, PERSON_FORGOTTEN

BELONGINGS = (Trait, Tagging, Note, TeamMark, Consent)
DERIVED = (Presence, Spell, Standing, Touch, Trace)
NOT_CONFIRMED = N_("Write “{name}” to say that you mean it.")


def words_to_confirm(person: Person) -> str:
    """Answer what somebody has to type before the person is forgotten."""
    return person.name or f"#{person.pk}"


def forget_person(person: Person, confirmation: str, *, in_: Community, by: Actor) -> int:
    """Erase a person by law: words, handles, names, what was written about them, their photo.

    In every community of the organisation. What they did stays as a count without a person, and
    digests of their handles keep later imports from bringing them back. Cannot be undone: refused
    unless `confirmation` is their name. Answers how many facts were blanked; may be repeated.
    """
    require(by, FORGET_PEOPLE, in_=person.organisation)
    wanted = words_to_confirm(person)
    if _folded(confirmation) != _folded(wanted):
        raise Refusal(Reason(NOT_CONFIRMED, field="confirmation", values={"name": wanted}))
    with transaction.atomic():
        sql.lock("people.settle", person.organisation_id)
        family = list(Person.objects.select_for_update().filter(Q(pk=person.pk) | Q(merged_into=person)))
        identities = identities_of(person)
        count = redact_identities(identities, organisation=person.organisation, by=by)
        unindex(identities, [one.pk for one in family])
        _erase(family)
        audit(by, "people.forget_person", in_=in_, on=person)
        _tell(person, identities)
    return count


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _erase(family: list[Person]) -> None:
    for kind in BELONGINGS:
        found = kind.objects.filter(Q(person__in=family) | Q(home__in=family))
        _erase_payloads(kind, found.values_list("pk", flat=True))
        found.delete()
    Trait.objects.filter(other__in=family).delete()
    Duplicate.objects.filter(Q(one__in=family) | Q(other__in=family)).delete()
    for derived in DERIVED:
        derived.objects.filter(person__in=family).delete()
    photos = [one.photo for one in family if one.photo]
    for one in family:
        one.name = one.given_name = one.photo = one.face = one.language = ""
        one.forgotten_at = one.forgotten_at or now()
        one.save(update_fields=["name", "given_name", "photo", "face", "language", "forgotten_at"])
    _erase_payloads(Person, [one.pk for one in family])
    transaction.on_commit(lambda: _drop_files(photos))


def _erase_payloads(kind: type[Model], ids: Iterable[int]) -> None:
    """Erase what the audit says of some things; that it happened stays in the chain."""
    for pk in ids:
        erase_payloads(kind._meta.label_lower, str(pk))


def _drop_files(photos: list[str]) -> None:
    for photo in photos:
        drop_file(photo)


def _tell(person: Person, identities: list[int]) -> None:
    """Have figures made without them, and upper rooms drop what they keep of them."""
    for community in Community.objects.filter(organisation=person.organisation_id):
        enqueue(
            "people.jobs.lay_snapshots", key=str(community.pk), community=community.pk,
            community_id=community.pk,
        )  # fmt: skip
    enqueue("people.jobs.purge_names", key="purge")
    for listener in listeners_of(PERSON_FORGOTTEN):
        enqueue(listener, organisation=person.organisation_id, person=person.pk, identities=identities)
