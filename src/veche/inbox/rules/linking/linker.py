"""Finds which earlier message a message of a chat answers, one message at a time."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import NamedTuple

import numpy as np

from veche.inbox.rules.linking.features import Ground, Now, ground_of
from veche.inbox.rules.linking.naming import Names
from veche.inbox.rules.linking.reading import Reading, read
from veche.inbox.rules.linking.weights import Weights, learnt
from veche.inbox.rules.linking.window import NOBODY, Window
from veche.kit.terms import N_
from veche.kit.text import stem, stems_of

MOST_SPEAKERS = 20_000
EVERYDAY = 3.0  # A nick that one message in twenty holds is a word, not a call.

STARTS = N_("starts something new")
TOLD = N_("the channel says so")
NAMED = N_("names them")
NAMED_US = N_("was named by them")
OWN = N_("goes on with their own words")
SHARED = N_("shares words")
QUESTION = N_("comes after a question")
TALK = N_("goes on with the same talk")
NEAR = N_("shortly after")


class Said(NamedTuple):
    """A message of a chat, in the order it was said. `at` is in milliseconds since 1970 UTC.

    `who` is any id of the speaker; `called` are other names they go by (a handle, short forms).
    A notice (somebody joined, a topic changed) answers nothing and is never answered.
    `replies_to` is the number of the answered message where the channel itself tells it.
    """

    number: int
    who: Hashable
    name: str
    at: int
    words: str
    is_notice: bool = False
    called: tuple[str, ...] = ()
    replies_to: int | None = None


class Link(NamedTuple):
    """Which message a message answers, by number; none where it starts something.

    `reason` is a gettext id; `probability` is how sure the model is of just this answer.
    """

    number: int
    answers: int | None
    probability: float
    reason: str


class Linker:
    """Hears a chat in order and answers for each message at once which earlier one it answers.

    Bounded: it remembers a hundred messages of a day, and who spoke lately. Deterministic: the same
    messages get the same links.
    """

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = learnt() if weights is None else weights
        self._window, self._names = Window(), Names()
        self._people: dict[Hashable, int] = {}
        self._partners: OrderedDict[int, int] = OrderedDict()
        self._met = self._talks = 0

    def hear(self, said: Said) -> Link:
        """Answer which message this one answers, and remember it."""
        if said.is_notice:
            return Link(said.number, None, 1.0, STARTS)
        now = self.meet(said)
        ground = ground_of(now, self._window)
        link, row = self._choose(said, now, ground)
        self.remember(said, now, row)
        return link

    def look(self, said: Said) -> tuple[Now, Ground, list[int]]:
        """Answer a message among its candidates and their numbers, as those see it who learn weights."""
        now = self.meet(said)
        return now, ground_of(now, self._window), self._window.numbers[self._window.rows(now.at)]

    def meet(self, said: Said) -> Now:
        """Answer the message with its speaker and whom it names as numbers."""
        who = self._number_of(said.who)
        reading = read(said.words)
        self._names.learn(who, (said.name, *said.called))
        target, mentioned = self._named(who, reading)
        if reading.is_vocative and self._names.whose(reading.called) is not None:
            reading = reading._replace(stems=reading.stems - set(stems_of(reading.called)))
        partner = self._partners.get(who)
        return Now(said.at, who, target, mentioned, reading.is_vocative,
                   partner is None, NOBODY if partner is None else partner, reading)  # fmt: skip

    def remember(self, said: Said, now: Now, row: int | None) -> None:
        """Add the message to what can be answered; `row` is the one it was found to answer."""
        window, this = self._window, now.reading
        rows = window.rows(now.at)
        partner, talk, whose = now.target, self._talks, NOBODY
        if row is None:
            self._talks += 1
        else:
            talk = int(window.column("talk", rows)[row])
            whose = int(window.column("who", rows)[row])
            if whose != now.who:
                window.column("answered", rows)[row] += 1
                window.column("answerer", rows)[row] = now.who
                partner = whose if partner == NOBODY else partner
            elif partner == NOBODY:
                partner = now.partner
        flags = {"question": this.is_question, "asking": this.is_asking, "agreeing": this.is_agreeing,
                 "thanking": this.is_thanking, "greeting": this.is_greeting, "link": this.has_link,
                 "first": now.is_first, "start": row is None}  # fmt: skip
        values = {
            "who": now.who,
            "target": now.target,
            "at": now.at,
            "talk": talk,
            "length": this.length,
            "answers": whose,
        }
        window.push(said.number, values, (name for name, is_so in flags.items() if is_so), this.stems)
        self._partners[now.who] = partner
        self._partners.move_to_end(now.who)
        if len(self._partners) > MOST_SPEAKERS:
            self._forget_some()

    def _choose(self, said: Said, now: Now, ground: Ground) -> tuple[Link, int | None]:
        numbers = self._window.numbers[self._window.rows(now.at)]
        if said.replies_to is not None:
            row = numbers.index(said.replies_to) if said.replies_to in numbers else None
            return Link(said.number, said.replies_to, 1.0, TOLD), row
        likely = probabilities(ground, self.weights)
        best = int(likely.argmax())
        if best == len(numbers):
            return Link(said.number, None, float(likely[best]), STARTS), None
        return Link(said.number, numbers[best], float(likely[best]), reason_of(ground, best)), best

    def _named(self, who: int, reading: Reading) -> tuple[int, frozenset[int]]:
        """Answer whom the message speaks to, and all it mentions. Nobody speaks to themselves."""
        called = self._names.whose(reading.called) if reading.called else None
        if called is not None and not reading.is_vocative and self._is_everyday(reading.called):
            called = None
        others = [
            found for name in reading.others
            if (found := self._names.whose(name)) is not None and found != who and not self._is_everyday(name)
        ]  # fmt: skip
        if called is None or called == who:
            called = others[0] if others else NOBODY
        return called, frozenset(others)

    def _is_everyday(self, name: str) -> bool:
        return not name.startswith("@") and self._window.rarity(stem(name.lower())) < EVERYDAY

    def _number_of(self, who: Hashable) -> int:
        if who not in self._people:
            self._people[who] = self._met
            self._met += 1
        return self._people[who]

    def _forget_some(self) -> None:
        """Forget the quarter of speakers who were silent the longest."""
        gone = {self._partners.popitem(last=False)[0] for _ in range(MOST_SPEAKERS // 4)}
        self._people = {who: number for who, number in self._people.items() if number not in gone}


def link_replies(messages: Iterable[Said]) -> list[Link]:
    """Answer a link for each message of a chat, given in the order it was said."""
    linker = Linker()
    return [linker.hear(said) for said in messages]


def probabilities(ground: Ground, weights: Weights) -> np.ndarray:
    """Answer how likely each row is the answered one, and last how likely none is (softmax)."""
    worth = np.append(
        (weights.relations[ground.relation] * ground.steps.T).sum(1) + weights.pairs @ ground.pairs,
        weights.starts @ ground.starts,
    )
    likely: np.ndarray = np.exp(worth - worth.max())
    likely /= likely.sum()
    return likely


def reason_of(ground: Ground, row: int) -> str:
    """Answer the first thing that holds for the answered message, from the strongest sign to the weakest."""
    signs = {
        "named": NAMED,
        "back": NAMED_US,
        "own": OWN,
        "shared": SHARED,
        "question": QUESTION,
        "talk": TALK,
    }
    return next((text for sign, text in signs.items() if ground.signs[sign][row]), NEAR)
