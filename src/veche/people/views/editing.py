"""Editing: conditions somebody is writing, as a form shows them and as it says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.terms import Reason
from veche.kit.text import number_of
from veche.ledger.terms import KIND_WORDS
from veche.people import queries
from veche.people.rules.drafting import (
    NAME,
    Draft,
    Drafts,
    drafts_in,
    new_draft,
    place_in,
    with_part,
    without_part,
)
from veche.people.terms import STAGE_FORMS, Form
from veche.people.terms.conditions import (
    CLAUSES,
    DEEPEST,
    FORM_HOWS,
    JOINT_TITLES,
    FieldShape,
    Known,
    Slot,
    Told,
)

Choices = list[tuple[str, str]]
SEVERAL = frozenset({Slot.STAGES, Slot.KINDS, Slot.TAGS, Slot.CHANNELS})
FEW, LONG = 8, 20
USUAL_KINDS = frozenset(
    ("joined", "left", "messaged", "commented", "reacted", "asked", "answered", "published", "registered",
     "attended", "missed", "opened", "clicked", "bought")
)  # fmt: skip
INPUTS: Mapping[Slot, str] = {Slot.NUMBER: "number", Slot.DAY: "date"}


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot as the form shows it: its name there, what may be chosen, what was written, what is wrong."""

    name: str
    title: str
    form: str  # one, several, lines or input
    texts: tuple[str, ...]
    choices: Choices = field(default_factory=list)
    kind: str = "text"
    faults: list[Reason] = field(default_factory=list)
    hint: str = ""
    is_free: bool = False

    @property
    def usual(self) -> Choices:
        """What stands first: of a long choice what is asked for most, and what is chosen."""
        return [one for one in self.choices if self._is_usual(one[0])]

    @property
    def rarer(self) -> Choices:
        """The rest of a long choice."""
        return [one for one in self.choices if not self._is_usual(one[0])]

    def _is_usual(self, key: str) -> bool:
        return len(self.choices) <= LONG or key in USUAL_KINDS or key in self.texts

    @property
    def text(self) -> str:
        """What is written, a line each where there is more."""
        return "\n".join(self.texts)

    @property
    def id(self) -> str:
        """The control's name in the page."""
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class PartLine:
    """A condition or a group as the form shows it."""

    name: str
    place: str
    title: str
    icon: str = ""
    about: str = ""
    joint: str = ""
    slots: list[SlotLine] = field(default_factory=list)
    parts: list[PartLine] = field(default_factory=list)
    faults: list[Reason] = field(default_factory=list)
    may_group: bool = False

    @property
    def needed(self) -> list[SlotLine]:
        """What has to be told, and what was told besides."""
        return [slot for slot in self.slots if not slot.is_free or slot.texts or slot.faults]

    @property
    def free(self) -> list[SlotLine]:
        """What may be told besides."""
        return [slot for slot in self.slots if slot not in self.needed]

    @property
    def id(self) -> str:
        """Its name in the page."""
        return self.name.replace(".", "-")


def edited(posted: QueryDict) -> Drafts:
    """Answer the draft that a form says, with what its pressed button does to it."""
    drafts = drafts_in((name, posted.getlist(name)) for name in posted)
    act, _, where = posted.get("do", "").partition(":")
    place = place_in(where)
    if place is None:
        return drafts
    if act == "remove":
        return without_part(drafts, place)
    if act == "group":
        return with_part(drafts, place, Drafts("any"))
    if act == "add" and (part := new_draft(posted.get(f"about:{where}", ""))) is not None:
        return with_part(drafts, place, part)
    return drafts


def lines_of(drafts: Drafts, known: Known, faults: Iterable[Reason], community: Community) -> PartLine:
    """Answer a draft as the form shows it, with each fault where it belongs."""
    told: dict[tuple[str, str], list[Reason]] = {}
    for fault in faults:
        told.setdefault((fault.place, fault.field), []).append(fault)
    return _group(drafts, (), _Page(known, told, community))


@dataclass(frozen=True, slots=True)
class _Page:
    """What every line is drawn from."""

    known: Known
    faults: Mapping[tuple[str, str], list[Reason]]
    community: Community


