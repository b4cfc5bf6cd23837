"""A letter's sheet: what is cut once and filled for each."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from veche.mailing.models import Letter, Master, Sender
from veche.mailing.queries.newsletters import letter_rules_of, place_of
from veche.mailing.queries.rendering import rendered_letter, variant_of
from veche.mailing.queries.values import Values, shared_values
from veche.mailing.queries.ways import box_of
from veche.mailing.rules.cutting import Cut, Encoding, Frame, cut
from veche.mailing.rules.mastering import read
from veche.mailing.rules.rendering import Rendered
from veche.mailing.terms import Following
from veche.mailing.terms.returning import UNSUBSCRIBING


@dataclass(frozen=True)
class Sheet:
    """A letter cut for one sender, and the values that all its readers share."""

    cut: Cut
    common: Values


def sheet_of(letter: Letter, variant: int, sender: Sender, *, eight_bit: bool) -> Sheet:
    """Answer a letter cut for a sender, from its master; numbers of links are the same each time."""
    master = Master.objects.filter(letter=letter, variant=variant).first()
    rendered = read(master.drawn) if master else rendered_letter(letter)
    return Sheet(cut(rendered, frame_of(letter, sender, eight_bit=eight_bit)), shared_values(letter))


def drawn(letter: Letter, variant: int) -> Rendered:
    """Answer a letter, or a variant of it, as it is drawn now."""
    found = variant_of(letter, variant)
    return rendered_letter(letter, variant=found)


def frame_of(letter: Letter, sender: Sender, *, eight_bit: bool) -> Frame:
    """Answer what a letter leaves with by a sender."""
    newsletter, community = letter.newsletter, letter.community
    rules = letter_rules_of(community)
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    return Frame(
        from_address=sender.address, base=settings.ADDRESS,
        message_domain=sender.address.rpartition("@")[2] or host,
        from_name=letter.from_name or newsletter.from_name or sender.from_name or community.name,
        reply_to=letter.reply_to or newsletter.reply_to, list_name=newsletter.title,
        list_id=f"{newsletter.slug}.{community.slug}.{host}",
        list_mailto=_unsubscribing_by_letter(sender),
        list_page=place_of(newsletter, community) if newsletter.is_public else "",
        follows_clicks=rules.clicks != Following.NOTHING, follows_opens=rules.opens != Following.NOTHING,
        encoding=Encoding.EIGHT_BIT if eight_bit else Encoding.QUOTED,
    )  # fmt: skip


def _unsubscribing_by_letter(sender: Sender) -> str:
    """Answer what takes letters that unsubscribe, where somebody reads them."""
    is_read = bool(sender.return_domain) and box_of(sender) is not None
    return f"{UNSUBSCRIBING}@{sender.return_domain}" if is_read else ""
