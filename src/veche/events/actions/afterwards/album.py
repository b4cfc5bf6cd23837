"""Albums: photos taken in many at once, ordered, hidden, taken away; and who is to be seen on them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from django.db import transaction
from django.db.models import Max

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import Album, Event, Guest, Photo
from veche.events.queries.album import path_of
from veche.events.terms import KEEP_EVENTS, MOVE_GUESTS, PLAN_EVENTS
from veche.events.terms.after import SIZES, Access
from veche.kit.pictures import drawn_anew
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name
from veche.kit.time import DAY, as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community

FOLDER, LARGE, SMALL = "albums", 1600, 480
MOST_AT_ONCE, MOST_PHOTOS, KEPT_DAYS = 40, 500, 30
TOO_MANY = N_("{most} photos are the most an album holds: remove some first.")
TOO_MANY_AT_ONCE = N_("Up to {most} photos at once: choose fewer, then the rest.")
NO_PHOTOS = N_("Choose photos first.")
NO_ACCESS = N_("Choose who may look at it.")


class Drawn(NamedTuple):
    """A photo drawn anew: both sizes, and how large the large one is."""

    large: bytes
    small: bytes
    width: int
    height: int


class Upload(NamedTuple):
    """What came of photos: those kept, and the names of files that are none."""

    kept: list[Photo]
    refused: list[str]


def add_photos(
    event: Event, pictures: Sequence[tuple[str, BinaryIO]], *, in_: Community, by: Actor
) -> Upload:
    """Add photos, each a file with its name; what is no picture is named and left out. May be repeated.

    They are drawn anew in two sizes: place, camera and all else in the files go. Refuses too many.
    """
    require(by, PLAN_EVENTS, in_=in_)
    if not 0 < len(pictures) <= MOST_AT_ONCE:
        text = TOO_MANY_AT_ONCE if pictures else NO_PHOTOS
        raise Refusal(Reason(text, field="photos", values={"most": MOST_AT_ONCE}))
    there = Photo.objects.filter(album=event.pk, removed_at=None).count()
    if there + len(pictures) > MOST_PHOTOS:
        raise Refusal(Reason(TOO_MANY, field="photos", values={"most": MOST_PHOTOS}))
    upload = Upload([], [])
    for name, picture in pictures:
        try:
            drawn = _drawn(picture)
        except Refusal:
            upload.refused.append(clean_name(name, 80))
        else:
            upload.kept.append(_keep(drawn, event, in_))
    if upload.kept:
        audit(by, "events.add_photos", in_=in_, on=event, count=len(upload.kept))
    return upload


def set_album_access(event: Event, access: Access, *, in_: Community, by: Actor) -> None:
    """Say who may look at an album. May be repeated."""
    require(by, PLAN_EVENTS, in_=in_)
    if access not in set(Access):
        raise Refusal(Reason(NO_ACCESS, field="access"))
    with transaction.atomic():
        home = Event.objects.get(pk=event.pk, community=in_)
        Album.objects.update_or_create(event=home, defaults={"access": access})
        audit(by, "events.set_album_access", in_=in_, on=home, to=access)


def change_photo(photo: Photo, caption: str, *, hidden: bool, in_: Community, by: Actor) -> None:
    """Write what is to be seen on a photo, and whether others than the team see it. May be repeated."""
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        found = Photo.objects.filter(pk=photo.pk, album__event__community=in_)
        found.update(caption=clean_name(caption), is_hidden=hidden)
        audit(by, "events.change_photo", in_=in_, on=photo, hidden=hidden)


def move_photo(photo: Photo, *, earlier: bool, in_: Community, by: Actor) -> None:
    """Bring a photo one place nearer to the start of its album, or to its end."""
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        held = Album.objects.select_for_update(of=("self",)).get(pk=photo.album_id, event__community=in_)
        order = list(held.photos.filter(removed_at=None).order_by("place", "pk"))
        at = next((place for place, one in enumerate(order) if one.pk == photo.pk), None)
        to = None if at is None else at + (-1 if earlier else 1)
        if at is None or to is None or not 0 <= to < len(order):
            return
        order[at], order[to] = order[to], order[at]
        for place, one in enumerate(order):
            one.place = place
        Photo.objects.bulk_update(order, ["place"])


def mark_guest(photo: Photo, guest: int, *, marked: bool = True, in_: Community, by: Actor) -> None:
    """Note that a guest is to be seen on a photo, or is not. May be repeated.

    Whoever is marked and does not want to be shown takes the photo out of sight.
    """
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        held = Photo.objects.get(pk=photo.pk, album__event__community=in_)
        found = Guest.objects.filter(pk=guest, event=held.album_id)
        if marked:
            held.guests.add(*found)
        else:
            held.guests.remove(*found)
        audit(by, "events.mark_guest", in_=in_, on=held, guest=guest, marked=marked)


def refuse_photos(guest: Guest, *, unseen: bool, in_: Community, by: Actor) -> None:
    """Keep whether a guest wants to be seen: photos they are marked on go at once, or are shown again."""
    require(by, MOVE_GUESTS, in_=in_)
    Guest.objects.filter(pk=guest.pk, event__community=in_).update(is_unseen=unseen)


def remove_album_photo(photo: Photo, *, in_: Community, by: Actor) -> None:
    """Take a photo away; its files stay for thirty days. May be repeated."""
    _set_removed(photo, "events.remove_album_photo", is_removed=True, in_=in_, by=by)


def restore_album_photo(photo: Photo, *, in_: Community, by: Actor) -> None:
    """Bring a photo back. May be repeated."""
    _set_removed(photo, "events.restore_album_photo", is_removed=False, in_=in_, by=by)


def drop_album_photos(*, in_: Community, by: Actor) -> int:
    """Drop photos taken away thirty days ago, with their files; answers how many. May be repeated."""
    require(by, KEEP_EVENTS, in_=in_)
    old = Photo.objects.filter(
        album__event__community=in_, removed_at__lt=as_datetime(now() - KEPT_DAYS * DAY)
    )
    gone = list(old[:500])
    for photo in gone:
        for size in SIZES:
            path_of(photo, size).unlink(missing_ok=True)
    Photo.objects.filter(pk__in=[photo.pk for photo in gone]).delete()
    return len(gone)


def _drawn(picture: BinaryIO) -> Drawn:
    from PIL import Image

    large = drawn_anew(picture, LARGE)
    small = drawn_anew(io.BytesIO(large), SMALL)
    with Image.open(io.BytesIO(large)) as opened:
        return Drawn(large, small, *opened.size)


def _keep(drawn: Drawn, event: Event, community: Community) -> Photo:
    """Write both sizes, then the row; the same photo sent again is the one that is there."""
    digest = hashlib.sha256(drawn.large).hexdigest()
    photo = Photo(
        file=f"{FOLDER}/{event.pk}/{token_hex(16)}", digest=digest, width=drawn.width, height=drawn.height,
        made_at=as_datetime(now()),
    )  # fmt: skip
    with transaction.atomic():
        home = Event.objects.get(pk=event.pk, community=community)
        album, _ = Album.objects.get_or_create(event=home)
        Album.objects.select_for_update().get(pk=album.pk)
        known = Photo.objects.filter(album=album, digest=digest).first()
        if known:
            Photo.objects.filter(pk=known.pk).update(removed_at=None)
            return known
        last = Photo.objects.filter(album=album).aggregate(last=Max("place"))["last"]
        photo.album, photo.place = album, 0 if last is None else last + 1
        for size, data in zip(SIZES, (drawn.small, drawn.large), strict=True):
            _write_file(path_of(photo, size), data)
        photo.save(force_insert=True)
    return photo


def _write_file(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _set_removed(photo: Photo, act: str, *, is_removed: bool, in_: Community, by: Actor) -> None:
    require(by, PLAN_EVENTS, in_=in_)
    at = as_datetime(now()) if is_removed else None
    with transaction.atomic():
        found = Photo.objects.filter(pk=photo.pk, album__event__community=in_)
        if found.filter(removed_at__isnull=is_removed).update(removed_at=at):
            audit(by, act, in_=in_, on=photo)
