"""Receipts: a file is attached to a line of a budget; pictures are drawn anew, PDFs kept to be downloaded."""

from __future__ import annotations

import io
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.money import hold_open
from veche.events.models import BudgetLine, Receipt
from veche.events.terms import KEEP_EVENTS, KEEP_MONEY
from veche.events.terms.money import LARGEST_RECEIPT, MOST_RECEIPTS
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import DAY, now

if TYPE_CHECKING:
    from veche.core.models import Community

FOLDER = "receipts"
UNSURE = 30 * DAY
PDF, PICTURE = "application/pdf", "image/webp"
LONGEST_SIDE, MOST_PIXELS = 2400, 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
TOO_LARGE = N_("The file is larger than {most} MB.")
UNREAD = N_("Attach a PDF or a picture: JPEG, PNG, WebP or GIF.")
TOO_MANY = N_("A line has at most {most} receipts.")


def add_receipt(line: BudgetLine, file: BinaryIO, name: str, *, by: Actor) -> Receipt:
    """Attach a file to a line. A picture is drawn anew: place, camera and all else in it go.

    Refuses what is neither a picture nor a PDF, what is too large, and too many.
    """
    community = line.event.community
    require(by, KEEP_MONEY, in_=community)
    count = Receipt.objects.filter(line=line, removed_at=None).count()
    refuse_if([Reason(TOO_MANY, field="file", values={"most": MOST_RECEIPTS})] * (count >= MOST_RECEIPTS))
    content, media_type = _kept(file)
    kept = f"{FOLDER}/{token_hex(16)}.{'pdf' if media_type == PDF else 'webp'}"
    path = settings.FILES / kept
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    try:
        with transaction.atomic():
            hold_open(line.event)
            receipt = Receipt.objects.create(
                line=line, file=kept, name=clean_name(name, 200) or "receipt", media_type=media_type,
                size=len(content), made_at=now(), user_id=by.user_id,
            )  # fmt: skip
            audit(by, "events.add_receipt", in_=community, on=line.event, line=line.title, name=receipt.name)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return receipt


def remove_receipt(receipt: Receipt, *, by: Actor) -> None:
    """Take a receipt away; `restore_receipt` brings it back within a month. May be repeated."""
    event = receipt.line.event
    require(by, KEEP_MONEY, in_=event.community)
    with transaction.atomic():
        hold_open(event)
        if Receipt.objects.filter(pk=receipt.pk, removed_at=None).update(removed_at=now()):
            audit(by, "events.remove_receipt", in_=event.community, on=event, name=receipt.name)


def restore_receipt(receipt: Receipt, *, by: Actor) -> None:
    """Bring a receipt back. May be repeated."""
    event = receipt.line.event
    require(by, KEEP_MONEY, in_=event.community)
    with transaction.atomic():
        hold_open(event)
        if Receipt.objects.filter(pk=receipt.pk).exclude(removed_at=None).update(removed_at=None):
            audit(by, "events.restore_receipt", in_=event.community, on=event, name=receipt.name)


def drop_receipts(*, in_: Community, by: Actor) -> int:
    """Delete receipts that were removed a month ago, with their files; answers how many. May be repeated."""
    require(by, KEEP_EVENTS, in_=in_)
    old = Receipt.objects.filter(line__event__community=in_, removed_at__lte=now() - UNSURE)
    with transaction.atomic():
        found = list(old.values_list("pk", "file"))
        Receipt.objects.filter(pk__in=[pk for pk, _ in found]).delete()
        transaction.on_commit(lambda: _drop_files([name for _, name in found]))
    return len(found)


def _drop_files(names: list[str]) -> None:
    for name in names:
        (settings.FILES / name).unlink(missing_ok=True)


def _kept(file: BinaryIO) -> tuple[bytes, str]:
    data = file.read(LARGEST_RECEIPT + 1)
    if len(data) > LARGEST_RECEIPT:
        raise Refusal(Reason(TOO_LARGE, field="file", values={"most": LARGEST_RECEIPT // 1024**2}))
    return (data, PDF) if data.startswith(b"%PDF-") else (_drawn_anew(data), PICTURE)


def _drawn_anew(data: bytes) -> bytes:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refusal(Reason(UNREAD, field="file"))
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            turned = ImageOps.exif_transpose(opened).convert("RGB")
            turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError) as error:
        raise Refusal(Reason(UNREAD, field="file")) from error
    # A picture of its own: what the old one carried beside its pixels is not in it.
    clean = Image.new("RGB", turned.size)
    clean.paste(turned)
    kept = io.BytesIO()
    clean.save(kept, "WEBP", quality=80)
    return kept.getvalue()
