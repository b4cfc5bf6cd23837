"""The demo community's year: who came, who said what to whom, who was there in the room."""

from dataclasses import dataclass, field
from random import Random

from veche.kit.time import DAY, HOUR, MINUTE
from veche.portal.rules import scenes_en, scenes_ru
from veche.portal.rules.cast import Player, Way, cast_of

# With several accounts each, of which some are known to be one human, they look like four hundred.
PEOPLE, DAYS, SEED = 240, 365, 2026
# Chance of being active on an ordinary day.
EAGERNESS = {Way.PILLAR: 0.62, Way.REGULAR: 0.3, Way.ACTIVE: 0.09, Way.QUIET: 0.012, Way.FADED: 0.2}
WEEKDAYS = (0.9, 1.15, 1.0, 1.15, 0.8, 1.3, 1.1)
HOURS = (7, 8, 9, 12, 13, 17, 18, 19, 19, 20, 20, 21, 21, 22)
CHAT, SLACK, WALL, LIST = "chat", "slack", "wall", "list"


@dataclass(slots=True)
class Said:
    """Something said in a room of the community; `reply_to` is the number of what it answers."""

    number: int
    at: int
    who: Player
    text: str
    reply_to: int | None = None
    subject: str = ""
    likes: tuple[Player, ...] = ()


@dataclass(slots=True)
class Came:
    """Somebody on the list of an evening: registered, and there or not."""

    event: str
    at: int
    who: Player
    status: str


@dataclass(slots=True)
class Year:
    """All that happened, ready to be written down as files."""

    cast: list[Player]
    start: int
    end: int
    joins: list[tuple[int, Player, Player | None]] = field(default_factory=list)
    said: dict[str, list[Said]] = field(default_factory=lambda: {CHAT: [], SLACK: [], WALL: [], LIST: []})
    posts: list[Said] = field(default_factory=list)
    came: list[Came] = field(default_factory=list)


def year_until(end: int, *, people: int = PEOPLE, days: int = DAYS, seed: int = SEED) -> Year:
    """Answer a year that ends at the given moment; the same seed and end give the same year."""
    draw = Random(seed)  # noqa: S311 - a story, not a secret
    midnight = end - end % DAY
    year = Year(cast_of(people, days, draw), midnight - (days - 1) * DAY, end)
    for day in range(days):
        start = year.start + day * DAY
        _arrivals(year, day, start, draw)
        for player in _awake(year.cast, day, start, draw):
            _speak(year, player, start, draw)
        _newsroom(year, day, start, draw)
        _evening(year, day, start, draw)
    _put_in_order(year, end)
    return year


def _arrivals(year: Year, day: int, start: int, draw: Random) -> None:
    """Let people join; most say hello, and somebody answers."""
    if day == 0:
        return  # those who were there before the year began are there already
    for player in (p for p in year.cast if p.joins == day):
        at = start + draw.choice(HOURS) * HOUR + draw.randrange(HOUR)
        inviter = draw.choice(year.cast[:40]) if draw.random() < 0.3 else None
        year.joins.append((at, player, inviter))
        if draw.random() < (0.35 if player.way is Way.QUIET else 0.85):
            room = SLACK if player.is_foreign else CHAT
            words = scenes_en if room == SLACK else scenes_ru
            hello = draw.choice(words.GREETINGS).format(name=player.first)
            first = _say(year, room, player, at + draw.randrange(3 * DAY), hello, draw)
            if pillars := [p for p in year.cast if p.way is Way.PILLAR and p.is_foreign == player.is_foreign]:
                welcome = _fill(draw.choice(words.WELCOMES), words.SLOTS, draw)
                _say(
                    year,
                    room,
                    draw.choice(pillars),
                    first.at + draw.randrange(4 * HOUR),
                    welcome,
                    draw,
                    first,
                )


