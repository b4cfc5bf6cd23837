"""The people of the demo community: four hundred who never lived, with their ways of being there."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from veche.kit.text import latin

WOMEN = (
    "Анна",
    "Мария",
    "Ольга",
    "Екатерина",
    "Юлия",
    "Дарья",
    "Наталья",
    "Ксения",
    "Алина",
    "Ирина",
    "Полина",
    "Вера",
)
MEN = (
    "Иван",
    "Пётр",
    "Дмитрий",
    "Алексей",
    "Сергей",
    "Михаил",
    "Андрей",
    "Артём",
    "Никита",
    "Павел",
    "Егор",
    "Фёдор",
)
SURNAMES = (
    "Волков",
    "Соловьёв",
    "Зайцев",
    "Щукин",
    "Ковалёв",
    "Морозов",
    "Белов",
    "Орлов",
    "Громов",
    "Лебедев",
    "Чернов",
    "Жуков",
    "Ершов",
    "Цветков",
    "Быков",
    "Юдин",
    "Киселёв",
    "Тихонов",
    "Рябов",
    "Сомов",
)
FOREIGN = (
    "Emma",
    "Liam",
    "Sofia",
    "Noah",
    "Chloe",
    "Lucas",
    "Hannah",
    "Marco",
    "Elena",
    "Tom",
    "Ines",
    "Jonas",
    "Mei",
)
FOREIGN_SURNAMES = (
    "Baker",
    "Rossi",
    "Novak",
    "Silva",
    "Meyer",
    "Dubois",
    "Larsen",
    "Chen",
    "Murphy",
    "Kowalski",
    "Garcia",
    "Berg",
)
SHORT = {
    "Анна": "Аня",
    "Мария": "Маша",
    "Ольга": "Оля",
    "Екатерина": "Катя",
    "Юлия": "Юля",
    "Дарья": "Даша",
    "Наталья": "Наташа",
    "Дмитрий": "Дима",
    "Алексей": "Лёша",
    "Сергей": "Серёжа",
    "Михаил": "Миша",
    "Иван": "Ваня",
}
CITIES = ("Москва", "Химки", "Мытищи", "Москва", "Москва", "Зеленоград")
COMPANIES = ("Северный ветер", "Лента дел", "Биохим", "Акварель", "Мост", "Инженеры", "Домой", "Полюс")
INTERESTS = (
    "трейл",
    "марафоны",
    "фотография",
    "кофе",
    "собаки",
    "йога",
    "велосипед",
    "волонтёрство",
    "книги",
)


class Way(StrEnum):
    """How somebody takes part."""

    PILLAR = "pillar"
    REGULAR = "regular"
    ACTIVE = "active"
    QUIET = "quiet"
    FADED = "faded"


# A pillar or two, a core, many who look in: the shape of every living community.
SHARES = ((Way.PILLAR, 3), (Way.REGULAR, 11), (Way.ACTIVE, 22), (Way.QUIET, 46), (Way.FADED, 18))


@dataclass(frozen=True, slots=True)
class Player:
    """One of the cast. Days count from the first day of the year that is told."""

    number: int
    first: str
    last: str
    is_foreign: bool
    way: Way
    joins: int
    fades: int
    email: str
    city: str
    company: str
    interests: tuple[str, ...]
    birthday: tuple[int, int, int]

    @property
    def full(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def nick(self) -> str:
        """The name they chose in chats: short, or spelled in Latin letters."""
        if self.number % 7 == 3 and not self.is_foreign:
            return latin(self.full).title()
        return f"{SHORT.get(self.first, self.first)} {self.last}" if self.number % 3 else self.full


def cast_of(size: int, days: int, draw: Random) -> list[Player]:
    """Answer the people of a community that is told over so many days."""
    return [_player(number, days, draw) for number in range(1, size + 1)]


def _player(number: int, days: int, draw: Random) -> Player:
    foreign, woman = draw.random() < 0.22, draw.random() < 0.55
    way = draw.choices([way for way, _ in SHARES], [share for _, share in SHARES])[0]
    if foreign:
        first, last = draw.choice(FOREIGN), draw.choice(FOREIGN_SURNAMES)
    else:
        first, last = draw.choice(WOMEN if woman else MEN), draw.choice(SURNAMES) + ("а" if woman else "")
    # A third were there before the year begins; the rest come over it, more of them in spring.
    joins = 0 if draw.random() < 0.35 else min(days - 1, int(abs(draw.gauss(0.45, 0.3)) * days) % days)
    fades = joins + draw.randint(20, 160) if way is Way.FADED else days + 1
    email = f"{latin(first)}.{latin(last)}{number}@example.org"
    return Player(
        number,
        first,
        last,
        foreign,
        way,
        joins,
        fades,
        email,
        draw.choice(CITIES),
        draw.choice(COMPANIES),
        tuple(draw.sample(INTERESTS, k=draw.randint(1, 3))),
        (draw.randint(1970, 2004), draw.randint(1, 12), draw.randint(1, 28)),
    )
