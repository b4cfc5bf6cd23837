"""Unanswered questions: what nobody replied to."""

from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

_BEHIND = """
    WITH answered AS (
        SELECT DISTINCT parent FROM answers
        JOIN everybody AS answerer ON answerer.identity_id = answers.identity
        JOIN persons AS asker ON asker.identity_id = answers.parent_identity
        WHERE answerer.person_id <> asker.person_id AND parent_day BETWEEN $first AND $last AND {channels}
    )
    SELECT {what} FROM questions JOIN persons ON identity_id = identity LEFT JOIN answered ON parent = id
    WHERE NOT is_team AND day BETWEEN $first AND $last AND {channels} AND {part}"""

MEASURE = Measure(
    key="unanswered",
    title=N_("Unanswered questions"),
    definition=N_(
        "Questions of people outside the team that nobody else has replied to, by the day they were asked."
    ),
    counts=N_(
        "What reads like a question: a question mark that ends a word, or a question's first words in a "
        "short sentence. A reply with words by anybody else answers it, however late."
    ),
    leaves_out=N_(
        "Questions of the team, of bots and of posts. Where people answer without using «reply», an answer "
        "is not seen as one."
    ),
    form=Form.SERIES,
    adds_up=True,
    parts=(
        Part(N_("Unanswered"), Unit.FACTS, colour="warning", who="parent IS NULL"),
        Part(N_("All questions"), Unit.FACTS, colour="muted", who="TRUE"),
    ),
    drawn_as="bar",
    icon="message-2-question",
    better=Better.LESS,
    question="""
        WITH asked AS (
            SELECT day, count(*) AS questions FROM questions JOIN persons ON identity_id = identity
            WHERE NOT is_team AND day BETWEEN $first AND $last AND {channels} GROUP BY day
        ),
        answered AS (
            SELECT parent_day AS day, count(DISTINCT parent) AS questions FROM answers
            JOIN everybody AS answerer ON answerer.identity_id = answers.identity
            JOIN persons AS asker ON asker.identity_id = answers.parent_identity
            WHERE answerer.person_id <> asker.person_id AND NOT asker.is_team
              AND parent_day BETWEEN $first AND $last AND {channels}
            GROUP BY parent_day
        )
        SELECT {bucket} AS bucket,
               sum(asked.questions - coalesce(answered.questions, 0))::BIGINT AS unanswered,
               sum(asked.questions)::BIGINT AS questions
        FROM asked LEFT JOIN answered USING (day) JOIN calendar_days USING (day) GROUP BY {bucket}""",
    people=_BEHIND.replace("{what}", "DISTINCT person_id AS person"),
    facts=_BEHIND.replace("{what}", "id, moment, person_id AS person"),
)
