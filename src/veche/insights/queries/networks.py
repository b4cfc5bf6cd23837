"""Networks: who replied to whom in a period, and in which circles."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from veche.insights.rules.asking import channels_among
from veche.insights.rules.expressions import WORDS
from veche.insights.rules.networking import network_of
from veche.insights.terms import Asked, Network

if TYPE_CHECKING:
    from veche.insights.queries.figures import Figures

# Pairs that are read, the strongest first: more would make no other picture.
MOST_TIES = 30_000
# Pairs of identities first: they are fewer than replies, and persons are joined to them alone.
_TIES = f"""
    WITH said AS (
        SELECT identity, parent_identity, count(*) AS replies FROM replies
        WHERE {WORDS} AND day BETWEEN $first AND $last AND {{channels}}
        GROUP BY identity, parent_identity
    )
    SELECT least(giver.person_id, getter.person_id) AS one,
           greatest(giver.person_id, getter.person_id) AS other,
           sum(replies)::BIGINT AS replies, count(*) OVER () AS pairs
    FROM said JOIN persons AS giver ON giver.identity_id = said.identity
    JOIN persons AS getter ON getter.identity_id = said.parent_identity
    WHERE giver.person_id <> getter.person_id AND {{who}}
    GROUP BY least(giver.person_id, getter.person_id), greatest(giver.person_id, getter.person_id)
    ORDER BY replies DESC, one, other LIMIT {MOST_TIES}"""
_WITHOUT_TEAM = "NOT giver.is_team AND NOT getter.is_team"
_TEAM = "SELECT DISTINCT person_id FROM persons WHERE is_team ORDER BY person_id"
# Networks of this process that somebody may look at again: pages of one network follow each other.
known = lru_cache(maxsize=4)(network_of)


def network_in(figures: Figures, asked: Asked, *, with_team: bool = True) -> Network:
    """Answer who replied to whom with words in the period, and in which circles; bots are left out.

    The same rows make the same network, which is answered from memory: nothing has to be invalidated.
    """
    return known(tuple(figures.ask_about(*ties_question(asked, with_team=with_team))))


def ties_question(asked: Asked, *, with_team: bool) -> tuple[str, dict[str, object]]:
    """Answer the question for the pairs of a period, and the values it binds."""
    among, chosen = channels_among(asked.channels)
    question = _TIES.format(channels=among, who="TRUE" if with_team else _WITHOUT_TEAM)
    return question, {"first": asked.period.first, "last": asked.period.last, **chosen}


def team_of(figures: Figures) -> frozenset[int]:
    """Answer the persons who are of the team."""
    return frozenset(person for (person,) in figures.ask(_TEAM))
