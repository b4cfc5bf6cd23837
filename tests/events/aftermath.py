"""An event that is over, with guests who came and who did not, and pictures as cameras make them."""

from io import BytesIO

from PIL import Image
from tests import make
from tests.events.filled import registered

from veche.core.terms import SYSTEM
from veche.events.actions import move_guests
from veche.events.models import Event, Guest
from veche.events.queries import secret_for
from veche.events.terms import GuestState
from veche.kit.time import DAY, HOUR, Moment, now


def over(came=("Аня",), missed=(), community=None, days=1, **fields):
    """An event that ended so many days ago, and its guests by name."""
    event = make.event(community, **fields)
    guests = {name: registered(event, name) for name in (*came, *missed)}
    for names, state in ((came, GuestState.CAME), (missed, GuestState.MISSED)):
        chosen = [guests[name].pk for name in names]
        move_guests(chosen, state, event=event, in_=event.community, by=SYSTEM)
    ended = Moment(now() - days * DAY)
    Event.objects.filter(pk=event.pk).update(starts_at=Moment(ended - 2 * HOUR), ends_at=ended)
    event = Event.objects.select_related("community__organisation", "venue").get(pk=event.pk)
    found = {
        name: Guest.objects.select_related("event__community").get(pk=one.pk) for name, one in guests.items()
    }
    return event, found


def link(guest):
    """The path of a guest's own page."""
    return f"/g/{secret_for(guest.event_id, guest.key)}/"


def snapshot(colour="red", name="photo.jpg", size=(64, 48)):
    """A photo as a telephone makes it, with the place in it."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"  # GPS: the latitude is north
    exif[0x010F] = "Telephone"
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", exif=exif)
    file.seek(0)
    file.name = name
    return file
