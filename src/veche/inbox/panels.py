"""What the inbox brings to pages of lower rooms."""

from typing import Any

from django.http import HttpRequest

from veche.channels.terms import MODERATE
from veche.core.models import Community
from veche.core.queries import allows
from veche.people.models import Person


def person_strikes(
    request: HttpRequest, community: Community, person: Person
) -> tuple[str, dict[str, Any]] | None:
    """The way to how often something of a person had to be acted upon; asked for after the page is drawn."""
    if not allows(request.actor, MODERATE, community):
        return None
    return "inbox/moderation/_person_panel.html", {"person": person}
