"""Mastering: a letter that begins to leave is drawn once for all, and its links are written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.time import now
from veche.mailing.models import Letter, Link, Master, Sender
from veche.mailing.queries.sending.drawing import drawn, sheet_of
from veche.mailing.rules.mastering import written
from veche.mailing.terms import KEEP_DELIVERIES

if TYPE_CHECKING:
    from veche.core.models import Community


def master_letter(letter: Letter, variant: int, sender: Sender, *, in_: Community, by: Actor) -> None:
    """Keep a letter as it is drawn now, and where its links lead, unless that is done. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=in_)
    if Master.objects.filter(letter=letter, variant=variant).exists():
        return
    found = written(drawn(letter, variant))
    with transaction.atomic():
        sql.lock("mailing.master", letter.pk)
        if Master.objects.filter(letter=letter, variant=variant).exists():
            return
        Master.objects.create(letter=letter, variant=variant, drawn=found, at=now())
        sheet = sheet_of(letter, variant, sender, eight_bit=False)
        pairs = zip(sheet.cut.links, sheet.cut.titles, strict=True)
        Link.objects.bulk_create(
            Link(letter=letter, variant=variant, number=number, address=address[:2000], title=title[:200])
            for number, (address, title) in enumerate(pairs, 1)
        )
