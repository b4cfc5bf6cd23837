"""Batching: records go into the ledger by the thousand."""

from collections.abc import Iterable, Iterator

from veche.channels.terms import Record

BATCH = 5_000


def in_batches(frames: Iterable[list[Record]], size: int = BATCH) -> Iterator[list[Record]]:
    """Answer the records of small frames in batches of about as many sightings, in order."""
    batch: list[Record] = []
    weight = 0
    for frame in frames:
        batch += frame
        weight += sum([len(record.sightings) or 1 for record in frame])
        if weight >= size:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
