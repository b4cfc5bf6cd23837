"""Lines: one message on its way through, with the room it stands in."""

from dataclasses import dataclass
from typing import Any

from veche.channels.connectors.slack.people import People
from veche.channels.connectors.slack.rooms import Room
from veche.kit.time import Moment


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a room: as it is written, its stamp and moment, and what reports call it."""

    room: Room
    people: People
    message: dict[str, Any]
    stamp: str
    at: Moment
    where: str
