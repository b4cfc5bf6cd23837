"""Phrases: what servers write when they refuse a letter, by what they mean; the first that fits counts."""

from __future__ import annotations

import re

from veche.mailing.rules.reports.phrases import ours, servers, theirs, tongues
from veche.mailing.terms.returning import Cause

# What is said of a sure thing comes before what is guessed; of two guesses, that which harms nobody.
_SAID: tuple[tuple[Cause, tuple[str, ...]], ...] = (
    (Cause.NO_MAIL, theirs.TAKES_NO_MAIL),
    (Cause.POLICY, ours.GOOGLE_GROUPS),
    (Cause.POLICY, ours.NOT_FROM),
    (Cause.SENDER, ours.SURELY_SENDER),
    (Cause.REFUSED, theirs.OWN_FILTER),
    (Cause.UNKNOWN_USER, theirs.SURELY_UNKNOWN),
    (Cause.FULL, theirs.FULL),
    (Cause.TOO_LARGE, ours.TOO_LARGE),
    (Cause.RATE, ours.RATE),
    (Cause.MOVED, theirs.MOVED),
    (Cause.SENDER, ours.SENDER),
    (Cause.SPAM, ours.SPAM),
    (Cause.NETWORK, servers.LOOP),
    (Cause.DISABLED, theirs.SURELY_DISABLED),
    (Cause.CONTENT, ours.CONTENT),
    (Cause.SYSTEM, servers.SURELY_SYSTEM),
    (Cause.POLICY, ours.POLICY),
    (Cause.UNKNOWN_HOST, servers.SURELY_UNKNOWN_HOST),
    (Cause.RELAYING, ours.RELAYING),
    (Cause.DISABLED, theirs.DISABLED),
    (Cause.UNKNOWN_USER, theirs.UNKNOWN),
    (Cause.UNKNOWN_HOST, servers.UNKNOWN_HOST),
    (Cause.EXPIRED, servers.EXPIRED),
    (Cause.NETWORK, servers.NETWORK),
    (Cause.SYSTEM, servers.SYSTEM),
    (Cause.PROTOCOL, ours.PROTOCOL),
)
# Asked where English says nothing.
_SAID_ELSEWHERE: tuple[tuple[Cause, tuple[str, ...]], ...] = (
    (Cause.FULL, tongues.FULL),
    (Cause.TOO_LARGE, tongues.TOO_LARGE),
    (Cause.RATE, tongues.RATE),
    (Cause.SPAM, tongues.SPAM),
    (Cause.POLICY, tongues.LISTED),
    (Cause.UNKNOWN_HOST, tongues.UNKNOWN_HOST),
    (Cause.DISABLED, tongues.DISABLED),
    (Cause.UNKNOWN_USER, tongues.UNKNOWN),
)
# These say that it was refused and nothing else.
WEAK = re.compile(r"\brejected\b|\bdenied\b|\brefused\b|not accepted|restrict")
EXPLAINED = re.compile("|".join(ours.EXPLAINED))
FOR_NOW = re.compile(rf"\btemporar|\bdeferred|try again|retry later|{tongues.FOR_NOW}")


def _compiled(said: tuple[tuple[Cause, tuple[str, ...]], ...]) -> tuple[tuple[Cause, re.Pattern[str]], ...]:
    return tuple((cause, re.compile("|".join(f"(?:{one})" for one in phrases))) for cause, phrases in said)


PHRASES, ELSEWHERE = _compiled(_SAID), _compiled(_SAID_ELSEWHERE)
