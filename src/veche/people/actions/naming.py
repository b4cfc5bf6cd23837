"""Naming: a person added by hand, another name for one who is known."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.kit import sql
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name, fold, phone_of
from veche.kit.time import now
from veche.ledger.actions import open_origin, record_many
from veche.ledger.models import Interaction, Origin
from veche.ledger.terms import LONGEST_NAME, Handle, Kind, Place, Sighting
from veche.people.actions.indexing import index_handles, index_person
from veche.people.actions.settling import settle
from veche.people.models import Attachment, Person, Standing
from veche.people.queries.profiles import identities_of
from veche.people.rules.contacts import email_of
from veche.people.terms import DESCRIBE_PEOPLE

if TYPE_CHECKING:
    from veche.core.models import Community

BY_HAND = "hand"
NO_NAME = N_("Write a name, an e-mail address or a phone number.")
BAD_EMAIL = N_("This is no e-mail address: {text}")
BAD_PHONE = N_("This is no phone number: {text}")
FORGOTTEN_HANDLE = N_("This contact is of a person who was forgotten by law; it stays out.")
LONGEST_SORT_NAME = 60


def add_person(
    community: Community, *, name: str = "", email: str = "", phone: str = "", by: Actor
) -> Person:
    """Add a person by hand: a fact in the ledger like any other, recognised like all others.

    Answers the person it is, who may have been known already. Refuses contacts that are none, and
    those of somebody who was forgotten.
    """
    require(by, DESCRIBE_PEOPLE, in_=community)
    name = clean_name(name, LONGEST_NAME)
    handles = _handles(name, email.strip(), phone.strip(), community.country)
    best = handles[0]._replace(name=name, aliases=tuple(handles[1:]))
    with transaction.atomic():
        found = _record(community, best)
        identities = {found.identity_id, *_others_of(found)}
        settle(identities, organisation=community.organisation, by=SYSTEM)
        for identity in identities:
            index_handles(identity, identity)
        person = Attachment.objects.select_related("person").get(pk=found.identity_id).person
        if name and not person.name:
            Person.objects.filter(pk=person.pk).update(name=name)
        audit(by, "people.add_person", in_=community, on=person)
    return person


def _handles(name: str, email: str, phone: str, country: str) -> list[Handle]:
    address, number = email_of(email), phone_of(phone, country)
    reasons = []
    if not (name or email or phone):
        reasons.append(Reason(NO_NAME, field="name"))
    if email and not address:
        reasons.append(Reason(BAD_EMAIL, field="email", values={"text": email[:80]}))
    if phone and not number:
        reasons.append(Reason(BAD_PHONE, field="phone", values={"text": phone[:80]}))
    refuse_if(reasons)
    found = [Handle("email", address)] if address else []
    found += [Handle("phone", number)] if number else []
    # Two people of one name are two: nothing but a contact says that they are one.
    return found or [Handle("row", f"{BY_HAND}/{token_hex(10)}")]


def _record(community: Community, handle: Handle) -> Interaction:
    place = Place(BY_HAND, BY_HAND, _title_of_hand(community), "list")
    number = f"{BY_HAND}/{token_hex(10)}"
    sighting = Sighting(place, handle, Kind.LISTED, now(), number)
    recorded = record_many([sighting], origin=_origin_by_hand(community), by=SYSTEM)
    if recorded.faults:
        field = handle.kind if handle.kind in {"email", "phone"} else "name"
        raise Refusal(Reason(FORGOTTEN_HANDLE, field=field))
    return Interaction.objects.get(community=community, pk=recorded.first)


def _title_of_hand(community: Community) -> str:
    """Answer what the channel is called; a title the team gave it stays."""
    from veche.ledger.models import Channel

    known = Channel.objects.filter(community=community, network=BY_HAND, key=BY_HAND).first()
    return known.title if known else ("Добавлены вручную" if community.language == "ru" else "Added by hand")


def _origin_by_hand(community: Community) -> Origin:
    sql.lock("people.by_hand", community.pk)
    found = Origin.objects.filter(community=community, kind=BY_HAND, withdrawn_at=None).first()
    return found or open_origin(community, BY_HAND, _title_of_hand(community), by=SYSTEM)


def _others_of(found: Interaction) -> set[int]:
    return set(found.identity.aliases.values_list("other", flat=True))


def name_person(person: Person, name: str, *, in_: Community, by: Actor) -> None:
    """Give a person the name pages show; an empty one lets the name they were seen with return."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    name = clean_name(name, LONGEST_NAME)
    with transaction.atomic():
        kept = Person.objects.select_for_update().get(pk=person.pk)
        before, kept.given_name = kept.given_name, name
        kept.save(update_fields=["given_name"])
        settle(identities_of(kept), organisation=kept.organisation, by=SYSTEM)
        kept.refresh_from_db()
        index_person(kept)
        Standing.objects.filter(person=kept).update(sort_name=fold(kept.name)[:LONGEST_SORT_NAME])
        audit(by, "people.name_person", in_=in_, on=kept, before=before, after=name)
    person.name, person.given_name = kept.name, kept.given_name
