"""Listing: the people behind a number of a letter, a page at a time."""

from __future__ import annotations

from typing import NamedTuple

from veche.kit import sql
from veche.mailing.models import Letter
from veche.mailing.queries.figures.behind import behind, behind_link
from veche.mailing.terms.figures import What


class Person(NamedTuple):
    """Somebody behind a number: as a person where we know them, by address in any case."""

    person: int | None
    name: str
    email: str
    state: int
    answer: str


def people_behind(
    letter: Letter, what: What, *, link: tuple[int, int] | None = None, limit: int = 50, after: int = 0
) -> list[Person]:
    """Answer who is behind a number, or followed one link (variant and number), in the order of names."""
    text, values = behind_link(letter, *link) if link else behind(letter, what)
    rows = sql.fetch(
        "SELECT p.id, coalesce(p.name, ''), d.email, d.state, d.answer FROM mailing_delivery d "
        "LEFT JOIN people_attachment a ON a.identity_id = d.identity_id "
        f"LEFT JOIN people_person p ON p.id = a.person_id WHERE d.id IN ({text}) "
        "ORDER BY coalesce(p.name, ''), d.email LIMIT %s OFFSET %s",
        (*values, limit, after),
    )
    return [Person(*row) for row in rows]
