"""What events bring to the file that a person gets of all that is kept of them."""

from typing import Any

from veche.events.queries.belongings import what_events_keep
from veche.people.models import Person
from veche.people.queries import identities_of


def person_events(person: Person) -> tuple[str, dict[str, Any]] | None:
    """A person's registrations, answers, talks, proposals and letters, where there are any."""
    kept = what_events_keep(identities_of(person), person.organisation_id)
    return ("events.json", kept) if kept else None
