"""Replies: letters of those who got one that answer it."""

from __future__ import annotations

from veche.kit import sql
from veche.kit.text import fold
from veche.kit.time import DAY
from veche.ledger.terms import SPOKEN
from veche.mailing.models import Letter
from veche.mailing.queries.tokens import link_key
from veche.mailing.rules.tokens import delivery_of
from veche.mailing.terms.figures import REPLIES_WITHIN

NETWORK = "mail"


def replied_to(letter: Letter) -> list[int]:
    """Answer the deliveries of a letter that were answered by mail within two weeks.

    An answer names the letter (RFC 5322: In-Reply-To), whose name says which delivery it was; where a mail
    program names nothing, its subject is that of the letter. From whatever address of theirs.
    """
    rows = sql.fetch(
        "SELECT d.id, x.reply_to, x.thread, s.title FROM mailing_delivery d "
        "JOIN people_attachment o ON o.identity_id = d.identity_id "
        "JOIN people_attachment a ON a.person_id = o.person_id "
        "JOIN ledger_interaction x ON x.identity_id = a.identity_id AND x.occurred_at > d.sent_at "
        "AND x.occurred_at <= d.sent_at + %s "
        "JOIN ledger_channel h ON h.id = x.channel_id "
        "LEFT JOIN ledger_subject s ON s.id = x.subject_id "
        f"WHERE d.letter_id = %s AND d.state IN (2, 6) AND x.kind IN ({_kinds()}) AND h.network = %s",
        (REPLIES_WITHIN * DAY, letter.pk, NETWORK),
    )
    subject = fold(letter.subject)
    return sorted({
        pk for pk, reply_to, thread, title in rows
        if pk in (_named(reply_to), _named(thread)) or (subject and fold(title or "") == subject)
    })  # fmt: skip


def _named(message: str) -> int | None:
    return delivery_of(link_key(), message.strip("<>").partition("@")[0])


def _kinds() -> str:
    return ", ".join(map(str, sorted(SPOKEN)))
