"""Recurring: a series' rule, its dates on the wall clock, and the rule in words.

The rule is RFC 5545's RRULE without its name. Dates are naive wall-clock times, so that seven in the
evening stays seven in the evening on both sides of a change of clocks; UNTIL is on the wall clock too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from veche.events.terms import Rhythm, Unit
from veche.kit.terms import N_, Reason

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_EVERY, MOST_COUNT = 12, 200
NO_DAYS = N_("Choose at least one day of the week.")
NO_FITTING = N_("The rule names no date from the first one on.")
BAD_EVERY = N_("Between 1 and {most}.")
NO_MONTH_DAY = N_("A day of the month is between 1 and 31.")
UNTIL_FIRST = N_("The last day is before the first.")


def faults_of(rhythm: Rhythm, begins: date) -> list[Reason]:
    """Answer everything that is wrong with a rhythm that begins on a day."""
    found = []
    if not 1 <= rhythm.every <= MOST_EVERY:
        found.append(Reason(BAD_EVERY, field="every", values={"most": MOST_EVERY}))
    if rhythm.unit is Unit.WEEK and not rhythm.weekdays:
        found.append(Reason(NO_DAYS, field="weekdays"))
    if rhythm.unit is Unit.MONTH_DAY and not 1 <= rhythm.month_day <= 31:
        found.append(Reason(NO_MONTH_DAY, field="month_day"))
    if rhythm.until and rhythm.until < begins:
        found.append(Reason(UNTIL_FIRST, field="until"))
    if rhythm.count is not None and not 1 <= rhythm.count <= MOST_COUNT:
        found.append(Reason(BAD_EVERY, field="count", values={"most": MOST_COUNT}))
    if not found and not dates_of(rule_of(rhythm), datetime.combine(begins, time()), most=1):
        found.append(Reason(NO_FITTING, field="until"))
    return found


def rule_of(rhythm: Rhythm) -> str:
    """Write a rhythm as a rule. A day that a month lacks, such as its 31st, is its last one."""
    parts = ["FREQ=WEEKLY" if rhythm.unit is Unit.WEEK else "FREQ=MONTHLY"]
    if rhythm.every > 1:
        parts.append(f"INTERVAL={rhythm.every}")
    if rhythm.unit is Unit.WEEK:
        parts.append("BYDAY=" + ",".join(DAYS[day] for day in sorted(set(rhythm.weekdays))))
    elif rhythm.unit is Unit.MONTH_WEEKDAY:
        parts.append(f"BYDAY={rhythm.nth}{DAYS[(rhythm.weekdays or (0,))[0]]}")
    elif rhythm.month_day > 28:
        days = ",".join(str(day) for day in range(28, rhythm.month_day + 1))
        parts += [f"BYMONTHDAY={days}", "BYSETPOS=-1"]
    else:
        parts.append(f"BYMONTHDAY={rhythm.month_day}")
    if rhythm.until:
        parts.append(f"UNTIL={rhythm.until:%Y%m%d}T235959")
    elif rhythm.count:
        parts.append(f"COUNT={rhythm.count}")
    return ";".join(parts)


def rhythm_of(rule: str) -> Rhythm:
    """Read a rule that `rule_of` wrote."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    every, by_day = int(parts.get("INTERVAL", "1")), parts.get("BYDAY", "")
    until = datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date() if "UNTIL" in parts else None  # noqa: DTZ007
    count = int(parts["COUNT"]) if "COUNT" in parts else None
    if parts.get("FREQ") == "WEEKLY":
        days = tuple(DAYS.index(day) for day in by_day.split(",") if day in DAYS)
        return Rhythm(Unit.WEEK, every, days, until=until, count=count)
    if by_day:
        nth, day = int(by_day[:-2]), DAYS.index(by_day[-2:])
        return Rhythm(Unit.MONTH_WEEKDAY, every, (day,), nth=nth, until=until, count=count)
    last = int(parts.get("BYMONTHDAY", "1").split(",")[-1])
    return Rhythm(Unit.MONTH_DAY, every, month_day=last, until=until, count=count)


def dates_of(
    rule: str,
    begins: datetime,
    *,
    since: datetime | None = None,
    before: datetime | None = None,
    left_out: Iterable[str] = (),
    most: int = 400,
) -> list[datetime]:
    """Answer the dates of a rule on the wall clock, from `since` and before `before`, without those left out.

    The first date is the first that the rule names at or after `begins`.
    """
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    out, found = set(left_out), []
    for at in rrulestr(rule, dtstart=begins):
        if before is not None and at >= before:
            break
        if (since is None or at >= since) and written(at) not in out:
            found.append(at)
        if len(found) >= most:
            break
    return found


def kept_out(left_out: Iterable[str], rule: str, begins: datetime) -> list[str]:
    """Answer days left out of a series under another rule: at its hour if it names them, else as before."""
    kept = []
    for one in left_out:
        found = dates_of(rule, begins, since=datetime.fromisoformat(f"{one[:10]}T00:00"), most=1)
        kept.append(next((written(at) for at in found if written(at)[:10] == one[:10]), one))
    return sorted(set(kept))


def written(at: datetime) -> str:
    """Write a date of a series as it is kept: «2026-12-04T19:00»."""
    return at.isoformat(timespec="minutes")


def cut_before(rule: str, begins: datetime, at: datetime) -> tuple[str, str]:
    """Divide a rule at one of its dates: the rule of those before it, and of it and all after it."""
    rhythm = rhythm_of(rule)
    earlier = replace(rhythm, until=(at - timedelta(days=1)).date(), count=None)
    gone = len(dates_of(rule, begins, before=at, most=10_000))
    left = None if rhythm.count is None else max(1, rhythm.count - gone)
    return rule_of(earlier), rule_of(replace(rhythm, count=left))
