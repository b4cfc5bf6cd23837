"""What the inbox brings to pages of lower rooms."""

from typing import Any

from django.http import HttpRequest

from veche.channels.terms import MODERATE
from veche.core.models import Community
from veche.core.queries import allows
from veche.inbox.queries import moderation as queries
from veche.people.models import Person


def person_strikes(
    request: HttpRequest, community: Community, person: Person
) -> tuple[str, dict[str, Any]] | None:
    """How often something of a person had to be acted upon, and what they said last, to be reported."""
    if not allows(request.actor, MODERATE, community):
        return None
    strikes = queries.strikes_of(community, [person.pk]).get(person.pk, 0)
    lines = queries.latest_words_of(community, person)
    if not (strikes or lines):
        return None
    return "inbox/moderation/_person_strikes.html", {"strikes": strikes, "lines": lines, "person": person}
