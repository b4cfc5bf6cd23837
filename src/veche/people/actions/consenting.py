"""Consenting: what people allowed, to which text, when and how; and taking it back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext, override

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean
from veche.kit.time import Moment, now
from veche.people.actions.laying import lay_belongings_soon
from veche.people.models import Consent, ConsentText, Person, Trait
from veche.people.terms import DESCRIBE_PEOPLE, PURPOSE_FORMS, SPECIAL_PURPOSES, Purpose, Way

if TYPE_CHECKING:
    from veche.core.models import Community

_EMPTY = N_("Write the text people consent to.")
_LATER = N_("A consent cannot be given in the future.")
_EARLY = N_("It ends before it was given.")


def write_text(purpose: Purpose, text: str, *, in_: Community, by: Actor) -> ConsentText:
    """Keep the text of a consent; a changed one is a new version, an unchanged one the version there is."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    whole = clean(text).strip()
    refuse_if([Reason(_EMPTY, field="text")] if not whole else [])
    digest = hashlib.sha256(whole.encode()).hexdigest()
    versions = ConsentText.objects.filter(organisation=in_.organisation_id, purpose=purpose)
    with transaction.atomic():
        last = versions.order_by("-version").first()
        if last is not None and last.digest == digest:
            return last
        return ConsentText.objects.create(
            organisation_id=in_.organisation_id, purpose=purpose, version=last.version + 1 if last else 1,
            text=whole, digest=digest, made_at=now(), user_id=by.user_id,
        )  # fmt: skip


def give_consent(
    person: Person, purpose: Purpose, *, way: Way, given_at: Moment, proof: str = "",
    ends_at: Moment | None = None, in_: Community, by: Actor,
) -> Consent:  # fmt: skip
    """Record that a person allowed something, to the text that stands now; refuses the future."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    refuse_if([Reason(_LATER, field="given_at")] if given_at > now() else [])
    refuse_if([Reason(_EARLY, field="ends_at")] if ends_at is not None and ends_at <= given_at else [])
    with transaction.atomic():
        consent = Consent.objects.create(  # type: ignore[misc]
            person=person, home=person, community=in_, text=_text_of(purpose, in_, by), given_at=given_at,
            way=way, proof=clean(proof)[:500], ends_at=ends_at, made_at=now(), user_id=by.user_id or 0,
            author=by.name,
        )  # fmt: skip
        lay_belongings_soon([person.pk])
        audit(by, "people.give_consent", in_=in_, on=person, purpose=purpose)
    return consent


def withdraw_consent(consent: Consent, *, way: Way, in_: Community, by: Actor) -> None:
    """Record that a person took a consent back; what it allowed to keep of a special category is erased.

    May be repeated. The consent itself stays, with both dates.
    """
    require(by, DESCRIBE_PEOPLE, in_=in_)
    with transaction.atomic():
        open_ones = Consent.objects.filter(pk=consent.pk, withdrawn_at=None)
        open_ones.update(withdrawn_at=now(), withdrawn_way=way)
        purpose = Purpose(consent.text.purpose)
        if purpose in SPECIAL_PURPOSES:
            Trait.objects.filter(person=consent.person_id, field__purpose=purpose).delete()
        lay_belongings_soon([consent.person_id])
        audit(by, "people.withdraw_consent", in_=in_, on=consent.person, purpose=purpose)


def _text_of(purpose: Purpose, in_: Community, by: Actor) -> ConsentText:
    """Answer the text that stands, at first the one Veche brings in the community's language."""
    found = ConsentText.objects.filter(organisation=in_.organisation_id, purpose=purpose)
    last = found.order_by("-version").first()
    if last is not None:
        return last
    with override(in_.language):
        return write_text(purpose, gettext(PURPOSE_FORMS[purpose].text), in_=in_, by=by)
