"""What the token of a letter's link or picture names, and whether anything of it may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from veche.kit import sql
from veche.kit.time import Moment, as_datetime
from veche.ledger.models import Identity
from veche.mailing.models import Unfollowed
from veche.mailing.queries.happening import target_of
from veche.mailing.queries.tokens import link_key
from veche.mailing.rules.tokens import delivery_of
from veche.mailing.terms import Following
from veche.mailing.terms.following import OPEN, Followed

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.people.models import Person


def followed_at(token: str, number: int) -> Followed | None:
    """Answer the link of a delivered letter, or its picture for 0, by the token in its address; one query.

    Nothing for a token that we have not signed, a number the letter never had, a community that is closed.
    What leads to an event leads to that of this very delivery, or to the reader's own page: a few more.
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
    if str(address or "").startswith("{"):
        address = target_of(delivery, address)
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


@dataclass(frozen=True, slots=True)
class GotLetter:
    """A letter somebody got, and what they did with it, as far as it is known by name."""

    letter: int
    title: str
    at: datetime | None
    state: int
    is_opened: bool
    is_clicked: bool


def addresses_of(person: Person) -> list[str]:
    """Answer the mail addresses of a person."""
    found = Identity.objects.filter(attachment__person=person, kind="email").order_by("value")
    return list(found.values_list("value", flat=True))


def letters_got(community: Community, person: Person, *, limit: int = 8) -> list[GotLetter]:
    """Answer the last letters a person got at any address, the latest first; one query."""
    rows = sql.fetch(
        "SELECT l.id, l.title, d.sent_at, d.state, "
        "EXISTS (SELECT 1 FROM mailing_hit h WHERE h.delivery_id = d.id AND h.agent = 0), "
        "EXISTS (SELECT 1 FROM mailing_hit h WHERE h.delivery_id = d.id AND h.agent = 0 AND h.link > 0) "
        "FROM people_attachment a JOIN mailing_delivery d ON d.identity_id = a.identity_id "
        "JOIN mailing_letter l ON l.id = d.letter_id AND l.community_id = %s "
        "WHERE a.person_id = %s AND d.sent_at IS NOT NULL ORDER BY d.sent_at DESC LIMIT %s",
        (community.pk, person.pk, limit),
    )
    return [
        GotLetter(pk, title, as_datetime(at) if at else None, state, bool(opened), bool(clicked))
        for pk, title, at, state, opened, clicked in rows
    ]


def is_person_followed(community: Community, person: Person) -> bool:
    """Tell whether what a person does with letters may be kept with their name."""
    return not Unfollowed.objects.filter(community=community, email__in=addresses_of(person)).exists()
