"""Raid: many people join one channel in a short time."""

from collections.abc import Iterable, Iterator

from veche.inbox.rules.moderating.crowding import Moment, crowded
from veche.inbox.terms.moderation import Hit, Seen, Settings
from veche.kit.terms import N_
from veche.kit.time import SECOND

_WHY = N_("{count} people joined within {seconds} seconds")


def find_raids(seen: Iterable[Seen], settings: Settings) -> Iterator[Hit]:
    """Answer every joining that is one of too many at once; `seen` in order of time."""
    seconds = int(settings["seconds"])
    joins: dict[int, list[Moment]] = {}
    for one in seen:
        joins.setdefault(one.channel, []).append(Moment(one.at, one.pk, one.identity))
    for moments in joins.values():
        for pk, count in crowded(moments, span=seconds * SECOND, least=int(settings["most"])):
            yield Hit(pk, _WHY, {"count": count, "seconds": seconds})
