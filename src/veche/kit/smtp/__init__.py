"""Handing many letters to one mail server: pipelined (RFC 2920), each with an answer of its own.

What is not hot is left to libraries: greeting, encryption and signing in go by `smtplib` and `ssl` over a
line of the guarded door. Then letters go over the same line, one round trip each:

    letter n, its last dot, MAIL RCPT DATA of n+1  →      ← answers to n, MAIL, RCPT, DATA

Whether a letter was taken is known or said to be unknown, see `Fate`.
"""

from veche.kit.smtp.carrying import Carrying, Notes
from veche.kit.smtp.journals import Journal, Told, read_left
from veche.kit.smtp.opening import Place, opened
from veche.kit.smtp.parcels import Parcel, address_of, has_short_lines, is_sound
from veche.kit.smtp.replies import Fate, Outcome, Reply, Stage
from veche.kit.smtp.waiting import Patience

__all__ = [
    "Carrying",
    "Fate",
    "Journal",
    "Notes",
    "Outcome",
    "Parcel",
    "Patience",
    "Place",
    "Reply",
    "Stage",
    "Told",
    "address_of",
    "has_short_lines",
    "is_sound",
    "opened",
    "read_left",
]
