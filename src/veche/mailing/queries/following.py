"""What the token of a letter's link or picture names, and whether anything of it may be kept."""

from __future__ import annotations

from veche.kit import sql
from veche.kit.time import Moment
from veche.mailing.queries.tokens import link_key
from veche.mailing.rules.tokens import delivery_of
from veche.mailing.terms import Following
from veche.mailing.terms.following import OPEN, Followed


def followed_at(token: str, number: int) -> Followed | None:
    """Answer the link of a delivered letter, or its picture for 0, by the token in its address; one query.

    Nothing for a token that we have not signed, a number the letter never had, a community that is closed.
    """
    delivery = delivery_of(link_key(), token)
    if delivery is None:
        return None
    rows = sql.fetch(
        "SELECT d.letter_id, d.variant, c.id, d.sent_at, k.address, r.opens, r.clicks, u.id "
        "FROM mailing_delivery d JOIN mailing_letter l ON l.id = d.letter_id "
        "JOIN core_community c ON c.id = l.community_id AND c.closed_at IS NULL "
        "LEFT JOIN mailing_link k ON k.letter_id = l.id AND k.variant = d.variant AND k.number = %s "
        "LEFT JOIN mailing_letterrules r ON r.community_id = c.id "
        "LEFT JOIN mailing_unfollowed u ON u.community_id = c.id AND u.email = d.email WHERE d.id = %s",
        (number, delivery),
    )
    if not rows or (number != OPEN and not rows[0][4]):
        return None
    letter, variant, community, sent_at, address, opens, clicks, refused = rows[0]
    rule = (opens if number == OPEN else clicks) or Following.COUNTED
    return Followed(
        delivery, letter, variant, number, community, Moment(sent_at) if sent_at else None, address or "",
        rule != Following.NOTHING, rule == Following.PERSONAL and refused is None,
    )  # fmt: skip


def communities_to_tell() -> set[int]:
    """Answer the communities with letters, opens or clicks that the ledger has not heard of."""
    rows = sql.fetch(
        "SELECT DISTINCT l.community_id FROM mailing_letter l WHERE EXISTS (SELECT 1 FROM mailing_delivery d "
        "WHERE d.letter_id = l.id AND d.state IN (2, 5, 6) AND NOT d.is_told) "
        "OR l.id IN (SELECT h.letter_id FROM mailing_hit h WHERE NOT h.is_told)"
    )
    return {pk for (pk,) in rows}
