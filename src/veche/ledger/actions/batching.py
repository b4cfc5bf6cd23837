"""A batch on its way into the ledger: what came, what is known of it, what became of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from veche.kit.time import now
from veche.ledger.models import Origin
from veche.ledger.rules import fault_of, normal_handle
from veche.ledger.terms import Handle, Outcome, Removal, Sighting

Key = tuple[str, str]


class Batch:
    """Working memory of one `record_many`; lives as long as its transaction."""

    def __init__(
        self, origin: Origin, sightings: Sequence[Sighting], removals: Sequence[Removal] = ()
    ) -> None:
        self.origin = origin
        self.origin_id: int = origin.pk  # a property of Django's: asked for every row it is dear
        self.sightings = sightings
        self.removals = removals
        self.faults = {place: fault for place, s in enumerate(sightings) if (fault := fault_of(s))}
        self.now = now()
        self.community: int = origin.community_id
        self.organisation = origin.community.organisation_id
        self.channels: list[int] = []  # by position, as long as the sightings; 0 where one is refused
        self.subjects: dict[Key, int] = {}
        self.identities: dict[Key, int] = {}
        self.outcomes: list[Outcome] = [Outcome.KNOWN] * len(sightings)
        self.ids: dict[int, int] = {}  # position of a new sighting → its interaction
        self.new_wordings: list[int] = []
        self.later_wordings: list[int] = []  # those of them that came to known facts
        self.removed: list[Outcome] = [Outcome.KNOWN] * len(removals)
        self.gone: set[int] = set()  # interactions that were taken away outside, or brought back
        self.new_identities: list[int] = []
        self.new_aliases: list[int] = []
        self.added = 0
        self.tallied = 0  # stated numbers, also of what was known before
        self.masked = 0
        self.forgotten: set[Key] = set()
        self.first, self.last = 0, -1
        self._normal: dict[Handle, Handle] = {}
        self._keys: dict[Handle, Key] = {}

    def normal(self, handle: Handle) -> Handle:
        """Answer the handle as it is kept; the same few people speak all the time."""
        found = self._normal.get(handle)
        if found is None:
            found = self._normal[handle] = normal_handle(handle)
        return found

    def fit(self) -> Iterator[tuple[int, Sighting]]:
        """Answer the sightings that can be facts, with their positions."""
        if not self.faults:
            return enumerate(self.sightings)
        return ((place, s) for place, s in enumerate(self.sightings) if place not in self.faults)

    def key_of(self, handle: Handle) -> Key:
        """Answer under which key the identity of a handle is kept."""
        key = self._keys.get(handle)
        if key is None:
            kept = self.normal(handle)
            key = self._keys[handle] = (kept.kind, kept.value)
        return key

    def identity_of(self, handle: Handle) -> int:
        """Answer the identity of a handle of this batch."""
        return self.identities[self.key_of(handle)]

    def target_of(self, sighting: Sighting) -> int | None:
        """Answer the identity a sighting is aimed at, if there is one and they were not forgotten."""
        return self.identities.get(self.key_of(sighting.target)) if sighting.target else None

    def final_outcomes(self) -> tuple[Outcome, ...]:
        """Answer what became of every sighting in order."""
        for place in self.faults:
            self.outcomes[place] = Outcome.REFUSED
        return tuple(self.outcomes)

    def telling(self) -> dict[str, Any]:
        """Answer what listeners are told: ranges of ids, in which other origins' may lie too."""
        identities, aliases = self.new_identities, self.new_aliases
        return {
            "origin": self.origin_id,
            "first": self.first, "last": self.last,
            "first_identity": min(identities, default=0), "last_identity": max(identities, default=-1),
            "first_alias": min(aliases, default=0), "last_alias": max(aliases, default=-1),
        }  # fmt: skip
