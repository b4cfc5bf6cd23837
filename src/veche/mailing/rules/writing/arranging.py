"""Blocks put in order: added, moved, doubled, taken out and brought back; answers new lists, changes none.

Here a block is the mapping the editor posts, so that one half written is moved like any other.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Raw = dict[str, Any]
Blocks = list[Raw]
NewKey = Callable[[], str]
COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: at a place of the letter, or of a column of the block `within`."""

    within: str = ""
    column: int = 0
    place: int = 0


def walked(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Answer all blocks, those of columns after the block that holds them."""
    for block in blocks:
        yield block
        for column in block.get(COLUMNS) or ():
            yield from walked(column)


def found_at(blocks: Sequence[Raw], key: str) -> Spot | None:
    """Answer where the block of a key stands, or nothing where there is none."""
    for place, block in enumerate(blocks):
        if block.get("key") == key:
            return Spot(place=place)
        for number, column in enumerate(block.get(COLUMNS) or ()):
            for inner, one in enumerate(column):
                if one.get("key") == key:
                    return Spot(str(block.get("key", "")), number, inner)
    return None


def block_of(blocks: Sequence[Raw], key: str) -> Raw | None:
    """Answer the block of a key, or nothing."""
    return next((dict(one) for one in walked(blocks) if one.get("key") == key), None)


def put(blocks: Sequence[Raw], block: Raw, spot: Spot) -> Blocks:
    """Answer the blocks with one more at a spot; at the end where the spot is no more."""
    found = copy.deepcopy(list(blocks))
    _list_at(found, spot).insert(spot.place, copy.deepcopy(block))
    return found


def added(blocks: Sequence[Raw], block: Raw, where: str) -> Blocks:
    """Answer the blocks with one more: «after:<key>», «in:<key>:<column>» (its end), or else at the end."""
    how, _, rest = where.partition(":")
    if how == "after" and (spot := found_at(blocks, rest)):
        return put(blocks, block, Spot(spot.within, spot.column, spot.place + 1))
    if how == "in":
        key, _, number = rest.rpartition(":")
        return put(blocks, block, Spot(key, int(number) if number.isdecimal() else 0, 10_000))
    return put(blocks, block, Spot(place=len(blocks)))


def taken_out(blocks: Sequence[Raw], key: str) -> Blocks:
    """Answer the blocks without one and what stands in it."""
    found = copy.deepcopy(list(blocks))
    if spot := found_at(found, key):
        del _list_at(found, spot)[spot.place]
    return found


def moved(blocks: Sequence[Raw], key: str, step: int) -> Blocks:
    """Answer the blocks with one moved by so many places among its neighbours, as far as there are any."""
    spot, block = found_at(blocks, key), block_of(blocks, key)
    if spot is None or block is None:
        return copy.deepcopy(list(blocks))
    place = max(0, spot.place + step)
    return put(taken_out(blocks, key), block, Spot(spot.within, spot.column, place))


def doubled(blocks: Sequence[Raw], key: str, new_key: NewKey) -> Blocks:
    """Answer the blocks with a copy of one after it, under keys of its own."""
    block = block_of(blocks, key)
    if block is None:
        return copy.deepcopy(list(blocks))
    return added(blocks, with_keys([block], new_key, anew=True)[0], f"after:{key}")


def with_keys(blocks: Sequence[Raw], new_key: NewKey, *, anew: bool = False) -> Blocks:
    """Answer the blocks with a key for each that has none, or that another has before it; `anew` for all."""
    seen: set[str] = set()
    found = copy.deepcopy(list(blocks))
    for block in walked(found):
        key = "" if anew else str(block.get("key", ""))
        while not key or key in seen:
            key = new_key()
        seen.add(key)
        block["key"] = key  # type: ignore[index]
    return found


def _list_at(blocks: Blocks, spot: Spot) -> Blocks:
    """Answer the list that a spot is in; the letter's own where the column is gone."""
    for block in blocks:
        columns = block.get(COLUMNS)
        if spot.within and block.get("key") == spot.within and columns:
            return columns[min(spot.column, len(columns) - 1)]  # type: ignore[no-any-return]
    return blocks
