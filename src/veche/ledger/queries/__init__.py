"""The ledger's door for reading: timelines, words, search, channels."""

from veche.ledger.queries.channels import (
    channel_of,
    channels_of,
    latest_by_channel,
    span_of_origin,
)
from veche.ledger.queries.columns import ask_columns, version_of_columns
from veche.ledger.queries.columns_checking import Difference, check_all_columns, check_columns
from veche.ledger.queries.erasing import erased_identities
from veche.ledger.queries.foreseeing import foresee, words_shown
from veche.ledger.queries.searching import WORDS, search_words
from veche.ledger.queries.timelines import Line, lines_around, lines_of, lines_with, words_of

__all__ = [
    "WORDS",
    "Difference",
    "Line",
    "ask_columns",
    "channel_of",
    "channels_of",
    "check_all_columns",
    "check_columns",
    "erased_identities",
    "foresee",
    "latest_by_channel",
    "lines_around",
    "lines_of",
    "lines_with",
    "search_words",
    "span_of_origin",
    "version_of_columns",
    "words_of",
    "words_shown",
]
