"""Likeness: whether two persons may be one, with every piece of evidence and its points."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from veche.kit.text import latin
from veche.people.rules.linking import is_role
from veche.people.rules.naming import NameLikeness, name_likeness, name_traces, parse_name
from veche.people.terms import Clue, Likeness

PROPOSED = 45
SHORTEST_HANDLE = 5
# Handles people choose themselves and take along from place to place.
CHOSEN = frozenset({"telegram_name", "vk_name", "github", "discord_name", "irc", "slack_name"})
_PARTS = re.compile(r"[._\-+]+|(?<=[a-z])(?=\d)")
_NAME_POINTS = {NameLikeness.SAME: 60, NameLikeness.SPELLED: 55, NameLikeness.SHORT: 45}
_NAME_CLUES = {
    NameLikeness.SAME: Clue.SAME_NAME, NameLikeness.SPELLED: Clue.SPELLED_NAME,
    NameLikeness.SHORT: Clue.SHORT_NAME,
}  # fmt: skip
Evidence = tuple[Clue, int, dict[str, str]]


class Known(NamedTuple):
    """What is known of a person when they are compared."""

    name: str
    names: tuple[str, ...]
    handles: tuple[tuple[str, str], ...]  # kind and value
    traits: Mapping[str, str]
    channels: Mapping[int, str]  # where they speak a good deal themselves: title by channel
    lists: Mapping[int, str]  # tables they stand in by themselves: title by origin


def traces_of(known: Known) -> set[str]:
    """Answer the keys under which alike persons meet: sounds of names, chosen handles."""
    found = {trace for name in known.names for trace in name_traces(name)}
    for handle in _chosen_handles(known.handles):
        found.add(f"h:{handle}"[:80])
        found |= set(name_traces(_as_name(handle)))
    return found


def _chosen_handles(handles: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Answer the handles people chose themselves, and what stands before the @ of their addresses."""
    for kind, value in handles:
        if kind == "email" and is_role(value):
            continue
        told = value.partition("@")[0].partition("+")[0] if kind == "email" else value.rpartition("/")[2]
        plain = latin(told).strip("@_.-")
        if (kind in CHOSEN or kind == "email") and len(plain) >= SHORTEST_HANDLE:
            yield plain


def _as_name(handle: str) -> str:
    return " ".join(part for part in _PARTS.split(handle) if part.isalpha() and len(part) > 1)


def likeness_of(one: Known, other: Known, *, namesakes: int, talked: bool = False) -> Likeness:
    """Answer how sure it is that two persons are one, 0 to 100, with the evidence.

    `namesakes` is how many here have such a name; `talked` that they answered each other.
    """
    found: list[Evidence] = [
        *_of_names(one, other, namesakes), *_of_handles(one, other), *_of_traits(one, other),
        *_of_places(one, other),
    ]  # fmt: skip
    if talked:
        found.append((Clue.TALK_TOGETHER, -60, {}))
    score = sum(points for _, points, _ in found)
    return Likeness(max(0, min(100, score)), tuple(found))


def _of_names(one: Known, other: Known, namesakes: int) -> Iterator[Evidence]:
    pairs = [(a, b, name_likeness(a, b)) for a in one.names for b in other.names]
    if not pairs:
        return
    a, b, best = max(pairs, key=lambda pair: pair[2])
    is_full = parse_name(a).is_full and parse_name(b).is_full
    if best in _NAME_POINTS and is_full:
        yield _NAME_CLUES[best], _NAME_POINTS[best], {"one": a, "other": b}
        if namesakes > 2:
            yield Clue.COMMON_NAME, -min(40, 5 * namesakes), {"count": str(namesakes)}
    elif best is NameLikeness.OTHER:
        yield Clue.OTHER_NAME, -50, {"one": a, "other": b}
    elif best >= NameLikeness.FIRST:
        yield Clue.FIRST_NAME, 10, {"one": a, "other": b}


def _of_handles(one: Known, other: Known) -> Iterator[Evidence]:
    mine, theirs = set(_chosen_handles(one.handles)), set(_chosen_handles(other.handles))
    if shared := sorted(mine & theirs):
        yield Clue.SAME_HANDLE, 50, {"handle": shared[0], "one": one.name, "other": other.name}
        return
    for handles, known in ((mine, other), (theirs, one)):
        for handle in sorted(handles):
            name = _as_name(handle)
            for named in known.names:
                alike = name_likeness(name, named) if name else NameLikeness.UNKNOWN
                if alike in _NAME_POINTS and parse_name(named).is_full:
                    yield Clue.NAME_IN_HANDLE, 45, {"handle": handle, "name": named}
                    return


def _of_traits(one: Known, other: Known) -> Iterator[Evidence]:
    mine, theirs = one.traits, other.traits
    if mine.get("birthday") and theirs.get("birthday"):
        same = mine["birthday"] == theirs["birthday"]
        if same:
            yield Clue.SAME_BIRTHDAY, 30, {"value": mine["birthday"]}
        elif mine["birthday"][-5:] != theirs["birthday"][-5:]:
            yield Clue.OTHER_BIRTHDAY, -60, {}
    if mine.get("sex") and theirs.get("sex") and mine["sex"] != theirs["sex"]:
        yield Clue.OTHER_SEX, -40, {}
    for key, clue, points in (("city", Clue.SAME_CITY, 8), ("company", Clue.SAME_COMPANY, 15)):
        if mine.get(key) and mine.get(key) == theirs.get(key):
            yield clue, points, {"value": mine[key]}


def _of_places(one: Known, other: Known) -> Iterator[Evidence]:
    """Two accounts that both speak in one place, or two rows of one list, are rarely one human."""
    for channel, title in one.channels.items():
        if channel in other.channels:
            yield Clue.BOTH_SPEAK, -40, {"place": title}
            break
    for origin, title in one.lists.items():
        if origin in other.lists:
            yield Clue.ONE_LIST, -40, {"place": title}
            break
