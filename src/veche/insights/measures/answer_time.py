"""Answer time: how long a question waits for an answer, and for whose."""

from veche.insights.rules.expressions import FIRST_ANSWERS
from veche.insights.terms import Better, Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="answer_time",
    title=N_("Answer time"),
    definition=N_(
        "How long a question waited until somebody else replied: half of the answered ones waited no longer "
        "than the median, nine of ten no longer than the second line."
    ),
    counts=N_(
        "Questions of people outside the team, by the day they were asked; the first reply with words by "
        "anybody else. Apart: first answers of the team and of members."
    ),
    leaves_out=N_(
        "Questions nobody has answered: see there. Replies of bots, reactions, answers without a reply."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("Median"), Unit.HOURS, who="NOT answered"),
        Part(N_("Nine of ten"), Unit.HOURS, colour="muted", who="NOT answered"),
        Part(N_("Median by the team"), Unit.HOURS, is_drawn=False, who="answered AND is_team"),
        Part(N_("Median by members"), Unit.HOURS, is_drawn=False, who="answered AND NOT is_team"),
        Part(N_("Answered questions"), Unit.FACTS, is_drawn=False, who="NOT answered"),
        Part(N_("Answered first by the team"), Unit.FACTS, is_drawn=False, who="answered AND is_team"),
    ),
    icon="hourglass",
    better=Better.LESS,
    gap=Gap.NONE,
    question="""
        WITH waits AS (
            SELECT any_value(parent_day) AS day, min(answers.moment - parent_moment) AS wait,
                   arg_min(answerer.is_team,
                           answers.moment * 2 + CASE WHEN answerer.is_team THEN 0 ELSE 1 END) AS by_team
            FROM answers
            JOIN everybody AS answerer ON answerer.identity_id = answers.identity
            JOIN persons AS asker ON asker.identity_id = answers.parent_identity
            WHERE answerer.person_id <> asker.person_id AND NOT asker.is_team
              AND answers.moment >= parent_moment AND parent_day BETWEEN $first AND $last AND {channels}
            GROUP BY parent
        )
        SELECT {bucket} AS bucket, median(wait) / 3600000.0 AS middle,
               quantile_cont(wait, 0.9) / 3600000.0 AS most,
               median(wait) FILTER (WHERE by_team) / 3600000.0 AS team,
               median(wait) FILTER (WHERE NOT by_team) / 3600000.0 AS members,
               count(*) AS answered, count(*) FILTER (WHERE by_team) AS answered_by_team
        FROM waits JOIN calendar_days USING (day) GROUP BY {bucket}""",
    people=f"""
        WITH {FIRST_ANSWERS}
        SELECT DISTINCT person
        FROM (SELECT asker AS person, FALSE AS answered, is_team FROM firsts
              UNION ALL SELECT answerer, TRUE, is_team FROM firsts)
        WHERE {{part}}""",
)
