"""Model fields that the rooms share."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Combinable

from veche.kit.time import Moment, as_datetime, moment

if TYPE_CHECKING:
    _Numbers = models.BigIntegerField[int | datetime | Combinable, datetime]
else:
    _Numbers = models.BigIntegerField


class MomentField(_Numbers):
    """A point in time: an aware datetime in Python, milliseconds since 1970 in the database.

    Eight bytes instead of SQLite's twenty-six, alike on both databases and in the columnar
    copy, and comparable as a number. Filters take a datetime or a moment.
    """

    # What django-stubs reads; its own base says int.
    _pyi_private_set_type: int | datetime | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: datetime  # type: ignore[assignment]
    _pyi_lookup_exact_type: int | datetime  # type: ignore[assignment]

    description = "A moment in UTC with millisecond precision"

    def from_db_value(self, value: int | None, *_: Any) -> datetime | None:
        """Answer the stored moment as an aware datetime in UTC."""
        return None if value is None else as_datetime(value)

    def to_python(self, value: Any) -> Any:
        """Accept a moment or a datetime."""
        return as_datetime(value) if isinstance(value, int) else value

    def get_prep_value(self, value: Any) -> Moment | None:
        """Answer milliseconds; a naive datetime is refused."""
        if isinstance(value, datetime):
            return moment(value.astimezone(UTC) if value.tzinfo else value)
        return None if value is None else Moment(int(value))
