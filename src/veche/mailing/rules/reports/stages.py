"""Stages: at which step of the conversation a server said no, for that says whom it is about.

Who is refused before the recipient was named is refused for what they are; who is refused behind the letter,
for what is in it: by then the recipient was accepted.
"""

from __future__ import annotations

import re
from enum import Enum


class Stage(Enum):
    """A step of SMTP (RFC 5321, 3.3)."""

    GREETING = 1  # connecting, HELO, MAIL: nobody was named yet
    RECIPIENT = 2
    LETTER = 3


# Postfix «(in reply to end of DATA command)», Exim «after RCPT TO:<…>», Sendmail «>>> DATA» and «<<< 554 …»,
# qmail «does not like recipient», others «[MAIL_FROM]», «--> RCPT».
_SAID: tuple[tuple[Stage, str], ...] = (
    (Stage.LETTER,
    r"in reply to (?:the )?(?:end of )?(?:data|message|bdat)|after (?:pipelined )?(?:end of )?data"
     r"|after (?:i|we) sent the message|(?:>>>|-->) ?(?:data|\.|bdat)\s[^>]{0,60}<<< ?5"
     r"|\[(?:end_of_)?(?:data|body)\]"
     r"|while sending (?:message body|end of data)|(?:response|reply) to (?:end of )?data"),
    (Stage.RECIPIENT,
    r"in reply to (?:the )?rcpt|after (?:pipelined )?rcpt|does not like recipient|\[rcpt_?(?:to)?\]"
     r"|(?:response|reply) to rcpt|(?:>>>|-->) ?rcpt [^>]{0,200}>?\s{0,4}(?:\w+ ?= ?\w+ )?<<< ?5"),
    (Stage.GREETING,
    r"in reply to (?:the )?(?:mail|helo|ehlo|initial)|after (?:pipelined )?(?:mail from|helo|ehlo"
    r"|sending mail"
     r"|initial connection)|while talking to [^>\n]{1,200}\s<<< ?5|refused to talk to me"
     r"|sender was rejected|greeting failed|\[(?:mail_?(?:from)?"
     r"|connect)\]|(?:response|reply) to (?:mail|helo|ehlo)|(?:>>>|-->) ?(?:mail from|ehlo"
     r"|helo)[^>]{0,200}>?\s{0,4}<<< ?5"),
)  # fmt: skip
_STAGES = tuple((stage, re.compile(pattern)) for stage, pattern in _SAID)


def stage_of(words: str) -> Stage | None:
    """Answer at which step a server said no, by its words in small letters; nothing where they tell none."""
    found = [(match.start(), stage) for stage, pattern in _STAGES if (match := pattern.search(words))]
    return min(found, key=lambda one: one[0])[1] if found else None