def _awake(cast: list[Player], day: int, start: int, draw: Random) -> list[Player]:
    """Answer who has something to say today: more in spring and at weekends, fewer in deep winter."""
    weekday = WEEKDAYS[(start // DAY + 3) % 7]
    season = 1.0 + 0.35 * (1 - abs(((start // DAY) % 365) / 365 - 0.4) * 2.5)
    here = [p for p in cast if p.joins <= day < p.fades]
    return [p for p in here if draw.random() < EAGERNESS[p.way] * weekday * season]


def _speak(year: Year, player: Player, start: int, draw: Random) -> None:
    at = start + draw.choice(HOURS) * HOUR + draw.randrange(HOUR)
    room = SLACK if player.is_foreign else CHAT
    words = scenes_en if room == SLACK else scenes_ru
    if draw.random() < 0.42:
        _say(year, room, player, at, _fill(draw.choice(words.REMARKS), words.SLOTS, draw), draw)
    else:
        _scene(year, room, player, at, draw)


def _scene(year: Year, room: str, asker: Player, at: int, draw: Random) -> None:
    """Play a scene; one question in eight gets no answer, as everywhere."""
    words = scenes_en if room == SLACK else scenes_ru
    lines = draw.choice(words.SCENES)
    slots = {slot: draw.choice(values) for slot, values in words.SLOTS.items()}
    opening = _say(year, room, asker, at, lines[0].format(**slots), draw)
    if draw.random() < 0.125:
        return
    day = (at - year.start) // DAY
    others = [
        p for p in year.cast if p.is_foreign == asker.is_foreign and p.joins <= day < p.fades and p != asker
    ]
    helpful = [p for p in others if p.way in {Way.PILLAR, Way.REGULAR}] or others
    last = opening
    for line in lines[1:]:
        if not helpful:
            return
        back = line.startswith("@")
        who = asker if back else draw.choice(helpful if draw.random() < 0.8 else others)
        pause = int(draw.expovariate(1 / (25 * MINUTE))) + MINUTE
        last = _say(year, room, who, last.at + pause, line.removeprefix("@").format(**slots), draw,
                    last if back else opening)  # fmt: skip


def _say(  # noqa: PLR0917 - who says what where, read in this order
    year: Year,
    room: str,
    who: Player,
    at: int,
    text: str,
    draw: Random,
    to: Said | None = None,
    subject: str = "",
) -> Said:
    fans = tuple(draw.sample(year.cast[:120], k=draw.randint(1, 5))) if draw.random() < 0.12 else ()
    said = Said(len(year.said[room]) + 1, at, who, text, to.number if to else None, subject, fans)
    year.said[room].append(said)
    return said


def _newsroom(year: Year, day: int, start: int, draw: Random) -> None:
    """Post twice a week to channel and wall; comments on the wall; a letter to the list now and then."""
    if day % 7 in {1, 4}:
        text = _fill(draw.choice(scenes_ru.POSTS), scenes_ru.SLOTS, draw)
        year.posts.append(Said(len(year.posts) + 1, start + 9 * HOUR, year.cast[0], text))
        awake = [
            p for p in year.cast if not p.is_foreign and p.joins <= day < p.fades and p.way is not Way.QUIET
        ]
        for who in draw.sample(awake, k=min(len(awake), draw.randint(0, 4))):
            remark = _fill(draw.choice(scenes_ru.REMARKS), scenes_ru.SLOTS, draw)
            said = _say(year, WALL, who, start + draw.randint(10, 20) * HOUR, remark, draw)
            said.reply_to = len(year.posts)
    if day % 11 == 5:
        _letters(year, day, start, draw)


def _letters(year: Year, day: int, start: int, draw: Random) -> None:
    subject, opening, answer = (_fill(t, scenes_en.SLOTS, draw) for t in draw.choice(scenes_en.LETTERS))
    writers = [p for p in year.cast if p.way in {Way.PILLAR, Way.REGULAR} and p.joins <= day]
    first = _say(year, LIST, draw.choice(writers), start + 10 * HOUR, opening, draw, None, subject)
    for step in range(draw.randint(0, 2)):
        later = first.at + (step + 1) * draw.randint(2, 30) * HOUR
        _say(year, LIST, draw.choice(writers), later, answer, draw, first, subject)


def _evening(year: Year, day: int, start: int, draw: Random) -> None:
    """Once a fortnight people meet: some register and do not come, some come without registering."""
    if day % 14 != 6:
        return
    event = f"{draw.choice(scenes_ru.MEETUPS)} №{day // 14 + 1}"
    at = start + 19 * HOUR
    here = [p for p in year.cast if p.joins <= day < p.fades]
    chances = {Way.PILLAR: 0.7, Way.REGULAR: 0.4, Way.ACTIVE: 0.2, Way.QUIET: 0.07, Way.FADED: 0.25}
    for player in here:
        if draw.random() < chances[player.way]:
            status = "пришёл" if draw.random() < 0.72 else draw.choice(("не пришёл", "отменил"))
            year.came.append(Came(event, at, player, status))


def _fill(text: str, slots: dict[str, tuple[str, ...]], draw: Random) -> str:
    return text.format(**{slot: draw.choice(values) for slot, values in slots.items()})


def _put_in_order(year: Year, end: int) -> None:
    """Number what was said in the order of time and forget what would be said after the end."""
    for room, said in year.said.items():
        kept = sorted((s for s in said if s.at < end), key=lambda s: (s.at, s.number))
        numbers = {s.number: place for place, s in enumerate(kept, start=1)}
        for s in kept:
            s.number = numbers[s.number]
            if room != WALL:
                s.reply_to = numbers.get(s.reply_to) if s.reply_to else None
        year.said[room] = kept
    year.posts = [s for s in year.posts if s.at < end]
    year.joins = [j for j in year.joins if j[0] < end]
    year.came = [c for c in year.came if c.at < end]
