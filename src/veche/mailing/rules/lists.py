"""Lists of addresses as people paste them: one a line, or rows of a table with one in some cell."""

from __future__ import annotations

import re

from veche.kit.terms import N_, Reason
from veche.mailing.rules.addressing import address_of

MOST_ROWS, LONGEST_LIST = 50_000, 5_000_000
MOST_TOLD = 50
NO_ADDRESS = N_("Row {row}: “{told}” is no e-mail address.")
NOTHING = N_("Row {row} has no e-mail address.")
TWO = N_("Row {row} has more than one e-mail address.")
EMPTY = N_("There is no e-mail address in the list.")
TOO_LONG = N_("The list is too long: {most} rows at the most.")
MORE = N_("And {count} more rows like these.")
_CELLS = re.compile(r"[,;\t]")
_NAMED = re.compile(r"<([^<>]*)>")


def read_list(text: str) -> tuple[list[str], list[Reason]]:
    """Answer the addresses of a list, each once, and everything that is wrong with it by its row.

    A first row without any address is a heading. An address may stand in angle brackets after a name.
    """
    rows = text.lstrip("\ufeff").splitlines()
    if len(rows) > MOST_ROWS or len(text) > LONGEST_LIST:
        return [], [Reason(TOO_LONG, field="list", values={"most": MOST_ROWS})]
    found: dict[str, None] = {}
    faults: list[Reason] = []
    for number, row in enumerate(rows, 1):
        if not row.strip(" ,;\t"):
            continue
        told = [_bare(cell) for cell in _CELLS.split(row) if "@" in cell]
        if not told and number == 1 and len(rows) > 1:
            continue
        fault = _fault(told, number)
        if fault is None:
            found[address_of(told[0])] = None
        else:
            faults.append(fault)
    if not found and not faults:
        faults.append(Reason(EMPTY, field="list"))
    return list(found), _told(faults)


def _bare(cell: str) -> str:
    named = _NAMED.search(cell)
    return (named[1] if named else cell).strip().strip("\"'").strip()


def _fault(told: list[str], row: int) -> Reason | None:
    if not told:
        return Reason(NOTHING, field="list", values={"row": row})
    if len(told) > 1:
        return Reason(TWO, field="list", values={"row": row})
    if not address_of(told[0]):
        return Reason(NO_ADDRESS, field="list", values={"row": row, "told": told[0][:80]})
    return None


def _told(faults: list[Reason]) -> list[Reason]:
    left = len(faults) - MOST_TOLD
    return faults if left <= 0 else [
        *faults[:MOST_TOLD], Reason(MORE, field="list", values={"count": left}),
    ]  # fmt: skip
