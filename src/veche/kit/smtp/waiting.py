"""How long each thing may take."""

from typing import NamedTuple


class Patience(NamedTuple):
    """Seconds for each wait. RFC 5321 (4.5.3.2) asks for ten minutes after the last dot: who gives up
    sooner does not know whether the letter was taken.
    """

    opening: float = 30.0
    command: float = 120.0
    writing: float = 180.0
    dot: float = 600.0
