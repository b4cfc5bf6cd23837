"""Evidence: which lines of a report's text say why, and how far each may be believed.

Servers quote one another, add their own guess, and sign with what lawyers want: «scanned for viruses».
"""

from __future__ import annotations

import re
from collections.abc import Callable

from veche.mailing.rules.reports.causes import Judged, code_in, status_in
from veche.mailing.rules.reports.stages import stage_of
from veche.mailing.terms.returning import Cause

Judge = Callable[[str], Judged]
UNSAID = (Cause.NONE, Cause.REFUSED)
_NEAR = 300
_MOST_LINES = 20
# Sendmail sums up what the other server said: nothing says it better.
_REASON = re.compile(r"(?i)^\s*\(reason: ")
_QUOTED = re.compile(r"^\s*<<<\s?[45]")
# An answer of several lines is one: all but its last write «550-».
_ANSWERS = re.compile(r"(\b([45]\d\d)-[^\n]{0,500})\n[ \t]*(?:<<<[ \t]?)?(?=\2[ -])")
# What follows a refusal and says nothing of its own; and Sendmail's guess of what it heard.
_AFTERMATH = re.compile(
    r"(?i)^\W*503\b|need rcpt|rcpt first|no (?:valid )?recipients|^\W*554 5\.0\.0 service unavailable"
    r"|^\W*550 (?:5\.1\.1 )?.{0,300}\.\.\. user unknown\s*$|^\W*(?:220|250|354)[ -]"
    r"|^\W*5\d\d 5\.6\.0 data format error"
)
# What is written under every letter of a house.
_FOOT = re.compile(
    r"(?im)^[ \t]*[_*#=~]{8,}|^-- $|^.{0,200}(?:scanned (?:for|by)|is confidential|intended (?:only|solely)"
    r" for|virus(?:es)? (?:free|checked)|this (?:e-?mail|message) (?:and any|is intended|may contain))"
)


def coded(words: str, judge: Judge) -> Judged | None:
    """Answer what the lines with codes say, the surest first; nothing where none says anything."""
    lines = _ANSWERS.sub(r"\1 ", words).split("\n")
    held = [place for place, line in enumerate(lines) if _holds_code(line)][:_MOST_LINES]
    sure = [place for place in held if _REASON.match(lines[place])]
    quoted = [place for place in held if _QUOTED.match(lines[place])]
    telling = [place for place in held if not _AFTERMATH.search(lines[place])]
    first = [*sure, *(place for place in quoted if place in telling), *telling[-1:], *telling, *held]
    for passage in dict.fromkeys(_passage(lines, place) for place in dict.fromkeys(first)):
        told = judge(passage)
        if told.cause not in UNSAID:
            return told
    return None


def near(words: str, judge: Judge) -> Judged | None:
    """Answer what the words at the beginning of a text say, its foot cut away."""
    words = _without_foot(words)
    for text in (" ".join(words.split("\n")[:2]), words[:_NEAR]):
        told = judge(text)
        if told.cause not in UNSAID:
            return told
    return None


def whole(words: str, judge: Judge) -> Judged:
    """Answer what a whole text says, its foot cut away."""
    return judge(_without_foot(words))


def _holds_code(line: str) -> bool:
    return code_in(line) >= 400 or bool(status_in(line))


def _passage(lines: list[str], place: int) -> str:
    """Answer a line with what belongs to it: the command before, the rest of its sentence behind."""
    begins = place - 1 if place and stage_of(f"{lines[place - 1]} {lines[place]}".lower()) else place
    ends = place + 1
    while ends < min(place + 3, len(lines)) and not (
        _AFTERMATH.search(lines[ends]) or _QUOTED.match(lines[ends])
    ):
        ends += 1
    return " ".join(lines[begins:ends])


def _without_foot(words: str) -> str:
    foot = _FOOT.search(words, 40)
    return words[: foot.start()] if foot else words
