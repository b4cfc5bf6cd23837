"""What the addresses of events name: an event, a series, a venue with a room and a photo."""

from io import BytesIO
from typing import Any

from PIL import Image
from tests import make

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events.actions import add_photo, change_event, save_hall, save_venue, start_series
from veche.events.queries import last_edit
from veche.events.terms import EventState, Rhythm, Unit
from veche.kit.time import DAY, HOUR, Moment, as_datetime, now


def things_of_planning(community: Community) -> dict[str, Any]:
    """Answer something for every name that stands in an address of planning and venues."""
    venue = save_venue(community, {"name": "Зал"}, by=SYSTEM)
    hall = save_hall(venue, "Большой", 20, in_=community, by=SYSTEM)
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    photo = add_photo(venue, picture, in_=community, by=SYSTEM)
    starts = Moment(now() + 3 * DAY)
    ends = Moment(starts + HOUR)
    event = make.event(community, starts=starts, ends=ends, state=EventState.OPEN, venue=venue)
    again = make.event(community, "Серия", starts=starts, ends=ends, state=EventState.DRAFT)
    weekday = as_datetime(starts, community.time_zone).weekday()
    series = start_series(again, Rhythm(Unit.WEEK, weekdays=(weekday,), count=2), by=SYSTEM)
    change_event(event, {"summary": "Бежим"}, by=SYSTEM)
    edit = {"events:event_undo.event": event.pk, "events:event_undo.edit": last_edit(event).pk}
    known = {"series": series.pk, "venue": venue.pk, "hall": hall.pk, "photo": photo.pk}
    return known | edit | {"event": event.pk}
