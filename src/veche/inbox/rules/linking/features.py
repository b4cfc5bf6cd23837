"""What speaks for a message being the one that is answered: yes-or-no features of a hundred at once.

Every earlier message stands in one RELATION to the new one (it is by whom the new one names, by the same
speaker, names the new speaker, …). How far back it is counts differently in each, so the steps of distance
are learnt for each relation; what the words tell stands beside them.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from veche.inbox.rules.linking.reading import Reading
from veche.inbox.rules.linking.window import NOBODY, Window

RELATIONS = (
    "names them, they named us", "names them", "their own, to the same", "their own, to another",
    "named us", "named us, we name another", "we name another, so do they", "we name another",
    "they name another", "nobody named", "names them, they named another",
)  # fmt: skip
# Each step is passed by all that are at least so far.
BETWEEN = (2, 3, 4, 6, 9, 14, 21, 36, 61)
MINUTES = (1, 2, 3, 5, 10, 20, 60)
THEIRS_SINCE = (1, 2, 4)
OURS_SINCE = (1, 2, 4)
STEPS = ("here", *(f"between {n}" for n in BETWEEN), *(f"minutes {n}" for n in MINUTES),
         *(f"theirs since {n}" for n in THEIRS_SINCE), *(f"ours since {n}" for n in OURS_SINCE))  # fmt: skip
SHARED = (2, 4, 7, 11)
PAIRS = (
    *(f"shares words {n}" for n in SHARED), *(f"own, shares words {n}" for n in SHARED),
    "question", "asking", "question, not yet answered", "question to a question", "own question",
    "agreeing to named us", "agreeing to a question", "thanking for named us", "thanking",
    "thanking for long", "greeting back", "they agree", "they thank", "they thank us", "link",
    "short", "long", "first words", "first question", "own, we ask", "own, agreeing", "own, short",
    "starts", "starts, not yet answered", "answered", "answered twice", "answered four times",
    "our talk", "our talk, latest", "our talk, latest, unnamed", "talk of ours", "talk of ours, latest",
    "our partner", "our partner, latest", "our partner, latest, unnamed", "talk latest",
    "named's talk with us", "mentioned", "mentioned, latest", "answers us", "answers us, latest",
    "answers us, named", "we answered it", "named, we answered it", "named, answered",
    "named, question", "named, shares words",
)  # fmt: skip
QUIET = (1, 2, 5, 15, 60)
AWAY = (5, 15, 60)
STARTS = (
    "always", "first words", "first words, question", "first words, nobody named", "first words, greeting",
    "not seen lately", "not seen lately, question, nobody named", *(f"away {n}" for n in AWAY),
    *(f"quiet {n}" for n in QUIET), "question", "asking", "question, nobody named", "asking, nobody named",
    "named nobody", "named unknown", "agreeing", "thanking", "greeting", "greeting, nobody named", "link",
    "short", "short, nobody named", "long", "long, nobody named", "waited for", "waited for, nobody named",
    "spoke last", "spoke last, nobody named", "shares nothing", "shares nothing, nobody named",
)  # fmt: skip
COUNT = len(RELATIONS) * len(STEPS) + len(PAIRS)
SHORT, LONG, LATELY = 3, 14, 10


class Now(NamedTuple):
    """The new message among those who speak: numbers of people, NOBODY where none."""

    at: int
    who: int
    target: int
    mentioned: frozenset[int]
    is_vocative: bool
    is_first: bool
    partner: int
    reading: Reading


class Sight(NamedTuple):
    """The earlier messages as the new one meets them: columns with a row each, oldest first."""

    window: Window
    rows: slice
    own: np.ndarray
    named: np.ndarray
    back: np.ndarray
    shared: np.ndarray
    minutes: np.ndarray
    ours_since: np.ndarray

    def column(self, name: str) -> np.ndarray:
        """Answer a column of the window."""
        return self.window.column(name, self.rows)

    def flag(self, name: str) -> np.ndarray:
        """Answer a column of yes and no of the window."""
        return self.window.flag(name, self.rows)


class Ground(NamedTuple):
    """What speaks for each earlier message, a column each, and for none. `signs` are told to people."""

    relation: np.ndarray
    steps: np.ndarray
    pairs: np.ndarray
    starts: np.ndarray
    signs: Mapping[str, np.ndarray]

    def matrix(self) -> np.ndarray:
        """Answer all features of all candidates, what `STEPS` tells spread over the relations."""
        relations = self.relation == np.arange(len(RELATIONS))[:, None]
        spread = (relations[:, None, :] & self.steps).reshape(len(RELATIONS) * len(STEPS), -1)
        return np.concatenate([spread, self.pairs])


def ground_of(now: Now, window: Window) -> Ground:
    """Answer what speaks for each message within sight and for none of them."""
    sight = _sight(now, window)
    distance = np.arange(sight.own.size, 0, -1)
    steps = np.vstack([
        np.ones((1, distance.size), bool), distance >= _steps(BETWEEN), sight.minutes >= _steps(MINUTES),
        sight.column("later") >= _steps(THEIRS_SINCE), sight.ours_since >= _steps(OURS_SINCE),
    ])  # fmt: skip
    talk = sight.column("talk")
    signs = {
        "named": sight.named, "back": sight.back, "own": sight.own, "shared": sight.shared >= SHARED[1],
        "question": sight.flag("question") & (not now.reading.is_question),
        "talk": np.isin(talk, talk[sight.own]),
    }  # fmt: skip
    pairs = np.array([*_by_words(now, sight), *_by_talks(now, sight)])
    return Ground(_relations(now, sight), steps, pairs, np.array(_starts(now, sight)), signs)


def _sight(now: Now, window: Window) -> Sight:
    rows = window.rows(now.at)
    who = window.column("who", rows)
    own = who == now.who
    minutes = now.at // 60_000 - window.column("at", rows) // 60_000
    ours_since = own[::-1].cumsum()[::-1] - own
    back = window.column("target", rows) == now.who
    shared = window.shared(now.reading.stems, rows)
    return Sight(window, rows, own, who == now.target, back, shared, minutes, ours_since)


def _steps(bounds: tuple[int, ...]) -> np.ndarray:
    return np.array(bounds)[:, None]


def _relations(now: Now, sight: Sight) -> np.ndarray:
    """Answer for each row which of RELATIONS it stands in."""
    own, named, back, target = sight.own, sight.named, sight.back, sight.column("target")
    same = target == now.target
    if now.target == NOBODY:
        return np.select([own & same, own, back, target != NOBODY], [2, 3, 4, 8], 9)
    order = [named & back, named & (target == NOBODY), named, own & same, own, back, same]
    return np.select(order, [0, 1, 10, 2, 3, 5, 6], 7)


def _by_words(now: Now, sight: Sight) -> list[np.ndarray]:
    """What two messages tell as a question and its answer, thanks, greetings, shared words."""
    this, length, own, back = now.reading, sight.column("length"), sight.own, sight.back
    question, others, asks = sight.flag("question"), ~own, now.reading.is_question
    thanking, first, start = sight.flag("thanking"), sight.flag("first"), sight.flag("start")
    answered = sight.column("answered")
    asked = question & others & (not asks)
    shares = sight.shared >= _steps(SHARED)
    return [
        *(others & shares), *(own & shares),
        asked, sight.flag("asking") & others & (not asks), asked & (answered == 0),
        question & others & asks, question & own,
        back & this.is_agreeing, question & others & this.is_agreeing,
        back & this.is_thanking, others & this.is_thanking, others & (length >= LONG) & this.is_thanking,
        sight.flag("greeting") & others & this.is_greeting, sight.flag("agreeing") & others,
        thanking & others, thanking & back, sight.flag("link") & others, length <= SHORT, length >= LONG,
        first, first & question, own & asks, own & this.is_agreeing, own & (this.length <= SHORT),
        start & others, start & others & (answered == 0), answered >= 1, answered >= 2, answered >= 4,
    ]  # fmt: skip


def _by_talks(now: Now, sight: Sight) -> list[np.ndarray]:
    """What the talks found so far tell: whose turn it is, and with whom one is speaking."""
    own, named, others = sight.own, sight.named, ~sight.own
    who, talk, is_last = sight.column("who"), sight.column("talk"), sight.column("later") == 0
    unnamed, latest = now.target == NOBODY, _latest(talk)
    mine = talk[own]
    ours = talk == (mine[-1] if mine.size else NOBODY)
    of_ours = np.isin(talk, mine)
    partner = (who == now.partner) & others
    to_us = (sight.column("answers") == now.who) & others
    from_us = (sight.column("answerer") == now.who) & others
    mentioned = np.isin(who, list(now.mentioned)) if now.mentioned else np.zeros_like(own)
    return [
        ours & others, ours & latest, ours & latest & unnamed, of_ours & others, of_ours & latest,
        partner, partner & is_last, partner & is_last & unnamed, latest, named & of_ours,
        mentioned, mentioned & is_last, to_us, to_us & is_last, to_us & named, from_us, from_us & named,
        named & (sight.column("answered") > 0), named & sight.flag("question"),
        named & (sight.shared >= SHARED[1]),
    ]  # fmt: skip


def _latest(talk: np.ndarray) -> np.ndarray:
    """Answer which rows are the latest of their talk."""
    found = np.zeros(talk.size, bool)
    found[talk.size - 1 - np.unique(talk[::-1], return_index=True)[1]] = True
    return found


def _starts(now: Now, sight: Sight) -> list[bool]:
    """What speaks for a message that answers nothing."""
    this, own, unnamed, first = now.reading, sight.own, now.target == NOBODY, now.is_first
    asks, asking, lately = this.is_question, this.is_asking, bool(own.any())
    away = sight.minutes[own][-1] if lately else AWAY[-1]
    quiet = sight.minutes[-1] if own.size else QUIET[-1]
    short, long = this.length <= SHORT, this.length >= LONG
    waited = bool((sight.back & (sight.ours_since == 0))[-LATELY:].any())
    last = bool(lately and own[-1])
    alone = not own.size or float(sight.shared.max()) < SHARED[1]
    return [
        True, first, first and asks, first and unnamed, first and this.is_greeting,
        not lately, not lately and asks and unnamed, *(away >= n for n in AWAY), *(quiet >= n for n in QUIET),
        asks, asking, asks and unnamed, asking and unnamed, unnamed, this.is_vocative and unnamed,
        this.is_agreeing, this.is_thanking, this.is_greeting, this.is_greeting and unnamed, this.has_link,
        short, short and unnamed, long, long and unnamed, waited, waited and unnamed,
        last, last and unnamed, alone, alone and unnamed,
    ]  # fmt: skip
