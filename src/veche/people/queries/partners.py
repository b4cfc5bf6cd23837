"""Partners: whom somebody talks with, by answers and mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from veche.kit import sql
from veche.kit.time import DAY, now
from veche.people.models import Attachment, Person

if TYPE_CHECKING:
    from veche.core.models import Community

YEAR = 365 * DAY
MOST_HANDLES = 400


class Partner(NamedTuple):
    """Somebody a person talks with: how often the person turned to them, and they to the person."""

    person: Person
    to_them: int
    from_them: int

    @property
    def both(self) -> int:
        """Both together."""
        return self.to_them + self.from_them


def partners_of(community: Community, identities: list[int], *, limit: int = 8) -> list[Partner]:
    """Answer whom the person behind the identities talked with most in the last year, two queries.

    An answer or a mention counts once; oneself does not.
    """
    theirs = sql.any_of("mine.identity_id")
    bound = (sql.listed(identities), now() - YEAR, community.pk)
    aimed = (sql.listed(identities), now() - YEAR, community.pk)
    statement = f"""
        SELECT other, sum(to_them), sum(from_them) FROM (
          SELECT parent.identity_id AS other, 1 AS to_them, 0 AS from_them
          FROM ledger_interaction mine JOIN ledger_reply link ON link.child_id = mine.id
          JOIN ledger_interaction parent ON parent.id = link.parent_id
          WHERE {theirs} AND mine.occurred_at >= %s AND mine.community_id = %s
        UNION ALL
          SELECT child.identity_id, 0, 1
          FROM ledger_interaction mine JOIN ledger_reply link ON link.parent_id = mine.id
          JOIN ledger_interaction child ON child.id = link.child_id
          WHERE {theirs} AND mine.occurred_at >= %s AND mine.community_id = %s
        UNION ALL
          SELECT mine.target_id, 1, 0 FROM ledger_interaction mine
          WHERE {theirs} AND mine.occurred_at >= %s AND mine.community_id = %s AND target_id IS NOT NULL
        UNION ALL
          SELECT mine.identity_id, 0, 1 FROM ledger_interaction mine
          WHERE {sql.any_of("mine.target_id")} AND mine.occurred_at >= %s AND mine.community_id = %s
        ) AS talk GROUP BY other ORDER BY count(*) DESC LIMIT {MOST_HANDLES}"""
    found = sql.fetch(statement, bound * 3 + aimed)
    return _by_person(found, set(identities), limit)


def _by_person(found: list[tuple[int, int, int]], own: set[int], limit: int) -> list[Partner]:
    counts = {other: (int(to), int(back)) for other, to, back in found if other not in own}
    attached = Attachment.objects.filter(pk__in=counts, person__forgotten_at=None).select_related("person")
    sums: dict[int, Partner] = {}
    for one in attached:
        to, back = counts[one.pk]
        before = sums.get(one.person_id, Partner(one.person, 0, 0))
        sums[one.person_id] = Partner(one.person, before.to_them + to, before.from_them + back)
    return sorted(sums.values(), key=lambda one: (-one.both, one.person.pk))[:limit]
