"""Judging: one statement that answers every candidate of a letter once, with why they get nothing.

It is one statement, because a million people are judged in the time a few thousand take one by one, and
because the page that shows an audience and the sending that writes it down must never differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from veche.kit import sql
from veche.kit.time import DAY, now, number_of_day
from veche.ledger.models import Channel
from veche.ledger.queries import ask_columns
from veche.ledger.terms import Kind
from veche.mailing.queries.newsletters import letter_rules_of
from veche.mailing.terms import Frequency, LeftOut, Stand, SubscriptionState, Why
from veche.mailing.terms.audience import Whom
from veche.people.terms import Purpose

if TYPE_CHECKING:
    from veche.core.models import Community

# The ledger's channel of our own letters: what is said there about a newsletter, `Subscription` knows.
DESK = "letters"
OWN_DESKS = (DESK, "events")
_RANKS = {why: rank for rank, why in enumerate(LeftOut, 1)}
_WIDE = (Why.COMPLAINED, Why.ASKED)  # of these a person is meant, not one address of theirs
WEEK, MONTH = 7 * DAY, 30 * DAY
# From an address to whose it is; binds the organisation.
_PERSON = (
    "JOIN ledger_identity i ON i.organisation_id = %s AND i.kind = 'email' AND i.value = {} "
    "JOIN people_attachment a ON a.identity_id = i.id"
)


class Judged(NamedTuple):
    """The statement's text with `%s` places, answering person, identity, email, why; and its values."""

    text: str
    values: tuple[object, ...]


def judged(whom: Whom, community: Community) -> Judged:
    """Answer the statement that judges everybody a letter is meant for, each of them once.

    Of a person's addresses the best is taken: one that was subscribed, then the first that may be written
    to. Asks the columnar copy who was written to often enough and who ended letters elsewhere.
    """
    values: list[object] = []
    parts = [
        ("meant", _meant(whom, values)),
        ("allowing", _allowing(community, values)),
        ("refusing", _refusing(whom, community, values)),
        ("candidate", _candidates(whom, values)),
    ]
    names = ", ".join(f"{name} AS MATERIALIZED ({text})" for name, text in parts)
    case = _case(whom, community, values)
    text = (
        f"WITH {names}, ranked AS (SELECT c.who, c.identity_id, c.email, {case} AS rank, c.tie "
        f"FROM candidate c {_joins(whom, community, values)}), best AS (SELECT ranked.*, row_number() OVER ("
        "PARTITION BY who ORDER BY rank, tie, identity_id) AS place FROM ranked) "
        "SELECT CASE WHEN who > 0 THEN who END AS person_id, identity_id, email, "
        f"{_names('rank')} AS why FROM best WHERE place = 1"
    )
    return Judged(text, tuple(values))


def _meant(whom: Whom, values: list[object]) -> str:
    """Answer the persons a letter is meant for by name, if it is."""
    if whom.persons is None:
        return "SELECT 0 AS person_id WHERE 1 = 0"
    values.append(sql.listed(whom.persons))
    return _listed_persons()


def _allowing(community: Community, values: list[object]) -> str:
    values += [community.pk, Purpose.LETTERS, now()]
    return (
        "SELECT DISTINCT c.person_id FROM people_consent c JOIN people_consenttext t ON t.id = c.text_id "
        "WHERE c.community_id = %s AND t.purpose = %s AND c.withdrawn_at IS NULL "
        "AND (c.ends_at IS NULL OR c.ends_at > %s)"
    )


def _refusing(whom: Whom, community: Community, values: list[object]) -> str:
    """Answer who wants no letter of this newsletter, or none at all, whatever address they said it from.

    `said_at` is when they ended it here: a later «yes» from another address counts more.
    """
    values += [
        community.organisation_id, whom.newsletter, SubscriptionState.OFF,
        community.organisation_id, community.pk, *_WIDE, sql.listed(_ended(community)),
    ]  # fmt: skip
    found = (
        "SELECT a.person_id, 'unsubscribed' AS why, s.changed_at AS said_at FROM mailing_subscription s "
        f"{_PERSON.format('s.email')} WHERE s.newsletter_id = %s AND s.state = %s "
        "UNION ALL SELECT a.person_id, CASE u.why WHEN 'asked' THEN 'suppressed' ELSE u.why END, 0 "
        f"FROM mailing_suppression u {_PERSON.format('u.email')} "
        "WHERE u.community_id = %s AND u.ended_at IS NULL AND u.why IN (%s, %s) "
        f"UNION ALL SELECT ended.person_id, 'unsubscribed', 0 FROM ({_listed_persons()}) ended"
    )
    return (
        f"SELECT person_id, min(why) AS why, max(said_at) AS said_at FROM ({found}) AS found "
        "GROUP BY person_id"
    )


def _candidates(whom: Whom, values: list[object]) -> str:
    """Answer everybody with every address they may be written to at.

    `who` is a person, below zero a subscription whose person nobody knows; `tie` is 0 for an address that
    was subscribed; `allows` is nothing where letters were never allowed.
    """
    values += [whom.newsletter, SubscriptionState.ON]
    only = "AND a.person_id IN (SELECT person_id FROM meant) " if whom.persons is not None else ""
    subscribed = (
        "SELECT coalesce(a.person_id, -s.id) AS who, s.identity_id, s.email, 0 AS tie, s.frequency, "
        "1 AS allows, s.changed_at AS said_at FROM mailing_subscription s "
        "LEFT JOIN people_attachment a ON a.identity_id = s.identity_id "
        f"WHERE s.newsletter_id = %s AND s.state = %s {only}"
    )
    if whom.needs_subscription and not whom.is_notice:
        return subscribed
    if whom.persons is None:
        source, allows = "allowing m", "1"
    else:
        source, allows = "meant m LEFT JOIN allowing ok ON ok.person_id = m.person_id", "ok.person_id"
    return (
        f"{subscribed} UNION ALL SELECT m.person_id, i.id, coalesce(i.value, ''), 1 + coalesce(a.tie, 0), "
        f"'', {allows}, 0 FROM {source} LEFT JOIN (people_attachment a JOIN ledger_identity i "
        "ON i.id = a.identity_id AND i.kind = 'email') ON a.person_id = m.person_id"
    )


