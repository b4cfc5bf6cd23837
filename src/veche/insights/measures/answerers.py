"""Answerers: who answers questions first, and how soon."""

from veche.insights.rules.expressions import FIRST_ANSWERS
from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="answerers",
    title=N_("Who answers"),
    definition=N_(
        "The twenty people who were the first to answer most questions, of the team and of members."
    ),
    counts=N_("Questions of people outside the team asked in the period; the first reply with words."),
    leaves_out=N_("Second and later answers, bots, reactions, answers without a reply."),
    form=Form.PEOPLE,
    parts=(
        Part(N_("Answered first"), Unit.FACTS, who="TRUE"),
        Part(N_("Median wait"), Unit.HOURS, is_drawn=False),
        Part(N_("People they answered"), Unit.PEOPLE, is_drawn=False, who="TRUE"),
    ),
    drawn_as="lying",
    icon="message-reply",
    better=Better.NEITHER,
    question=f"""
        WITH {FIRST_ANSWERS}
        SELECT answerer AS person, count(*) AS questions, median(wait) AS wait,
               count(DISTINCT asker) AS askers
        FROM firsts GROUP BY answerer ORDER BY questions DESC, person LIMIT 20""",
    people=f"""
        WITH {FIRST_ANSWERS}
        SELECT DISTINCT asker AS person FROM firsts WHERE $row < 0 OR answerer = $row""",
)
