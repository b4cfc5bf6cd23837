"""Clocks: when something was, in exports that say it exactly and in those that say it by the wall."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import Moment, in_zone, moment, zone_of

NO_ZONE = N_("There is no time zone of this name: {zone}")


class Clock:
    """Reads the dates of one export; `zone` is where a date without seconds since 1970 was written."""

    def __init__(self, zone: str) -> None:
        try:
            zone_of(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise Refusal(Reason(NO_ZONE, field="zone", values={"zone": zone[:60]})) from error
        self.zone = zone

    def read(self, message: dict[str, Any], key: str = "date") -> Moment:
        """Answer when it was; raises `ValueError` or `KeyError` where that is not said."""
        exact = message.get(f"{key}_unixtime")
        if exact is not None:
            return Moment(int(exact) * 1000)
        return self.by_wall(message[key])

    def by_wall(self, date: str) -> Moment:
        """Read «2024-09-29T03:59:49» in the zone of the export."""
        when = datetime.fromisoformat(date)
        return moment(when) if when.tzinfo else in_zone(when, self.zone)

    def beside(self, date: Any, message: dict[str, Any], at: Moment) -> Moment:
        """Read a wall date by the difference that the dates of its message show.

        Reactions have no exact date; what surely is not before the message is taken as its moment.
        """
        if type(date) is not str:
            return at
        try:
            shift = at - _as_utc(message["date"])
            return Moment(max(at, _as_utc(date) + shift))
        except (KeyError, TypeError, ValueError, OverflowError):
            return at


def _as_utc(date: str) -> int:
    return moment(datetime.fromisoformat(date).replace(tzinfo=UTC))
