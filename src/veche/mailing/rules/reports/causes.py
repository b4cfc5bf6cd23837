"""Causes: why a server refused a letter, out of its words, its enhanced status and its code.

Words come first: half of all servers say 5.0.0 or 5.7.1 to everything, and mean what they write beside it.
Statuses are those of RFC 3463 and its registry (RFC 5248), codes those of RFC 5321.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from veche.mailing.rules.reports.phrases import ELSEWHERE, EXPLAINED, FOR_NOW, PHRASES, WEAK
from veche.mailing.rules.reports.phrases.tongues import folded
from veche.mailing.rules.reports.phrases.vendors import by_vendor
from veche.mailing.rules.reports.stages import Stage, stage_of
from veche.mailing.terms.returning import MEANING, Cause, What

LONGEST_DIAGNOSTIC = 1_500
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
# Those that servers send (RFC 5321 and its registry): «OFR_416 [416]» is none.
_CODE = re.compile(
    r"(?<![\d.\-/#\[])(?<![^A-Za-z]:)(4(?:2[0-2]|3[0-2]|4\d|5\d|7[01])|5(?:0[0-4]|1[0-5]|2\d|3\d|4\d|5\d"
    r"|7[0-3])|25[01])"
    r"(?=[\s\-#:]|$)(?!\.\d)(?!\s?\])"
)
_ADDRESSES = re.compile(r"<?[^\s<>@\"(\[:;,]{1,64}@(?:[\w-]{1,63}\.){0,8}[\w-]{1,63}>?")
# Where a letter went on a disk: «save to /var/junk» is no junk.
_PATHS = re.compile(r"(?<!\S)/[\w./-]{1,200}")
# What Exim, Postfix and qmail say around the server's words; and how every line of a longer answer begins.
_COMMAND = re.compile(
    r"(?i)\(in reply to [\w ]{1,40}\)|delivery temporarily suspended:"
    r"|smtp error from remote (?:mail )?server after [a-z ]{1,30}:?"
    r"|does not like recipient\.?"
)
_AGAIN = re.compile(r"\b([45]\d\d)[ -](?:#?([245]\.\d{1,3}\.\d{1,3})[ :]{1,2})?")
# What was said to the sender's address is not about the recipient's.
_OF_SENDER = re.compile(r"(?i)(?:after|reply to|response to|\[)\s*(?:the )?(?:pipelined )?MAIL[ _]FROM")
# Who is refused behind the letter was accepted before: unless it names a mailbox, a name of ours is meant.
_MAILBOX = re.compile(
    r"(?i)user|mailbox|recipient|account|address|addressee|alias|destin|person|inbox|customer|delivery error"
)
_UNPROVEN = frozenset(f"7.{detail}" for detail in range(20, 27))  # RFC 7372, 8616: signatures and senders
# By subject and detail of the status; the class says whether it is for good.
_BY_DETAIL = {
    "1.1": Cause.UNKNOWN_USER, "1.2": Cause.UNKNOWN_HOST, "1.3": Cause.UNKNOWN_USER,
    "1.4": Cause.UNKNOWN_USER, "1.6": Cause.MOVED, "1.7": Cause.SENDER, "1.8": Cause.SENDER,
    "1.9": Cause.REFUSED, "1.10": Cause.NO_MAIL, "2.0": Cause.REFUSED, "2.1": Cause.DISABLED,
    "2.2": Cause.FULL, "2.3": Cause.TOO_LARGE, "2.4": Cause.SYSTEM, "3.0": Cause.SYSTEM, "3.1": Cause.SYSTEM,
    "3.2": Cause.SYSTEM, "3.3": Cause.SYSTEM, "3.4": Cause.TOO_LARGE, "3.5": Cause.SYSTEM,
    "4.0": Cause.NETWORK, "4.1": Cause.EXPIRED, "4.2": Cause.NETWORK, "4.3": Cause.NETWORK,
    "4.4": Cause.UNKNOWN_HOST, "4.5": Cause.SYSTEM, "4.6": Cause.NETWORK, "4.7": Cause.EXPIRED,
    "7.13": Cause.DISABLED, "7.28": Cause.RATE, "7.8": Cause.RELAYING,
    **dict.fromkeys(_UNPROVEN, Cause.SENDER),
}  # fmt: skip
_BY_SUBJECT = {"1": Cause.REFUSED, "2": Cause.REFUSED, "3": Cause.SYSTEM, "4": Cause.NETWORK,
               "5": Cause.PROTOCOL, "6": Cause.CONTENT, "7": Cause.POLICY}  # fmt: skip
_NO_MAIL = (521, 556)  # RFC 7504
_BY_CODE = {
    421: Cause.SYSTEM, 450: Cause.REFUSED, 451: Cause.SYSTEM, 452: Cause.SYSTEM, 500: Cause.PROTOCOL,
    501: Cause.PROTOCOL, 502: Cause.PROTOCOL, 503: Cause.PROTOCOL, 504: Cause.PROTOCOL, 521: Cause.NO_MAIL,
    522: Cause.FULL, 525: Cause.DISABLED, 530: Cause.POLICY, 535: Cause.POLICY, 552: Cause.FULL,
    556: Cause.NO_MAIL, 571: Cause.POLICY,
}  # fmt: skip
_BY_STAGE: Mapping[Stage | None, Cause] = {Stage.GREETING: Cause.POLICY, Stage.LETTER: Cause.CONTENT}


class Judged(NamedTuple):
    """Why a server said no, and what it means for the address."""

    what: What
    cause: Cause
    status: str = ""
    code: int = 0


def judged(diagnostic: str, status: str = "", *, gave_up: bool = True) -> Judged:
    """Answer what a server's words mean, with the status a report gave beside them.

    Nobody is struck off for what a server calls temporary (a code 4yz, a status 4.x.x). `gave_up` is
    False for a report that says the server still tries.
    """
    said = " ".join(diagnostic[:LONGEST_DIAGNOSTIC].split())
    code = code_in(said)
    status = _better(status_in(status), status_in(said))
    cause = cause_of(said, status, code)
    what = MEANING[cause]
    if what is What.HARD and _is_temporary(said, status, code):
        what = What.SOFT
    return Judged(what if gave_up else What.DELAYED, cause, status, code)


def status_in(text: str) -> str:
    """Answer the first enhanced status in a text."""
    found = _STATUS.search(text[:LONGEST_DIAGNOSTIC])
    return found[1] if found else ""


def code_in(text: str) -> int:
    """Answer the first code of SMTP in a text, or 0."""
    found = _CODE.findall(text[:LONGEST_DIAGNOSTIC])
    return int(next((code for code in found if code[0] != "2"), found[0] if found else 0))


def is_telling(status: str) -> bool:
    """Tell whether a status alone says why: «5.1.1» does, «5.0.0», «5.1.0» and «5.7.1» do not."""
    return not status.endswith(".0") and status[2:] in _BY_DETAIL


def cause_of(said: str, status: str, code: int) -> Cause:
    """Answer why, by words, then by status, then by code."""
    cause = _by_words(said)
    stage = stage_of(said.lower())
    if cause and MEANING[cause] is What.HARD and (status[2:] in _UNPROVEN or _is_of_ours(said, stage)):
        return Cause.NO_MAIL if cause is Cause.NO_MAIL and code in _NO_MAIL else Cause.SENDER
    if cause is Cause.DISABLED and status_in(said)[1:] == ".1.1":
        return Cause.UNKNOWN_USER
    if cause is Cause.SYSTEM and code in _NO_MAIL:
        return Cause.NO_MAIL
    if cause or (cause := _by_numbers(status, code, stage)):
        return cause
    if code >= 500 and EXPLAINED.search(said.lower()):
        return Cause.POLICY
    return Cause.REFUSED if status or code or WEAK.search(said.lower()) else Cause.NONE


def _is_of_ours(said: str, stage: Stage | None) -> bool:
    """Tell whether what is said to be missing is a name of ours, not the recipient, whom nobody named yet."""
    if stage is Stage.LETTER:
        return not _MAILBOX.search(said)
    return stage is Stage.GREETING or bool(_OF_SENDER.search(said))


def _by_numbers(status: str, code: int, stage: Stage | None) -> Cause:
    """Answer what a status says, and where it says nothing, the stage, and then the code.

    «x.1.0» and «x.2.0» say nothing.
    """
    if code in _NO_MAIL:
        return Cause.NO_MAIL
    subject, _, detail = status[2:].partition(".")
    by_detail = Cause.NONE if status.endswith(".1.0") else _BY_DETAIL.get(f"{subject}.{detail}", Cause.NONE)
    if by_detail:
        return by_detail
    if by_stage := _by_stage(stage, status, code):
        return by_stage
    if status.startswith(("4.5.", "4.6.")):  # what passes was neither misunderstood nor unwanted
        return Cause.SYSTEM
    if subject in _BY_SUBJECT and (detail != "0" or subject in "34567"):
        return _BY_SUBJECT[subject]
    return Cause.UNKNOWN_USER if subject == "1" and code >= 550 else _BY_CODE.get(code, Cause.NONE)


def _by_stage(stage: Stage | None, status: str, code: int) -> Cause:
    """Answer what it means to be refused for good before anybody was named, or behind the letter."""
    if code // 100 == 4 or (not code and status.startswith("4")):
        return Cause.NONE
    return _BY_STAGE.get(stage, Cause.NONE)


def _by_words(said: str) -> Cause:
    """Answer what the words say; addresses are no words: «spam@example.org» is nobody's spam."""
    words = folded(_PATHS.sub(" ", _ADDRESSES.sub(" ", _COMMAND.sub("", said))))
    if cause := by_vendor(words):
        return cause
    words = _flowing(words).replace("_", " ").rstrip()
    for cause, phrases in PHRASES:
        if phrases.search(words):
            return cause
    return next((cause for cause, phrases in ELSEWHERE if phrases.search(words)), Cause.NONE)


def _flowing(words: str) -> str:
    """Answer an answer of several lines as one sentence: its code stands at the beginning only."""
    first = _AGAIN.search(words)
    if not first:
        return words
    again = re.compile(rf"\b{first[1]}[ -](?:#?[245]\.\d{{1,3}}\.\d{{1,3}}[ :]{{1,2}})?")
    return words[: first.end()] + again.sub("", words[first.end() :])


def _better(given: str, said: str) -> str:
    """Answer the more telling of two statuses, the server's own before a report's: «5.0.0» says nothing."""
    if not said or is_telling(said):
        return said or given
    if given and not given.endswith(".0"):
        return given
    return said if not said.endswith(".0.0") or not given else given


def _is_temporary(said: str, status: str, code: int) -> bool:
    """Tell whether it is said to be for now; a server's own word «temporarily» counts where no code does."""
    if code:
        return code // 100 == 4
    return status.startswith("4") or (not status and FOR_NOW.search(folded(said)) is not None)
