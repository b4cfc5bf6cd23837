"""Clashes: what in a programme cannot be, will hurt, or is worth a look."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from veche.events.terms.programme import CLASHES, Clash, ClashKind, Duty, Placed
from veche.kit.time import MINUTE, Moment

# Between two venues of one event people need so long.
TRAVEL = 30 * MINUTE


def clashes_of(
    placed: Iterable[Placed], *, opens: Moment, closes: Moment, duties: Iterable[Duty] = ()
) -> tuple[Clash, ...]:
    """Answer every clash, the worst first; the order of what is given changes nothing.

    A session holds its time from its start until before its end: one may begin when another ends.
    A session without a length holds no time, it is a clash of its own. `opens` and `closes` are the
    event's; a session outside them is said. Travel is counted between venues that are both known.
    """
    sessions = sorted(placed, key=lambda one: (one.starts, one.ends, one.session))
    found = {
        *_alone(sessions, opens, closes), *_in_halls(sessions), *_of_speakers(sessions),
        *_on_duty(sessions, duties),
    }  # fmt: skip
    starts = {one.session: one.starts for one in sessions}
    return tuple(sorted(found, key=lambda one: (one.severity, starts[one.sessions[0]], one)))


def _made(kind: ClashKind, *sessions: Placed, who: str = "", other: str = "", minutes: int = 0) -> Clash:
    told = other or (sessions[1].title if len(sessions) > 1 else "")
    ids = tuple(one.session for one in sessions)
    return Clash(CLASHES[kind][0], kind, ids, who, sessions[0].title, told, minutes)


def _alone(sessions: Sequence[Placed], opens: Moment, closes: Moment) -> Iterator[Clash]:
    for one in sessions:
        if one.ends <= one.starts:
            yield _made(ClashKind.NO_TIME, one)
        if one.starts < opens or one.ends > closes:
            yield _made(ClashKind.OUTSIDE, one)
        for _, name, has_agreed in one.speakers:
            if not has_agreed:
                yield _made(ClashKind.NOT_AGREED, one, who=name)


def _in_halls(sessions: Sequence[Placed]) -> Iterator[Clash]:
    halls: dict[int, list[Placed]] = defaultdict(list)
    for one in sessions:
        if one.hall is not None and one.ends > one.starts:
            halls[one.hall].append(one)
    for held in halls.values():
        for first, second in _at_once(held):
            yield _made(ClashKind.HALL_TWICE, first, second, who=first.hall_name)


def _of_speakers(sessions: Sequence[Placed]) -> Iterator[Clash]:
    spoken: dict[int, list[Placed]] = defaultdict(list)
    names: dict[int, str] = {}
    for one in sessions:
        for speaker, name, _ in one.speakers if one.ends > one.starts else ():
            spoken[speaker].append(one)
            names[speaker] = name
    for speaker, theirs in spoken.items():
        for first, second in _at_once(theirs):
            yield _made(ClashKind.SPEAKER_TWICE, first, second, who=names[speaker])
        for first, second in pairwise(theirs):
            left = second.starts - first.ends
            if first.venue and second.venue and first.venue != second.venue and 0 <= left < TRAVEL:
                minutes = left // MINUTE
                yield _made(ClashKind.TRAVEL, first, second, who=names[speaker], minutes=minutes)


def _at_once(sessions: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Answer the pairs that overlap of sessions in the order of their starts."""
    for place, first in enumerate(sessions):
        for second in sessions[place + 1 :]:
            if second.starts >= first.ends:
                break
            yield first, second


def _on_duty(sessions: Sequence[Placed], duties: Iterable[Duty]) -> Iterator[Clash]:
    busy: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        busy[duty.speaker].append(duty)
    for one in sessions:
        for speaker, name, _ in one.speakers:
            for duty in busy.get(speaker, ()):
                if duty.starts < one.ends and one.starts < duty.ends:
                    yield _made(ClashKind.ON_DUTY, one, who=name, other=duty.title)
