"""Letters' door for asking."""

from veche.mailing.queries.archiving import (
    Read,
    issue_address,
    letter_for_anybody,
    letter_got,
    line_for_anybody,
    published_letter,
    subject_for_anybody,
)
from veche.mailing.queries.audience import audience_of, recipients_of, whom_of
from veche.mailing.queries.following import followed_at
from veche.mailing.queries.newsletters import newsletter_of
from veche.mailing.queries.returns import (
    communities_with_returns,
    excerpt_of,
    return_numbers,
    returning_at,
    returnings_of,
    returns_of,
    rows_of_returns,
    suppression_at,
    suppressions_of,
)
from veche.mailing.queries.subscribing import (
    asked_by,
    confirm_secret,
    confirmed_by,
    is_followed,
    is_reading,
    own_secret,
    public_newsletter,
    public_newsletters,
    published_letters,
    reader_at,
    reader_by,
    topics_of,
    wants_nothing,
)
from veche.mailing.queries.tokens import (
    delivery_at,
    delivery_returned_to,
    link_key,
    return_key,
    return_mark,
)
from veche.mailing.queries.ways import sender_at, senders_with_return_boxes, ways_lines, ways_of

__all__ = [
    "Read", "asked_by", "audience_of", "communities_with_returns", "confirm_secret", "confirmed_by",
    "delivery_at", "delivery_returned_to", "excerpt_of", "followed_at", "is_followed", "is_reading",
    "issue_address", "letter_for_anybody", "letter_got", "line_for_anybody", "link_key", "newsletter_of",
    "own_secret", "public_newsletter", "public_newsletters", "published_letter", "published_letters",
    "reader_at", "reader_by", "recipients_of", "return_key", "return_mark", "return_numbers",
    "returning_at", "returnings_of", "returns_of", "rows_of_returns", "sender_at",
    "senders_with_return_boxes", "subject_for_anybody", "suppression_at", "suppressions_of", "topics_of",
    "wants_nothing", "ways_lines", "ways_of", "whom_of",
]  # fmt: skip
