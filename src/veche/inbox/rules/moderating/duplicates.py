"""Duplicates: the same words in several channels one after the other."""

from collections.abc import Iterable, Iterator

from veche.inbox.rules.moderating.crowding import Moment, crowded
from veche.inbox.rules.moderating.folding import skeleton
from veche.inbox.terms.moderation import Hit, Seen, Settings
from veche.kit.terms import N_
from veche.kit.time import MINUTE

_WHY = N_("The same words in {count} channels within {minutes} minutes")


def find_duplicates(seen: Iterable[Seen], settings: Settings) -> Iterator[Hit]:
    """Answer every message whose words were said in too many channels; `seen` in order of time."""
    minutes, shortest = int(settings["within"]), int(settings["shortest"])
    said: dict[str, list[Moment]] = {}
    for one in seen:
        words = skeleton(one.words)
        if len(words) >= shortest:
            said.setdefault(words, []).append(Moment(one.at, one.pk, one.channel))
    for moments in said.values():
        for pk, count in crowded(moments, span=minutes * MINUTE, least=int(settings["copies"])):
            yield Hit(pk, _WHY, {"count": count, "minutes": minutes})
