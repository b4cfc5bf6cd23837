"""What people bring to search and commands."""

from typing import Any

from veche.core.models import Community
from veche.core.queries import allows
from veche.core.terms import Actor
from veche.kit.terms import N_
from veche.people import queries
from veche.people.terms import READ_PEOPLE

Found = tuple[str, dict[str, Any]] | None
FEW = 8


def found_people(actor: Actor, community: Community | None, query: str) -> Found:
    """People of the community by names and handles."""
    if community is None or not query or not allows(actor, READ_PEOPLE, community):
        return None
    found = queries.find_people(community, query, limit=FEW)
    if not found:
        return None
    lines = [
        {"url": queries.page_url(community, one.person), "text": one.person.name or f"#{one.person_id}",
         "key": one.person_id, "aside": one.what.form.title,
         "photo_url": queries.photo_url(community, one.person)}
        for one in found
    ]  # fmt: skip
    return "people/found/_people.html", {"title": N_("People"), "lines": lines}


def found_words(actor: Actor, community: Community | None, query: str) -> Found:
    """The way to what was said with these words."""
    if community is None or not query or not allows(actor, READ_PEOPLE, community):
        return None
    data = {"title": N_("Messages"), "words_url": queries.words_url(community, query)}
    return "people/found/_words.html", data
