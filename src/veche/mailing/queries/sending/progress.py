"""How far a letter is: small questions, asked by a page every few seconds."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from veche.kit import sql
from veche.kit.time import MINUTE, Moment, as_datetime, now
from veche.mailing.models import Delivery, Letter
from veche.mailing.terms import Stand

RECENT = 1 * MINUTE


class Progress(NamedTuple):
    """How many of a letter stand where; `rate` is letters a second of the last minute, `left` seconds."""

    counts: dict[Stand, int]
    rate: float
    left: int | None
    next_at: Moment | None

    @property
    def whole(self) -> int:
        """How many it goes to in all."""
        return sum(count for stand, count in self.counts.items() if stand != Stand.LEFT_OUT)

    @property
    def waiting(self) -> int:
        """How many it has not left for."""
        return self.counts.get(Stand.WAITING, 0) + self.counts.get(Stand.CLAIMED, 0)

    @property
    def done(self) -> int:
        """How many are settled, for good or bad."""
        return self.whole - self.waiting

    @property
    def minutes(self) -> int:
        """How many minutes it still takes, where that can be told."""
        return -(-self.left // 60) if self.left else 0

    @property
    def next_when(self) -> datetime | None:
        """When the next is due, where nothing leaves now."""
        return as_datetime(self.next_at) if self.next_at else None

    @property
    def doubtful(self) -> int:
        """How many nobody knows of."""
        return self.counts.get(Stand.DOUBTFUL, 0)


def progress_of(letter: Letter) -> Progress:
    """Answer how far a letter is."""
    rows = sql.fetch(
        "SELECT state, count(*) FROM mailing_delivery WHERE letter_id = %s GROUP BY state", (letter.pk,)
    )
    counts = {Stand(state): int(count) for state, count in rows}
    since = now() - RECENT
    recent = sql.fetch(
        "SELECT count(*), min(sent_at) FROM mailing_delivery WHERE letter_id = %s AND state = %s "
        "AND sent_at >= %s",
        (letter.pk, int(Stand.SENT), since),
    )[0]
    seconds = max(1.0, (now() - (recent[1] or since)) / 1000)
    rate = recent[0] / seconds
    waiting = counts.get(Stand.WAITING, 0) + counts.get(Stand.CLAIMED, 0)
    next_at = None
    if waiting and not rate:
        next_at = sql.fetch(
            "SELECT min(due_at) FROM mailing_delivery WHERE letter_id = %s AND state = 0 AND variant >= 0",
            (letter.pk,),
        )[0][0]
    return Progress(counts, rate, int(waiting / rate) if rate and waiting else None, next_at)


def failures_of(letter: Letter, *, most: int = 50) -> list[tuple[str, str, int]]:
    """Answer why servers refused: receiving domain, what it said, how many; the most frequent first."""
    rows = sql.fetch(
        "SELECT domain, answer, count(*) FROM mailing_delivery WHERE letter_id = %s AND state = %s "
        "GROUP BY domain, answer ORDER BY count(*) DESC, domain LIMIT %s",
        (letter.pk, int(Stand.FAILED), most),
    )
    return [(domain, answer, int(count)) for domain, answer, count in rows]


def doubtful_of(letter: Letter) -> QuerySet[Delivery]:
    """Answer those of whom nobody knows whether they got a letter."""
    return Delivery.objects.filter(letter=letter, state=Stand.DOUBTFUL).order_by("pk")
