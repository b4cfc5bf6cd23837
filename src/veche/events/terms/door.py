"""Words of the door: what passes there, how it is judged, and what devices tell and are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from veche.kit.terms import N_
from veche.kit.time import DAY, HOUR, Moment


class PassKind(StrEnum):
    """What a scan says of a ticket."""

    IN = "in"
    OUT = "out"
    UNDO = "undo"  # an earlier scan was a mistake


class Outcome(StrEnum):
    """How a scan is judged beside all others of its ticket."""

    IN = "in"
    DOUBLE = "double"  # on this ticket somebody is inside already
    OUT = "out"
    VOID = "void"  # taken back
    UNDO = "undo"
    CANCELLED = "cancelled"  # a ticket of somebody who is not expected
    FOREIGN = "foreign"  # a ticket of another event
    UNKNOWN = "unknown"  # none of our codes, or one that was replaced


OUTCOME_TITLES: Mapping[Outcome, str] = {
    Outcome.IN: N_("Came in"), Outcome.DOUBLE: N_("Already inside"), Outcome.OUT: N_("Gone out"),
    Outcome.VOID: N_("Check-in taken back"), Outcome.UNDO: N_("Check-in taken back"),
    Outcome.CANCELLED: N_("Not expected any more"), Outcome.FOREIGN: N_("A ticket of another event"),
    Outcome.UNKNOWN: N_("No such ticket"),
}  # fmt: skip
# What is said to whoever stands there, where that is another word than the organiser's.
WELCOME = N_("Come in")
# How long devices get the list after the end, and how long what they kept is still taken.
LIST_AFTER_END, SCANS_AFTER_END = 6 * HOUR, 3 * DAY
# How much travels at once, so that no phone and no worker chokes.
MOST_SCANS, MOST_ROWS, MOST_CHANGES = 200, 2_500, 500
LONGEST_DOOR, LONGEST_CODE = 60, 400


@dataclass(frozen=True, slots=True)
class Scanned:
    """One scan as a device tells it: a code, a seat chosen by name, or a name that is in no list.

    `at` is the device's clock, milliseconds. `let_in`: the device was alone and decided itself.
    """

    key: str
    at: int
    kind: PassKind = PassKind.IN
    code: str = ""
    seat: int | None = None
    name: str = ""
    door: int | None = None
    undoes: str = ""
    let_in: bool = False


class Pass(NamedTuple):
    """A scan of one ticket as far as judging needs it."""

    key: str
    at: int
    kind: PassKind
    undoes: str = ""


class Answer(NamedTuple):
    """What a device is told of a scan; the first one's time and door, where somebody was first."""

    key: str
    outcome: Outcome
    seat: int | None = None
    name: str = ""
    first_at: Moment | None = None
    first_door: str = ""


class Code(NamedTuple):
    """What stands in a ticket's QR code."""

    event: int
    secret: str
    signature: bytes
