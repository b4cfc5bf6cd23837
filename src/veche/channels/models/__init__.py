"""What channels keep: imports on their way to facts, live connections, what came and what goes out."""

from veche.channels.models.connections import Connection, Envelope, Reach
from veche.channels.models.imports import Answered, Import, Naming
from veche.channels.models.interventions import Intervention
from veche.channels.models.outgoing import Enclosure, Outgoing

__all__ = [
    "Answered",
    "Connection",
    "Enclosure",
    "Envelope",
    "Import",
    "Intervention",
    "Naming",
    "Outgoing",
    "Reach",
]
