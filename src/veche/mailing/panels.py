"""What letters bring to a person's page."""

from typing import Any

from django.http import HttpRequest

from veche.core.models import Community
from veche.core.queries import allows
from veche.mailing.terms import SEE_LETTERS
from veche.people.models import Person


def person_letters(
    request: HttpRequest, community: Community, person: Person
) -> tuple[str, dict[str, Any]] | None:
    """The way to a person's letters; asked for after the page is drawn."""
    if not allows(request.actor, SEE_LETTERS, community):
        return None
    return "mailing/people/_panel.html", {"person": person}
