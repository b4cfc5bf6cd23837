"""Pictures for letters: drawn anew, kept under a name nobody can guess."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.pictures import drawn_for_mail
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name
from veche.kit.time import as_datetime, now
from veche.mailing.models import Picture
from veche.mailing.terms import WRITE_LETTERS
from veche.mailing.terms.desk import PICTURE_FOLDER

if TYPE_CHECKING:
    from veche.core.models import Community

# Twice the width of a letter, for screens with small dots.
SIDE = 1440
MOST = 5000
TOO_MANY = N_("A community has at most {most} pictures in its letters.")


def add_picture(community: Community, picture: BinaryIO, title: str = "", *, by: Actor) -> Picture:
    """Keep a picture for letters, drawn anew as JPEG, or as PNG where something shines through.

    Mail programs open no newer kinds. Refuses what is no picture, and too large ones.
    """
    require(by, WRITE_LETTERS, in_=community)
    if Picture.objects.filter(community=community).count() >= MOST:
        raise Refusal(Reason(TOO_MANY, field="picture", values={"most": MOST}))
    drawn = drawn_for_mail(picture, SIDE, field="picture")
    name = f"{token_hex(16)}.{drawn.ending}"
    path = settings.FILES / PICTURE_FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawn.data)
    try:
        with transaction.atomic():
            kept = Picture.objects.create(
                community=community, name=name, title=clean_name(title)[:200], width=drawn.width,
                height=drawn.height, weight=len(drawn.data), made_at=as_datetime(now()), user_id=by.user_id,
            )  # fmt: skip
            audit(by, "mailing.add_picture", in_=community, on=kept)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return kept
