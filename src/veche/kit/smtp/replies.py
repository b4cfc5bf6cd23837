"""What a server answers (RFC 5321, 4.2; enhanced status codes: RFC 3463, RFC 2034)."""

import re
from enum import IntEnum
from typing import NamedTuple

from veche.kit.terms import Trouble

LONGEST_REPLY = 64 * 1024
# A server says the same few things again and again: the first of them are not read anew.
MOST_KNOWN = 64
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s|$)")


class Fate(IntEnum):
    """What became of a letter that was to be handed over."""

    SENT = 1  # the server has it
    REFUSED = 2  # and for good (5xx)
    LATER = 3  # not now (4xx)
    UNSAID = 4  # the line ended before the last dot: nobody has it
    DOUBTFUL = 5  # the line ended after the last dot: nobody knows


class Reply(NamedTuple):
    """One answer; a code of 0 stands for a line that ended, its text says how."""

    code: int
    text: str = ""

    @property
    def status(self) -> str:
        """Answer the enhanced status code, such as «5.1.1», or nothing."""
        found = _ENHANCED.match(self.text)
        return found[1] if found else ""

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip() if self.code else self.text


class Stage(IntEnum):
    """At which word a letter's fate was decided."""

    LINE = 0  # it was not its turn yet
    MAIL = 1  # it is about us, not about the recipient
    RCPT = 2
    DATA = 3
    DOT = 4
    API = 5  # an interface over HTTP took it; the text is its name for the letter


class Outcome(NamedTuple):
    """What became of the parcel with this key."""

    key: int
    fate: Fate
    reply: Reply
    stage: Stage = Stage.DOT


def fate_of(code: int) -> Fate:
    """Answer what a code means for a letter."""
    if 200 <= code < 300:
        return Fate.SENT
    return Fate.REFUSED if 500 <= code < 600 else Fate.LATER


_KNOWN: dict[bytes, Reply] = {}


class Replies:
    """Bytes as they come, cut into answers."""

    def __init__(self) -> None:
        self._rest = b""
        self._texts: list[str] = []
        self._size = 0

    def feed(self, data: bytes) -> list[Reply]:
        """Answer those that are whole by now; what is no answer, or endless, is `Trouble`."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        found = []
        for line in lines:
            known = _KNOWN.get(line)
            if known is not None and not self._texts:
                found.append(known)
                continue
            self._size += len(line)
            code = line[:3]
            if not code.isdigit() or len(code) < 3 or line[3:4] not in (b" ", b"-", b"\r", b""):
                raise Trouble("what answers is no mail server")
            if line[3:4] == b"-":
                self._texts.append(_text(line))
            elif self._texts:
                found.append(Reply(int(code), "\n".join((*self._texts, _text(line)))))
                self._texts, self._size = [], 0
            else:
                found.append(Reply(int(code), _text(line)))
                self._size = 0
                if len(_KNOWN) < MOST_KNOWN:
                    _KNOWN[line] = found[-1]
        if self._size + len(self._rest) > LONGEST_REPLY:
            raise Trouble("the mail server's answer has no end")
        return found


def _text(line: bytes) -> str:
    return line[4:].rstrip(b"\r").decode("utf-8", "replace")
