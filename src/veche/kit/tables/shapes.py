"""What reading any table shares: rows with their numbers, and how much is too much."""

from typing import NamedTuple

from veche.kit.terms import N_, Reason, Refusal

MOST_COLUMNS = 2_000
LARGEST_CELL = 256 * 1024
TOO_WIDE = N_("The table has {count} columns; {most} at the most can be read.")


class Row(NamedTuple):
    """One row of a table: its number as a spreadsheet counts, its cells, and what is wrong with it."""

    number: int
    cells: list[str]
    fault: str = ""


def refuse_width(count: int) -> None:
    """Refuse a table that is wider than any list of people."""
    if count > MOST_COLUMNS:
        raise Refusal(Reason(TOO_WIDE, values={"count": count, "most": MOST_COLUMNS}))
