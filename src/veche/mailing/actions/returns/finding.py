"""Finding: which delivery a report is about, and whether anybody vouches for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from veche.kit.time import DAY, Moment, moment
from veche.mailing.models import Delivery, Returning
from veche.mailing.queries.tokens import delivery_at, delivery_returned_to
from veche.mailing.rules.decay import BELIEVED_FOR, is_in_time
from veche.mailing.rules.reports.originals import marks_in, tokens_in
from veche.mailing.rules.tokens import TOKEN_LENGTH
from veche.mailing.terms import Stand
from veche.mailing.terms.returning import BY_LETTER, UNSUBSCRIBING, Report, Returned, Told, What

# As our List-Unsubscribe has mail programs write it.
_ASKED = re.compile(rf"{UNSUBSCRIBING}-([A-Za-z0-9_-]{{{TOKEN_LENGTH}}})")
_ON_WAY = (Stand.CLAIMED, Stand.DOUBTFUL)
_LETTERS = "letter__community__organisation", "letter__newsletter", "identity"
# What a link's token of a letter vouches for: whoever has it may unsubscribe anyway.
_COMPLAINTS = (What.COMPLAINT, What.UNSUBSCRIBED)


class Finding(NamedTuple):
    """What was said of a recipient, the delivery it is about, and whether it is vouched for."""

    returned: Returned
    delivery: Delivery | None = None
    is_vouched: bool = False


def findings_of_report(report: Report, returning: Returning) -> list[Finding]:
    """Answer what a letter in a return mailbox says; only a signed return address vouches for it.

    Of a report of several recipients only the one counts that the address was made for. A letter whose
    subject is what the unsubscribing of ours asks for is somebody's word (RFC 2369).
    """
    kinds = {one.what for one in report.returned}
    if asked := _unsubscribing(report, kinds, returning):
        return [asked]
    delivery = _ours(map(delivery_returned_to, report.marks), returning)
    if delivery is None and kinds & set(_COMPLAINTS):
        delivery = _ours(map(delivery_at, report.tokens), returning)
    if delivery is None:
        return [Finding(one) for one in report.returned]
    named = [one for one in report.returned if one.address == delivery.email]
    return [Finding(one, delivery, is_vouched=True) for one in (named or report.returned)[:1]]


def _unsubscribing(report: Report, kinds: set[What], returning: Returning) -> Finding | None:
    told = _ASKED.fullmatch(report.subject.strip())
    if told is None or not kinds <= {What.NOT_A_REPORT}:
        return None
    delivery = _ours(map(delivery_at, [told[1]]), returning)
    if delivery is None:
        return None
    return Finding(Returned(What.UNSUBSCRIBED, delivery.email, feedback=BY_LETTER), delivery, is_vouched=True)


def findings_of_call(told: Sequence[Told], returning: Returning) -> list[Finding]:
    """Answer what a provider's call says: its signature vouches for what is about deliveries of ours."""
    return [Finding(one.returned, found := _told_of(one, returning),
                    is_vouched=returning.is_signed and found is not None) for one in told]  # fmt: skip


def _told_of(told: Told, returning: Returning) -> Delivery | None:
    ours = Delivery.objects.select_related(*_LETTERS).filter(letter__community=returning.community_id)
    address = told.returned.address
    if told.foreign_ids:
        found = ours.filter(foreign_id__in=told.foreign_ids).first()
        if found and address in ("", found.email):
            return found
    marks, tokens = marks_in(*told.marks), tokens_in(*told.marks)
    found = _ours(map(delivery_returned_to, marks), returning) or _ours(map(delivery_at, tokens), returning)
    if found and address in ("", found.email):
        return found
    since = Moment(moment(returning.received_at) - BELIEVED_FOR * DAY)
    recent = ours.filter(email=address, sent_at__gte=since) if address else ours.none()
    return recent.order_by("-sent_at").first()


def _ours(found: map[Delivery | None], returning: Returning) -> Delivery | None:
    mine = (one for one in found if one and one.letter.community_id == returning.community_id)
    return next(mine, None)


def is_believed(finding: Finding, at: Moment) -> bool:
    """Tell whether a finding changes anything for the address: vouched for, and not of long ago."""
    delivery = finding.delivery
    if delivery is None or not finding.is_vouched:
        return False
    if finding.returned.what is What.UNSUBSCRIBED:  # a person's word does not grow old
        return True
    sent = moment(delivery.sent_at) if delivery.sent_at else None
    return is_in_time(sent, at) or (sent is None and delivery.state in _ON_WAY)
