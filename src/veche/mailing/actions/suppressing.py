"""Suppressing: addresses that get nothing, put there by what came back or by hand, and let off again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import now
from veche.mailing.models import Delivery, Suppression
from veche.mailing.rules.reports.addresses import small
from veche.mailing.terms import KEEP_ADDRESSES, LeftOut, Stand, Why

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_AT_ONCE = 5_000
LONGEST_DETAIL = 300
NO_REASON = N_("Say why: somebody will ask.")
NO_ADDRESSES = N_("There is no e-mail address in it.")
NOT_ADDRESSES = N_("These are no e-mail addresses: {lines}")
TOO_MANY = N_("At most {most} addresses at once.")
NOT_AGAIN = N_("Whoever was forgotten by law stays on the list.")
_PLAUSIBLE = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
_LEFT_OUT = {
    Why.BOUNCED: LeftOut.BOUNCED, Why.COMPLAINED: LeftOut.COMPLAINED, Why.ASKED: LeftOut.UNSUBSCRIBED,
}  # fmt: skip


class Suppressed(NamedTuple):
    """How many addresses are new on the list, and how many stood there already."""

    new: int
    known: int


def suppress_addresses(text: str, detail: str, *, in_: Community, by: Actor) -> Suppressed:
    """Put pasted addresses on the list of those who get nothing; what waits for them is left out.

    A line, comma or semicolon apart. Refuses whole where one of them is no address. May be repeated.
    """
    require(by, KEEP_ADDRESSES, in_=in_)
    emails = _addresses_in(text, detail)
    with transaction.atomic():
        new = sum(
            suppress(in_, email, Why.BY_HAND, detail=detail.strip(), author=by.name) for email in emails
        )
        audit(by, "mailing.suppress_addresses", in_=in_, count=new, emails=emails[:50])
    return Suppressed(new, len(emails) - new)


def _addresses_in(text: str, detail: str) -> list[str]:
    pieces = [piece.strip(" <>\t\r") for piece in re.split(r"[\n,;]+", text[:1_000_000])]
    told = list(dict.fromkeys(small(piece) for piece in pieces if piece))
    wrong = [one for one in told if not _PLAUSIBLE.fullmatch(one)]
    reasons = []
    if not told:
        reasons.append(Reason(NO_ADDRESSES, field="addresses"))
    if wrong:
        shown = ", ".join(one[:60] for one in wrong[:5])
        reasons.append(Reason(NOT_ADDRESSES, field="addresses", values={"lines": shown}))
    if len(told) > MOST_AT_ONCE:
        reasons.append(Reason(TOO_MANY, field="addresses", values={"most": MOST_AT_ONCE}))
    if not detail.strip():
        reasons.append(Reason(NO_REASON, field="detail"))
    if reasons:
        raise Refusal(*reasons)
    return told


def lift_suppression(suppression: Suppression, reason: str, *, by: Actor) -> None:
    """Let an address have letters again. What came back before counts no more. May be repeated.

    Refuses without a reason, and for whoever was forgotten by law. What was left out stays left out.
    """
    community = suppression.community
    require(by, KEEP_ADDRESSES, in_=community)
    if not reason.strip():
        raise Refusal(Reason(NO_REASON, field="reason"))
    if suppression.why == Why.FORGOTTEN:
        raise Refusal(Reason(NOT_AGAIN))
    with transaction.atomic():
        ended = Suppression.objects.filter(pk=suppression.pk, ended_at=None).update(
            ended_at=now(), ended_why=reason.strip()[:LONGEST_DETAIL], ended_by=by.name[:200]
        )
        if ended:
            audit(by, "mailing.lift_suppression", in_=community, on=suppression, reason=reason.strip())


def suppress(community: Community, email: str, why: Why, *, detail: str = "", author: str = "") -> bool:
    """Put one address on the list within the running transaction, and leave out what waits for it.

    Answers whether it is new there. The caller asked for the permission. May be repeated.
    """
    sql.lock("mailing.suppressing", community.pk)
    active = Suppression.objects.filter(community=community, email=email, ended_at=None)
    is_new = not active.exists()
    if is_new:
        Suppression.objects.create(
            community=community, email=email, why=why, detail=detail[:LONGEST_DETAIL], at=now(),
            author=author[:200],
        )  # fmt: skip
    elif why == Why.COMPLAINED:
        active.filter(why__in=(Why.BOUNCED, Why.BY_HAND)).update(why=why, detail=detail[:LONGEST_DETAIL])
    waiting = Delivery.objects.filter(letter__community=community, email=email, state=Stand.WAITING)
    waiting.update(state=Stand.LEFT_OUT, why=_LEFT_OUT.get(why, LeftOut.SUPPRESSED))
    return is_new
