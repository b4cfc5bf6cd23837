"""Contributors: who writes most."""

from veche.insights.rules.expressions import DEEDS, REACTED, WORDS
from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="contributors",
    title=N_("Who writes most"),
    definition=N_("The twenty people outside the team who wrote most in the period."),
    counts=N_("Messages, comments, questions, answers, posts and reposts of all of a person's accounts."),
    leaves_out=N_("The team and bots. The most is not the best: see also who connects people."),
    form=Form.PEOPLE,
    parts=(
        Part(N_("Messages"), Unit.FACTS, what=WORDS),
        Part(N_("Reactions given"), Unit.FACTS, is_drawn=False, what=f"kind = {REACTED}"),
        Part(N_("Days active"), Unit.FACTS, is_drawn=False),
    ),
    drawn_as="lying",
    icon="star",
    better=Better.NEITHER,
    question=f"""
        WITH counted AS (
            SELECT identity, count(*) AS words FROM interactions
            WHERE {WORDS} AND day BETWEEN $first AND $last AND {{channels}} GROUP BY identity
        ),
        top AS (
            SELECT person_id AS person, sum(words)::BIGINT AS words
            FROM counted JOIN persons ON identity_id = identity WHERE NOT is_team
            GROUP BY person_id ORDER BY words DESC, person LIMIT 20
        ),
        more AS (
            SELECT person_id AS person, count(*) FILTER (WHERE kind = {REACTED}) AS reactions,
                   count(DISTINCT day) AS days
            FROM interactions JOIN persons ON identity_id = identity SEMI JOIN top ON top.person = person_id
            WHERE day BETWEEN $first AND $last AND {{channels}} GROUP BY person_id
        )
        SELECT person, words, reactions, days FROM top JOIN more USING (person)
        ORDER BY words DESC, person""",
    facts=f"{DEEDS} AND NOT is_team AND ($row < 0 OR person_id = $row)",
)
