"""What the address of a page names, or a page that says there is nothing."""

from django.utils import timezone

from veche.core.models import Community
from veche.events import queries
from veche.events.models import Event
from veche.kit.pages import or_404


def found_event(community: Community, pk: int) -> Event:
    """Answer the event of an address, and set the page's clock to its own; none of the community is 404."""
    event = or_404(queries.event_of(community, pk))
    event.community = community
    timezone.activate(event.time_zone)  # until the answer is given, see `core.views.gate`
    return event
