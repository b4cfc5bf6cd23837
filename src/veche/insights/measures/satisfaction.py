"""Satisfaction: what people say of how they were answered."""

from veche.insights.rules.expressions import MARK, RATED
from veche.insights.terms import Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

# given: the latest mark of each conversation; what came from elsewhere may be about none.
_GIVEN = f"""
latest AS (
    SELECT id, moment, day, person_id AS person FROM interactions JOIN persons ON identity_id = identity
    WHERE kind = {RATED} AND day BETWEEN $first AND $last AND {{channels}}
    QUALIFY row_number() OVER (
        PARTITION BY CASE WHEN subject = 0 THEN -id ELSE subject END ORDER BY id DESC) = 1
),
given AS (
    SELECT latest.id, latest.moment, latest.day, person, mark
    FROM latest JOIN (SELECT id, max(count) AS mark FROM tallies WHERE name = {MARK} GROUP BY id) AS stated
      ON stated.id = latest.id
)"""

MEASURE = Measure(
    key="satisfaction",
    title=N_("Satisfaction"),
    definition=N_(
        "Of the marks that people gave to how they were answered, the share of good and very good ones, by "
        "the day they gave them."
    ),
    counts=N_("The latest mark for each conversation, of people who were asked once it was closed."),
    leaves_out=N_(
        "Whoever was asked and gave none. Channels where nobody is asked. Nobody is asked twice within 30 "
        "days."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("Good marks"), Unit.PERCENT, colour="success", who="mark >= 4"),
        Part(N_("Marks"), Unit.FACTS, is_drawn=False, who="TRUE"),
        Part(N_("Good or very good"), Unit.FACTS, is_drawn=False, who="mark >= 4"),
        Part(N_("Bad or very bad"), Unit.FACTS, is_drawn=False, who="mark <= 2"),
    ),
    icon="mood-happy",
    gap=Gap.NONE,
    question=f"""
        WITH {_GIVEN}
        SELECT {{bucket}} AS bucket, 100.0 * count(*) FILTER (WHERE mark >= 4) / count(*) AS share,
               count(*) AS marks, count(*) FILTER (WHERE mark >= 4) AS good,
               count(*) FILTER (WHERE mark <= 2) AS bad
        FROM given JOIN calendar_days USING (day) GROUP BY {{bucket}}""",
    people=f"""
        WITH {_GIVEN}
        SELECT DISTINCT person FROM given WHERE {{part}}""",
    facts=f"""
        WITH {_GIVEN}
        SELECT id, moment, person FROM given WHERE {{part}}""",
)
