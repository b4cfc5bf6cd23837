"""Connectors: who joins circles that would otherwise not meet."""

from veche.insights.rules.connecting import rank_connectors
from veche.insights.rules.expressions import WORDS
from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

# The busiest people by their handles.
_HANDLES = f"""WITH busy AS (
            SELECT person_id AS person, sum(replies)::BIGINT AS replies
            FROM (SELECT identity, count(*) AS replies FROM replies
                  WHERE {WORDS} AND day BETWEEN $first AND $last AND {{channels}} GROUP BY identity)
            JOIN persons ON identity_id = identity WHERE NOT is_team
            GROUP BY person_id ORDER BY replies DESC, person LIMIT 200
        ),
        handles AS (
            -- Without a bound the planner takes these few for many and builds on the replies.
            SELECT identity_id, person_id AS person FROM persons SEMI JOIN busy ON busy.person = person_id
            ORDER BY identity_id LIMIT 10000
        )"""

MEASURE = Measure(
    key="connectors",
    title=N_("Who connects people"),
    definition=N_(
        "People who lie on the shortest ways between others in the network of replies (betweenness): of a "
        "hundred such ways, how many lead through this person."
    ),
    counts=N_("Who replied to whom with words, in either direction, among the 200 people with most replies."),
    leaves_out=N_(
        "The team, which talks with everybody, and bots. People with fewer replies than the 200 busiest."
    ),
    form=Form.PEOPLE,
    parts=(
        Part(N_("Connects"), Unit.SCORE),
        Part(N_("Talks with"), Unit.PEOPLE, is_drawn=False, who="TRUE"),
        Part(N_("Replies"), Unit.FACTS, is_drawn=False),
    ),
    drawn_as="lying",
    icon="chart-dots",
    better=Better.NEITHER,
    finish=rank_connectors,
    question=f"""
        {_HANDLES}
        SELECT least(one.person, other.person) AS one, greatest(one.person, other.person) AS other,
               count(*) AS replies
        FROM replies JOIN handles AS one ON one.identity_id = identity
        JOIN handles AS other ON other.identity_id = parent_identity
        WHERE {WORDS} AND day BETWEEN $first AND $last AND {{channels}} AND one.person <> other.person
        GROUP BY least(one.person, other.person), greatest(one.person, other.person)""",
    people=f"""
        {_HANDLES}
        SELECT DISTINCT CASE WHEN one.person = $row THEN other.person ELSE one.person END AS person
        FROM replies JOIN handles AS one ON one.identity_id = identity
        JOIN handles AS other ON other.identity_id = parent_identity
        WHERE {WORDS} AND day BETWEEN $first AND $last AND {{channels}} AND one.person <> other.person
          AND $row IN (one.person, other.person)""",
)
