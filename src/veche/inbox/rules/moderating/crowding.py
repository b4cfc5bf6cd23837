"""Crowding: moments that lie so close together that too many different things are among them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Moment(NamedTuple):
    """Something at a moment; `tag` is what has to differ for it to count."""

    at: int
    pk: int
    tag: int


def crowded(moments: Sequence[Moment], *, span: int, least: int) -> Iterator[tuple[int, int]]:
    """Answer what lies in any stretch no longer than the span with so many different tags or more.

    `moments` in order of time; each is answered once, with how many tags its stretch had.
    """
    tags: Counter[int] = Counter()
    start = told = 0
    for end, one in enumerate(moments):
        tags[one.tag] += 1
        while moments[start].at < one.at - span:
            tags[moments[start].tag] -= 1
            if not tags[moments[start].tag]:
                del tags[moments[start].tag]
            start += 1
        if len(tags) >= least:
            for place in range(max(start, told), end + 1):
                yield moments[place].pk, len(tags)
            told = end + 1
