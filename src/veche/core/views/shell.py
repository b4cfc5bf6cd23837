"""What every page's frame needs: the menu, the communities to switch between, the actor."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from veche.core import queries, rules
from veche.kit.rooms import Entry, menu


def shell(request: HttpRequest) -> dict[str, Any]:
    """Answer the frame's data; what asks the database is asked only where the template does."""
    actor = getattr(request, "actor", None)
    community = getattr(request, "community", None)
    return {
        "actor": actor,
        "community": community,
        "organisation": getattr(request, "organisation", None),
        "menu": _menu_for(actor, community),
        "communities": SimpleLazyObject(lambda: list(queries.open_communities(actor)) if actor else []),
    }


def _menu_for(actor: Any, community: Any) -> list[Entry]:
    if actor is None or community is None:
        return []
    return [
        entry
        for entry in menu()
        if entry.permission is None
        or rules.may(actor, entry.permission, organisation=community.organisation_id, community=community.pk)
    ]
