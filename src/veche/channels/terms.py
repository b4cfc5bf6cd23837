"""Words of the channels: what a connector understands of a file, record by record."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from veche.core.terms import INSIDERS, STEWARDS, Permission
from veche.kit.files import Source
from veche.kit.terms import N_
from veche.ledger.terms import Sighting

SEE_IMPORTS = Permission("channels.see_imports", N_("See channels and imports"), INSIDERS)
IMPORT_FILES = Permission("channels.import_files", N_("Import files and take imports back"), STEWARDS)
PERMISSIONS = (SEE_IMPORTS, IMPORT_FILES)


class Record(NamedTuple):
    """One record of a file: what it says, or why nothing is taken from it.

    A record that is refused carries a reason (a gettext id) and no sightings; everything a
    file holds is a record, so that taken + duplicate + refused = seen.
    """

    where: (
        str  # the outside's number of it: a message's id, a line, a row; with the member's name in archives
    )
    sightings: tuple[Sighting, ...] = ()
    refused: str = ""


class Understanding(StrEnum):
    """How sure a connector is that a file is one of its kind."""

    NO = "no"
    MAYBE = "maybe"  # any table of columns
    YES = "yes"  # the format says so itself


class Ask(StrEnum):
    """The kinds of answers a connector may need from the person who imports."""

    TEXT = "text"
    ZONE = "zone"
    DATE = "date"
    CHOICE = "choice"
    MAPPING = "mapping"  # columns to fields: has a page of its own


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file does not tell and the person must, with the best guess."""

    key: str
    title: str
    ask: Ask = Ask.TEXT
    guess: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""


Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the community a file is read for: stands in where the file is silent."""

    time_zone: str = "UTC"
    currency: str = "EUR"
    country: str = ""  # ISO 3166, for phone numbers without a prefix
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Connector:
    """A translator between one outside and the ledger. Knows no Django and no other connector.

    `recognise` looks at content, never at names alone. `read` answers every record of the
    file in its order, the same at every call, and never holds more than a few megabytes; a
    damaged file raises a `Refusal` that names the place, a bad record is a refused `Record`.
    """

    key: str
    title: str
    unit: str  # what a record is called: N_("message"), N_("line"), N_("row"), N_("letter")
    recognise: Callable[[Source], Understanding]
    read: Callable[[Source, Answers, Surroundings], Iterator[Record]]
    questions: Callable[[Source, Surroundings], tuple[Question, ...]] = field(default=lambda _s, _a: ())
