"""Archives: what is said of one of many files says of which."""

from collections.abc import Iterator

from veche.channels.terms import Record
from veche.kit.terms import Reason, Refusal


def placed_in(name: str, records: Iterator[Record]) -> Iterator[Record]:
    """Answer the records of a file of an archive; what is refused in it says in which file it is."""
    try:
        yield from records
    except Refusal as refusal:
        reasons = [
            Reason(reason.text, reason.field, f"{name}: {reason.place}".rstrip(": "), reason.values)
            for reason in refusal.reasons
        ]
        raise Refusal(*reasons) from refusal
