"""Who reads the demo's letters and what they do with them: figures as a living newsletter has them."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from veche.kit.time import DAY, HOUR, MINUTE, SECOND, Moment
from veche.mailing.terms import Carried, LeftOut, Stand
from veche.portal.rules.cast import Player, Way
from veche.portal.rules.issues import EVENINGS, NEWS, Issue
from veche.portal.rules.trading import subscriptions_of
from veche.portal.rules.year import Year

SEED = 29
# Of a hundred letters so many are opened by people of this way.
_OPENS = {Way.PILLAR: 78, Way.REGULAR: 66, Way.ACTIVE: 48, Way.QUIET: 33, Way.FADED: 17}
# Of a hundred people so many have a mail service that opens everything for them.
_HIDDEN = 9
# Of a thousand letters so many come back; of a thousand who opened so many end it there.
_RETURNED, _ENDED = 14, 22
# As servers write reports; a complaint has a form of its own.
_SAID = (("5.1.1", "550 5.1.1 User unknown"), ("4.2.2", "452 4.2.2 Mailbox full"))
_FULL = "452 4.2.2 Mailbox full"
TRIAL_SHARE, TRIED_HOURS = 60, 4
# Of a hundred who usually open, so many open the plain subject and the better one.
_TRIED = (70, 118)


class Reader(NamedTuple):
    """Somebody who subscribed to one of the newsletters, and when."""

    who: Player
    since: Moment


class Outcome(NamedTuple):
    """What became of a letter for each, how many were left out before, and who ended it."""

    carried: tuple[Carried, ...]
    left: dict[str, int]
    ended: frozenset[str]


def readers_of(year: Year) -> dict[str, list[Reader]]:
    """Answer who subscribed to what: the list the club had for its news, a part of it for invitations too."""
    news = [Reader(one.who, Moment(one.at)) for one in subscriptions_of(year)]
    evenings = [Reader(one.who, Moment(one.since + 2 * DAY)) for one in news if one.who.number % 5 < 3]
    return {NEWS: news, EVENINGS: [one for one in evenings if one.since < year.end]}


def outcome_of(
    issue: Issue, readers: Sequence[Reader], begun: Moment, links: int, *, before: frozenset[str], end: Moment
) -> Outcome:
    """Answer what became of a letter that left at a moment and has so many links; `before` ended earlier."""
    carried, left, ended = [], dict.fromkeys((LeftOut.SELDOM, LeftOut.OFTEN), 0), set[str]()
    for place, reader in enumerate(one for one in readers if one.since < begun):
        email = reader.who.email
        # Everybody has luck of their own: one reader more or less changes nothing for the others.
        draw = Random(f"{SEED} {issue.series} {issue.days} {email}")  # noqa: S311 - a story, not a secret
        luck = draw.randrange(1000)
        if email in before:
            continue
        if luck < 25:
            left[LeftOut.SELDOM if luck % 3 else LeftOut.OFTEN] += 1
            continue
        turn = draw.randrange(100) if issue.rival else 0
        # Both subjects were tried on a share; the rest got the better one later.
        variant, later = int(turn >= TRIAL_SHARE // 2), TRIED_HOURS * HOUR * (turn >= TRIAL_SHARE)
        sent = Moment(begun + later + place * SECOND // 4)
        one = _read(issue, reader, sent, links, variant, draw, end)
        carried.append(one)
        if one.ended_at is not None:
            ended.add(email)
    told: dict[str, int] = {str(why): count for why, count in left.items() if count}
    return Outcome(tuple(carried), told, frozenset(ended))


def _read(  # noqa: PLR0917 - whose letter, when and by whose luck, read in this order
    issue: Issue, reader: Reader, sent: Moment, links: int, variant: int, draw: Random, end: Moment
) -> Carried:  # fmt: skip
    email = reader.who.email
    if draw.randrange(1000) < _RETURNED:
        return Carried(email, Stand.BOUNCED, sent, answer=_FULL, variant=variant)
    hidden = Random(email).randrange(100) < _HIDDEN  # noqa: S311
    better = _TRIED[variant] if issue.rival else 100
    chance = 100 if hidden else _OPENS[reader.who.way] * issue.opens * better // 10_000
    if draw.randrange(100) >= chance:
        return Carried(email, Stand.SENT, sent, answer="250 2.0.0 Ok", variant=variant)
    first = sent + MINUTE + int(draw.expovariate(1 / ((HOUR // 12) if hidden else 9 * HOUR)))
    opened = [first, *(first + int(draw.expovariate(1 / DAY)) for _ in range(draw.choice((0, 0, 0, 1, 2))))]
    clicked, over = [], None
    if links and not hidden and draw.randrange(100) < issue.clicks:
        for _ in range(draw.choice((1, 1, 2))):
            link = min(links, 1 + int(draw.expovariate(0.9)))
            clicked.append((link, Moment(first + draw.randint(8, 240) * SECOND)))
    if not hidden and draw.randrange(1000) < _ENDED:
        over = Moment(first + draw.randint(15, 90) * SECOND)
    return Carried(
        email, Stand.SENT, sent, answer="250 2.0.0 Ok", variant=variant, is_hidden=hidden,
        opened=tuple(Moment(at) for at in sorted(opened) if at < end),
        clicked=tuple((link, at) for link, at in sorted(dict(clicked).items()) if at < end),
        ended_at=over if over and over < end else None,
    )  # fmt: skip


def returns_of(carried: Sequence[Carried]) -> tuple[Carried, ...]:
    """Answer three of a letter's recipients whose letters come back: two who saw nothing, one who did."""
    unread = [one for one in carried if one.stand is Stand.SENT and not one.opened]
    read = [
        one for one in carried if one.opened and not one.is_hidden and not one.clicked and not one.ended_at
    ]
    return (*unread[3:5], *read[2:3])


def report_of(email: str, mark: str, place: int) -> bytes:
    """Answer what a mail server would write: nobody there, mailbox full, called spam (RFC 3464, 5965)."""
    to = f"b-{mark}@returns.veche.invalid"
    if place >= len(_SAID):
        return (
            f"From: fbl@mail.example.org\nTo: {to}\nSubject: complaint\nMIME-Version: 1.0\n"
            'Content-Type: multipart/report; report-type=feedback-report; boundary="x"\n\n'
            "--x\nContent-Type: text/plain\n\nThis is spam.\n\n--x\nContent-Type: message/feedback-report\n\n"
            f"Feedback-Type: abuse\nUser-Agent: Mailer/1\nVersion: 1\nOriginal-Rcpt-To: {email}\n\n"
            f"--x\nContent-Type: message/rfc822\n\nReturn-Path: <{to}>\nTo: {email}\nSubject: News\n\n"
            "News\n\n--x--\n"
        ).encode()
    status, said = _SAID[place]
    return (
        f"Return-Path: <>\nDelivered-To: {to}\nFrom: MAILER-DAEMON@mx.example.org (Mail Delivery System)\n"
        f"Subject: Undelivered Mail Returned to Sender\nTo: {to}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
        "--x\nContent-Type: text/plain\n\nI'm sorry.\n\n--x\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; {email}\nAction: failed\n"
        f"Status: {status}\nDiagnostic-Code: smtp; {said}\n\n--x\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: <{mark}@veche.invalid>\nTo: {email}\nSubject: News\n\n--x--\n"
    ).encode()
