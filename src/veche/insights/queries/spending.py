"""Spending: what was spent to reach people."""

from collections.abc import Sequence
from fractions import Fraction

from django.db.models import QuerySet

from veche.core.models import Community
from veche.insights.models import Spending
from veche.insights.rules.spending import part_of
from veche.insights.terms import Period
from veche.kit.money import EXPONENTS


def spending_of(community: Community, period: Period, channels: Sequence[int] = ()) -> QuerySet[Spending]:
    """Answer what was spent on days of a period, the latest first; of channels, where some are chosen."""
    found = Spending.objects.filter(
        community=community, removed_at=None, first_day__lte=period.last, last_day__gte=period.first
    )
    found = found.filter(channel__in=channels) if channels else found
    return found.select_related("channel").order_by("-last_day", "-pk")


def spent_in(community: Community, period: Period, channels: Sequence[int] = ()) -> float:
    """Answer what was spent on a period, in major units of the community's currency.

    Of what goes beyond the period, the part that its days have; amounts in other currencies are left out.
    """
    found = spending_of(community, period, channels).filter(currency=community.currency)
    amounts = [part_of(one.amount, Period(one.first_day, one.last_day), period) for one in found]
    return float(sum(amounts, Fraction(0)) / 10 ** EXPONENTS.get(community.currency, 2))