def _case(whom: Whom, community: Community, values: list[object]) -> str:
    """Answer the rank of the first reason that holds of a candidate; 0 where none does."""
    asked = "" if whom.is_notice else _case_of_consent(whom, community, values)
    return (
        f"CASE WHEN c.email = '' THEN {_RANKS[LeftOut.NO_ADDRESS]} "
        f"WHEN u.why IS NOT NULL AND u.why NOT IN ('bounced', 'complained') "
        f"OR no.why = 'suppressed' THEN {_RANKS[LeftOut.SUPPRESSED]} "
        f"WHEN u.why = 'bounced' THEN {_RANKS[LeftOut.BOUNCED]} "
        f"WHEN coalesce(u.why, no.why) = 'complained' THEN {_RANKS[LeftOut.COMPLAINED]} {asked}"
        f"WHEN had.id IS NOT NULL THEN {_RANKS[LeftOut.HAD_IT]} ELSE 0 END"
    )


def _case_of_consent(whom: Whom, community: Community, values: list[object]) -> str:
    values += [
        sql.listed(_often(community)),
        whom.newsletter,
        Frequency.WEEKLY,
        now() - WEEK,
        now() - MONTH,
    ]
    return (
        f"WHEN no.why = 'unsubscribed' AND (c.tie > 0 OR no.said_at > c.said_at) "
        f"THEN {_RANKS[LeftOut.UNSUBSCRIBED]} "
        f"WHEN c.tie > 0 AND c.allows IS NULL THEN {_RANKS[LeftOut.NO_CONSENT]} "
        f"WHEN {sql.any_of('c.who')} THEN {_RANKS[LeftOut.OFTEN]} "
        "WHEN c.frequency IN ('weekly', 'monthly') AND EXISTS (SELECT 1 FROM mailing_delivery d "
        "JOIN mailing_letter l ON l.id = d.letter_id WHERE d.email = c.email AND l.newsletter_id = %s "
        f"AND d.state IN ({int(Stand.SENT)}, {int(Stand.DOUBTFUL)}) "
        "AND d.sent_at >= CASE c.frequency WHEN %s THEN %s ELSE %s END) "
        f"THEN {_RANKS[LeftOut.SELDOM]} "
    )


def _joins(whom: Whom, community: Community, values: list[object]) -> str:
    values += [community.pk, whom.letter, whom.turn]
    return (
        "LEFT JOIN refusing no ON no.person_id = c.who "
        "LEFT JOIN mailing_suppression u ON u.community_id = %s AND u.email = c.email AND u.ended_at IS NULL "
        "LEFT JOIN mailing_delivery had ON had.letter_id = %s AND had.turn = %s AND had.email = c.email"
    )


def _listed_persons() -> str:
    """Write a list bound as one value as rows of persons."""
    if sql.on_postgres():
        return "SELECT unnest(%s::bigint[]) AS person_id"
    return "SELECT value AS person_id FROM json_each(%s)"


def _ended(community: Community) -> tuple[int, ...]:
    """Answer who ended letters elsewhere: what a list outside, read by an import, told of them last.

    What was said here about a newsletter, `Subscription` knows; about invitations, the events do.
    """
    rows = ask_columns(
        community,
        "SELECT who.person_id FROM (SELECT identity, arg_max(kind, moment) AS kind FROM interactions "
        "WHERE kind IN ($on, $off, $spam) AND channel NOT IN ($letters, $events) GROUP BY identity) AS told "
        "JOIN persons AS who ON who.identity_id = told.identity WHERE told.kind <> $on "
        "GROUP BY who.person_id",
        {
            "on": Kind.SUBSCRIBED.number, "off": Kind.UNSUBSCRIBED.number, "spam": Kind.COMPLAINED.number,
            **_own_channels(community),
        },
    )  # fmt: skip
    return tuple(pk for (pk,) in rows)


def _own_channels(community: Community) -> dict[str, int]:
    """Answer the ledger's channels of our own desks, 0 where there is none yet."""
    found = Channel.objects.filter(community=community, network__in=OWN_DESKS)
    return dict.fromkeys(OWN_DESKS, 0) | dict(found.values_list("network", "pk"))


def _often(community: Community) -> tuple[int, ...]:
    """Answer who was written to as often as the community's rules allow, over all channels together."""
    rules = letter_rules_of(community)
    since = number_of_day(now(), community.time_zone) - rules.days
    rows = ask_columns(
        community,
        "SELECT who.person_id FROM interactions AS sent "
        "JOIN persons AS who ON who.identity_id = sent.identity WHERE sent.kind = $kind "
        "AND sent.day > $since GROUP BY who.person_id HAVING count(*) >= $most",
        {"kind": Kind.SENT.number, "since": since, "most": rules.most},
    )
    return tuple(pk for (pk,) in rows)


def _names(column: str) -> str:
    cases = " ".join(f"WHEN {rank} THEN '{why}'" for why, rank in _RANKS.items())
    return f"CASE {column} {cases} ELSE '' END"
