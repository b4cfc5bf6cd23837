"""Afterwards: what those did who got a letter, beside those who did not get it.

Asked of the columnar copy, by person: whoever registered from a phone number had got it at their address.
"""

from __future__ import annotations

from typing import Any

from veche.kit.time import DAY, moment, now
from veche.ledger.models import Subject
from veche.ledger.queries import ask_columns
from veche.ledger.terms import Kind
from veche.mailing.models import Letter
from veche.mailing.rules.following import share_of
from veche.mailing.terms.figures import AFTERWARDS, FEWEST, SPANS, AfterLine

# got: who got it, and when; rest: who is in the community, did not get it and is none of the team.
_WHO = """
    WITH got AS (
        SELECT person_id AS person, min(moment) AS since
        FROM interactions JOIN persons ON identity_id = identity
        WHERE kind = $sent AND subject = $letter GROUP BY person_id
    ),
    rest AS (
        SELECT standings.person_id AS person, $begun AS since FROM standings
        LEFT JOIN got ON got.person = standings.person_id
        WHERE got.person IS NULL AND NOT standings.is_team AND standings.joined_day >= 0
    ),
    did AS (
        SELECT person_id AS person, kind, moment FROM interactions JOIN persons ON identity_id = identity
        WHERE kind IN ($joined, $registered, $attended, $bought) AND moment > $begun AND moment <= $end
    )"""
_COUNTS = f"""{_WHO},
    after AS (
        SELECT 1 AS whose, did.kind, did.person, min(did.moment - got.since) AS wait
        FROM did JOIN got ON got.person = did.person WHERE did.moment > got.since
        GROUP BY did.kind, did.person
        UNION ALL
        SELECT 0 AS whose, did.kind, did.person, min(did.moment - rest.since) AS wait
        FROM did JOIN rest ON rest.person = did.person WHERE did.moment > rest.since
        GROUP BY did.kind, did.person
    )
    SELECT whose, kind, count(*) FILTER (WHERE wait <= $short) AS short,
           count(*) FILTER (WHERE wait <= $long) AS long
    FROM after GROUP BY whose, kind
    UNION ALL SELECT 2 AS whose, 0 AS kind, (SELECT count(*) FROM got) AS short,
                     (SELECT count(*) FROM rest) AS long"""
_PERSONS = f"""{_WHO}
    SELECT DISTINCT did.person FROM did JOIN got ON got.person = did.person
    WHERE did.kind = $kind AND did.moment > got.since AND did.moment <= got.since + $within
    ORDER BY did.person"""


def after_letter(letter: Letter) -> list[AfterLine]:
    """Answer what those who got a letter did within 7 and 30 days; nothing before the ledger heard of it."""
    values = _values(letter)
    if values is None:
        return []
    rows = ask_columns(letter.community, _COUNTS, values)
    counts = {(whose, kind): (int(short), int(long)) for whose, kind, short, long in rows}
    got, rest = counts.get((2, 0), (0, 0))
    lines = []
    for key, (kind, title) in AFTERWARDS.items():
        for place, days in enumerate(SPANS):
            count = counts.get((1, kind.number), (0, 0))[place]
            base = counts.get((0, kind.number), (0, 0))[place]
            is_over = now() >= values["begun"] + days * DAY
            lines.append(AfterLine(
                key, title, days, is_over, count, share_of(count, got) if got >= FEWEST else None,
                share_of(base, rest) if rest >= FEWEST and got >= FEWEST else None,
            ))  # fmt: skip
    return lines


def persons_after(letter: Letter, key: str, days: int) -> list[int]:
    """Answer who did something within some days after they got a letter."""
    values = _values(letter)
    if values is None:
        return []
    values = {name: value for name, value in values.items() if name not in ("short", "long")}
    values |= {"kind": AFTERWARDS[key][0].number, "within": days * DAY}
    return [int(pk) for (pk,) in ask_columns(letter.community, _PERSONS, values)]


def _values(letter: Letter) -> dict[str, Any] | None:
    subject = Subject.objects.filter(community=letter.community_id, kind="letter", key=str(letter.pk)).first()
    if subject is None or letter.begun_at is None:
        return None
    begun, (short, long) = moment(letter.begun_at), SPANS
    return {
        "letter": subject.pk, "sent": Kind.SENT.number, "begun": begun,
        # Of a letter that takes days to leave the last one has their time too.
        "end": begun + (long + 7) * DAY, "short": short * DAY, "long": long * DAY,
        **{name: kind.number for name, (kind, _) in AFTERWARDS.items()},
    }  # fmt: skip
