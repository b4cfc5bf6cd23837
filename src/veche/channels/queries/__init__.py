"""The door of channels for reading: imports, what is remembered for them, channels with their figures."""

from veche.channels.queries.imports import (
    import_of,
    imports_of,
    known_connector,
    known_kinds,
    open_import,
    path_of,
    standstills,
    surroundings_of,
    tending_job,
)
from veche.channels.queries.places import ChannelLine, channel_lines, namings_of
from veche.channels.queries.remembering import remembered_answers
from veche.channels.queries.watching import (
    ImportLine,
    Progress,
    channels_in,
    first_seen_in,
    imports_by_channel,
    line_of,
    progress_of,
    unit_of,
)

__all__ = [
    "ChannelLine",
    "ImportLine",
    "Progress",
    "channel_lines",
    "channels_in",
    "first_seen_in",
    "import_of",
    "imports_by_channel",
    "imports_of",
    "known_connector",
    "known_kinds",
    "line_of",
    "namings_of",
    "open_import",
    "path_of",
    "progress_of",
    "remembered_answers",
    "standstills",
    "surroundings_of",
    "tending_job",
    "unit_of",
]
