"""Describing: what is known of a person, and the fields it is known in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from veche.kit import sql
from veche.kit.time import as_datetime, now
from veche.people.models import Consent, ConsentText, Field, Note, Person, Tag, Tagging, Trait
from veche.people.terms import PURPOSE_FORMS, SPECIAL_PURPOSES, USUAL, Form, Purpose, PurposeForm

if TYPE_CHECKING:
    from veche.core.models import Community


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A kind of trait as pages show it, whether it has a row yet or not."""

    key: str
    title: str
    form: Form
    icon: str
    is_many: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    purpose: str = ""
    is_on: bool = True
    pk: int = 0

    @property
    def is_own(self) -> bool:
        """Whether the team or a table made it."""
        return self.key not in USUAL


@dataclass(slots=True)
class TraitLine:
    """A field with the values that count for a person."""

    line: FieldLine
    traits: list[Trait] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The values as people read them."""
        return [shown_value(self.line, trait) for trait in self.traits]


@dataclass(slots=True)
class Description:
    """What is known of a person in a community."""

    lines: list[TraitLine]
    taggings: list[Tagging]
    notes: list[Note]
    consents: list[tuple[Consent, PurposeForm]]


def fields_of(community: Community, *, everything: bool = False) -> list[FieldLine]:
    """Answer the kinds of traits of the organisation in their order; with `everything` those off too."""
    rows = {one.key: one for one in Field.objects.filter(organisation=community.organisation_id)}
    lines = [_usual_line(key, rows.pop(key, None)) for key in USUAL]
    own = sorted(rows.values(), key=lambda one: (one.place, one.title.casefold()))
    lines += [_line(one, "tag") for one in own]
    return [line for line in lines if everything or line.is_on]


def _usual_line(key: str, row: Field | None) -> FieldLine:
    usual = USUAL[key]
    if row is not None:
        line = _line(row, usual.icon)
        same = row.title == usual.title
        choices = tuple((code, gettext(title)) for code, title in row.choices)
        changes = {"title": gettext(usual.title) if same else row.title, "choices": choices}
        return FieldLine(**{name: getattr(line, name) for name in FieldLine.__slots__} | changes)
    choices = tuple((code, gettext(title)) for code, title in usual.choices)
    title, purpose = gettext(usual.title), usual.purpose or ""
    return FieldLine(key, title, usual.form, usual.icon, usual.is_many, choices, purpose, is_on=not purpose)


def _line(row: Field, icon: str) -> FieldLine:
    choices = tuple((str(code), str(title)) for code, title in row.choices)
    form = Form(row.form)
    return FieldLine(row.key, row.title, form, icon, row.is_many, choices, row.purpose, row.is_on, row.pk)


def field_of(community: Community, key: str) -> Field | None:
    """Answer the row of a field, or nothing where it has none."""
    return Field.objects.filter(organisation=community.organisation_id, key=key).first()


def description_of(person: Person, community: Community, *, specials: bool) -> Description:
    """Answer what is known of a person: five queries. Special categories for whom `specials` is true."""
    fields = {line.key: line for line in fields_of(community)}
    lines: dict[str, TraitLine] = {}
    for trait in current_traits(person):
        line = fields.get(trait.field.key)
        if line is not None and (specials or not line.purpose):
            lines.setdefault(line.key, TraitLine(line)).traits.append(trait)
    taggings = Tagging.objects.filter(person=person, tag__community=community).select_related("tag")
    unique = {one.tag_id: one for one in taggings.order_by("tag__name", "-pk")}
    notes = Note.objects.filter(person=person, community=community, removed_at=None)
    consents = Consent.objects.filter(person=person, community=community).select_related("text")
    if not specials:  # that there is a consent to keep somebody's health says something of it
        consents = consents.exclude(text__purpose__in=SPECIAL_PURPOSES)
    return Description(
        [lines[key] for key in fields if key in lines],
        list(unique.values()),
        list(notes.order_by("-made_at", "-pk")),
        [(one, PURPOSE_FORMS[Purpose(one.text.purpose)]) for one in consents.order_by("-given_at", "-pk")],
    )


def current_traits(person: Person) -> list[Trait]:
    """Answer the values that count for a person, with their fields."""
    found = Trait.objects.filter(person=person, is_current=True, removed_at=None)
    return list(found.select_related("field", "other").order_by("pk"))


def shown_value(line: FieldLine, trait: Trait) -> str:
    """Answer a value as people read it."""
    if line.form is Form.PERSON and trait.other is not None:
        return trait.other.name
    if line.form is Form.CHOICE:
        return dict(line.choices).get(trait.value, trait.value)
    if line.form is Form.YES_NO:
        return gettext("yes") if trait.value == "yes" else gettext("no")
    return shown_day(trait.value) if line.form is Form.DATE else trait.value


def shown_day(value: str) -> str:
    """Answer a kept date as people write it: 17.05.1990, or 17.05 without a year."""
    if value.startswith("--"):
        return f"{value[5:]}.{value[2:4]}"
    parts = value.split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else value


def has_consent(person: Person, purpose: str) -> bool:
    """Tell whether a person allows this now."""
    open_ones = Consent.objects.filter(person=person, text__purpose=purpose, withdrawn_at=None)
    return any(one.ends_at is None or one.ends_at.timestamp() * 1000 > now() for one in open_ones)


def who_allows(persons: Iterable[int], purpose: str, *, in_: Community) -> set[int]:
    """Answer which of the persons allow this in the community now: one query."""
    found = Consent.objects.filter(person__in=set(persons), community=in_, text__purpose=purpose)
    lasting = found.filter(withdrawn_at=None).filter(Q(ends_at=None) | Q(ends_at__gt=as_datetime(now())))
    return set(lasting.values_list("person_id", flat=True))


def texts_of(community: Community) -> dict[str, ConsentText]:
    """Answer the consent texts that stand, by purpose."""
    found = ConsentText.objects.filter(organisation=community.organisation_id).order_by("version")
    return {text.purpose: text for text in found}


def trait_of(community: Community, pk: int) -> Trait | None:
    """Answer a value kept of a person seen in the community, removed ones too."""
    found = Trait.objects.select_related("field", "person")
    return found.filter(pk=pk, person__standings__community=community).first()


def note_of(community: Community, pk: int) -> Note | None:
    """Answer a note of the community, removed ones too."""
    return Note.objects.select_related("person").filter(pk=pk, community=community).first()


def consent_of(community: Community, pk: int) -> Consent | None:
    """Answer a consent given in the community."""
    return Consent.objects.select_related("text", "person").filter(pk=pk, community=community).first()


def tag_of(community: Community, pk: int) -> Tag | None:
    """Answer a tag of the community."""
    return Tag.objects.filter(pk=pk, community=community).first()


def tags_of(community: Community, person: Person) -> tuple[list[str], bool]:
    """Answer the names of the community's tags, and whether the person is of its team: one query."""
    rows = sql.fetch(
        "SELECT 1, name FROM people_tag WHERE community_id = %s UNION ALL "
        "SELECT 2, '' FROM people_teammark WHERE community_id = %s AND person_id = %s ORDER BY 1, 2",
        (community.pk, community.pk, person.pk),
    )
    return [name for kind, name in rows if kind == 1], any(kind == 2 for kind, _ in rows)
