"""Lines: how long to leave a broken one alone, and what a reading of an envelope came to."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from veche.channels.terms import Record
from veche.channels.terms.state import EnvelopeState
from veche.kit.terms import N_
from veche.ledger.terms import Outcome

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
NOTHING = N_("It tells of nothing that is kept.")


def pause_after(failures: int, retry_after: float | None = None) -> float:
    """Answer the seconds before a broken line is tried again: 1, 2, 4 … to five minutes.

    What the outside asks for counts where it is longer, up to an hour.
    """
    own = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(failures - 1, 12))
    return max(own, min(retry_after, 3600.0)) if retry_after is not None else own


def verdict_of(records: Sequence[Record], outcomes: Sequence[Outcome]) -> tuple[EnvelopeState, str]:
    """Answer what an envelope came to, from its records and what became of their sightings.

    One new or revised fact makes it taken; else one known makes it a duplicate; else it is
    refused with the first reason given.
    """
    if Outcome.NEW in outcomes or Outcome.REVISED in outcomes:
        return EnvelopeState.TAKEN, ""
    if Outcome.KNOWN in outcomes:
        return EnvelopeState.DUPLICATE, ""
    return EnvelopeState.REFUSED, next((record.refused for record in records if record.refused), NOTHING)


def ports_in(filled: Mapping[str, str]) -> frozenset[int]:
    """Answer the ports that were filled in, alone or in an address: one's own server may have odd ones."""
    found = set()
    for key, text in filled.items():
        if key.endswith("_port") and text.isdecimal() and len(text) <= 5:
            found.add(int(text))
        elif text.startswith(("http://", "https://")) and len(text) < 2000:
            try:
                found.add(urlsplit(text).port or 443)
            except ValueError:  # no port at all: whoever asks there is told so
                continue
    return frozenset(found)
