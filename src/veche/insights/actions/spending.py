"""Spending: notes what reaching people cost, so that the path can tell what one of them cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.insights.models import Spending
from veche.insights.rules.periods import day_number
from veche.insights.rules.spending import LONGEST
from veche.insights.terms import KEEP_SPENDING
from veche.kit.money import Money, read_money
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import now
from veche.ledger.models import Channel

UNSAID = N_("Say what the money was spent on.")
UNREAD = N_("Write an amount above zero, like 30 000.")
FOREIGN = N_("The community counts in {currency}: write the amount in it.")
BACKWARDS = N_("The last day lies before the first.")
TOO_LONG = N_("That is longer than ten years: note it in parts.")
UNKNOWN = N_("The community has no such channel.")


@dataclass(frozen=True, slots=True)
class Spent:
    """What somebody says was spent: on what, how much as they write it, and on which days."""

    what: str
    amount: str
    first: date
    last: date
    channel: Channel | None = None


def add_spending(spent: Spent, *, in_: Community, by: Actor) -> Spending:
    """Note what was spent; refused without words, without an amount in the community's currency."""
    require(by, KEEP_SPENDING, in_=in_)
    what, money = clean_name(spent.what)[:200], read_money(spent.amount, in_.currency)
    refuse_if(_reasons(what, money, spent, in_))
    found = Spending(
        community=in_, channel=spent.channel, what=what, first_day=day_number(spent.first),
        last_day=day_number(spent.last), amount=money.amount if money else 0, currency=in_.currency,
        user_id=by.user_id, author=by.name, made_at=now(),
    )  # fmt: skip
    with transaction.atomic():
        found.save()
        audit(by, "insights.add_spending", in_=in_, on=found, what=what, amount=found.amount)
    return found


def remove_spending(spending: Spending, *, in_: Community, by: Actor) -> None:
    """Take a note of spending away; `restore_spending` brings it back. May be repeated."""
    require(by, KEEP_SPENDING, in_=in_)
    _set_removed(spending, now(), in_, by, "insights.remove_spending")


def restore_spending(spending: Spending, *, in_: Community, by: Actor) -> None:
    """Bring a note of spending back. May be repeated."""
    require(by, KEEP_SPENDING, in_=in_)
    _set_removed(spending, None, in_, by, "insights.restore_spending")


def _reasons(what: str, money: Money | None, spent: Spent, community: Community) -> list[Reason]:
    days = (spent.last - spent.first).days + 1
    foreign = {"currency": community.currency}
    found = (
        (not what, Reason(UNSAID, field="what")),
        (money is None or money.amount <= 0, Reason(UNREAD, field="amount")),
        (money and money.currency != community.currency, Reason(FOREIGN, field="amount", values=foreign)),
        (days < 1, Reason(BACKWARDS, field="last")),
        (days > LONGEST, Reason(TOO_LONG, field="last")),
        (spent.channel and spent.channel.community_id != community.pk, Reason(UNKNOWN, field="channel")),
    )
    return [reason for holds, reason in found if holds]


def _set_removed(spending: Spending, at: int | None, in_: Community, by: Actor, act: str) -> None:
    with transaction.atomic():
        Spending.objects.filter(pk=spending.pk, community=in_).update(removed_at=at)
        audit(by, act, in_=in_, on=spending, what=spending.what)
