"""The path: from the first time people were seen to bringing others, with what it cost and brought."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.channels.terms import IMPORT_FILES
from veche.core.models import Community
from veche.core.queries import allows
from veche.insights import actions, queries
from veche.insights.actions import Spent
from veche.insights.forms import SpendingForm
from veche.insights.measures import MEASURES
from veche.insights.models import Spending
from veche.insights.rules.periods import day_date
from veche.insights.rules.walking import views_of
from veche.insights.showing.asking import Wanted
from veche.insights.showing.cards import whole_cards
from veche.insights.showing.wording import period_text
from veche.insights.terms import EXPORT_FIGURES, KEEP_SPENDING, SAVE_BOARDS, SEE_FIGURES, Asked, Grain, Period
from veche.insights.views.troubles import bearing_troubles
from veche.kit.money import Money
from veche.kit.pages import or_404, page, say, show
from veche.ledger.models import Channel
from veche.ledger.queries import channels_of


@page(SEE_FIGURES)
@bearing_troubles
def path_page(request: HttpRequest, community: Community) -> HttpResponse:
    """Show how far people came, on which ways, what it cost and what it brought."""
    wanted = Wanted(request.GET, community, request.actor)
    if wanted.figures.span is None:
        may_import = allows(request.actor, IMPORT_FILES, community)
        return show(request, "insights/overview_empty.html", may_import=may_import)
    may_spend = allows(request.actor, KEEP_SPENDING, community)
    steps, ways = whole_cards(wanted, [MEASURES["path"], MEASURES["ways"]])
    asked = wanted.asked
    reached = wanted.figures.rows(MEASURES["reach"], asked, asked.period, Grain.WHOLE)
    costs = wanted.figures.costs(asked.period, asked.channels)
    return show(
        request, "insights/path_page.html", wanted=wanted, steps=steps, ways=ways, on="path",
        views=views_of(reached), boards=queries.boards_of(community),
        spending=_spending_lines(costs), spent=_spent(costs, asked),
        event_costs=[(one, Money(one.amount, asked.currency)) for one in costs.events],
        form=_form(wanted.channels, wanted.today) if may_spend else None,
        may_save=allows(request.actor, SAVE_BOARDS, community),
        may_export=allows(request.actor, EXPORT_FIGURES, community),
    )  # fmt: skip


def _spending_lines(costs: queries.Costs) -> list[tuple[Spending, Money, str, Any]]:
    """Answer what was noted, with the amount, its days in words, and the cost of an event it is."""
    return [
        (
            one, Money(one.amount, one.currency), period_text(Period(one.first_day, one.last_day)),
            costs.twice.get(one.pk),
        )
        for one in costs.noted
    ]  # fmt: skip


def _spent(costs: queries.Costs, asked: Asked) -> Money | None:
    """Answer what falls on the days shown, of what is in the community's currency."""
    whole = queries.whole_of(costs, asked.period, asked.currency)
    return None if whole is None else Money(round(whole), asked.currency)


def _form(channels: list[Channel], today: int = 0, data: Any = None) -> SpendingForm:
    day = day_date(today)
    return SpendingForm(data, channels=channels, initial={"first": day, "last": day})


@page(KEEP_SPENDING, methods=("POST",))
def spending_add(request: HttpRequest, community: Community) -> HttpResponse:
    """Note what was spent; what is refused is shown again with the reasons."""
    channels = list(channels_of(community))
    form = _form(channels, data=request.POST)
    if form.is_valid():
        given = form.cleaned_data
        channel = next((one for one in channels if str(one.pk) == given["channel"]), None)
        spent = Spent(given["what"], given["amount"], given["first"], given["last"], channel)
        with form.showing_refusals():
            actions.add_spending(spent, in_=community, by=request.actor)
            say(request, gettext("Noted. The path counts it in."))
            return redirect("insights:path_page", community.slug)
    return show(request, "insights/spending_add.html", status=422, form=form)


@page(KEEP_SPENDING, methods=("POST",))
def spending_remove(request: HttpRequest, community: Community, spending: int) -> HttpResponse:
    """Take a note of spending away, with a button that brings it back."""
    found = _found(community, spending)
    actions.remove_spending(found, in_=community, by=request.actor)
    undo = reverse("insights:spending_restore", args=[community.slug, found.pk])
    say(request, gettext("It counts no longer."), undo=undo)
    return redirect("insights:path_page", community.slug)


@page(KEEP_SPENDING, methods=("POST",))
def spending_restore(request: HttpRequest, community: Community, spending: int) -> HttpResponse:
    """Undo taking a note of spending away."""
    actions.restore_spending(_found(community, spending), in_=community, by=request.actor)
    return redirect("insights:path_page", community.slug)


def _found(community: Community, spending: int) -> Spending:
    return or_404(Spending.objects.filter(community=community, pk=spending).first())
