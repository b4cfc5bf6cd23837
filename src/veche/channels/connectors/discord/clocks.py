"""Clocks: when a message was written, by its date and by its number.

A snowflake holds the milliseconds since 2015 above its 22 lowest bits:
<https://discord.com/developers/docs/reference#snowflakes>.
"""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import HOUR, Moment, in_zone, moment, zone_of

FIRST = 1_420_070_400_000
# No clock on Earth is further from Greenwich.
_FARTHEST = 15 * HOUR
_NO_ZONE = N_("There is no time zone of this name: {zone}")


def born(snowflake: str) -> Moment:
    """Answer the moment that Discord made this number at."""
    return Moment((int(snowflake) >> 22) + FIRST)


class Clock:
    """Reads the dates of one export; `zone` stands in for dates that do not say theirs."""

    def __init__(self, zone: str) -> None:
        try:
            zone_of(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise Refusal(Reason(_NO_ZONE, values={"zone": zone[:60]})) from error
        self.zone = zone

    def at(self, date: Any, snowflake: str) -> Moment:
        """Answer when a message was written; one without a date was when its number was made."""
        if date is None:
            return born(snowflake)
        when = datetime.fromisoformat(date)
        if when.tzinfo:
            return moment(when)
        # Whoever took the zone away left the number, which tells the moment if it is Discord's own.
        own = born(snowflake)
        is_own = abs(own - moment(when.replace(tzinfo=UTC))) <= _FARTHEST
        return own if is_own else in_zone(when, self.zone)

    def later(self, date: Any, at: Moment, snowflake: str) -> Moment | None:
        """Answer the moment of a later date of the same message: edited, ended; nothing if it is none."""
        if type(date) is not str:
            return None
        try:
            found = self.at(date, snowflake)
        except (ArithmeticError, ValueError):
            return None
        return found if found > at else None
