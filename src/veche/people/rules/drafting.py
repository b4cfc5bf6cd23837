"""Drafting: a segment's conditions as somebody is still writing them; nothing in it is believed yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from veche.people.terms.conditions import (
    CLAUSES,
    DEEPEST,
    LONGEST_TEXT,
    MOST_CONDITIONS,
    MOST_VALUES,
    Joint,
)

Place = tuple[int, ...]
NAME = "part"


class Draft(NamedTuple):
    """One condition as it was written: its clause, and texts for its slots."""

    about: str
    told: Mapping[str, tuple[str, ...]]


class Drafts(NamedTuple):
    """Drafts that belong together."""

    joint: str = Joint.ALL
    parts: tuple[Draft | Drafts, ...] = ()


def drafts_of(raw: Any) -> Drafts:
    """Answer what is written in JSON of any shape, cut to what a segment may have at all.

    A group is `{"all": […]}`, `any` or `none`; a condition `{"about": "did", "kinds": ["asked"], …}`.
    """
    found = _part(raw, 0, [MOST_CONDITIONS * 2])
    if isinstance(found, Drafts):
        return found
    return Drafts(Joint.ALL, (found,) if found else ())


def _part(raw: Any, depth: int, left: list[int]) -> Draft | Drafts | None:
    if not isinstance(raw, Mapping) or depth > DEEPEST or left[0] <= 0:
        return None
    left[0] -= 1
    for joint in Joint:
        if isinstance(raw.get(joint), list):
            parts = [_part(each, depth + 1, left) for each in raw[joint][:MOST_CONDITIONS]]
            return Drafts(joint, tuple(part for part in parts if part is not None))
    clause = CLAUSES.get(raw["about"]) if isinstance(raw.get("about"), str) else None
    if clause is None:
        return None
    told = {slot.name: _texts(raw.get(slot.name)) for slot in clause.slots}
    return Draft(clause.key, {name: texts for name, texts in told.items() if texts})


def _texts(raw: Any) -> tuple[str, ...]:
    several = raw if isinstance(raw, list) else [raw]
    texts = [_text(each) for each in several[: MOST_VALUES + 1]]
    return tuple(text for text in texts if text)


def _text(raw: Any) -> str:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        return ""
    try:
        return str(raw).strip()[: LONGEST_TEXT * 2]
    except ValueError:  # a whole number of thousands of digits
        return ""


def raw_of(drafts: Draft | Drafts) -> dict[str, Any]:
    """Answer a draft as JSON that `drafts_of` reads back."""
    if isinstance(drafts, Drafts):
        return {str(drafts.joint): [raw_of(part) for part in drafts.parts]}
    return {"about": drafts.about} | {name: list(texts) for name, texts in drafts.told.items()}


def drafts_in(fields: Iterable[tuple[str, Sequence[str]]]) -> Drafts:
    """Answer what a form says: `part.0.about`, `part.0.kinds` …; `part.joint` is of the whole."""
    raw: dict[str, Any] = {}
    for name, values in fields:
        steps = name.split(".")
        if steps[0] != NAME or len(steps) > DEEPEST + 3:
            continue
        held = raw
        for step in steps[1:-1]:
            held = held.setdefault(f"#{step}", {})
        held[steps[-1]] = list(values)
    return drafts_of(_json_of(raw))


def _json_of(held: Mapping[str, Any]) -> dict[str, Any]:
    parts = [(name[1:], value) for name, value in held.items() if name.startswith("#")]
    plain = {name: value for name, value in held.items() if not name.startswith("#")}
    if "about" in plain:
        return plain | {"about": plain["about"][0] if plain["about"] else ""}
    inside = [_json_of(value) for name, value in sorted(parts, key=_order)]
    joint = next(iter(plain.get("joint", ())), "")
    return {joint if joint in set(Joint) else Joint.ALL: inside}


def _order(part: tuple[str, Any]) -> int:
    return int(part[0]) if part[0].isdecimal() and len(part[0]) < 6 else 0


def new_draft(about: str) -> Draft | None:
    """Answer a condition of a clause with what it starts with; nothing for a clause there is not."""
    clause = CLAUSES.get(about)
    if clause is None:
        return None
    first = {slot.name: (str(slot.first),) for slot in clause.slots if slot.first is not None}
    return Draft(about, first)


def place_in(text: str) -> Place | None:
    """Read a place in a draft: «0.2» is the third part of the first part; empty is the whole."""
    steps = text.split(".") if text else []
    if len(steps) > DEEPEST or not all(step.isdecimal() and len(step) < 4 for step in steps):
        return None
    return tuple(int(step) for step in steps)


def with_part(drafts: Drafts, place: Place, part: Draft | Drafts) -> Drafts:
    """Put a part at the end of the group at this place; where there is none nothing changes."""
    return _changed(drafts, place, lambda group: group._replace(parts=(*group.parts, part)))


def without_part(drafts: Drafts, place: Place) -> Drafts:
    """Take the part at this place away; where there is none nothing changes."""
    if not place:
        return Drafts(drafts.joint)
    *above, last = place
    return _changed(
        drafts, tuple(above),
        lambda group: group._replace(parts=group.parts[:last] + group.parts[last + 1 :]),
    )  # fmt: skip


def _changed(drafts: Drafts, place: Place, change: Any) -> Drafts:
    if not place:
        changed: Drafts = change(drafts)
        return changed
    first, *rest = place
    if first >= len(drafts.parts):
        return drafts
    part = drafts.parts[first]
    if not isinstance(part, Drafts):
        return drafts
    inner = _changed(part, tuple(rest), change)
    return drafts._replace(parts=(*drafts.parts[:first], inner, *drafts.parts[first + 1 :]))
