"""What letters put into the places of lower rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from veche.core.queries import allows
from veche.mailing.queries.forgetting import letters_of
from veche.mailing.terms import SEE_LETTERS
from veche.people.queries import identities_of

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.people.models import Person


def person_letters(
    request: HttpRequest, community: Community, person: Person
) -> tuple[str, dict[str, Any]] | None:
    """The way to a person's letters; asked for after the page is drawn."""
    if not allows(request.actor, SEE_LETTERS, community):
        return None
    return "mailing/people/_panel.html", {"person": person}


def letters_given(person: Person) -> tuple[str, dict[str, Any]] | None:
    """Answer a person's letters and subscriptions as a file of the data they are given."""
    found = letters_of(person, identities_of(person))
    return ("letters.json", found) if any(found.values()) else None
