"""Which deliveries a number counts: one text for the number and for the list of people behind it."""

from __future__ import annotations

from veche.kit import sql
from veche.mailing.models import Letter
from veche.mailing.queries.figures.replying import replied_to
from veche.mailing.terms.figures import What

_OF_STATE = "SELECT id FROM mailing_delivery WHERE letter_id = %s AND state IN ({})"
_OF_HITS = (
    "SELECT DISTINCT delivery_id FROM mailing_hit WHERE letter_id = %s AND delivery_id IS NOT NULL AND {}"
)
TEXTS = {
    What.SENT: _OF_STATE.format("2, 5, 6"),
    What.DELIVERED: _OF_STATE.format("2, 6"),
    What.OPENED: _OF_HITS.format("agent = 0"),
    What.HIDDEN: _OF_HITS.format("agent = 1 AND link = 0") + " EXCEPT " + _OF_HITS.format("agent = 0"),
    What.CLICKED: _OF_HITS.format("agent = 0 AND link > 0"),
    What.UNSUBSCRIBED: "SELECT DISTINCT c.delivery_id FROM mailing_subscriptionchange c "
    "JOIN mailing_delivery d ON d.id = c.delivery_id WHERE d.letter_id = %s AND c.state = 'off'",
    What.BOUNCED: _OF_STATE.format("5"),
    What.COMPLAINED: _OF_STATE.format("6"),
    What.FAILED: _OF_STATE.format("4"),
    What.DOUBTFUL: _OF_STATE.format("3"),
}


def behind(letter: Letter, what: What) -> tuple[str, list[object]]:
    """Answer the statement of the deliveries that a number counts, and its values."""
    if what is What.REPLIED:
        return f"SELECT id FROM mailing_delivery WHERE {sql.any_of('id')}", [sql.listed(replied_to(letter))]
    text = TEXTS[what]
    return text, [letter.pk] * text.count("%s")


def behind_link(letter: Letter, variant: int, number: int) -> tuple[str, list[object]]:
    """Answer the statement of the deliveries whose readers followed one link."""
    text = _OF_HITS.format("agent = 0 AND link = %s AND variant = %s")
    return text, [letter.pk, number, variant]
