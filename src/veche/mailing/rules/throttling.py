"""How fast letters may leave: limits of a sender, its warming up, slots of receiving domains, retries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from veche.kit.time import DAY, HOUR, MINUTE, SECOND, Moment

# How many letters are in hand at once: at first, and at the least and the most once the pace is known.
FIRST_BATCH, LEAST_AT_ONCE, MOST_AT_ONCE = 20, 10, 2_000
# So many a day, from the first day of a new server on; afterwards no other limit than its own.
WARMING = (50, 100, 200, 400, 800, 1_500, 3_000, 6_000, 10_000, 20_000, 40_000, 70_000, 100_000)
# Letters to a domain that just told us to slow down follow each other by so much.
SLOW = 1 * SECOND
PAUSES = tuple(minutes * MINUTE for minutes in (5, 15, 30, 60, 120, 240, 240))
DOMAIN_PAUSES = tuple(minutes * MINUTE for minutes in (1, 2, 5, 15, 30, 60))
LONGEST_TRYING = 48 * HOUR
# Of so many looked at, such a share refused for good means that something is wrong with us.
WATCHED, WORST_SHARE = 50, 0.5
SAME_FAULTS = 5
LONGEST_COUNTED = 366


class Limits(NamedTuple):
    """What a sender allows; None is no limit. `warms_since` counts its days."""

    per_second: int | None = None
    per_hour: int | None = None
    per_day: int | None = None
    warms_since: int | None = None


class Count(NamedTuple):
    """How many left in the second, hour and day that began then."""

    second_at: int = 0
    second: int = 0
    hour_at: int = 0
    hour: int = 0
    day_at: int = 0
    day: int = 0


class Slots(NamedTuple):
    """Which of some letters to one domain may leave now, when each of the others may, and who is next."""

    leaving: int
    later: tuple[Moment, ...]
    next_at: Moment


def daily_limit(limits: Limits, at: Moment) -> int | None:
    """Answer the limit of a day: the sender's own or that of its warming, whichever is less."""
    warm = None
    if limits.warms_since is not None:
        day = max(0, (at - limits.warms_since) // DAY)
        warm = WARMING[day] if day < len(WARMING) else None
    found = [limit for limit in (limits.per_day, warm) if limit is not None]
    return min(found) if found else None


def counted(count: Count, at: Moment) -> Count:
    """Answer the counts as they are at this moment: those of past seconds, hours and days are over."""
    second, hour, day = at - at % SECOND, at - at % HOUR, at - at % DAY
    return Count(
        second, count.second if count.second_at == second else 0,
        hour, count.hour if count.hour_at == hour else 0,
        day, count.day if count.day_at == day else 0,
    )  # fmt: skip


def next_batch(sent: int, seconds: float) -> int:
    """Answer how many letters to take in hand next, by how the last went: about half a second's worth.

    What is in hand no other lane may take, and a slow server holds it for long.
    """
    return max(LEAST_AT_ONCE, min(MOST_AT_ONCE, int(sent / max(seconds, 0.001) / 2)))


def allowed(limits: Limits, count: Count, at: Moment, most: int = MOST_AT_ONCE) -> int:
    """Answer how many letters may be taken in hand at this moment, at most so many."""
    count = counted(count, at)
    pairs = (
        (limits.per_second, count.second), (limits.per_hour, count.hour),
        (daily_limit(limits, at), count.day),
    )  # fmt: skip
    return max(0, min([most] + [limit - used for limit, used in pairs if limit is not None]))


def added(count: Count, number: int, at: Moment) -> Count:
    """Answer the counts after so many more."""
    now = counted(count, at)
    return now._replace(second=now.second + number, hour=now.hour + number, day=now.day + number)


def next_chance(limits: Limits, count: Count, at: Moment) -> Moment:
    """Answer when something may leave again, where `allowed` says that nothing may now."""
    count, chance = counted(count, at), int(at)
    if limits.per_second is not None and count.second >= limits.per_second:
        chance = max(chance, count.second_at + SECOND)
    if limits.per_hour is not None and count.hour >= limits.per_hour:
        chance = max(chance, count.hour_at + HOUR)
    daily = daily_limit(limits, at)
    if daily is not None and count.day >= daily:
        chance = max(chance, count.day_at + DAY)
    return Moment(chance)


def seconds_needed(limits: Limits, count: Count, number: int, at: Moment) -> int:
    """Answer in how many seconds so many letters may leave by a sender's limits, at the earliest.

    Days are those of the limits (UTC), and of a day the hours that are left; none after a year is counted.
    """
    used, start, end = counted(count, at), int(at), 0
    for day in range(LONGEST_COUNTED):
        end = at - at % DAY + (day + 1) * DAY
        rates = [
            rate / span
            for rate, span in ((limits.per_second, SECOND), (limits.per_hour, HOUR)) if rate is not None
        ]  # fmt: skip
        rate = min(rates, default=None)
        daily = daily_limit(limits, Moment(start))
        room = [(end - start) * rate] if rate is not None else []
        room += [max(0, daily - (used.day if not day else 0))] if daily is not None else []
        if not room or number <= min(room):
            return int((start - at + (number / rate if rate else 0)) / SECOND)
        number -= int(min(room))
        start = end
    return (end - at) // SECOND


def slots(
    number: int, *, per_minute: int | None, next_at: Moment, paused_until: Moment | None, at: Moment
) -> Slots:
    """Give letters to one domain their moments, evenly; those of the coming second leave now.

    A domain that is left alone for a while gets nothing until then, and slowly after it.
    """
    is_paused = paused_until is not None and paused_until > at
    step = max(1, MINUTE // per_minute) if per_minute else SLOW
    if not is_paused and per_minute is None:
        return Slots(number, (), next_at)
    first = max(next_at, paused_until if is_paused and paused_until else at)
    moments = [Moment(first + step * place) for place in range(number)]
    leaving = 0 if is_paused else sum(moment < at + SECOND for moment in moments)
    return Slots(leaving, tuple(moments[leaving:]), Moment(first + step * number))


def pause_of_domain(failures: int) -> int:
    """Answer for how long a domain is left alone after so many times «not now» in a row."""
    return DOMAIN_PAUSES[min(max(failures, 1), len(DOMAIN_PAUSES)) - 1]


def next_try(attempts: int, begun: Moment, at: Moment) -> Moment | None:
    """Answer when a letter is tried again after so many attempts; nothing once it was tried long enough."""
    due = at + PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]
    return None if due - begun > LONGEST_TRYING else Moment(due)


def tried_since(attempts: int, at: Moment) -> Moment:
    """Answer since when a letter of a sequence was tried, by its attempts: each begins in their turn."""
    pauses = (PAUSES[min(one, len(PAUSES)) - 1] for one in range(1, attempts + 1))
    return Moment(at - sum(pauses))


def is_hopeless(fates: Sequence[bool]) -> bool:
    """Tell whether the last letters fare so badly (False: refused for good) that we should stop and look."""
    last = fates[-WATCHED:]
    return len(last) == WATCHED and sum(not fine for fine in last) >= WORST_SHARE * WATCHED
