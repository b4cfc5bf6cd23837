"""Where people live and when they are seen, for the moment a letter is due to each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

from veche.kit.text import fold
from veche.kit.time import now, number_of_day
from veche.kit.zones import ZONES, all_zones
from veche.ledger.queries import ask_columns
from veche.ledger.terms import OWN, Kind
from veche.mailing.rules.timing import usual_hours, zone_named
from veche.mailing.terms.timing import CITIES, SEEN_WITHIN, ZONE_FIELDS
from veche.people.models import Trait

if TYPE_CHECKING:
    from veche.core.models import Community

# A question of SQLite has room for some ten thousand values.
_AT_ONCE = 5_000
_SEEN = ", ".join(map(str, sorted({*OWN, Kind.OPENED.number})))


def zones_of(community: Community, persons: Sequence[int]) -> dict[int, str]:
    """Answer the time zone of each person whose fields tell where they live; a query for some thousands."""
    found: dict[int, str] = {}
    told = Trait.objects.filter(
        person__organisation=community.organisation_id, is_current=True, field__key__in=ZONE_FIELDS,
        field__purpose="", field__is_on=True, field__removed_at=None,
    ).values_list("field__key", "person_id", "value")  # fmt: skip
    for start in range(0, len(persons), _AT_ONCE):
        rows = told.filter(person__in=persons[start : start + _AT_ONCE])
        for _, person, value in sorted(rows, key=lambda row: ZONE_FIELDS.index(row[0])):
            if zone := zone_named(fold(value), _known_zones()):
                found.setdefault(person, zone)
    return found


def hours_of(community: Community) -> tuple[dict[int, int], int]:
    """Answer the hour each person is usually seen in the community's time, and that of all together.

    By what they did and opened within half a year, from the columnar copy.
    """
    since = number_of_day(now(), community.time_zone) - SEEN_WITHIN
    rows = ask_columns(
        community,
        "SELECT person_id, hour, count(*) AS count FROM interactions JOIN persons ON identity_id = identity "
        f"WHERE kind IN ({_SEEN}) AND day > $since GROUP BY person_id, hour ORDER BY person_id, hour",
        {"since": since},
        kept=False,
    )
    return usual_hours((int(person), int(hour), int(count)) for person, hour, count in rows)


@cache
def _known_zones() -> dict[str, str]:
    """Answer zones by the folded names of cities in both languages, and by their own names."""
    known = {fold(zone): zone for zone in all_zones()}
    known |= {fold(zone.rpartition("/")[2].replace("_", " ")): zone for zone in all_zones()}
    for language in ("en", "ru"):
        with translation.override(language):
            known |= {fold(gettext(title)): zone for zone, title in ZONES.items()}
    return known | {fold(city): zone for city, zone in CITIES.items()}
