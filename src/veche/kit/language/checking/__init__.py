"""The text check of Russian and English: spelling, wording, sentences, typography, how easy a text reads.

`check_text(text, language)` answers findings with their places; `view_of(text, checked)` turns them into
what an editor shows. Pure: no database, no clock. Dictionaries are read by the first check in a process (a
fifth of a second), so that a process which checks nothing pays nothing.
"""

from veche.kit.language.checking.checking import LANGUAGES, LONGEST_TEXT, check_text
from veche.kit.language.checking.findings import Checked, Finding, Kind, Readability
from veche.kit.language.checking.showing import CheckView, Reading, reading_of, view_of

__all__ = [
    "LANGUAGES", "LONGEST_TEXT", "CheckView", "Checked", "Finding", "Kind", "Readability", "Reading",
    "check_text", "reading_of", "view_of",
]  # fmt: skip
