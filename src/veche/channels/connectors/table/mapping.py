"""The mapping: what a row of this table is, and what each column means."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from dataclasses import dataclass, field

from veche.channels.connectors.table.fields import FIELD_KEYS, NAMING, SINGLE, SKIP, Purpose
from veche.kit.terms import N_, Reason, refuse_if

NOBODY = N_("No column names a person: choose which one holds names, e-mails, phones or accounts.")
_UNREADABLE = N_("The mapping cannot be read.")
_NO_PURPOSE = N_("Choose what a row of the table is.")
_NO_FIELD = N_("The column «{column}» cannot mean «{meaning}».")
_TWICE = N_("Two columns cannot both be «{meaning}».")
_NO_TEXT = N_("Messages need a column with their text and one with their date.")
_NO_AMOUNT = N_("Purchases need a column with the amount or the product.")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A row is this; columns, by their titles, mean that. What is not named is left out."""

    purpose: Purpose = Purpose.PEOPLE
    fields: AbstractMapping[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        """Answer the mapping as the text it is kept and sent in."""
        return json.dumps({"purpose": self.purpose, "columns": dict(self.fields)}, ensure_ascii=False)

    def has(self, *meanings: str) -> bool:
        """Tell whether some column means one of these."""
        return not set(meanings).isdisjoint(self.fields.values())

    def places(self, columns: Sequence[str]) -> dict[str, list[int]]:
        """Answer for each meaning at which places of a row it stands."""
        found: dict[str, list[int]] = {}
        for place, column in enumerate(columns):
            meaning = self.fields.get(column, SKIP)
            if meaning != SKIP:
                found.setdefault(meaning, []).append(place)
        return found

    def faults(self) -> list[Reason]:
        """Answer everything that keeps this mapping from making facts."""
        meanings = Counter(self.fields.values())
        reasons = [
            Reason(_NO_FIELD, field="mapping", values={"column": column, "meaning": meaning})
            for column, meaning in self.fields.items()
            if meaning not in FIELD_KEYS
        ]
        reasons += [
            Reason(_TWICE, field="mapping", values={"meaning": meaning})
            for meaning in SINGLE
            if meanings[meaning] > 1
        ]
        if not NAMING & meanings.keys():
            reasons.append(Reason(NOBODY, field="mapping"))
        if self.purpose is Purpose.MESSAGES and not {"text", "when"} <= meanings.keys():
            reasons.append(Reason(_NO_TEXT, field="mapping"))
        if self.purpose is Purpose.PURCHASES and not {"amount", "product"} & meanings.keys():
            reasons.append(Reason(_NO_AMOUNT, field="mapping"))
        return reasons


def read_mapping(text: str) -> Mapping:
    """Read a mapping from its text; refuses what is none, with every reason at once."""
    try:
        found = json.loads(text)
        columns = {str(column): str(meaning) for column, meaning in found["columns"].items()}
        purpose = Purpose(found["purpose"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        wrong = _NO_PURPOSE if isinstance(error, ValueError) and "Purpose" in str(error) else _UNREADABLE
        refuse_if([Reason(wrong, field="mapping")])
        raise
    mapping = Mapping(purpose, columns)
    refuse_if(mapping.faults())
    return mapping


def signature_of(columns: Sequence[str]) -> str:
    """Answer the digest by which a table with the same titles is known again."""
    return "columns:" + hashlib.blake2b("\n".join(columns).encode(), digest_size=12).hexdigest()
