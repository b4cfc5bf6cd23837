"""What the programme brings to a person's page."""

from typing import Any

from django.http import HttpRequest

from veche.core.models import Community
from veche.core.queries import allows
from veche.events.terms import SEE_EVENTS
from veche.people.models import Person


def person_talks(
    request: HttpRequest, community: Community, person: Person
) -> tuple[str, dict[str, Any]] | None:
    """The way to a person's talks; asked for after the page is drawn."""
    if not allows(request.actor, SEE_EVENTS, community):
        return None
    return "events/speakers/_person_panel.html", {"person": person}
