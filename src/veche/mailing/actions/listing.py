"""Lists of subscribers taken over: pasted ones, and those the ledger knows from imports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.mailing.actions.subscribing import take_over_subscribers
from veche.mailing.models import Newsletter
from veche.mailing.queries.subscribers import Sought, lists_of, rows_of, standing_in
from veche.mailing.rules.lists import read_list
from veche.mailing.terms import KEEP_ADDRESSES

NO_LIST = N_("There is no such list.")


def take_over_list(newsletter: Newsletter, text: str, *, by: Actor) -> tuple[int, int]:
    """Subscribe the addresses of a pasted list; answers how many are new, and how many it had.

    Refuses with every faulty row at once, and changes nothing then. Whoever said anything here keeps to it.
    May be repeated.
    """
    require(by, KEEP_ADDRESSES, in_=newsletter.community)
    emails, faults = read_list(text)
    refuse_if(faults)
    return take_over_subscribers(newsletter, emails, by=by), len(emails)


def take_over_channel(newsletter: Newsletter, channel: int, *, by: Actor) -> tuple[int, int]:
    """Subscribe whose last word in an imported list was yes; answers how many are new, and how many it had.

    May be repeated.
    """
    require(by, KEEP_ADDRESSES, in_=newsletter.community)
    if channel not in {pk for pk, _, _ in lists_of(newsletter.community)}:
        raise Refusal(Reason(NO_LIST, field="channel"))
    emails = standing_in(newsletter.community, channel)
    return take_over_subscribers(newsletter, emails, by=by), len(emails)


def take_out_subscribers(newsletter: Newsletter, sought: Sought, *, by: Actor) -> Iterator[tuple[Any, ...]]:
    """Answer the subscribers that fit, as rows to be written; that somebody took them stands in the audit."""
    require(by, KEEP_ADDRESSES, in_=newsletter.community)
    audit(by, "mailing.take_out_subscribers", in_=newsletter.community, on=newsletter)
    return rows_of(newsletter, sought)
