"""What was promised: within how many working minutes, and what the working hours are."""

from datetime import date
from typing import NamedTuple

# Minutes of the day from and to, for Monday to Sunday; nothing where nobody works.
Day = tuple[int, int] | None
WHOLE_DAY = (0, 24 * 60)


class Week(NamedTuple):
    """When a community's team is there: hours of seven days, days on which nobody is, the time zone."""

    hours: tuple[Day, ...]
    holidays: frozenset[date] = frozenset()
    zone: str = "UTC"


class Promise(NamedTuple):
    """Working minutes until the first answer and until the end; 0 where nothing is promised."""

    first: int = 0
    whole: int = 0


USUAL_HOURS: tuple[Day, ...] = (*((10 * 60, 19 * 60),) * 5, None, None)
ALWAYS: tuple[Day, ...] = (WHOLE_DAY,) * 7
