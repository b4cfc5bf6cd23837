"""Reasons: why somebody of an audience gets no letter after all, asked by the sender itself."""

from __future__ import annotations

from veche.kit import sql
from veche.kit.time import DAY, Moment, now
from veche.mailing.models import Letter
from veche.mailing.queries.newsletters import letter_rules_of
from veche.mailing.terms import Stand
from veche.people.terms import Purpose


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
    rules = letter_rules_of(community)
    values += [newsletter.pk, newsletter.pk, newsletter.pk]
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
    values += [at - rules.days * DAY, community.pk, rules.most]
    return (
        f"{text}, (SELECT 'unsubscribed' FROM mailing_subscription s WHERE s.newsletter_id = %s "
        "AND s.email = d.email AND s.state = 'off'), "
        f"(SELECT 'unsubscribed' FROM {person} JOIN mailing_subscription s ON s.email = i.value "
        "AND s.newsletter_id = %s AND s.state = 'off' LIMIT 1), "
        "CASE WHEN EXISTS (SELECT 1 FROM mailing_subscription s WHERE s.newsletter_id = %s "
        f"AND s.email = d.email AND s.state = 'on'){allows} THEN NULL ELSE 'no_consent' END, "
        "CASE WHEN (SELECT count(*) FROM mailing_delivery x JOIN mailing_letter xl ON xl.id = x.letter_id "
        f"WHERE x.email = d.email AND x.state IN ({int(Stand.SENT)}, {int(Stand.DOUBTFUL)}) "
        "AND x.sent_at >= %s AND xl.community_id = %s) >= %s THEN 'often' END, '') END"
    )
