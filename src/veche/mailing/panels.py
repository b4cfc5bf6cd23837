"""What letters put into the places of lower rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from veche.mailing.queries.forgetting import letters_of
from veche.people.queries import identities_of

if TYPE_CHECKING:
    from veche.people.models import Person


def person_letters(person: Person) -> tuple[str, dict[str, Any]] | None:
    """Answer a person's letters and subscriptions as a file of the data they are given."""
    found = letters_of(person, identities_of(person))
    return ("letters.json", found) if any(found.values()) else None
