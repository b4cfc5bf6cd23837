"""Venues: described, removed and restored, with their rooms and photos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import Hall, Venue, VenuePhoto
from veche.events.rules.addresses import PARTS, address_line, clean_address, faults_of_address
from veche.events.rules.venues import faults_of_venue
from veche.events.terms import PLAN_EVENTS, PRICE_TITLES
from veche.kit.pictures import drawn_anew
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name
from veche.kit.time import DAY, as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community

FOLDER = "venues"
SIDE = 1600
MOST_PHOTOS, MOST_HALLS = 30, 60
LONGEST = 5_000
KEPT_DAYS = 30
TOO_MANY = N_("{most} are enough: remove one first.")
_PLAIN = ("country", "capacity", "latitude", "longitude", "price", "price_per")


def save_venue(
    community: Community, values: Mapping[str, Any], *, venue: Venue | None = None, by: Actor
) -> Venue:
    """Describe a venue, or a new one; `values` has its fields and the parts of its address.

    Refuses one without a name, and an address that its country's rules call wrong.
    """
    require(by, PLAN_EVENTS, in_=community)
    country = values.get("country", "")
    address = clean_address(country, {name: values.get(name, "") for name in PARTS})
    facts = {name: values.get(name) for name in _PLAIN}
    facts |= {"name": clean_name(values.get("name", "")), "country": country if address else ""}
    facts |= {name: clean(values.get(name) or "", LONGEST).strip() for name in ("way_in", "contact", "notes")}
    if facts["price_per"] not in PRICE_TITLES:
        facts["price_per"] = "hour"
    refuse_if([*faults_of_venue(facts), *faults_of_address(country, address)])
    line = address_line(country, address)[:400]
    with transaction.atomic():
        held = Venue(community=community, made_at=as_datetime(now()))
        if venue is not None:
            held = Venue.objects.select_for_update().get(pk=venue.pk, community=community)
        for name, value in (facts | {"address": address, "address_line": line}).items():
            setattr(held, name, value)
        held.save()
        audit(by, "events.save_venue", in_=community, on=held, name=held.name)
    return held


def remove_venue(venue: Venue, *, in_: Community, by: Actor) -> None:
    """Offer a venue no more; events that took place there keep it. May be repeated."""
    _set_removed(venue, "events.remove_venue", is_removed=True, in_=in_, by=by)


def restore_venue(venue: Venue, *, in_: Community, by: Actor) -> None:
    """Offer a venue again. May be repeated."""
    _set_removed(venue, "events.restore_venue", is_removed=False, in_=in_, by=by)


def save_hall(
    venue: Venue, name: str, capacity: int | None, *, hall: Hall | None = None, in_: Community, by: Actor
) -> Hall:
    """Describe a room of a venue, or a new one."""
    require(by, PLAN_EVENTS, in_=in_)
    title = clean_name(name)
    refuse_if(faults_of_venue({"name": title, "capacity": capacity}))
    with transaction.atomic():
        home = Venue.objects.select_for_update().get(pk=venue.pk, community=in_)
        if hall is None:
            count = home.halls.filter(removed_at=None).count()
            if count >= MOST_HALLS:
                raise Refusal(Reason(TOO_MANY, field="name", values={"most": MOST_HALLS}))
            held = Hall(venue=home, place=count)
        else:
            held = Hall.objects.select_for_update().get(pk=hall.pk, venue=home)
        held.name, held.capacity = title, capacity
        held.save()
        audit(by, "events.save_hall", in_=in_, on=held, name=title)
    return held


def remove_hall(hall: Hall, *, in_: Community, by: Actor) -> None:
    """Offer a room no more; events that use it keep it. May be repeated."""
    _set_removed(hall, "events.remove_hall", is_removed=True, in_=in_, by=by)


def restore_hall(hall: Hall, *, in_: Community, by: Actor) -> None:
    """Offer a room again. May be repeated."""
    _set_removed(hall, "events.restore_hall", is_removed=False, in_=in_, by=by)


def add_photo(venue: Venue, picture: BinaryIO, caption: str = "", *, in_: Community, by: Actor) -> VenuePhoto:
    """Add a photo of a venue. It is drawn anew: place, camera and all else in the file go.

    Refuses what is no picture, or too large to be opened safely, and more than thirty.
    """
    require(by, PLAN_EVENTS, in_=in_)
    if venue.photos.filter(removed_at=None).count() >= MOST_PHOTOS:
        raise Refusal(Reason(TOO_MANY, field="photo", values={"most": MOST_PHOTOS}))
    data = drawn_anew(picture, SIDE)
    name = f"{FOLDER}/{token_hex(16)}.webp"
    path = settings.FILES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    try:
        with transaction.atomic():
            home = Venue.objects.get(pk=venue.pk, community=in_)
            kept = VenuePhoto.objects.create(
                venue=home, file=name, caption=clean_name(caption), made_at=as_datetime(now())
            )
            audit(by, "events.add_photo", in_=in_, on=home)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return kept


def remove_photo(photo: VenuePhoto, *, in_: Community, by: Actor) -> None:
    """Take a photo away; its file stays for thirty days. May be repeated."""
    _set_removed(photo, "events.remove_photo", is_removed=True, in_=in_, by=by)


def restore_photo(photo: VenuePhoto, *, in_: Community, by: Actor) -> None:
    """Show a photo again. May be repeated."""
    _set_removed(photo, "events.restore_photo", is_removed=False, in_=in_, by=by)


def drop_removed_photos(*, in_: Community, by: Actor) -> int:
    """Drop photos taken away thirty days ago, with their files; answers how many. May be repeated."""
    require(by, PLAN_EVENTS, in_=in_)
    found = VenuePhoto.objects.filter(venue__community=in_, removed_at__lt=now() - KEPT_DAYS * DAY)
    gone = list(found[:500])
    for photo in gone:
        (settings.FILES / FOLDER / photo.file.removeprefix(f"{FOLDER}/")).unlink(missing_ok=True)
    VenuePhoto.objects.filter(pk__in=[photo.pk for photo in gone]).delete()
    return len(gone)


def _set_removed(
    thing: Venue | Hall | VenuePhoto, act: str, *, is_removed: bool, in_: Community, by: Actor
) -> None:
    require(by, PLAN_EVENTS, in_=in_)
    at: datetime | None = as_datetime(now()) if is_removed else None
    with transaction.atomic():
        changed = type(thing).objects.filter(pk=thing.pk, removed_at__isnull=is_removed).update(removed_at=at)
        if changed:
            audit(by, act, in_=in_, on=thing)
