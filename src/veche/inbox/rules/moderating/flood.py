"""Flood: more messages of one person in one channel within a span than are allowed."""

from collections import deque
from collections.abc import Iterable, Iterator

from veche.inbox.terms.moderation import Hit, Seen, Settings
from veche.kit.terms import N_
from veche.kit.time import SECOND

_WHY = N_("{count} messages within {seconds} seconds")


def find_flood(seen: Iterable[Seen], settings: Settings) -> Iterator[Hit]:
    """Answer each message that is one too many, counted backwards from itself; `seen` in order of time."""
    most, seconds = int(settings["most"]), int(settings["seconds"])
    recent: dict[tuple[int, int], deque[int]] = {}
    for one in seen:
        times = recent.setdefault((one.channel, one.identity), deque())
        while times and times[0] <= one.at - seconds * SECOND:
            times.popleft()
        times.append(one.at)
        if len(times) > most:
            yield Hit(one.pk, _WHY, {"count": len(times), "seconds": seconds})
