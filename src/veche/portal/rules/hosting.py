"""What stands round the demo's events: who comes, who speaks, who helps, what it costs and what is served.

All of it follows from the cast and a seed, so that a demo filled twice is the same.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from veche.events.terms import Category, Diet, GuestState, Mate, MealKind, SessionKind, Side, Step
from veche.portal.rules.cast import Player, Way

SEED = 14
# Who comes more often than others: the demo's regulars are seen everywhere.
_EAGER = {Way.PILLAR: 9, Way.REGULAR: 5, Way.ACTIVE: 3, Way.FADED: 1, Way.QUIET: 1}
_EATEN = (Diet.VEGETARIAN, Diet.VEGETARIAN, Diet.VEGAN, Diet.GLUTEN, Diet.LACTOSE, Diet.NUTS)


class Words(NamedTuple):
    """A text in both languages of the demo."""

    ru: str
    en: str

    def told_in(self, language: str) -> str:
        """Answer the text in the language of the community."""
        return self.ru if language == "ru" else self.en


class Talk(NamedTuple):
    """A part of the programme: minutes after the start, how long, and whose it is by their place."""

    title: Words
    minute: int
    minutes: int
    kind: SessionKind = SessionKind.TALK
    step: Step | None = None
    abstract: Words = Words("", "")


class Cost(NamedTuple):
    """A line of the budget, in whole units of the demo's money."""

    side: Side
    category: Category
    title: Words
    planned: int
    promised: int = 0
    paid: int = 0
    grows: bool = False


class Served(NamedTuple):
    """Something to eat or drink, for so much a portion, ordered so many days before."""

    title: Words
    kind: MealKind
    price: int
    days_before: int


class Duty(NamedTuple):
    """A shift of volunteers: minutes after the start, and how many it takes."""

    title: Words
    where: Words
    minute: int
    minutes: int
    needed: int


class Hosted(NamedTuple):
    """What stands round one event."""

    template: str
    # How many parties stand where, in the order in which they are written down.
    parties: tuple[tuple[GuestState, int], ...] = ()
    came: int = 0  # of a hundred who were going
    talks: tuple[Talk, ...] = ()
    costs: tuple[Cost, ...] = ()
    meals: tuple[Served, ...] = ()
    duties: tuple[Duty, ...] = ()
    helpers: int = 0
    done: int = 0  # of a hundred tasks


class Party(NamedTuple):
    """Somebody on the list of an event, with who comes along and what they do not eat."""

    who: Player
    state: GuestState
    mates: tuple[Mate, ...]


class Said(NamedTuple):
    """What somebody said of an event afterwards."""

    stars: int
    good: str
    mend: str
    again: str


def parties_of(
    hosted: Hosted, cast: Sequence[Player], draw: Random, *, seats: int | None, most: int, asks_diets: bool
) -> Iterator[Party]:
    """Answer who is on the list: those who go as far as there are seats, the regulars first of all."""
    rest = sorted(cast, key=lambda one: draw.random() ** (1 / _EAGER[one.way]), reverse=True)
    left = len(rest) * most if seats is None else seats
    for state, count in hosted.parties:
        for _ in range(min(count, len(rest))):
            size = 2 if most > 1 and draw.random() < 0.18 else 1
            if state is GuestState.GOING:
                size = min(size, left)
                left -= size
            if size:
                who = rest.pop(0)
                names = (who.full, *[""] * (size - 1))
                yield Party(who, state, tuple(_mate(name, draw, asks_diets) for name in names))


def words_of(count: int, draw: Random, language: str) -> Iterator[Said]:
    """Answer what so many of those who came say: most were content, and nobody says what another said."""
    good, mend = (draw.sample(words, k=len(words)) for words in (_GOOD, _MEND))
    for _ in range(count):
        stars = draw.choices((5, 4, 3, 2), (12, 7, 2, 1))[0]
        praise = good.pop().told_in(language) if good and draw.random() < 0.6 else ""
        blame = mend.pop().told_in(language) if mend and stars < 5 else ""
        yield Said(stars, praise, blame, "yes" if stars > 3 else draw.choice(("maybe", "no")))


def _mate(name: str, draw: Random, asks_diets: bool) -> Mate:
    eats = asks_diets and draw.random() < 0.25
    return Mate(name, "adult", (draw.choice(_EATEN),) if eats else ())


_GOOD = (
    Words("Наконец ясно, почему болит колено.", "At last I know why my knee hurts."),
    Words("Живой разговор, отвечали на всё.", "A lively talk, every question was answered."),
    Words("Хорошо познакомиться с теми, с кем бегаем рядом год.", "Met people I have run beside for a year."),
    Words("Чай и пирог спасли вечер после работы.", "Tea and pie saved the evening after work."),
    Words("Упражнения на 15 минут уже делаю дома.", "I already do the fifteen-minute exercises at home."),
)
_MEND = (
    Words("Не хватило времени на вопросы.", "Too little time for questions."),
    Words("В конце зала плохо слышно.", "It was hard to hear at the back."),
    Words("Хотелось бы начать вовремя.", "I would like it to start on time."),
)
