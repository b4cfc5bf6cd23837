"""What the core brings to search and commands."""

from typing import Any

from django.utils.translation import gettext

from veche.core import queries
from veche.core.models import Community
from veche.core.terms import Actor
from veche.kit.terms import N_
from veche.kit.text import fold

Found = tuple[str, dict[str, Any]] | None


def found_pages(actor: Actor, community: Community | None, query: str) -> Found:
    """Pages and commands whose name has every word of the query, in the reader's language or in English."""
    lines = queries.lines_of_community(actor, community) if community else []
    lines += queries.lines_of_organisation(actor) + queries.commands_of(actor, community)
    fitting = [line for line in lines if _fits(query, line.title)]
    return (
        ("core/_found_lines.html", {"title": N_("Pages and commands"), "lines": fitting}) if fitting else None
    )


def found_communities(actor: Actor, community: Community | None, query: str) -> Found:
    """Other communities whose name has every word of the query."""
    others = [one for one in queries.open_communities(actor) if one != community and _fits(query, one.name)]
    lines = [queries.Line(queries.home_of(one), one.name, "building-community") for one in others[:10]]
    return ("core/_found_lines.html", {"title": N_("Communities"), "lines": lines}) if lines else None


def _fits(query: str, title: str) -> bool:
    words = fold(query).split()
    names = fold(gettext(title)), fold(title)
    return any(all(word in name for word in words) for name in names)
