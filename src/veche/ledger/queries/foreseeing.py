"""Foreseeing: what `record_many` would answer, without writing anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings

from veche.kit import sql
from veche.ledger import rules
from veche.ledger.terms import FORGOTTEN, Handle, Outcome, Recorded, Sighting

if TYPE_CHECKING:
    from veche.core.models import Community

Key = tuple[int, str]  # channel, external id


def foresee(sightings: Sequence[Sighting], *, community: Community) -> Recorded:
    """Answer what would become of a batch if it were recorded now.

    A handful of statements whatever its size. What repeats within the batch is known the
    second time; what another process records meanwhile nobody foresees.
    """
    faults = {place: fault for place, s in enumerate(sightings) if (fault := rules.fault_of(s))}
    for place in _of_forgotten(sightings, community.organisation_id):
        faults.setdefault(place, FORGOTTEN)
    keys = _keys_of(sightings, community.pk)
    known = _Known(_known_among(keys, faults))
    outcomes, masked = [], 0
    for place, (sighting, key) in enumerate(zip(sightings, keys, strict=True)):
        if place in faults:
            outcomes.append(Outcome.REFUSED)
            continue
        text, _, secrets = rules.words_to_keep(sighting)
        outcome = known.meet(key, sighting, text)
        masked += secrets if outcome is not Outcome.KNOWN else 0
        outcomes.append(outcome)
    return Recorded(tuple(outcomes), masked, faults)


def words_shown(sighting: Sighting) -> str:
    """Answer a sighting's words as they would be kept: cleaned, cut, secrets blotted out."""
    return rules.words_to_keep(sighting).text


class _Known:
    """What is known of the facts of a batch, growing as the batch is gone through."""

    def __init__(self, ids: dict[Key, int]) -> None:
        words, tallies = _latest_words(ids.values()), _largest_tallies(ids.values())
        self.words = {key: words.get(pk, ("", -1)) for key, pk in ids.items()}
        self.tallies = {key: tallies.get(pk, {}) for key, pk in ids.items()}

    def meet(self, key: Key, sighting: Sighting, text: str) -> Outcome:
        """Answer whether a fact is new, revised or known, and remember it."""
        said_at = sighting.edited_at or sighting.at
        if key not in self.words:
            self.words[key] = (text, said_at) if text else ("", -1)
            self.tallies[key] = dict(sighting.tallies)
            return Outcome.NEW
        outcome = Outcome.KNOWN
        old_text, old_at = self.words[key]
        if text and text != old_text and said_at > old_at:
            self.words[key], outcome = (text, said_at), Outcome.REVISED
        counts = self.tallies[key]
        for name, count in sighting.tallies:
            if count > counts.get(name, 0):
                counts[name], outcome = count, Outcome.REVISED
        return outcome


def _keys_of(sightings: Sequence[Sighting], community: int) -> list[Key]:
    """Answer each sighting's channel and id; a channel that is new counts as a number below zero."""
    found = sql.fetch("SELECT network, key, id FROM ledger_channel WHERE community_id = %s", (community,))
    channels = {(network, key): pk for network, key, pk in found}
    for sighting in sightings:
        channels.setdefault((sighting.place.network, sighting.place.key), -1 - len(channels))
    return [(channels[s.place.network, s.place.key], s.external_id) for s in sightings]


def _known_among(keys: Sequence[Key], faults: dict[int, str]) -> dict[Key, int]:
    wanted: dict[int, list[str]] = {}
    for place, (channel, external) in enumerate(keys):
        if channel > 0 and place not in faults:
            wanted.setdefault(channel, []).append(external)
    statement = (
        "SELECT external_id, id FROM ledger_interaction "
        f"WHERE channel_id = %s AND {sql.any_of('external_id', 'text')}"
    )
    return {
        (channel, external): pk
        for channel, ids in wanted.items()
        for external, pk in sql.fetch(statement, (channel, sql.listed(ids)))
    }


def _latest_words(ids: Iterable[int]) -> dict[int, tuple[str, int]]:
    some = list(ids)
    statement = (
        f"SELECT interaction_id, text, said_at FROM ledger_wording WHERE {sql.any_of('interaction_id')} "
        "ORDER BY said_at, id"
    )
    return {pk: (text, at) for pk, text, at in sql.fetch(statement, (sql.listed(some),))} if some else {}


def _largest_tallies(ids: Iterable[int]) -> dict[int, dict[str, int]]:
    some = list(ids)
    found: dict[int, dict[str, int]] = {}
    statement = (
        "SELECT interaction_id, name, max(count) FROM ledger_tally "
        f"WHERE {sql.any_of('interaction_id')} GROUP BY 1, 2"
    )
    for pk, name, count in sql.fetch(statement, (sql.listed(some),)) if some else ():
        found.setdefault(pk, {})[name] = count
    return found


def _of_forgotten(sightings: Sequence[Sighting], organisation: int) -> list[int]:
    """Answer the places of sightings by people who were forgotten by law."""
    anybody = "SELECT 1 FROM ledger_suppression WHERE organisation_id = %s LIMIT 1"
    if not sql.fetch(anybody, (organisation,)):
        return []
    handles = {sighting.handle for sighting in sightings}
    digests = {_digest(handle): handle for handle in handles}
    statement = (
        f"SELECT digest FROM ledger_suppression WHERE organisation_id = %s AND {sql.any_of('digest', 'text')}"
    )
    found = {digests[digest] for (digest,) in sql.fetch(statement, (organisation, sql.listed(digests)))}
    return [place for place, sighting in enumerate(sightings) if sighting.handle in found]


def _digest(handle: Handle) -> str:
    kept = rules.normal_handle(handle)
    return rules.digest_of_handle(kept.kind, kept.value, secret=settings.SECRET_KEY)
