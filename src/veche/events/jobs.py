"""Jobs of events: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events import actions, queries
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.kit.time import day_of, now


@job(N_("Record what guests did"), bound=300)
def record_changes(community_id: int) -> None:
    """Tell the ledger of every change of guests that it has not heard of."""
    community = Community.objects.select_related("organisation").filter(pk=community_id).first()
    while community and actions.record_changes(in_=community, by=SYSTEM):
        pass


@job(N_("Keep what is expected of events that begin"), bound=600)
def foresee_events() -> None:
    """Keep what is expected of each event shortly before it begins, once."""
    for event in queries.events_to_foresee():
        actions.keep_forecast(event, by=SYSTEM)


@job(N_("Remind of food to be ordered"), bound=600)
def remind_orders() -> None:
    """Write to the team of each meal that is to be ordered by tomorrow, once."""
    for community in Community.objects.select_related("organisation").filter(closed_at=None):
        today = day_of(now(), community.time_zone)
        for meal in queries.orders_due(today).filter(event__community=community):
            actions.remind_order(meal, by=SYSTEM)


@job(N_("Delete diets and removed receipts whose time has passed"), bound=900)
def forget_old() -> None:
    """Delete diets of which only counts may stay, and receipts that nobody wanted back."""
    for event in queries.events_with_old_diets():
        actions.forget_diets(event, by=SYSTEM)
    for community in Community.objects.select_related("organisation").order_by("pk"):
        actions.drop_receipts(in_=community, by=SYSTEM)
