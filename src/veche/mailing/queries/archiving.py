"""Letters read outside a mail program: by whoever got one, and by anybody in the archive of a newsletter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from veche.mailing.models import Delivery, Letter, Master, Variant
from veche.mailing.queries.happening import Got, values_of_rows
from veche.mailing.queries.newsletters import place_of
from veche.mailing.queries.rendering import rendered_letter
from veche.mailing.queries.tokens import link_key
from veche.mailing.queries.values import Values, shared_values
from veche.mailing.rules.filling import filled_line
from veche.mailing.rules.mastering import read
from veche.mailing.rules.rendering import Rendered, shown_letter
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms.placing import SEX, Placeholder
from veche.mailing.terms.writing import BROWSER, PREFERENCES, UNSUBSCRIBE
from veche.people.models import Attachment

if TYPE_CHECKING:
    from veche.mailing.models import Newsletter

_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Read:
    """A letter as a browser shows it: `html` is a whole document, links in it open beside it."""

    subject: str
    html: str
    plain: str

    @property
    def body(self) -> str:
        """What stands within the document, for feeds."""
        found = _BODY.search(self.html)
        return found[1] if found else ""


def letter_got(delivery: Delivery) -> Read:
    """Answer a letter as this recipient got it: what was drawn when it left, with their own values."""
    letter, person = delivery.letter, _person(delivery)
    got = Got(delivery.pk, delivery.email, person)
    drawn = _drawn(letter, delivery.variant)
    names = {place.name for place in drawn.places if isinstance(place, Placeholder)} | {SEX}
    own = values_of_rows(letter, [got], names).get(delivery.pk, {})
    home = f"{settings.ADDRESS}/l/{token_of(link_key(), delivery.pk)}"
    ways = {UNSUBSCRIBE: f"{home}/u", PREFERENCES: f"{home}/p", BROWSER: f"{home}/w"}
    values = {**shared_values(letter), **own, "email": delivery.email, **ways}
    return _read(drawn, values)


def letter_for_anybody(letter: Letter) -> Read:
    """Answer a letter of the archive with what stands there of nobody in particular, and no one's links."""
    community = letter.community
    own = f"{settings.ADDRESS}/n/{community.slug}/mine/"  # it sends each the way to their own page
    page = f"{place_of(letter.newsletter, community)}{letter.number}/"
    values = {**shared_values(letter), UNSUBSCRIBE: own, PREFERENCES: own, BROWSER: page}
    return _read(_drawn(letter, _won(letter)), values)


def subject_for_anybody(letter: Letter) -> str:
    """Answer the subject of a letter of the archive: that which won, where several were tried."""
    won = Variant.objects.filter(letter=letter, number=_won(letter)).first() if _won(letter) else None
    return line_for_anybody(won.subject if won and won.subject else letter.subject, letter)


def published_letter(newsletter: Newsletter, number: int) -> Letter | None:
    """Answer a letter of a newsletter that anybody may read, by its number."""
    found = Letter.objects.select_related("community", "newsletter__theme", "theme").filter(
        newsletter=newsletter, number=number, published_at__isnull=False, removed_at=None
    )  # fmt: skip
    return found.first()


def issue_address(letter: Letter) -> str:
    """Answer where anybody reads a letter; nothing where only those do who got it."""
    newsletter = letter.newsletter
    is_open = newsletter.is_public and newsletter.removed_at is None and letter.removed_at is None
    if not is_open or letter.published_at is None or letter.number is None:
        return ""
    return f"{place_of(newsletter, letter.community)}{letter.number}/"


def line_for_anybody(text: str, letter: Letter) -> str:
    """Answer a line of a letter's head with what stands there of nobody in particular."""
    return filled_line(text, shared_values(letter))


def _won(letter: Letter) -> int:
    """Answer which variant most got: the one that won, or the letter itself."""
    return int(letter.trial.get("winner") or 0)


def _person(delivery: Delivery) -> int | None:
    """Answer who has the address now; who they were then may have been merged with somebody."""
    if delivery.identity_id is None:
        return delivery.person_id
    found = Attachment.objects.filter(identity=delivery.identity_id).values_list("person_id", flat=True)
    return found.first() or delivery.person_id


def _drawn(letter: Letter, variant: int) -> Rendered:
    master = Master.objects.filter(letter=letter, variant=variant).first()
    if master is not None:
        return read(master.drawn)
    other = Variant.objects.filter(letter=letter, number=variant).first() if variant else None
    return rendered_letter(letter, variant=other)


def _read(rendered: Rendered, values: Values) -> Read:
    subject, html, plain = shown_letter(rendered, values)
    return Read(subject, _HEAD.sub(r'\g<0><base target="_blank">', html, count=1), plain)
