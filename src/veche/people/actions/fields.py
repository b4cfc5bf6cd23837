"""Fields: which traits are kept, and the special categories that need a consent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext, override

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name, latin
from veche.kit.time import now
from veche.people.actions.consenting import write_text
from veche.people.models import Field, Trait
from veche.people.terms import OPEN_SPECIALS, SET_FIELDS, SPECIALS, USUAL, Form

if TYPE_CHECKING:
    from veche.core.models import Community

_UNNAMED = N_("Give the field a name.")
_FEW = N_("Write at least two values to choose from, one on each line.")
_UNKNOWN = N_("There is no such field.")
_SPECIAL = N_("This is a special category: switch it on or off instead.")


def kept_field(organisation: int, key: str) -> Field:
    """Answer a field of the organisation, making the row of a usual one; refuses unknown keys."""
    found = Field.objects.filter(organisation=organisation, key=key).first()
    if found is not None:
        return found
    usual = USUAL.get(key)
    if usual is None:
        raise Refusal(_UNKNOWN)
    facts = {
        "title": usual.title, "form": usual.form, "is_many": usual.is_many, "choices": list(usual.choices),
        "purpose": usual.purpose or "", "is_on": usual.purpose is None, "place": list(USUAL).index(key),
    }  # fmt: skip
    return Field.objects.get_or_create(organisation_id=organisation, key=key, defaults=facts)[0]


def set_field(
    key: str, *, title: str, form: Form, is_many: bool = False, choices: Sequence[str] = (), in_: Community,
    by: Actor,
) -> Field:  # fmt: skip
    """Make a kind of trait, or change one by its key; its values stay. Refuses one without a name."""
    require(by, SET_FIELDS, in_=in_)
    name = clean_name(title)[:100]
    wanted = [each for one in choices if (each := clean_name(one)[:100])] if form is Form.CHOICE else []
    refuse_if([Reason(_UNNAMED, field="title")] if not name else [])
    refuse_if([Reason(_FEW, field="choices")] if form is Form.CHOICE and len(wanted) < 2 else [])
    with transaction.atomic():
        field = kept_field(in_.organisation_id, key) if key else _new_field(in_, name)
        refuse_if([Reason(_SPECIAL)] if field.purpose else [])
        known = {title: code for code, title in field.choices}
        field.title, field.is_many, field.is_on = name, is_many, True
        field.removed_at = None  # type: ignore[assignment]
        has_values = field.pk is not None and field.traits.exists()
        field.form = field.form if has_values else form
        field.choices = [[known.get(one, latin(one)[:40] or one[:40]), one] for one in wanted]
        field.save()
        audit(by, "people.set_field", in_=in_, on=field, title=name)
    return field


def _new_field(in_: Community, title: str) -> Field:
    key = f"own:{latin(title)[:40]}-{get_random_string(4).lower()}"
    return Field(organisation_id=in_.organisation_id, key=key, title=title)


def remove_field(field: Field, *, in_: Community, by: Actor) -> None:
    """Take a kind of trait out of the pages; its values stay, and `set_field` brings it back."""
    require(by, SET_FIELDS, in_=in_)
    refuse_if([Reason(_SPECIAL)] if field.purpose else [])
    with transaction.atomic():
        field = kept_field(in_.organisation_id, field.key)
        Field.objects.filter(pk=field.pk).update(is_on=False, removed_at=now())
        audit(by, "people.remove_field", in_=in_, on=field, title=field.title)


def restore_field(field: Field, *, in_: Community, by: Actor) -> None:
    """Undo removing a kind of trait. May be repeated."""
    require(by, SET_FIELDS, in_=in_)
    refuse_if([Reason(_SPECIAL)] if field.purpose else [])
    with transaction.atomic():
        field = kept_field(in_.organisation_id, field.key)
        Field.objects.filter(pk=field.pk).update(is_on=True, removed_at=None)
        audit(by, "people.set_field", in_=in_, on=field, title=field.title)


def open_special(key: str, *, text: str, in_: Community, by: Actor) -> Field:
    """Switch a special category on, with the text people consent to; refuses an empty text."""
    require(by, OPEN_SPECIALS, in_=in_.organisation)
    usual = SPECIALS.get(key)
    if usual is None or usual.purpose is None:
        raise Refusal(_UNKNOWN)
    with transaction.atomic():
        write_text(usual.purpose, text, in_=in_, by=by)
        field = kept_field(in_.organisation_id, key)
        Field.objects.filter(pk=field.pk).update(is_on=True)
        audit(by, "people.open_special", in_=in_, on=field, title=_named(field, in_))
    return field


def close_special(key: str, *, in_: Community, by: Actor) -> int:
    """Switch a special category off and erase all its values; answers how many went."""
    require(by, OPEN_SPECIALS, in_=in_.organisation)
    field = kept_field(in_.organisation_id, key)
    refuse_if([Reason(_UNKNOWN)] if not field.purpose else [])
    with transaction.atomic():
        Field.objects.filter(pk=field.pk).update(is_on=False)
        gone = Trait.objects.filter(field=field).delete()[0]
        audit(by, "people.close_special", in_=in_, on=field, title=_named(field, in_), erased=gone)
    return gone


def _named(field: Field, in_: Community) -> Any:
    with override(in_.language):
        return gettext(field.title)
