"""Reading: an update as it was heard, to records, with what files of updates are read by."""

from collections.abc import Iterator

import orjson

from veche.channels.connectors.telegram.updates import Updates
from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what one update says; raises where it is not built as one."""
    bot = str(known.facts.get("bot") or "bot")
    yield Updates(known.language, bot).record(orjson.loads(raw.payload), raw.key)
