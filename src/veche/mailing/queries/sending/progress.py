"""How far a letter is: small questions, asked by a page every few seconds."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, QuerySet

from veche.kit import sql
from veche.kit.terms import N_
from veche.kit.time import MINUTE, SECOND, Moment, as_datetime, moment, now
from veche.mailing.models import Delivery, Letter, Sender
from veche.mailing.queries.sending.settings import limits_of
from veche.mailing.rules.throttling import Count as Left
from veche.mailing.rules.throttling import allowed, next_chance, seconds_needed
from veche.mailing.terms import LeftOut, LetterState, SenderState, Stand
from veche.mailing.terms.delivering import LEFT_OUT_TITLES
from veche.mailing.terms.senders import SENDER_TITLES

RECENT = 1 * MINUTE
# Seconds from which on a moment says more than minutes do.
FAR = 2 * 3600
FULL = N_("as many left as its limits allow")
NO_WAY = N_("There is no way out for it any more: add one, and it goes on.")
TROUBLED = N_("letters do not get through for now")


class Hindrance(NamedTuple):
    """What keeps a sender's letters from leaving: its name, why, what was said, until when if known."""

    title: str
    why: str
    said: str = ""
    until: datetime | None = None


class Progress(NamedTuple):
    """How many of a letter stand where; `rate` is letters a second of the last minute, `left` seconds."""

    counts: dict[Stand, int]
    rate: float
    left: int | None
    next_at: Moment | None
    hindrances: tuple[Hindrance, ...] = ()

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
    def ends_when(self) -> datetime | None:
        """When the last leaves, where that is so far away that minutes say nothing."""
        return as_datetime(Moment(now() + self.left * SECOND)) if self.left and self.left > FAR else None

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
    next_at, least = None, 0
    hindrances: tuple[Hindrance, ...] = ()
    if waiting and letter.state in (LetterState.SENDING, LetterState.LIVE):
        hindrances, least = _hindered(letter)
    if waiting and not rate:
        next_at = sql.fetch(
            "SELECT min(due_at) FROM mailing_delivery WHERE letter_id = %s AND state = 0 AND variant >= 0",
            (letter.pk,),
        )[0][0]
    left = max(int(waiting / rate), least) if rate and waiting else least or None
    is_later = next_at is not None and next_at > now()
    return Progress(counts, rate, left, next_at if is_later else None, hindrances)


def _hindered(letter: Letter) -> tuple[tuple[Hindrance, ...], int]:
    """Answer what keeps what waits from leaving, by sender, and how many seconds it takes by their limits."""
    waiting = dict(
        Delivery.objects.filter(letter=letter, state=Stand.WAITING, due_at__lte=as_datetime(now()))
        .values_list("sender").annotate(n=Count("pk")).order_by()
    )  # fmt: skip
    senders = Sender.objects.filter(community=letter.community_id, removed_at=None).order_by("pk")
    if not waiting.pop(None, 0):
        senders = senders.filter(pk__in=waiting)
    found, least = [], 0
    for one in senders.select_related("pace"):
        hindrance = _hindrance_of(one)
        found += [hindrance] if hindrance else []
        least = max(least, seconds_needed(limits_of(one), _left_by(one), waiting.get(one.pk, 0), now()))
    return tuple(found) if senders else (Hindrance("", NO_WAY),), least


def seconds_to_leave(letter: Letter, number: int) -> int:
    """Answer in how many seconds a letter to so many leaves at the earliest, by its ways out's limits."""
    senders = Sender.objects.filter(community=letter.community_id, removed_at=None, state=SenderState.OPEN)
    if own := letter.sender_id or letter.newsletter.sender_id:
        senders = senders.filter(pk=own)
    found = list(senders.select_related("pace"))
    parts, at = sum(max(1, one.share) for one in found), now()
    shares = [(one, -(-number * max(1, one.share) // parts)) for one in found]
    return max((seconds_needed(limits_of(one), _left_by(one), share, at) for one, share in shares), default=0)


def _hindrance_of(sender: Sender) -> Hindrance | None:
    state, limits = SenderState(sender.state), limits_of(sender)
    if state is not SenderState.OPEN:
        return Hindrance(sender.title, SENDER_TITLES[state], sender.trouble)
    at, count = now(), _left_by(sender)
    chance = next_chance(limits, count, at)
    if chance - at > SECOND and not allowed(limits, count, at):
        return Hindrance(sender.title, FULL, until=as_datetime(chance))
    return Hindrance(sender.title, TROUBLED, sender.trouble) if sender.trouble else None


def _left_by(sender: Sender) -> Left:
    pace = getattr(sender, "pace", None)
    if pace is None:
        return Left()
    moments = (moment(pace.second_at), moment(pace.hour_at), moment(pace.day_at))
    return Left(moments[0], pace.second, moments[1], pace.hour, moments[2], pace.day)


def failures_of(letter: Letter, *, most: int = 50) -> list[tuple[str, str, int]]:
    """Answer why servers refused: receiving domain, what it said, how many; the most frequent first."""
    rows = sql.fetch(
        "SELECT domain, answer, count(*) FROM mailing_delivery WHERE letter_id = %s AND state = %s "
        "GROUP BY domain, answer ORDER BY count(*) DESC, domain LIMIT %s",
        (letter.pk, int(Stand.FAILED), most),
    )
    return [(domain, answer, int(count)) for domain, answer, count in rows]


def left_out_of(letter: Letter) -> list[tuple[str, int]]:
    """Answer why the sender left somebody out who was written down, and how many; the words are marked."""
    rows = sql.fetch(
        "SELECT why, count(*) FROM mailing_delivery WHERE letter_id = %s AND state = %s GROUP BY why "
        "ORDER BY count(*) DESC, why",
        (letter.pk, int(Stand.LEFT_OUT)),
    )
    return [(LEFT_OUT_TITLES[LeftOut(why)], int(count)) for why, count in rows]


def doubtful_of(letter: Letter) -> QuerySet[Delivery]:
    """Answer those of whom nobody knows whether they got a letter."""
    return Delivery.objects.filter(letter=letter, state=Stand.DOUBTFUL).order_by("pk")