def _group(drafts: Drafts, place: tuple[int, ...], page: _Page) -> PartLine:
    here = ".".join(map(str, place))
    parts = [
        _group(part, (*place, number), page)
        if isinstance(part, Drafts) else _condition(part, (*place, number), page)
        for number, part in enumerate(drafts.parts)
    ]  # fmt: skip
    title = gettext(JOINT_TITLES[drafts.joint])
    return PartLine(
        ".".join([NAME, *map(str, place)]), here, title, joint=str(drafts.joint), parts=parts,
        faults=page.faults.get((here, ""), []), may_group=len(place) < DEEPEST - 1,
    )  # fmt: skip


def _condition(draft: Draft, place: tuple[int, ...], page: _Page) -> PartLine:
    clause, here = CLAUSES[draft.about], ".".join(map(str, place))
    name = ".".join([NAME, *map(str, place)])
    slots = [_slot(slot, draft, name, here, page) for slot in clause.slots if _is_shown(slot, draft)]
    return PartLine(
        name, here, gettext(clause.title), clause.icon, clause.key, slots=slots,
        faults=page.faults.get((here, ""), []),
    )  # fmt: skip


def _is_shown(slot: Told, draft: Draft) -> bool:
    """Tell whether a slot is asked for by what was written in the others so far."""
    if slot.only is None:
        return True
    above = next(each for each in CLAUSES[draft.about].slots if each.name == slot.only[0])
    return _is_shown(above, draft) and draft.told.get(slot.only[0], ("",))[0] in slot.only[1]


def _slot(slot: Told, draft: Draft, name: str, here: str, page: _Page) -> SlotLine:
    texts = draft.told.get(slot.name, ())
    field_key = draft.told.get("field", ("",))[0]
    shape = page.known.fields.get(field_key)
    choices, form = _choices(slot, shape, texts, page), "input"
    if slot.slot in SEVERAL or (slot.slot is Slot.TEXTS and shape and shape.form is Form.CHOICE):
        form = "several"
    elif choices:
        form = "one"
    elif slot.slot is Slot.TEXTS:
        form = "lines"
    kind = INPUTS.get(slot.slot, "text")
    hint = gettext("Write a name and choose.") if slot.slot is Slot.PERSON and not choices else ""
    if slot.slot is Slot.CURRENCY and not texts:
        texts = (page.known.currency,)
    return SlotLine(
        f"{name}.{slot.name}", gettext(slot.title), form, texts, choices, kind,
        page.faults.get((here, slot.name), []), hint, slot.is_free,
    )  # fmt: skip


def _choices(slot: Told, shape: FieldShape | None, texts: tuple[str, ...], page: _Page) -> Choices:
    known = page.known
    if slot.slot is Slot.ONE:
        allowed = FORM_HOWS[shape.form] if slot.name == "how" and shape else slot.choices
        return [(key, gettext(title)) for key, title in slot.choices.items() if key in allowed]
    if slot.slot is Slot.TEXTS and shape is not None:
        return list(shape.choices.items())
    if slot.slot is Slot.PERSON:
        return _persons(texts, page)
    return {
        Slot.FIELD: lambda: [(key, one.title) for key, one in known.fields.items()],
        Slot.STAGES: lambda: [(one.key, gettext(one.title)) for one in STAGE_FORMS.values()],
        Slot.KINDS: lambda: [(word, gettext(kind.title)) for word, kind in KIND_WORDS.items()],
        Slot.TAGS: lambda: [(str(pk), title) for pk, title in known.tags.items()],
        Slot.CHANNELS: lambda: [(str(pk), title) for pk, title in known.channels.items()],
        Slot.SEGMENT: lambda: [(str(pk), title) for pk, title in known.segments.items()],
    }.get(slot.slot, list)()


def _persons(texts: tuple[str, ...], page: _Page) -> Choices:
    """Answer who may be meant: the person that was chosen, or those of the name that was written."""
    text = texts[0] if texts else ""
    number = number_of(text)
    if number in page.known.persons:
        return [(text, page.known.persons[number]), ("", gettext("somebody else"))]
    if not text or text.isdecimal():
        return []
    found = queries.find_people(page.community, text, limit=FEW)
    some = [(str(one.person_id), one.person.name or f"#{one.person_id}") for one in found]
    return [("", gettext("Choose…")), *some] if some else []
