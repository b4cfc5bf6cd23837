"""Accounting: every record of a file ends as taken, duplicate or refused, and nothing else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from veche.channels.terms import Record
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.ledger.terms import Outcome, Recorded, Sighting

SAYS_NOTHING = N_("It says nothing.")
OTHER_REASONS = N_("Other reasons")
MOST_REASONS, MOST_PLACES, LONGEST_PLACE = 50, 5, 100

Refusals = dict[str, dict[str, Any]]


@dataclass(slots=True)
class Account:
    """How many records ended how, and why some were refused. new + revised + duplicate + refused = seen."""

    seen: int = 0
    new: int = 0
    revised: int = 0
    duplicate: int = 0
    refused: int = 0
    masked: int = 0
    refusals: Refusals = field(default_factory=dict)

    def add(self, other: "Account") -> None:
        """Add another account to this one."""
        for name in ("seen", "new", "revised", "duplicate", "refused", "masked"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.refusals = joined_refusals(self.refusals, other.refusals)


def sightings_of(records: Iterable[Record]) -> list[Sighting]:
    """Answer what the records say, in one list."""
    return [sighting for record in records for sighting in record.sightings]


def account(records: Sequence[Record], recorded: Recorded) -> Account:
    """Answer how a batch of records ended, by what became of their sightings in order.

    A record is taken if any of its sightings is new or revised, duplicate if one is known, and
    refused if it carries a reason or the ledger refused all it says.
    """
    outcomes = recorded.outcomes
    if len(outcomes) == len(records) and not recorded.faults and all(len(r.sightings) == 1 for r in records):
        counts = Counter(outcomes)
        return Account(
            len(records), counts[Outcome.NEW], counts[Outcome.REVISED], counts[Outcome.KNOWN],
            masked=recorded.masked,
        )  # fmt: skip
    found = Account(masked=recorded.masked)
    start = 0
    for record in records:
        end = start + len(record.sightings)
        _count(found, record, outcomes[start:end], recorded.faults.get(start, ""))
        start = end
    return found


def _count(found: Account, record: Record, outcomes: Sequence[Outcome], fault: str) -> None:
    found.seen += 1
    if Outcome.NEW in outcomes:
        found.new += 1
    elif Outcome.REVISED in outcomes:
        found.revised += 1
    elif Outcome.KNOWN in outcomes:
        found.duplicate += 1
    else:
        found.refused += 1
        _note(found.refusals, record.refused or fault or SAYS_NOTHING, record.where)


def _note(refusals: Refusals, reason: str, where: str) -> None:
    if reason not in refusals and len(refusals) >= MOST_REASONS:
        reason = OTHER_REASONS
    noted = refusals.setdefault(reason, {"count": 0, "places": []})
    noted["count"] += 1
    if len(noted["places"]) < MOST_PLACES:
        noted["places"].append(clean_name(where, LONGEST_PLACE))


def joined_refusals(one: Mapping[str, Any], other: Mapping[str, Any]) -> Refusals:
    """Answer two sets of refusals as one: counts added, the first places kept."""
    joined: Refusals = {
        reason: {"count": noted["count"], "places": list(noted["places"])} for reason, noted in one.items()
    }
    for reason, noted in other.items():
        key = reason if reason in joined or len(joined) < MOST_REASONS else OTHER_REASONS
        held = joined.setdefault(key, {"count": 0, "places": []})
        held["count"] += noted["count"]
        held["places"] = [*held["places"], *noted["places"]][:MOST_PLACES]
    return joined
