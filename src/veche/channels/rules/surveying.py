"""Surveying: what a dry run says of a file before anything is taken from it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

from veche.channels.rules.accounting import Account
from veche.kit.text import clean_name
from veche.ledger.terms import Nature, Place, Recorded, Sighting

MOST_CHANNELS = 100
MOST_SHOWN, LONGEST_SHOWN = 10, 300


class Distinct:
    """Counts different things with flat memory: exactly up to a bound, then by a fair sample.

    Beyond the bound only things whose hash ends in so many zero bits are kept, and each of
    them stands for as many as have any other ending (adaptive sampling, Wegman).
    """

    def __init__(self, most: int = 200_000) -> None:
        self.most, self.bits = most, 0
        self.kept: set[int] = set()

    def add(self, hashes: set[int]) -> None:
        """Count things by their hashes; those counted before change nothing."""
        mask = (1 << self.bits) - 1
        self.kept |= {number for number in hashes if not number & mask} if mask else hashes
        while len(self.kept) > self.most:
            self.bits += 1
            mask = (1 << self.bits) - 1
            self.kept = {number for number in self.kept if not number & mask}

    @property
    def is_exact(self) -> bool:
        """Whether the count is exact."""
        return self.bits == 0

    @property
    def count(self) -> int:
        """How many different things there were."""
        return len(self.kept) << self.bits


class Survey:
    """What is understood of a file so far."""

    def __init__(self) -> None:
        self.account = Account()
        self.natures = {nature: Distinct() for nature in Nature}
        self.kinds: Counter[str] = Counter()
        self.channels: Counter[Place] = Counter()
        self.preview: list[dict[str, Any]] = []
        self.first: int | None = None
        self.last: int | None = None

    def add(self, sightings: Sequence[Sighting], foreseen: Recorded, account: Account) -> None:
        """Add a batch: what it says, and what would become of it."""
        self.account.add(account)
        fit = sightings
        if foreseen.faults:
            fit = [sighting for place, sighting in enumerate(sightings) if place not in foreseen.faults]
        if not fit:
            return
        numbers = Counter([sighting.kind.word for sighting in fit])
        self.kinds.update(numbers)
        self.channels.update([sighting.place for sighting in fit])
        moments = [sighting.at for sighting in fit]
        self.first = min(moments) if self.first is None else min(self.first, *moments)
        self.last = max(moments) if self.last is None else max(self.last, *moments)
        handles = {sighting.handle for sighting in fit}
        for nature, seen in self.natures.items():
            seen.add({hash((h.kind, h.value)) for h in handles if h.nature == nature})

    def show(self, sightings: Iterable[Sighting], words: Callable[[Sighting], str]) -> None:
        """Keep the first facts as they would look, until there are enough to tell whether they look right."""
        for sighting in islice(sightings, MOST_SHOWN - len(self.preview)):
            line = {
                "at": sighting.at, "kind": sighting.kind.word, "channel": clean_name(sighting.place.title),
                "who": clean_name(sighting.handle.name or sighting.handle.value),
                "words": clean_name(words(sighting) or _traits_of(sighting), LONGEST_SHOWN),
            }  # fmt: skip
            self.preview.append(line)

    def as_json(self) -> dict[str, Any]:
        """Answer the survey as it is kept and shown."""
        people = self.natures[Nature.PERSON]
        return {
            **asdict(self.account),
            "people": people.count,
            "is_exact": people.is_exact,
            "bots": self.natures[Nature.BOT].count,
            "places": self.natures[Nature.PLACE].count,
            "kinds": dict(self.kinds.most_common()),
            "channels": self._channels(),
            "channel_count": len({(place.network, place.key) for place in self.channels}),
            "first": self.first,
            "last": self.last,
            "preview": self.preview,
        }

    def _channels(self) -> list[dict[str, Any]]:
        counts: Counter[tuple[str, str]] = Counter()
        titles: dict[tuple[str, str], str] = {}
        for place, count in self.channels.items():
            counts[place.network, place.key] += count
            titles[place.network, place.key] = clean_name(place.title or place.key)
        return [
            {"network": network, "key": key, "title": titles[network, key], "count": count}
            for (network, key), count in counts.most_common(MOST_CHANNELS)
        ]


def _traits_of(sighting: Sighting) -> str:
    """Answer what a list says of somebody, in a line."""
    traits = (sighting.extra or {}).get("traits")
    return ", ".join(str(value) for value in traits.values()) if isinstance(traits, dict) else ""
