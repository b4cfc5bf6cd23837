"""The door of channels for reading: imports, what is remembered for them, channels with their figures."""

from veche.channels.queries.imports import (
    import_of,
    imports_of,
    known_connector,
    path_of,
    standstills,
    surroundings_of,
    tending_job,
)
from veche.channels.queries.places import ChannelLine, channel_lines, kinds_of_channel, namings_of
from veche.channels.queries.remembering import remembered_answers

__all__ = [
    "ChannelLine",
    "channel_lines",
    "import_of",
    "imports_of",
    "kinds_of_channel",
    "known_connector",
    "namings_of",
    "path_of",
    "remembered_answers",
    "standstills",
    "surroundings_of",
    "tending_job",
]
