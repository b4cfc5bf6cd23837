"""Asking whom a letter reaches: the numbers, and who they are, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.kit import sql
from veche.kit.terms import N_, Reason, Refusal
from veche.mailing.queries.audience.judging import judged
from veche.mailing.terms.audience import Audience, Recipient, Whom
from veche.people.queries import segment_people

if TYPE_CHECKING:
    from veche.mailing.models import Letter

SEGMENT_GONE = N_("The segment this letter is meant for is gone. Choose another.")


def whom_of(letter: Letter) -> Whom:
    """Answer whom a letter is meant for now; refuses a segment that is gone or cannot be asked."""
    newsletter = letter.newsletter
    segment = letter.segment or newsletter.segment
    if segment is not None and segment.removed_at is not None:
        raise Refusal(Reason(SEGMENT_GONE, field="segment"))
    return Whom(
        newsletter.pk, tuple(segment_people(segment)) if segment else None, newsletter.needs_subscription,
        letter.is_notice, letter.pk,
    )  # fmt: skip


def audience_of(letter: Letter) -> Audience:
    """Answer how many a letter reaches, and how many are left out for which reason."""
    asked = judged(whom_of(letter), letter.community)
    rows = sql.fetch(f"SELECT why, count(*) FROM ({asked.text}) AS j GROUP BY why", asked.values)
    counts = {str(why): int(count) for why, count in rows}
    return Audience(counts.pop("", 0), counts)


def recipients_of(letter: Letter, *, why: str = "", limit: int = 50, after: int = 0) -> list[Recipient]:
    """Answer who is reached, or who is left out for one reason, by person; a page at a time."""
    asked = judged(whom_of(letter), letter.community)
    rows = sql.fetch(
        f"SELECT person_id, identity_id, email, why FROM ({asked.text}) AS j WHERE why = %s "
        "ORDER BY coalesce(person_id, 0), email LIMIT %s OFFSET %s",
        (*asked.values, why, limit, after),
    )
    return [Recipient(*row) for row in rows]
