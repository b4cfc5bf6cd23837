"""Calendars: the day of each line, where lines tell only their hour."""

from datetime import UTC, date, datetime, timedelta, timezone

from veche.channels.connectors.irc.stamps import Stamp
from veche.kit.time import Moment, in_zone, moment

# So many minutes backwards are midnight gone by; fewer are a clock that was set.
BACKWARDS = 6 * 60


class Calendar:
    """Reads the clocks of one log in their order; `day` is where it begins, if that is known."""

    def __init__(self, zone: str, day: date | None) -> None:
        self.zone, self.day = zone, day
        self.minutes = -1
        self.last: Moment | None = None

    def turn(self, day: date, clock: str) -> None:
        """Note that the log says which day it is."""
        self.day, self.minutes = day, -1
        hour, minute, second = (
            (int(part) for part in [*clock.split(":"), "0", "0"][:3]) if clock else (0, 0, 0)
        )
        if hour < 24 and minute < 60 and second < 60:
            self.last = self._at(day, hour, minute, second, None)

    def read(self, stamp: Stamp) -> Moment | None:
        """Answer when it was; nothing where no day is known, `ValueError` for a day that never was."""
        if stamp.unix:
            self.last = Moment(stamp.unix * 1000)
            return self.last
        day = self._day_of(stamp)
        if day is None:
            return None
        self.day = day
        self.minutes = stamp.hour * 60 + stamp.minute
        self.last = self._at(day, stamp.hour, stamp.minute, stamp.second, stamp.offset)
        return self.last

    def expect(self, stamp: Stamp) -> None:
        """Note the first clock of a log, for the lines without one that stand before it."""
        if self.last is None and (at := self.read(stamp)) is not None:
            self.last = at

    def _day_of(self, stamp: Stamp) -> date | None:
        if stamp.year:
            return date(stamp.year, stamp.month, stamp.day)
        if stamp.month:
            return self._yearless(stamp)
        if self.day is not None and self.minutes - (stamp.hour * 60 + stamp.minute) > BACKWARDS:
            return self.day + timedelta(days=1)
        return self.day

    def _yearless(self, stamp: Stamp) -> date | None:
        """Give a day and month the year of the lines before: December is followed by the next one."""
        if self.day is None:
            return None
        year = self.day.year + (1 if stamp.month + 6 < self.day.month else 0)
        return date(year, stamp.month, stamp.day)

    def _at(self, day: date, hour: int, minute: int, second: int, offset: int | None) -> Moment:
        wall = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)
        if offset is not None:
            return moment(wall.replace(tzinfo=timezone(timedelta(minutes=offset))))
        return in_zone(wall.replace(tzinfo=None), self.zone)
