"""Wording: the latest words of interactions, read into numbers of lemmas and into moods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from veche.kit import sql
from veche.kit.language.reading import words_and_mood
from veche.ledger.columns.calendar import local_times
from veche.ledger.columns.reading import Rows
from veche.ledger.terms import SPOKEN, Nature

# So many messages are held in memory at once, words and all.
_STEP = 1_000
_MOST = 2**15 - 1
_SIDE = ("id", "channel", "identity", "kind", "moment")


class Read(NamedTuple):
    """The columns of `shapes.LEMMAS` and of `shapes.MOODS`."""

    lemmas: dict[str, Any]
    moods: dict[str, Any]


def read_words(rows: Rows, zone: str) -> Iterator[Read]:
    """Answer, in portions, what is read out of the words of persons among these interactions."""
    spoken = [
        (pk, channel, identity, kind, at)
        for pk, channel, identity, nature, kind, at, *_ in rows
        if nature == Nature.PERSON and kind in SPOKEN
    ]
    for start in range(0, len(spoken), _STEP):
        yield _read(spoken[start : start + _STEP], zone)


def _read(spoken: Sequence[tuple[int, ...]], zone: str) -> Read:
    latest = _latest_words([row[0] for row in spoken])
    counts = np.zeros(len(spoken), dtype=np.int64)
    lemmas: list[int] = []
    places: list[int] = []
    sides: list[tuple[int, int]] = []
    for place, row in enumerate(spoken):
        if text := latest.get(row[0]):
            found, mood = words_and_mood(text)
            lemmas.extend(found)
            counts[place] = len(found)
            if mood.glad or mood.sad:
                places.append(place)
                sides.append((min(mood.glad, _MOST), min(mood.sad, _MOST)))
    side = {
        name: np.array(values, dtype=np.int64)
        for name, values in zip(_SIDE, zip(*spoken, strict=True), strict=True)
    }
    times = local_times(side["moment"], zone)
    side |= {"day": times.day, "month": times.month}
    glad, sad = np.array(sides, dtype=np.int64).reshape(-1, 2).T
    return Read(
        {name: np.repeat(values, counts) for name, values in side.items()}
        | {"lemma": np.array(lemmas, dtype=np.int64)},
        {name: values[places] for name, values in side.items()} | {"glad": glad, "sad": sad},
    )


def _latest_words(ids: Sequence[int]) -> dict[int, str]:
    rows = sql.fetch(
        f"SELECT interaction_id, text FROM ledger_wording WHERE {sql.any_of('interaction_id')} "
        "ORDER BY said_at, id",
        (sql.listed(ids),),
    )
    latest: dict[int, str] = dict(rows)
    return latest
