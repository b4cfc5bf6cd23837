"""What the address of a page names, or a page that says there is nothing."""

from django.http import Http404

from veche.core.models import Community
from veche.events import queries
from veche.events.models import Event


def found_event(community: Community, pk: int) -> Event:
    """Answer the event of an address; none of the community is a page that is not there."""
    event = queries.event_of(community, pk)
    if event is None:
        raise Http404
    event.community = community
    return event
