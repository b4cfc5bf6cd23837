"""How well two people go together: a matrix of numbers about 0 to 1, and far below 0 where they must not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from veche.events.terms.pairing import Likeness, Seeker, Wishes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

NEVER = -1000.0
# A newcomer with a regular is worth so much of a perfect likeness; so is a chance within a stranger's reach.
MIXED, SLIGHT = 0.3, 0.2


def likenesses(people: Sequence[Seeker], wishes: Wishes, *, apart: Iterable[tuple[int, int]] = ()) -> Matrix:
    """Answer how well each goes with each, symmetric, nothing on the diagonal.

    Interests are weighed by how rare they are (tf-idf's idf) and compared by the cosine. `apart` are
    pairs of keys that must not meet: who met of late, who does not want to.
    """
    import numpy as np

    shared = _cosines([person.interests for person in people])
    if wishes.by is Likeness.COMPLEMENTARY:
        found = _help([one.offers for one in people], [one.seeks for one in people]) + SLIGHT * shared
    elif wishes.by is Likeness.DIFFERENT:
        found = 1.0 - shared
    else:
        found = shared
    if wishes.mixes_newcomers:
        fresh = np.array([person.is_newcomer for person in people])
        found = found + MIXED * (fresh[:, None] ^ fresh[None, :])
    found = np.where(_strangers(people, wishes, apart), NEVER, found).astype(np.float32)
    np.fill_diagonal(found, 0.0)
    return found


def reasons_for(one: Seeker, other: Seeker) -> dict[str, list[str]]:
    """Answer what two people may talk about: what both like, what each could help the other with."""
    return {
        "shared": sorted(one.interests & other.interests),
        "offers": sorted(one.offers & other.seeks),
        "seeks": sorted(one.seeks & other.offers),
    }


def _cosines(sets: Sequence[frozenset[str]]) -> Any:
    import numpy as np

    table = _table(sets, sets)
    length = np.linalg.norm(table, axis=1, keepdims=True)
    unit = np.divide(table, length, out=np.zeros_like(table), where=length > 0)
    return unit @ unit.T


def _help(offers: Sequence[frozenset[str]], seeks: Sequence[frozenset[str]]) -> Any:
    """Answer how much of what each seeks the other offers, the mean of both ways."""
    import numpy as np

    words = [*offers, *seeks]
    offered, sought = _table(offers, words), _table(seeks, words)
    found = np.minimum(sought, 1) @ np.minimum(offered, 1).T
    wanted = np.maximum(np.minimum(sought, 1).sum(axis=1, keepdims=True), 1)
    share = found / wanted
    return (share + share.T) / 2


def _table(sets: Sequence[frozenset[str]], among: Sequence[frozenset[str]]) -> Any:
    """Answer a row for each set and a column for each word of all, filled with how rare the word is."""
    import numpy as np

    counts = Counter(word for one in among for word in one)
    place = {word: number for number, word in enumerate(sorted(counts))}
    table = np.zeros((len(sets), max(1, len(place))), dtype=np.float32)
    for row, words in enumerate(sets):
        for word in words:
            table[row, place[word]] = 1 + math.log(len(among) / counts[word])
    return table


def _strangers(people: Sequence[Seeker], wishes: Wishes, apart: Iterable[tuple[int, int]]) -> Any:
    """Answer a matrix of who must not be put together."""
    import numpy as np

    place = {person.key: number for number, person in enumerate(people)}
    never = np.zeros((len(people), len(people)), dtype=bool)
    for one, other in apart:
        if one in place and other in place:
            never[place[one], place[other]] = never[place[other], place[one]] = True
    if wishes.keeps_circles_apart:
        names = {name: n for n, name in enumerate(sorted({one.circle for one in people} - {""}))}
        circle = np.array([names.get(person.circle, -1 - n) for n, person in enumerate(people)])
        never |= circle[:, None] == circle[None, :]
    spoken = sorted({word for person in people for word in person.languages})
    if spoken:
        speaks = np.array(
            [[not one.languages or word in one.languages for word in spoken] for one in people],
            dtype=np.float32,
        )
        never |= (speaks @ speaks.T) == 0
    return never
