"""Wording: numbers, changes and stretches of time as people read them."""

from django.utils import formats
from django.utils.translation import get_language, gettext

from veche.insights.rules.periods import bucket_start, day_date
from veche.insights.terms import Answered, Better, Day, Grain, Period, Unit

NBSP = "\N{NO-BREAK SPACE}"
NONE = "–"
MINUTES, HOURS = 60, 24
# Below this a change is no change.
NOTHING = 0.05


def value_text(value: float | None, unit: Unit) -> str:
    """Answer a number with its unit, as short as it still says something."""
    if value is None:
        return NONE
    if unit is Unit.HOURS:
        return wait_text(value)
    if unit is Unit.DAYS:
        return days_text(value)
    if unit is Unit.PERCENT:
        return f"{_number(value, 1)}{NBSP}%"
    if unit is Unit.SCORE:
        return _number(value, 1)
    return _number(value, 0 if float(value).is_integer() else 1)


def days_text(days: float) -> str:
    """Answer a stretch of days."""
    digits = 0 if float(days).is_integer() else 1
    return (
        gettext("{n} d").format(n=_number(days, digits)).replace(" ", NBSP) if days else gettext("same day")
    )


def wait_text(hours: float) -> str:
    """Answer a wait: minutes, hours and minutes, or days and hours."""
    minutes = round(hours * MINUTES)
    if minutes < MINUTES:
        return gettext("{n} min").format(n=minutes).replace(" ", NBSP)
    whole, rest = divmod(minutes, MINUTES)
    if whole < 2 * HOURS:
        text = gettext("{n} h").format(n=whole) + (" " + gettext("{n} min").format(n=rest) if rest else "")
    else:
        days, left = divmod(whole, HOURS)
        text = gettext("{n} d").format(n=_number(days)) + (
            " " + gettext("{n} h").format(n=left) if left else ""
        )
    return text.replace(" ", NBSP)


def change_text(answered: Answered) -> str:
    """Answer by how much the number of a period differs from that of the one before, or nothing."""
    difference = answered.difference
    if difference is None:
        return ""
    if answered.measure.headline.unit is Unit.PERCENT:
        return gettext("{n} pp").format(n=_signed(difference)).replace(" ", NBSP)
    if answered.change is None:
        return _signed(difference)
    return f"{_signed(answered.change)}{NBSP}%"


def change_colour(answered: Answered) -> str:
    """Answer whether a change is good news: success, danger, or secondary where it is neither."""
    difference, better = answered.difference or 0, answered.measure.better
    if better is Better.NEITHER or abs(difference) < NOTHING:
        return "secondary"
    return "success" if (difference > 0) == (better is Better.MORE) else "danger"


def change_icon(answered: Answered) -> str:
    """Answer the picture of a change."""
    difference = answered.difference or 0
    if abs(difference) < NOTHING:
        return "arrow-right"
    return "trending-up" if difference > 0 else "trending-down"


def bucket_text(bucket: int, grain: Grain, today: Day) -> str:
    """Answer a stretch of time in full, as tables name it; one that goes on says so."""
    day = day_date(bucket_start(bucket, grain))
    text = formats.date_format(day, "F Y" if grain is Grain.MONTH else "j E Y")
    if grain is Grain.WEEK:
        text = gettext("week of {day}").format(day=text)
    return gettext("{time}, not over yet").format(time=text) if goes_on(bucket, grain, today) else text


def bucket_label(bucket: int, grain: Grain, today: Day, *, with_year: bool) -> str:
    """Answer a stretch of time as short as the axis of a chart wants it; one that goes on has an ellipsis."""
    day = day_date(bucket_start(bucket, grain))
    pattern = "M Y" if grain is Grain.MONTH else "j M Y" if with_year else "j M"
    text = formats.date_format(day, pattern)
    # Django writes Russian months with a capital letter, as nobody does in a date.
    text = text.lower() if get_language() == "ru" else text
    return text + "…" if goes_on(bucket, grain, today) else text


def goes_on(bucket: int, grain: Grain, today: Day) -> bool:
    """Tell whether a stretch of time is not over on this day."""
    return bucket_start(bucket, grain) <= today < bucket_start(bucket + 1, grain)


def period_text(period: Period) -> str:
    """Answer a period by its first and last day."""
    first, last = day_text(period.first), day_text(period.last)
    return first if period.days == 1 else f"{first}{NBSP}– {last}"


def day_text(day: Day) -> str:
    """Answer a day as people write it."""
    return formats.date_format(day_date(day), "j E Y")


def _number(value: float, digits: int = 0) -> str:
    return formats.number_format(round(value, digits), digits, use_l10n=True, force_grouping=True)


def _signed(value: float) -> str:
    digits = 0 if float(value).is_integer() or abs(value) >= 10 else 1
    if abs(value) < NOTHING:
        return "0"
    return f"{'+' if value > 0 else '−'}{_number(abs(value), digits)}"
