"""Reasons: why somebody of an audience gets no letter after all, asked by the sender itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.kit import sql
from veche.kit.time import DAY, Moment, now
from veche.ledger.terms import Kind
from veche.mailing.models import Letter
from veche.mailing.queries.audience.judging import DESK, MONTH, OWN_DESKS, WEEK
from veche.mailing.queries.newsletters import letter_rules_of
from veche.mailing.terms import Frequency, Stand
from veche.people.terms import Purpose

if TYPE_CHECKING:
    from veche.core.models import Community

_GONE = "FROM mailing_delivery x JOIN mailing_letter xl ON xl.id = x.letter_id"
_LATELY = (
    f"x.state IN ({int(Stand.SENT)}, {int(Stand.DOUBTFUL)}) AND x.sent_at >= %s AND xl.community_id = %s"
)


def unwanted_of(letter: Letter, claim: int) -> set[int]:
    """Answer the deliveries in hand by a claim that must not leave any more."""
    values: list[object] = []
    why = reason_against(letter, values, now())
    rows = sql.fetch(
        f"SELECT id FROM (SELECT d.id, {why} AS why FROM mailing_delivery d "
        f"WHERE d.letter_id = %s AND d.state = {int(Stand.CLAIMED)} AND d.claim_id = %s) x WHERE why <> ''",
        (*values, letter.pk, claim),
    )
    return {pk for (pk,) in rows}


def reason_against(letter: Letter, values: list[object], at: Moment) -> str:
    """Write what a delivery `d` is left out for, as it stands this moment, in SQL; empty for nothing.

    What the expression is bound to is added to `values`.
    """
    community, newsletter = letter.community, letter.newsletter
    person = (
        "people_attachment o JOIN ledger_identity i ON i.id = o.identity_id AND i.kind = 'email' "
        "JOIN people_attachment a ON a.person_id = o.person_id AND a.identity_id = d.identity_id"
    )
    values += [community.pk, community.pk]
    text = (
        "CASE WHEN d.email = '' THEN 'no_address' ELSE coalesce("
        "(SELECT CASE WHEN u.why IN ('bounced', 'complained') THEN u.why ELSE 'suppressed' END "
        "FROM mailing_suppression u WHERE u.community_id = %s AND u.email = d.email AND u.ended_at IS NULL), "
        "(SELECT CASE u.why WHEN 'complained' THEN u.why ELSE 'suppressed' END "
        f"FROM {person} JOIN mailing_suppression u ON u.email = i.value AND u.community_id = %s "
        "AND u.ended_at IS NULL AND u.why IN ('complained', 'asked') LIMIT 1)"
    )
    if letter.is_notice:
        return text + ", '') END"
    values += [newsletter.pk, newsletter.pk, newsletter.pk, newsletter.pk]
    allows = ""
    if not newsletter.needs_subscription:
        values += [community.pk, Purpose.LETTERS, at]
        allows = (
            " OR EXISTS (SELECT 1 FROM people_attachment a "
            "JOIN people_consent c ON c.person_id = a.person_id "
            "JOIN people_consenttext t ON t.id = c.text_id WHERE a.identity_id = d.identity_id "
            "AND c.community_id = %s AND t.purpose = %s AND c.withdrawn_at IS NULL "
            "AND (c.ends_at IS NULL OR c.ends_at > %s))"
        )
    often, seldom = _often(letter, values, at), _seldom(letter, values, at)
    return (
        f"{text}, (SELECT 'unsubscribed' FROM mailing_subscription s WHERE s.newsletter_id = %s "
        "AND s.email = d.email AND s.state = 'off'), "
        f"(SELECT 'unsubscribed' FROM {person} JOIN mailing_subscription s ON s.email = i.value "
        "AND s.newsletter_id = %s AND s.state = 'off' AND NOT EXISTS (SELECT 1 FROM mailing_subscription m "
        "WHERE m.newsletter_id = %s AND m.email = d.email AND m.state = 'on' "
        "AND m.changed_at >= s.changed_at) LIMIT 1), "
        "CASE WHEN EXISTS (SELECT 1 FROM mailing_subscription s WHERE s.newsletter_id = %s "
        f"AND s.email = d.email AND s.state = 'on'){allows} THEN NULL ELSE 'no_consent' END, "
        f"{often}, {seldom}, '') END"
    )


def _often(letter: Letter, values: list[object], at: Moment) -> str:
    """Write whether a person was written to often enough, over all that leaves from here: letters, to any
    address of theirs, and invitations by whatever channel.
    """
    rules, community = letter_rules_of(letter.community), letter.community
    since = Moment(at - rules.days * DAY)
    other = (
        "people_attachment o JOIN people_attachment a ON a.person_id = o.person_id "
        "AND a.identity_id <> o.identity_id"
    )
    values += [since, community.pk, since, community.pk]
    counted = (
        f"(SELECT count(*) {_GONE} WHERE x.email = d.email AND {_LATELY}) + (SELECT count(*) FROM {other} "
        "JOIN mailing_delivery x ON x.identity_id = a.identity_id AND x.email <> d.email "
        f"JOIN mailing_letter xl ON xl.id = x.letter_id WHERE o.identity_id = d.identity_id AND {_LATELY})"
    )
    for channel in _inviting(community, since):
        values += [since, channel]
        counted += (
            " + (SELECT count(*) FROM people_attachment o "
            "JOIN people_attachment a ON a.person_id = o.person_id "
            "JOIN ledger_interaction x ON x.identity_id = a.identity_id AND x.occurred_at >= %s "
            f"WHERE o.identity_id = d.identity_id AND x.channel_id = %s AND x.kind = {Kind.SENT.number})"
        )
    values.append(rules.most)
    return f"CASE WHEN {counted} >= %s THEN 'often' END"


def _inviting(community: Community, since: Moment) -> list[int]:
    """Answer the ledger's channels of our other desks that somebody was written to by since then."""
    desks = tuple(desk for desk in OWN_DESKS if desk != DESK)
    rows = sql.fetch(
        f"SELECT c.id FROM ledger_channel c WHERE c.community_id = %s AND {sql.any_of('c.network', 'text')} "
        "AND EXISTS (SELECT 1 FROM ledger_interaction x WHERE x.channel_id = c.id AND x.occurred_at >= %s "
        f"AND x.kind = {Kind.SENT.number})",
        (community.pk, sql.listed(desks), since),
    )
    return [pk for (pk,) in rows]


def _seldom(letter: Letter, values: list[object], at: Moment) -> str:
    """Write whether a reader who asked for fewer letters of the newsletter had one not long ago."""
    values += [letter.newsletter_id, letter.newsletter_id, at - WEEK, at - MONTH]
    return (
        "(SELECT 'seldom' FROM mailing_subscription s WHERE s.newsletter_id = %s AND s.email = d.email "
        f"AND s.frequency IN ('{Frequency.WEEKLY}', '{Frequency.MONTHLY}') AND EXISTS (SELECT 1 {_GONE} "
        "WHERE x.email = d.email AND xl.newsletter_id = %s AND x.state IN "
        f"({int(Stand.SENT)}, {int(Stand.DOUBTFUL)}) AND x.sent_at >= "
        f"CASE s.frequency WHEN '{Frequency.WEEKLY}' THEN %s ELSE %s END))"
    )
